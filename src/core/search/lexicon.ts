/**
 * The words that documents hold, by number: those of the index as it was built, sorted, and the few that came in since.
 * Numbers below those of the first are keywords, which no word finds.
 */
import type { Language } from './language.ts';
import { type Typo, TypoIndex } from './typos.ts';
import { Vocabulary } from './vocabulary.ts';

/** In front of a keyword: no word starts with it, and keywords sort before all words. */
export const keywordMark = '\u0001';

/** Stems that several telling words share or that are no word themselves, and the words of each. */
export interface StemClasses {
  readonly stems: Vocabulary;
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
}

export class Lexicon {
  readonly base: Vocabulary;
  readonly classes: StemClasses;
  readonly #language: Language;
  readonly #typos: TypoIndex;
  /** The words that came in since, in the order of their numbers, which follow those of `base`. */
  readonly #added: readonly string[];
  /** The same words sorted; a keyword among them is never looked up as a word, as it starts with the mark. */
  readonly #addedSorted: Vocabulary;
  readonly #addedTypos: TypoIndex;
  /** Place in `#addedSorted` → number. */
  readonly #addedTerms: readonly number[];
  readonly #addedStems = new Map<string, number[]>();
  /** Number of a word of `base` → its place in `classes` + 1; 0 where it is in none. */
  #classOf: Uint32Array | undefined;

  constructor(language: Language, base: Vocabulary, classes: StemClasses, added: readonly string[] = []) {
    this.#language = language;
    this.base = base;
    this.classes = classes;
    this.#typos = new TypoIndex(base, base.range(keywordMark)[1]);
    this.#added = added;
    const sorted = added
      .map((word, index) => ({ word, term: base.size + index }))
      .sort((a, b) => (a.word < b.word ? -1 : 1));
    this.#addedTerms = sorted.map(({ term }) => term);
    this.#addedSorted = new Vocabulary(sorted.map(({ word }) => word));
    const [, firstWord] = this.#addedSorted.range(keywordMark);
    this.#addedTypos = new TypoIndex(this.#addedSorted, firstWord);
    for (const { word, term } of sorted.slice(firstWord)) {
      if (language.stopWords.has(word)) continue;
      const stem = language.stem(word);
      const mates = this.#addedStems.get(stem);
      if (mates) mates.push(term);
      else this.#addedStems.set(stem, [term]);
    }
  }

  get size(): number {
    return this.base.size + this.#added.length;
  }

  get addedCount(): number {
    return this.#added.length;
  }

  /** The same with more words, none of them known before; their numbers follow. */
  with(words: readonly string[]): Lexicon {
    return words.length
      ? new Lexicon(this.#language, this.base, this.classes, [...this.#added, ...words])
      : this;
  }

  word(term: number): string {
    return term < this.base.size ? this.base.word(term) : (this.#added[term - this.base.size] ?? '');
  }

  /** @returns the word's number, or -1. */
  find(word: string): number {
    const known = this.base.find(word);
    if (known >= 0 || !this.#added.length) return known;
    return this.#addedTerms[this.#addedSorted.find(word)] ?? -1;
  }

  /** Visits the words that start with a prefix. */
  eachCompletion(prefix: string, visit: (term: number) => void): void {
    const [from, to] = this.base.range(prefix);
    for (let term = from; term < to; term++) visit(term);
    if (!this.#added.length) return;
    const [addedFrom, addedTo] = this.#addedSorted.range(prefix);
    for (let index = addedFrom; index < addedTo; index++) visit(this.#addedTerms[index] as number);
  }

  /** Visits the telling words with the stem of a word, itself among them where it is one. */
  eachStemMate(word: string, visit: (term: number) => void): void {
    const stem = this.#language.stem(word);
    const at = this.classes.stems.find(stem);
    if (at >= 0) this.#eachOfClass(at, visit);
    else if (!this.#language.stopWords.has(stem)) {
      const itself = this.base.find(stem);
      if (itself >= 0) visit(itself);
    }
    for (const term of this.#addedStems.get(stem) ?? []) visit(term);
  }

  /** As `eachStemMate`, of a word by its number; a stop word has none. */
  eachMateOf(term: number, visit: (term: number) => void): void {
    // With words that came in since, there are two places to look.
    if (this.#added.length) {
      const word = this.word(term);
      if (!this.#language.stopWords.has(word)) this.eachStemMate(word, visit);
      return;
    }
    this.#classOf ??= this.#findClasses();
    const at = (this.#classOf[term] as number) - 1;
    if (at >= 0) this.#eachOfClass(at, visit);
  }

  #eachOfClass(at: number, visit: (term: number) => void): void {
    const { starts, terms } = this.classes;
    for (let i = starts[at] as number; i < (starts[at + 1] as number); i++) visit(terms[i] as number);
  }

  #findClasses(): Uint32Array {
    const { stems, starts, terms } = this.classes;
    const classOf = new Uint32Array(this.base.size);
    for (let at = 0; at < stems.size; at++)
      for (let i = starts[at] as number; i < (starts[at + 1] as number); i++)
        classOf[terms[i] as number] = at + 1;
    return classOf;
  }

  /** The words that a misspelt word may mean, as `TypoIndex.find` gives them, those of one distance in any order. */
  typos(word: string, asPrefix: boolean, most: 0 | 1 | 2): Typo[] {
    const found = this.#typos.find(word, asPrefix, most);
    for (const { term, distance } of this.#added.length ? this.#addedTypos.find(word, asPrefix, most) : []) {
      found.push({ term: this.#addedTerms[term] as number, distance });
    }
    return found;
  }

  /** Orders words as a rebuilt lexicon numbers them. */
  compare(a: number, b: number): number {
    const { size } = this.base;
    if (a === b || (a < size && b < size)) return a - b;
    return this.word(a) < this.word(b) ? -1 : 1;
  }
}

/** The stem classes of sorted words but for stop words; without those whose only word is the stem itself. */
export function stemClasses(language: Language, words: readonly string[], firstWord: number): StemClasses {
  const classes = new Map<string, number[]>();
  for (let term = firstWord; term < words.length; term++) {
    const word = words[term] as string;
    if (language.stopWords.has(word)) continue;
    const stem = language.stem(word);
    const terms = classes.get(stem);
    if (terms) terms.push(term);
    else classes.set(stem, [term]);
  }
  const telling = [...classes].filter(
    ([stem, terms]) => terms.length > 1 || words[terms[0] as number] !== stem,
  );
  const stems = telling.map(([stem]) => stem).sort();
  const starts = new Uint32Array(stems.length + 1);
  const terms: number[] = [];
  stems.forEach((stem, index) => {
    terms.push(...(classes.get(stem) ?? []));
    starts[index + 1] = terms.length;
  });
  return { stems: new Vocabulary(stems), starts, terms: Uint32Array.from(terms) };
}
