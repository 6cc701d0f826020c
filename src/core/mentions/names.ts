/** The names of all entities, found by their words. Hashes may collide: whoever finds a name compares its text. */
import type { Entity, Label } from '../corpus/model.ts';
import { bare, foldOf, ignorable, lower } from './fold.ts';
import { RunFilter, runKey } from './runs.ts';
import { type GapRules, hashAfter, hashAfterSpace, isSpace, punctuation, Reading } from './words.ts';
import { WordTrie } from './wordTrie.ts';

/** `full` names match by themselves, `weak` ones near a full one, an `exception` keeps its label from matching within. */
export type NameKind = 'full' | 'weak' | 'exception';

/** One way to write a label of an entity. */
interface Spelling {
  readonly written: string;
  readonly kind: NameKind;
  readonly entity: Entity;
  readonly label: Label;
}

/** A spelling, taken apart to be compared. */
export interface Name extends Omit<Spelling, 'written'>, Parts {
  /** Whether the case counts. */
  readonly exact: boolean;
  /** Whether it counts only where something else stands nearby. */
  readonly isConditional: boolean;
  /** The label as the dossier has it. */
  readonly labelText: string;
  /** Its entity, as the candidates of a place where it is the only name. */
  readonly entities: readonly [Entity];
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
  /** The first words that are letters and digits of ASCII, marks and case aside. */
  readonly firstWords: RunFilter;
  readonly #entities: readonly Entity[];
  /** Entity → the value of its first spelling in the trie; the others follow. */
  readonly #firstValues: Uint32Array;
  /** Few of many names stand in a text: each is taken apart when its words first do. */
  readonly #names: (Name | undefined)[];
  /** ASCII unit → 1 where a gap within a name starts with it. */
  readonly #gapStarts = new Uint8Array(0x80);

  constructor(entities: readonly Entity[]) {
    this.#entities = entities;
    this.#firstValues = new Uint32Array(entities.length);
    const hashes: number[] = [];
    const lengths: number[] = [];
    const gapStarts = new Set('\t\n\r ');
    const keys: number[] = [];
    let label = '';
    let isFirst = true;
    const visit: Visit = (gap, hash, start, end) => {
      if (isFirst) {
        const key = runKey(label, start, end) ?? foldedKey(label.slice(start, end));
        if (key !== undefined) keys.push(key);
        isFirst = false;
      }
      hashes.push(gap === ' ' ? hashAfterSpace(hash) : hashAfter(gap, hash));
      if (gap !== ' ' && gap !== '') gapStarts.add(gap.charAt(0));
    };
    for (const [index, entity] of entities.entries()) {
      this.#firstValues[index] = lengths.length;
      for (const { written } of spellingsOf(entity)) {
        const before = hashes.length;
        label = written;
        isFirst = true;
        readWords(written, visit);
        lengths.push(hashes.length - before);
      }
    }
    this.trie = new WordTrie(hashes, lengths);
    this.firstWords = new RunFilter(keys);
    this.#names = new Array(lengths.length);
    for (const start of gapStarts) this.#gapStarts[start.charCodeAt(0)] = 1;
  }

  /** The name that a value of the trie stands for. */
  name(value: number): Name {
    const known = this.#names[value];
    if (known) return known;
    const index = lastAtMost(this.#firstValues, value);
    const spellings = spellingsOf(this.#entities[index] as Entity);
    const spelling = spellings[value - (this.#firstValues[index] as number)] as Spelling;
    const exact = spelling.kind !== 'exception' && isExact(spelling.label);
    const isConditional = spelling.kind === 'weak' || spelling.label.ambiguous === true;
    const { written, kind, entity, label } = spelling;
    const { text, prefix, suffix } = takeApart(written);
    const name: Name = {
      text,
      exact,
      prefix,
      suffix,
      isConditional,
      kind,
      entity,
      label,
      labelText: label.label,
      entities: [entity],
    };
    this.#names[value] = name;
    return name;
  }

  /** Whether the gap between two words of a name may start with a unit; markup aside. */
  mayBeGap(unit: number): boolean {
    return unit > 0x7f || this.#gapStarts[unit] === 1;
  }
}

function foldedKey(word: string): number | undefined {
  const folded = lower(bare(word));
  return runKey(folded, 0, folded.length);
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

function spellingsOf(entity: Entity): Spelling[] {
  const spellings: Spelling[] = [];
  const add = (label: Label, kind: NameKind) => {
    spellings.push({ written: label.label, kind, entity, label });
    if (label.plural) spellings.push({ written: plural(label.label), kind, entity, label });
    for (const written of label.except ?? []) spellings.push({ written, kind: 'exception', entity, label });
  };
  for (const label of entity.labels) add(label, 'full');
  for (const label of entity.weakLabels) add(label, 'weak');
  return spellings;
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
