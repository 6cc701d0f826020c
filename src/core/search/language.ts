/** What search knows of a language: how its words are reduced to stems, and which of its words say little. */
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';

export interface Language {
  /** BCP 47: the language itself, without region. */
  readonly tag: string;
  /** @param word a term as `eachTerm` gives it. */
  stem(word: string): string;
  readonly stopWords: ReadonlySet<string>;
}

const englishStopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at be because been before being between
 both but by can could did do does doing don down during each few for from further get gets give given gives got had
 has have having he her here hers him his how i if in into is it its itself just ll me more most much my no nor not of
 off on once only or other our out over own really s same say says said she should so some such tell than that the
 their them then there these they this those through to too under until up us very was we were what when where which
 while who whom whose why will with would you your many exactly already
 another else elsewhere even ever like may might must need needs still want wanted wants yet`.split(/\s+/),
);

type Stemmer = (word: string) => string;

/** Languages of Latin letters whose rules also hold for words without their accents, as terms are. */
const stemmers: Readonly<Record<string, Stemmer>> = {
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  hu: hungarian,
  it: italian,
  nb: norwegian,
  nl: dutch,
  nn: norwegian,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  sv: swedish,
};

const noStopWords: ReadonlySet<string> = new Set();

/** @param tag BCP 47; a language that is not known has no stems. Stop words are known of English alone. */
export function languageOf(tag: string): Language {
  const own = tag.toLowerCase().split('-')[0] ?? '';
  const stemmer = Object.hasOwn(stemmers, own) ? stemmers[own] : undefined;
  return {
    tag: own,
    // The rules are for words of letters; figures and names of other scripts stay as they are.
    stem: (word) => (stemmer && word.length > 3 && /^[a-z]+$/.test(word) ? stemmer(word) : word),
    stopWords: own === 'en' ? englishStopWords : noStopWords,
  };
}
