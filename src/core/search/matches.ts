/** Where and how closely together a document holds the words of a query. */
import type { NumberRole } from './numberWords.ts';
import { TermTable, unitsOf, unknownTerm } from './termTable.ts';
import { type TermNumbers, TermReader } from './tokens.ts';

/** Half-open, in UTF-16 units. */
export type TextRange = readonly [start: number, end: number];

/** The words of a query as they are looked for in texts. */
export class WordFinder {
  readonly #count: number;
  readonly #wanted: WantedTerms;
  readonly #reader: TermReader;
  #ranges: [start: number, end: number][] = [];
  #isSorted = true;
  #positions: number[][] = [];

  /** @param patterns at most 31: for each query word its terms, and the start of terms that it matches too. */
  constructor(patterns: readonly WordPattern[]) {
    this.#count = patterns.length;
    this.#wanted = new WantedTerms(patterns);
    this.#reader = new TermReader(this.#wanted);
  }

  find(text: string): Found {
    this.#ranges = [];
    this.#isSorted = true;
    this.#positions = [];
    for (let index = 0; index < this.#count; index++) this.#positions.push([]);
    if (this.#count) this.#reader.read(text, this.#visit);
    return { ranges: this.#isSorted ? this.#ranges : merged(this.#ranges), positions: this.#positions };
  }

  readonly #visit = (term: number, position: number, start: number, end: number): void => {
    let bits = this.#wanted.bits(term);
    if (!bits) return;
    const last = this.#ranges.at(-1);
    if (last && start < last[1]) this.#isSorted = false;
    this.#ranges.push([start, end]);
    for (let index = 0; bits; index++, bits >>>= 1) {
      const list = this.#positions[index];
      if (bits & 1 && list && list.at(-1) !== position) list.push(position);
    }
  };
}

/** Numbers the terms that a query matches; all others are unknown. */
class WantedTerms implements TermNumbers {
  readonly #table = new TermTable();
  /** Term → a bit for each query word that it stands for. */
  readonly #bits: number[] = [];
  readonly #prefixes: { readonly units: Uint16Array; readonly bit: number }[] = [];
  /** From this number on, terms that only start like a query word. */
  readonly #known: number;

  constructor(patterns: readonly WordPattern[]) {
    patterns.forEach(({ terms, prefix }, index) => {
      for (const term of terms) {
        const number = this.#table.numberOf(term);
        this.#bits[number] = (this.#bits[number] ?? 0) | (1 << index);
      }
      if (!prefix) return;
      this.#prefixes.push({
        units: Uint16Array.from(prefix, (letter) => letter.charCodeAt(0)),
        bit: 1 << index,
      });
    });
    this.#known = this.#table.size;
    this.#bits.length = this.#known;
    for (let number = 0; number < this.#known && this.#prefixes.length; number++) {
      const word = Uint16Array.from(this.#table.word(number), (letter) => letter.charCodeAt(0));
      this.#bits[number] = (this.#bits[number] ?? 0) | this.#prefixBits(word, 0, word.length);
    }
  }

  /** The query words that a term stands for, a bit for each. */
  bits(term: number): number {
    return this.#bits[term] ?? 0;
  }

  number(units: Uint16Array, from: number, to: number, hash: number): number {
    const known = this.#table.find(units, from, to, hash);
    if (known >= 0 || !this.#prefixes.length) return known;
    const bits = this.#prefixBits(units, from, to);
    if (!bits) return unknownTerm;
    const number = this.#bits.indexOf(bits, this.#known);
    return number >= 0 ? number : this.#bits.push(bits) - 1;
  }

  numberOf(text: string): number {
    const [units, hash] = unitsOf(text);
    return this.number(units, 0, text.length, hash);
  }

  role(term: number): NumberRole | undefined {
    return this.#table.role(term);
  }

  #prefixBits(units: Uint16Array, from: number, to: number): number {
    let bits = 0;
    for (const { units: prefix, bit } of this.#prefixes) {
      if (to - from < prefix.length) continue;
      let at = 0;
      while (at < prefix.length && units[from + at] === prefix[at]) at++;
      if (at === prefix.length) bits |= bit;
    }
    return bits;
  }
}

export interface WordPattern {
  readonly terms: Iterable<string>;
  readonly prefix?: string | undefined;
}

export interface Found {
  /** In order, without overlaps. */
  readonly ranges: readonly TextRange[];
  /** For each pattern, the word positions at which it occurs, ascending. */
  readonly positions: readonly (readonly number[])[];
}

function merged(ranges: readonly TextRange[]): TextRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** Words further apart are not near. */
const window = 8;

/**
 * How near to each other the words of a query stand that are neighbours in it: 1 when each follows the one before, 0
 * when none are near.
 */
export function proximity(positions: readonly (readonly number[])[]): number {
  if (positions.length < 2) return 0;
  let sum = 0;
  for (let i = 1; i < positions.length; i++) {
    const gap = leastGap(positions[i - 1] ?? [], positions[i] ?? []);
    if (gap <= window) sum += 1 / gap;
  }
  return sum / (positions.length - 1);
}

/** The least distance between a word of each list; one more where they stand in the other order. */
function leastGap(first: readonly number[], second: readonly number[]): number {
  let least = Infinity;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const distance = (second[j] as number) - (first[i] as number);
    if (distance > 0) {
      least = Math.min(least, distance);
      i++;
    } else {
      if (distance < 0) least = Math.min(least, 1 - distance);
      j++;
    }
  }
  const lastFirst = first.at(-1);
  const lastSecond = second.at(-1);
  if (lastFirst !== undefined && lastSecond !== undefined && lastSecond < lastFirst) {
    least = Math.min(least, 1 + lastFirst - lastSecond);
  }
  return Math.max(1, least);
}
