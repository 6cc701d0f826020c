/** The names of all entities, found by their words. Hashes may collide: whoever finds a name compares its text. */
import type { Entity, Label } from '../corpus/model.ts';
import { bare, foldOf, ignorable, lower } from './fold.ts';
import { WordFilter } from './wordFilter.ts';
import { type GapRules, hashAfter, hashAfterSpace, isSpace, punctuation, Reading } from './words.ts';
import { type Sequences, WordTrie } from './wordTrie.ts';

/** `full` names match by themselves, `weak` ones near a full one, an `exception` keeps its label from matching within. */
export type NameKind = 'full' | 'weak' | 'exception';

/** One way to write a label of an entity, taken apart to be compared. */
export interface Name extends Parts {
  readonly kind: NameKind;
  readonly entity: Entity;
  readonly label: Label;
  /** Whether the case counts. */
  readonly exact: boolean;
  /** Whether it counts only where something else stands nearby. */
  readonly isConditional: boolean;
}

interface Parts {
  /** Its words, `bare`, with the gaps between them as they count for comparison. */
  readonly text: string;
  /** Punctuation before its first word and after its last, as in `.NET` and `Yahoo!`. */
  readonly prefix: string;
  readonly suffix: string;
}

export class Names {
  readonly trie: WordTrie;
  readonly firstWords: WordFilter;
  readonly #entities: readonly Entity[];
  /** Entity → the value of its first spelling in the trie; the others follow. */
  readonly #firstValues: Uint32Array;
  /** Few of many names stand in a text: those of an entity are taken apart when the words of one first do. */
  readonly #names: (Name | undefined)[];
  /** ASCII unit → 1 where a gap within a name starts with it. */
  readonly #gapStarts = new Uint8Array(0x80);

  constructor(entities: readonly Entity[]) {
    this.#entities = entities;
    this.#firstValues = new Uint32Array(entities.length);
    let [count, units] = [0, 0];
    for (const entity of entities) {
      eachSpelling(entity, ({ length }) => {
        count++;
        units += length;
      });
    }
    // A word takes a unit at least.
    const hashes = new Int32Array(units);
    const lengths = new Uint32Array(count);
    const rules = new Uint8Array(count);
    const texts = new Array<string>(count);
    const gapStarts = new Set('\t\n\r ');
    let words = 0;
    let label = '';
    /** Where the words before end, and whether they and the gaps stand in the label as they are compared. */
    let last = 0;
    let isBare = true;
    const visit: Visit = (gap, hash, start, end) => {
      if (gap !== ' ' && gap !== '') gapStarts.add(gap.charAt(0));
      const isAsWritten = gap === ' ' ? label.charCodeAt(last) === 32 : label.startsWith(gap, last);
      if (start - last !== gap.length || !isAsWritten) isBare = false;
      last = end;
      hashes[words++] = gap === ' ' ? hashAfterSpace(hash) : hashAfter(gap, hash);
    };
    let value = 0;
    const add: Spell = (written, kind, of) => {
      const before = words;
      label = written;
      last = 0;
      isBare = true;
      readWords(label, visit);
      lengths[value] = words - before;
      texts[value] = isBare && last === label.length ? label : '';
      rules[value] = kind === 'exception' || isConditional(kind, of) ? 1 : 0;
      value++;
    };
    for (const [index, entity] of entities.entries()) {
      this.#firstValues[index] = value;
      eachSpelling(entity, add);
    }
    const sequences = { hashes: hashes.subarray(0, words), lengths, texts, rules };
    this.trie = new WordTrie(sequences);
    this.firstWords = firstWordsOf(sequences);
    this.#names = new Array(count);
    for (const start of gapStarts) this.#gapStarts[start.charCodeAt(0)] = 1;
  }

  /** The name that a value of the trie stands for. */
  name(value: number): Name {
    const known = this.#names[value];
    if (known) return known;
    const index = lastAtMost(this.#firstValues, value);
    const entity = this.#entities[index] as Entity;
    let next = this.#firstValues[index] as number;
    eachSpelling(entity, (written, kind, label) => {
      this.#names[next++] = {
        ...takeApart(written),
        exact: kind !== 'exception' && isExact(label),
        isConditional: isConditional(kind, label),
        kind,
        entity,
        label,
      };
    });
    return this.#names[value] as Name;
  }

