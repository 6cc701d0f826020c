/** Where and how closely together a document holds the words of a query. */
import { eachTerm } from './tokens.ts';

/** Half-open, in UTF-16 units. */
export type TextRange = readonly [start: number, end: number];

/** What a query word matches in a text. */
export interface WordPattern {
  readonly terms: ReadonlySet<string>;
  /** Terms that start with it match too. */
  readonly prefix?: string | undefined;
}

export interface Found {
  /** In order, without overlaps. */
  readonly ranges: readonly TextRange[];
  /** For each pattern, the word positions at which it occurs, ascending. */
  readonly positions: readonly (readonly number[])[];
}

/** Finds the words of a query in a text. */
export function findWords(text: string, patterns: readonly WordPattern[]): Found {
  const ranges: TextRange[] = [];
  const positions: number[][] = patterns.map(() => []);
  eachTerm(text, (term, position, start, end) => {
    let matched = false;
    for (let i = 0; i < patterns.length; i++) {
      const pattern = patterns[i] as WordPattern;
      if (!pattern.terms.has(term) && !(pattern.prefix && term.startsWith(pattern.prefix))) continue;
      matched = true;
      const list = positions[i] as number[];
      if (list.at(-1) !== position) list.push(position);
    }
    if (matched) ranges.push([start, end]);
  });
  return { ranges: merged(ranges), positions };
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
