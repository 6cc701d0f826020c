/** Short labels (names, titles, keys): exact and fuzzy look-up by fuse.js, and the other names of what a query names. */
import Fuse from 'fuse.js';
import { foldAccents } from './folding.ts';
import { mainTerms } from './tokens.ts';

/** A name of a document. */
export interface Label {
  readonly doc: number;
  readonly text: string;
}

/** Queries beyond are sentences, not names; in UTF-16 units. */
const maxLabelQuery = 64;
/** fuse.js compares 32 units at once; its time grows with the pieces. */
const maxFuzzyQuery = 32;
/** A linear scan of more labels would be felt at each key. */
const maxFuzzyLabels = 5000;
/** A label is like a name when no more than so many of the name's letters are wrong in it. */
const maxWrong = 0.35;
/** The words of a label by which it is looked up. */
const maxWordStarts = 64;
/** Other names have at most this many words. */
const maxLabelWords = 8;

export class LabelIndex {
  readonly #labels: readonly Label[];
  readonly #folded: readonly string[];
  // Every start of a word in a label, sorted by the text from there on.
  readonly #startLabels: Uint32Array;
  readonly #startOffsets: Uint16Array;
  /** Two letters → the labels with them. */
  #pairs: Map<number, number[]> | undefined;

  constructor(labels: readonly Label[]) {
    this.#labels = labels;
    this.#folded = labels.map(({ text }) => foldLabel(text));
    const starts = this.#folded.flatMap((label, index) =>
      wordStarts(label).map((offset) => ({ label: index, offset, text: label.slice(offset) })),
    );
    starts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.label - b.label));
    this.#startLabels = Uint32Array.from(starts, ({ label }) => label);
    this.#startOffsets = Uint16Array.from(starts, ({ offset }) => offset);
  }

  /**
   * The documents with a label that is the query or has it at the start of one of its words.
   *
   * @returns document → 2 for the whole label, else 1 to 2, the more of the label is typed the more.
   */
  find(query: string): Map<number, number> {
    const found = new Map<number, number>();
    const folded = foldLabel(query);
    if (!folded || folded.length > maxLabelQuery) return found;
    for (let at = this.#firstStart(folded); at < this.#startLabels.length; at++) {
      const index = this.#startLabels[at] as number;
      const label = this.#folded[index] as string;
      if (!label.startsWith(folded, this.#startOffsets[at])) break;
      const doc = this.#labels[index]?.doc ?? 0;
      const score = label.length === folded.length ? 2 : 1 + (0.9 * folded.length) / label.length;
      if (score > (found.get(doc) ?? 0)) found.set(doc, score);
    }
    return found;
  }

  /** The first start whose text does not sort before a text. */
  #firstStart(text: string): number {
    let low = 0;
    let high = this.#startLabels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const label = this.#folded[this.#startLabels[middle] as number] as string;
      const offset = this.#startOffsets[middle] as number;
      if (label.slice(offset, offset + text.length) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * The labels that are spelt much like a name.
   *
   * @returns most similar first, similarity 0 to 1; none for long texts or when there are very many labels.
   */
  similar(name: string): { readonly label: Label; readonly similarity: number }[] {
    if (name.length < 3 || name.length > maxFuzzyQuery) return [];
    if (this.#labels.length > maxFuzzyLabels) return [];
    const fuse = new Fuse(this.#withMostPairs(foldLabel(name)), {
      keys: ['text'],
      includeScore: true,
      ignoreLocation: true,
      ignoreDiacritics: true,
      threshold: maxWrong,
      minMatchCharLength: 2,
    });
    return fuse
      .search(name, { limit: 20 })
      .map(({ item, score = 1 }) => ({ label: item, similarity: 1 - score }));
  }

  /** The labels that hold as many pairs of a name's letters as a label like it must: each wrong letter breaks two. */
  #withMostPairs(name: string): Label[] {
    this.#pairs ??= pairsOf(this.#folded);
    const counts = new Uint8Array(this.#labels.length);
    for (let at = 0; at + 1 < name.length; at++) {
      for (const index of this.#pairs.get(pairAt(name, at)) ?? [])
        counts[index] = (counts[index] as number) + 1;
    }
    const least = Math.max(1, name.length - 1 - 2 * Math.floor(maxWrong * name.length));
    return this.#labels.filter((_, index) => (counts[index] as number) >= least);
  }
}

function pairsOf(labels: readonly string[]): Map<number, number[]> {
  const pairs = new Map<number, number[]>();
  labels.forEach((label, index) => {
    for (let at = 0; at + 1 < label.length; at++) {
      const pair = pairAt(label, at);
      const holders = pairs.get(pair);
      if (!holders) pairs.set(pair, [index]);
      else if (holders.at(-1) !== index) holders.push(index);
    }
  });
  return pairs;
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/** Where the words of a folded label start; those far into a very long one are not looked up. */
function wordStarts(label: string): number[] {
  const starts = label ? [0] : [];
  for (
    let at = label.indexOf(' ');
    at >= 0 && starts.length < maxWordStarts;
    at = label.indexOf(' ', at + 1)
  ) {
    if (at < 0xffff) starts.push(at + 1);
  }
  return starts;
}

/** The words of a label, folded, with single spaces. */
export function foldLabel(text: string): string {
  return foldAccents(text)
    .replace(/[^\p{L}\p{N}\p{M}#@.%$+&]+/gu, ' ')
    .trim();
}

/** Another name for words of a query. */
export interface OtherName {
  /** The query's words that are named otherwise, by position. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly string[];
}

/** The other names of what a query names: `ROFR` → right of first refusal, `Altman` → Sam Altman. */
export class Synonyms {
  /** Label as words → the lists of labels it stands in. */
  readonly #sets = new Map<string, (readonly (readonly string[])[])[]>();

  readonly #stem: (word: string) => string;

  /** @param names for each item, all its names; they are known again by the stems of their words. */
  constructor(names: Iterable<readonly string[]>, stem: (word: string) => string) {
    this.#stem = stem;
    for (const labels of names) {
      if (labels.length < 2) continue;
      const lists = labels.map(mainTerms).filter((words) => words.length && words.length <= maxLabelWords);
      for (const words of lists) {
        const key = this.#key(words);
        const sets = this.#sets.get(key);
        if (sets) sets.push(lists);
        else this.#sets.set(key, [lists]);
      }
    }
  }

  /** @param words the query's words, each in its first form. */
  find(words: readonly string[]): OtherName[] {
    const found: OtherName[] = [];
    for (let from = 0; from < words.length; from++) {
      for (let to = Math.min(words.length, from + maxLabelWords); to > from; to--) {
        const key = this.#key(words.slice(from, to));
        const sets = this.#sets.get(key);
        if (!sets) continue;
        for (const lists of sets) {
          for (const other of lists) if (this.#key(other) !== key) found.push({ from, to, words: other });
        }
        from = to - 1;
        break;
      }
    }
    return found;
  }

  #key(words: readonly string[]): string {
    return words.map(this.#stem).join(' ');
  }
}
