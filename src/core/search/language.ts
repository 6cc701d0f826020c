/** What search knows of a language: how its words are reduced to stems, and which of its words say little. */
import { stemmer as english } from '@orama/stemmers/english';

export interface Language {
  /** BCP 47: the language itself, without region. */
  readonly tag: string;
  /** @param word a term as `eachTerm` gives it. */
  stem(word: string): string;
  readonly stopWords: ReadonlySet<string>;
}

const englishStopWords = `a about after again all also am an and any are as at be because been before being between
 both but by can could did do does doing don down during each few for from further get gets give given gives got had
 has have having he her here hers him his how i if in into is it its itself just ll me more most much my no nor not of
 off on once only or other our out over own really s same say says said she should so some such tell than that the
 their them then there these they this those through to too under until up us very was we were what when where which
 while who whom whose why will with would you your many exactly already
 another else elsewhere even ever like may might must need needs still want wanted wants yet`;

const languages: Readonly<Record<string, Omit<Language, 'tag'>>> = {
  en: {
    // Porter's rules are for words of Latin letters; figures and names of other scripts stay as they are.
    stem: (word) => (word.length > 3 && /^[a-z]+$/.test(word) ? english(word) : word),
    stopWords: new Set(englishStopWords.split(/\s+/)),
  },
};
const unknown: Omit<Language, 'tag'> = { stem: (word) => word, stopWords: new Set() };

/** @param tag BCP 47; a language that is not known has neither stems nor stop words. */
export function languageOf(tag: string): Language {
  const own = tag.toLowerCase().split('-')[0] ?? '';
  return { tag: own, ...((Object.hasOwn(languages, own) ? languages[own] : undefined) ?? unknown) };
}
