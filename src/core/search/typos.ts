/**
 * Finds the words of a vocabulary that a misspelt word may mean: optimal string alignment distance (insertion,
 * deletion, substitution, transposition of neighbours; Damerau 1964, Boytsov 2011) over the words of about the same
 * length whose letters are about the same.
 */
import { maxTermLength } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Typo {
  /** The word's number in the vocabulary. */
  readonly term: number;
  readonly distance: number;
}

/** How many slips a word of so many letters may hold: none below 4, one below 8, then two. */
export function allowedDistance(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

export class TypoIndex {
  readonly #vocabulary: Vocabulary;
  /** Word numbers, shortest word first. */
  readonly #byLength: Uint32Array;
  /** Length → where its words start in `#byLength`. */
  readonly #lengthStarts: Uint32Array;
  /** Parallel to `#byLength`: a bit for each letter that occurs. */
  readonly #signatures: Uint32Array;
  /** Three rows of the distance table, reused. */
  readonly #rows = [0, 1, 2].map(() => new Uint8Array(2 * maxTermLength + 4));

  /** @param first the number of the first word; what comes before it is not looked up. */
  constructor(vocabulary: Vocabulary, first = 0) {
    this.#vocabulary = vocabulary;
    const { starts, chars, size } = vocabulary;
    const length = (term: number) => (starts[term + 1] ?? 0) - (starts[term] ?? 0);
    this.#lengthStarts = new Uint32Array(maxTermLength + 3);
    for (let term = first; term < size; term++) add(this.#lengthStarts, length(term) + 1, 1);
    for (let i = 1; i < this.#lengthStarts.length; i++)
      add(this.#lengthStarts, i, this.#lengthStarts[i - 1] ?? 0);
    const next = this.#lengthStarts.slice();
    this.#byLength = new Uint32Array(size - first);
    this.#signatures = new Uint32Array(size - first);
    for (let term = first; term < size; term++) {
      const slot = next[length(term)] ?? 0;
      add(next, length(term), 1);
      this.#byLength[slot] = term;
      let signature = 0;
      for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i++) signature |= letterBit(chars[i] ?? 0);
      this.#signatures[slot] = signature;
    }
  }

  /**
   * @param asPrefix the word is still being typed: it may mean the start of a longer one.
   * @returns nearest first, then in order of the vocabulary.
   */
  find(word: string, asPrefix: boolean): Typo[] {
    const most = allowedDistance(word.length);
    if (!most || word.length > maxTermLength) return [];
    const codes = new Uint16Array(word.length);
    let signature = 0;
    for (let i = 0; i < word.length; i++) {
      codes[i] = word.charCodeAt(i);
      signature |= letterBit(word.charCodeAt(i));
    }
    const from = this.#lengthStarts[Math.max(1, word.length - most)] ?? 0;
    const longest = asPrefix ? maxTermLength : Math.min(maxTermLength, word.length + most);
    const to = this.#lengthStarts[longest + 1] ?? 0;
    const found: Typo[] = [];
    for (let slot = from; slot < to; slot++) {
      const other = this.#signatures[slot] ?? 0;
      const differing = asPrefix ? signature & ~other : signature ^ other;
      if (bitCount(differing) > (asPrefix ? most : 2 * most)) continue;
      const term = this.#byLength[slot] ?? 0;
      const distance = this.#distance(codes, term, most, asPrefix);
      if (distance <= most) found.push({ term, distance });
    }
    return found.sort((a, b) => a.distance - b.distance || a.term - b.term);
  }

  /** @returns the distance, or any number above `most`. */
  #distance(word: Uint16Array, term: number, most: number, asPrefix: boolean): number {
    const { starts, chars } = this.#vocabulary;
    const start = starts[term] ?? 0;
    const full = (starts[term + 1] ?? 0) - start;
    const length = asPrefix ? Math.min(full, word.length + most) : full;
    let [before, above, row] = this.#rows as [Uint8Array, Uint8Array, Uint8Array];
    for (let j = 0; j <= length; j++) above[j] = Math.min(j, 255);
    for (let i = 1; i <= word.length; i++) {
      row[0] = i;
      let least = i;
      for (let j = 1; j <= length; j++) {
        const same = word[i - 1] === chars[start + j - 1];
        let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
        if (i > 1 && j > 1 && word[i - 1] === chars[start + j - 2] && word[i - 2] === chars[start + j - 1]) {
          cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
        }
        row[j] = cost;
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      [before, above, row] = [above, row, before];
    }
    if (!asPrefix) return above[length] ?? 255;
    return Math.min(...above.subarray(0, length + 1));
  }
}

function add(array: Uint32Array, index: number, amount: number): void {
  array[index] = (array[index] ?? 0) + amount;
}

function letterBit(code: number): number {
  return 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
