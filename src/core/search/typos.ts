/**
 * Finds the words of a vocabulary that a misspelt word may mean: optimal string alignment distance (insertion,
 * deletion, substitution, transposition of neighbours; Damerau 1964, Boytsov 2011) over the words of about the same
 * length whose letters are about the same.
 */
import { maxTermLength } from './folding.ts';
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

/** Longer words are not corrected: their places must fit the bits of a number. */
const maxLookedUp = 31;

export class TypoIndex {
  readonly #vocabulary: Vocabulary;
  /** Word numbers, shortest word first. */
  readonly #byLength: Uint32Array;
  /** Length → where its words start in `#byLength`. */
  readonly #lengthStarts: Uint32Array;
  /** Parallel to `#byLength`: a bit for each letter that occurs. */
  readonly #signatures: Uint32Array;
  /** UTF-16 unit → bits of the places where the word looked up has it; all zero between look-ups. */
  readonly #places = new Uint32Array(0x10000);

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
    if (!most || word.length > maxLookedUp) return [];
    let signature = 0;
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      signature |= letterBit(code);
      this.#places[code] = (this.#places[code] ?? 0) | (1 << i);
    }
    const from = this.#lengthStarts[Math.max(1, word.length - most)] ?? 0;
    const longest = asPrefix ? maxTermLength : Math.min(maxTermLength, word.length + most);
    const to = this.#lengthStarts[longest + 1] ?? 0;
    const found: Typo[] = [];
    for (let slot = from; slot < to; slot++) {
      const other = this.#signatures[slot] as number;
      // Each slip takes away one letter at most, and brings in one.
      if (bitCount(signature & ~other) > most || (!asPrefix && bitCount(other & ~signature) > most)) continue;
      const term = this.#byLength[slot] as number;
      const distance = this.#distance(word.length, term, most, asPrefix);
      if (distance <= most) found.push({ term, distance });
    }
    for (let i = 0; i < word.length; i++) this.#places[word.charCodeAt(i)] = 0;
    return found.sort((a, b) => a.distance - b.distance || a.term - b.term);
  }

  /**
   * The distance of the word looked up, a column of the table at a time as bits of a number (Hyyrö 2003).
   *
   * @returns any number above `most` when it is more.
   */
  #distance(wordLength: number, term: number, most: number, asPrefix: boolean): number {
    const { starts, chars } = this.#vocabulary;
    const start = starts[term] as number;
    const end = Math.min(starts[term + 1] as number, asPrefix ? start + wordLength + most : Infinity);
    const last = 1 << (wordLength - 1);
    let distance = wordLength;
    let least = distance;
    let verticalPlus = -1;
    let verticalMinus = 0;
    let diagonal = 0;
    let placesBefore = 0;
    for (let i = start; i < end; i++) {
      const places = this.#places[chars[i] as number] as number;
      const swapped = ((~diagonal & places) << 1) & placesBefore;
      diagonal = ((((places & verticalPlus) >>> 0) + (verticalPlus >>> 0)) ^ verticalPlus) | places;
      diagonal |= verticalMinus | swapped;
      let horizontalPlus = verticalMinus | ~(diagonal | verticalPlus);
      let horizontalMinus = diagonal & verticalPlus;
      if (horizontalPlus & last) distance++;
      else if (horizontalMinus & last) distance--;
      horizontalPlus = (horizontalPlus << 1) | 1;
      horizontalMinus <<= 1;
      verticalPlus = horizontalMinus | ~(diagonal | horizontalPlus);
      verticalMinus = horizontalPlus & diagonal;
      placesBefore = places;
      if (distance < least) least = distance;
      // Each further letter takes off at most one.
      if (distance - (end - i - 1) > most && (!asPrefix || least > most)) return distance;
    }
    return asPrefix ? least : distance;
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
