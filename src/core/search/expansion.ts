/** What the words of a query may stand for in the index: other forms, completions, corrections, other names. */
import type { LabelIndex, Synonyms } from './labels.ts';
import type { Language } from './language.ts';
import type { WordPattern } from './matches.ts';
import type { Query, QueryWord } from './query.ts';
import { type Alternative, type Group, maxGroups, type TextIndex } from './textIndex.ts';
import { mainTerms } from './tokens.ts';

/** A query word: what it is looked up as, and how it is recognised in a text. */
export interface ExpandedWord {
  readonly group: Group;
  readonly pattern: WordPattern;
  /** How often the query says it. */
  readonly times: number;
  /** Whether the dossier's words hold it, a form or completion of it, or what it may be a slip for. */
  readonly explained: boolean;
}

/** How much of a word's evidence another name of the same thing carries. */
const otherNameWeight = 0.7;
/** A label that looks like a word that nothing else explains. */
const similarLabelWeight = 0.4;
/** Alternatives below are too faint to be shown as a reason. */
const leastShown = 0.36;
/** The words of a text are looked up until so many documents hold them: what is left says little. */
const maxTextPostings = 12_000;
/** Words shorter look like too much. */
const leastSimilar = 5;

export class QueryExpander {
  readonly #index: TextIndex;
  readonly #language: Language;
  readonly #labels: LabelIndex;
  readonly #synonyms: Synonyms;

  constructor(index: TextIndex, language: Language, labels: LabelIndex, synonyms: Synonyms) {
    this.#index = index;
    this.#language = language;
    this.#labels = labels;
    this.#synonyms = synonyms;
  }

  /** The telling words of a query, at most as many as the index looks up; of more, those that tell most. */
  expand(query: Query): ExpandedWord[] {
    const telling = (word: QueryWord) => !this.#language.stopWords.has(word.forms[0]);
    const words = query.words.some(telling) || query.dates.length ? query.words.filter(telling) : query.words;
    const said = differentWords(words);
    const names = this.#otherNames(query.words.map(({ forms }) => forms[0]));
    const expanded = [
      ...[...said].map(([first, { word, times }]) => ({
        ...this.#word(word, names.get(first) ?? []),
        times,
      })),
      ...query.dates.map((date) => this.#date(date)),
    ];
    if (expanded.length <= maxGroups) return expanded;
    return expanded
      .map((word) => ({ word, importance: word.times * this.#index.importance(word.group) }))
      .sort((a, b) => b.importance - a.importance)
      .slice(0, maxGroups)
      .map(({ word }) => word);
  }

  /**
   * The words of a running text; each stands for itself and its stem's other forms. Of many, and of those that many
   * documents hold, the ones that tell most.
   */
  ofText(query: Query): ExpandedWord[] {
    const telling = query.words.filter(({ forms: [first] }) => !this.#language.stopWords.has(first));
    const said = differentWords(telling);
    const ranked = [
      ...query.dates.map((date) => this.#date(date)),
      ...[...said].map(([first, { times }]) => ({
        ...this.#looked(this.#index.forms(first), undefined),
        times,
      })),
    ]
      .map((word) => ({ word, importance: word.times * this.#index.importance(word.group) }))
      .filter(({ importance }) => importance > 0)
      .sort((a, b) => b.importance - a.importance);
    let postings = 0;
    const end = ranked.findIndex(({ word: { group } }) => {
      for (const { term } of group) postings += this.#index.documentFrequency(term);
      return postings > maxTextPostings;
    });
    return ranked
      .slice(0, Math.min(maxGroups, end < 0 ? ranked.length : Math.max(1, end)))
      .map(({ word }) => ({ ...word, explained: true }));
  }

  #word(
    { forms: [first, ...others], typing }: QueryWord,
    names: readonly Alternative[],
  ): Omit<ExpandedWord, 'times'> {
    const written = others.flatMap((form) => this.#index.exact(form));
    const own = [...this.#index.expand(first, typing), ...written, ...names];
    const group = own.length ? own : this.#similar(first);
    return {
      ...this.#looked(group, typing && first.length > 1 ? first : undefined),
      explained: own.length > 0,
    };
  }

  /** A date among words: what is of that month, or else of that year, or names the year. */
  #date(words: readonly string[]): ExpandedWord {
    const dated = words.flatMap((word, index) =>
      this.#index.keyword(`date:${word}`).map(({ term }) => ({ term, weight: (index + 1) / words.length })),
    );
    const group = [...dated, ...this.#index.exact(words[0] ?? '')];
    return { ...this.#looked(group, undefined), times: 1, explained: true };
  }

  #looked(group: Group, prefix: string | undefined): Pick<ExpandedWord, 'group' | 'pattern'> {
    const strongest = new Map<number, number>();
    for (const { term, weight } of group) strongest.set(term, Math.max(weight, strongest.get(term) ?? 0));
    const unique = [...strongest].map(([term, weight]) => ({ term, weight }));
    const shown = unique.filter(({ weight }) => weight >= leastShown);
    const terms = shown.map(({ term }) => this.#index.word(term));
    return { group: unique, pattern: { terms, prefix } };
  }

  /** Word of the query → the terms of other names for what it, with its neighbours, names. */
  #otherNames(words: readonly string[]): Map<string, Alternative[]> {
    const found = new Map<string, Alternative[]>();
    for (const { from, to, words: other } of this.#synonyms.find(words)) {
      const named = words.slice(from, to);
      const alternatives = this.#terms(other, otherNameWeight, named);
      for (const word of named) found.set(word, [...(found.get(word) ?? []), ...alternatives]);
    }
    return found;
  }

  /** The terms of labels that look like a word. */
  #similar(word: string): Alternative[] {
    if (word.length < leastSimilar) return [];
    return this.#labels
      .similar(word)
      .flatMap(({ label, similarity }) =>
        this.#terms(mainTerms(label.text), similarLabelWeight * similarity, []),
      );
  }

  /** The telling ones of a name's words, which share its weight. */
  #terms(words: readonly string[], weight: number, without: readonly string[]): Alternative[] {
    const telling = words.filter((word) => !this.#language.stopWords.has(word));
    return telling
      .filter((word) => !without.includes(word))
      .flatMap((word) => this.#index.exact(word))
      .map(({ term }) => ({ term, weight: weight / telling.length }));
  }
}

/** The different words, and how often each is said; of equal ones the last stands, which may still be being typed. */
function differentWords(words: readonly QueryWord[]): Map<string, { word: QueryWord; times: number }> {
  const said = new Map<string, { word: QueryWord; times: number }>();
  for (const word of words) {
    const times = (said.get(word.forms[0])?.times ?? 0) + 1;
    said.set(word.forms[0], { word, times });
  }
  return said;
}
