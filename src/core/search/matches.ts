/** Where and how closely together a document holds the words of a query. */
import { eachTerm } from './tokens.ts';

/** Half-open, in UTF-16 units. */
export type TextRange = readonly [start: number, end: number];

/** The words of a query as they are looked for in a text. */
export class WordFinder {
  readonly #count: number;
  /** Term → a bit for each query word that it stands for. */
  readonly #terms = new Map<string, number>();
  readonly #prefixes: { readonly text: string; readonly bit: number }[] = [];

  /** @param patterns at most 31: for each query word its terms, and the start of terms that it matches too. */
  constructor(patterns: readonly WordPattern[]) {
    this.#count = patterns.length;
    patterns.forEach(({ terms, prefix }, index) => {
      const bit = 1 << index;
      for (const term of terms) this.#terms.set(term, (this.#terms.get(term) ?? 0) | bit);
      if (prefix) this.#prefixes.push({ text: prefix, bit });
    });
  }

  find(text: string): Found {
    const ranges: TextRange[] = [];
    const positions: number[][] = Array.from({ length: this.#count }, () => []);
    eachTerm(text, (term, position, start, end) => {
      let bits = this.#terms.get(term) ?? 0;
      for (const prefix of this.#prefixes) if (term.startsWith(prefix.text)) bits |= prefix.bit;
      if (!bits) return;
      ranges.push([start, end]);
      for (let index = 0; bits; index++, bits >>>= 1) {
        const list = positions[index];
        if (bits & 1 && list && list.at(-1) !== position) list.push(position);
      }
    });
    return { ranges: merged(ranges), positions };
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