  /** Whether the gap between two words of a name may start with a unit; markup aside. */
  mayBeGap(unit: number): boolean {
    return unit > 0x7f || this.#gapStarts[unit] === 1;
  }
}

function firstWordsOf({ hashes, lengths }: Sequences): WordFilter {
  const first = new Int32Array(lengths.length);
  let count = 0;
  let start = 0;
  for (const length of lengths) {
    if (length > 0) first[count++] = hashes[start] as number;
    start += length;
  }
  return new WordFilter(first.subarray(0, count));
}

/** Whether it counts only where something else stands nearby. */
function isConditional(kind: NameKind, label: Label): boolean {
  return kind === 'weak' || label.ambiguous === true;
}

/** The index of the last value that is not above another; values are in order, the first is 0. */
function lastAtMost(values: Uint32Array, most: number): number {
  let low = 0;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) <= most) low = middle;
    else high = middle;
  }
  return low;
}

/** Takes one way to write a label of an entity. */
type Spell = (written: string, kind: NameKind, label: Label) => void;

function eachSpelling({ labels, weakLabels }: Entity, visit: Spell): void {
  for (const label of labels) spell(label, 'full', visit);
  for (const label of weakLabels) spell(label, 'weak', visit);
}

function spell(label: Label, kind: NameKind, visit: Spell): void {
  visit(label.label, kind, label);
  if (label.plural) visit(plural(label.label), kind, label);
  for (const written of label.except ?? []) visit(written, 'exception', label);
}

/** Acronyms, and ambiguous names, are what they are by their case. */
function isExact(label: Label): boolean {
  return label.caseSensitive === true || label.ambiguous === true || !/\p{Ll}/u.test(label.label);
}

function plural(label: string): string {
  if (/[^aeiou]y$/i.test(label)) return `${label.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(label) ? `${label}es` : `${label}s`;
}

const reading = new Reading();
/** A label is written without markup. */
const noMarkup: GapRules = { markupAt: () => 0, spaceAt: () => 0, linePrefixAt: () => 0 };

/** Takes a word `[start, end)` of a label, and the gap before it as it counts for comparison: `''` for the first. */
type Visit = (gap: string, hash: number, start: number, end: number) => void;

/** Goes through the words of a label. One without words never matches. */
function readWords(label: string, visit: Visit): void {
  const { length } = label;
  let start = 0;
  while (start < length && !reading.word(label, start, length)) start++;
  if (start === length) return;
  let gap = '';
  for (;;) {
    const { end } = reading;
    visit(gap, reading.hash, start, end);
    if (label.charCodeAt(end) === 32 && reading.word(label, end + 1, length)) {
      gap = ' ';
      start = end + 1;
      continue;
    }
    if (!reading.between(label, end, length, noMarkup)) return;
    gap = reading.gap;
    start = reading.end;
    // A mark that stands by itself is no word: what follows it is the name's edge.
    if (!reading.word(label, start, length)) return;
  }
}

function takeApart(written: string): Parts {
  let text = '';
  let first = -1;
  let last = 0;
  readWords(written, (gap, _hash, start, end) => {
    if (first < 0) first = start;
    text += gap + bare(written.slice(start, end));
    last = end;
  });
  return {
    text,
    prefix: edge(written.slice(0, first)).trimStart(),
    suffix: edge(written.slice(last)).trimEnd(),
  };
}

/** Punctuation as it counts for comparison. */
export function edge(text: string): string {
  let result = '';
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (isSpace(unit)) result = result.endsWith(' ') ? result : `${result} `;
    else if (foldOf(unit) !== ignorable) result += punctuation(text.charAt(offset));
  }
  return result;
}

/** Whether a text, given `bare` and with its gaps as they count, is the name. */
export function isName(name: Name, text: string): boolean {
  return name.text === text || (!name.exact && lower(name.text) === lower(text));
}
