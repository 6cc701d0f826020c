/** Short labels (names, titles, keys): exact and fuzzy look-up by fuse.js, and the other names of what a query names. */
import Fuse from 'fuse.js';
import { eachTerm, foldAccents } from './tokens.ts';

/** A name of a document. */
export interface Label {
  readonly doc: number;
  readonly text: string;
}

/** Queries beyond are sentences, not names; in UTF-16 units. fuse.js compares in pieces of 32. */
const maxLabelQuery = 64;
/** A linear scan of more labels would be felt at each key. */
const maxFuzzyLabels = 5000;
/** Other names have at most this many words. */
const maxLabelWords = 8;

export class LabelIndex {
  readonly #labels: readonly Label[];
  readonly #folded: readonly string[];
  readonly #exact = new Map<string, number[]>();
  readonly #fuse: Fuse<Label> | undefined;

  constructor(labels: readonly Label[]) {
    this.#labels = labels;
    this.#folded = labels.map(({ text }) => foldLabel(text));
    labels.forEach(({ doc }, index) => {
      const key = this.#folded[index] ?? '';
      this.#exact.set(key, [...(this.#exact.get(key) ?? []), doc]);
    });
    if (labels.length <= maxFuzzyLabels) {
      this.#fuse = new Fuse(labels, {
        keys: ['text'],
        includeScore: true,
        ignoreLocation: true,
        ignoreDiacritics: true,
        threshold: 0.35,
        minMatchCharLength: 2,
      });
    }
  }

  /**
   * How well documents' labels match the whole query: 2 for a label itself, 1 to 2 for the start of one of its words
   * (the more of the label is typed, the more), below 1 for what is only similar.
   *
   * @param similar whether to look for similar labels too.
   */
  find(query: string, similar: boolean): Map<number, number> {
    const found = new Map<number, number>();
    const folded = foldLabel(query);
    if (!folded || folded.length > maxLabelQuery) return found;
    const add = (doc: number, score: number) => found.set(doc, Math.max(score, found.get(doc) ?? 0));
    for (const doc of this.#exact.get(folded) ?? []) add(doc, 2);
    this.#folded.forEach((label, index) => {
      const doc = this.#labels[index]?.doc ?? 0;
      if (startsWord(label, folded)) add(doc, 1 + (0.9 * folded.length) / label.length);
    });
    if (similar && folded.length > 2) {
      for (const { item, score = 1 } of this.#fuse?.search(query, { limit: 20 }) ?? []) {
        add(item.doc, 0.9 * (1 - score));
      }
    }
    return found;
  }
}

/** Whether a text starts at the start of one of a label's words. */
function startsWord(label: string, text: string): boolean {
  for (let at = label.indexOf(text); at >= 0; at = label.indexOf(text, at + 1)) {
    if (at === 0 || label[at - 1] === ' ') return true;
  }
  return false;
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

  /** @param names for each item, all its names. */
  constructor(names: Iterable<readonly string[]>) {
    for (const labels of names) {
      if (labels.length < 2) continue;
      const lists = labels.map(mainTerms).filter((words) => words.length && words.length <= maxLabelWords);
      for (const words of lists) {
        const key = words.join(' ');
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
        const key = words.slice(from, to).join(' ');
        const sets = this.#sets.get(key);
        if (!sets) continue;
        for (const lists of sets) {
          for (const other of lists) if (other.join(' ') !== key) found.push({ from, to, words: other });
        }
        from = to - 1;
        break;
      }
    }
    return found;
  }
}

/** The terms of a text, one a position. */
export function mainTerms(text: string): string[] {
  const terms: string[] = [];
  eachTerm(text, (term, position) => {
    terms[position] ??= term;
  });
  return terms;
}
