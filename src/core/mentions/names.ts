/** The names of all entities, found by their words. Hashes may collide: whoever finds a name compares its text. */
import type { Entity, Label } from '../corpus/model.ts';
import { bare, isAscii, lower } from './fold.ts';
import { type GapRules, hashAfter, isSpace, punctuation, Reading } from './words.ts';
import { WordTrie } from './wordTrie.ts';

/** `full` names match by themselves, `weak` ones near a full one, an `exception` keeps its label from matching within. */
export type NameKind = 'full' | 'weak' | 'exception';

/** One way to write a label of an entity. */
export interface Name {
  readonly kind: NameKind;
  readonly entity: Entity;
  readonly label: Label;
  /** Its words, `bare`, with the gaps between them as they count for comparison. */
  readonly text: string;
  /** Punctuation before its first word and after its last, as in `.NET` and `Yahoo!`. */
  readonly prefix: string;
  readonly suffix: string;
  /** Whether the case counts. */
  readonly exact: boolean;
}

export class Names {
  readonly trie: WordTrie;
  readonly hasWeak: boolean;
  readonly #names: readonly Name[];
  /** ASCII unit → 1 where a gap within a name starts with it. */
  readonly #gapStarts = new Uint8Array(0x80);

  constructor(entities: readonly Entity[]) {
    const { names, hashes, lengths, gapStarts } = listNames(entities);
    this.trie = new WordTrie(hashes, lengths);
    this.hasWeak = names.some(({ kind }) => kind === 'weak');
    this.#names = names;
    for (const start of `\t\n\r ${[...gapStarts].join('')}`) this.#gapStarts[start.charCodeAt(0)] = 1;
  }

  /** The name that a value of the trie stands for. */
  name(value: number): Name {
    return this.#names[value] as Name;
  }

  /** Whether the gap between two words of a name may start with a unit; markup aside. */
  mayBeGap(unit: number): boolean {
    return unit > 0x7f || this.#gapStarts[unit] === 1;
  }
}

/** What is gathered of the words of all names. */
interface Words {
  readonly hashes: number[];
  /** The first characters of gaps. */
  readonly gapStarts: Set<string>;
}

/** All names, the hashes of their words one after the other, and how many words each has. */
function listNames(entities: readonly Entity[]): Words & { names: Name[]; lengths: number[] } {
  const names: Name[] = [];
  const words: Words = { hashes: [], gapStarts: new Set() };
  const { hashes } = words;
  const lengths: number[] = [];
  const add = (written: string, kind: NameKind, entity: Entity, label: Label) => {
    const before = hashes.length;
    const parts = takeApart(written, words);
    if (!parts) return;
    const { text, prefix, suffix } = parts;
    const exact = kind !== 'exception' && isExact(label);
    names.push({ kind, entity, label, text, prefix, suffix, exact });
    lengths.push(hashes.length - before);
  };
  for (const entity of entities) {
    for (const kind of ['full', 'weak'] as const) {
      for (const label of kind === 'full' ? entity.labels : entity.weakLabels) {
        add(label.label, kind, entity, label);
        if (label.plural) add(plural(label.label), kind, entity, label);
        for (const phrase of label.except ?? []) add(phrase, 'exception', entity, label);
      }
    }
  }
  return { ...words, names, lengths };
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

/**
 * Splits a label into words and gaps, appending the hash of each word.
 *
 * @returns undefined where it has no word, and so can never match.
 */
function takeApart(
  written: string,
  { hashes, gapStarts }: Words,
): Pick<Name, 'text' | 'prefix' | 'suffix'> | undefined {
  const label = written.trim();
  let start = 0;
  while (start < label.length && !reading.word(label, start, label.length)) start++;
  if (start === label.length) return undefined;
  hashes.push(reading.hash);
  const first = start;
  // Most labels already are as they count for comparison.
  const asWritten = isAscii(label) && !/\s\s|[^\S ]/.test(label);
  let text = asWritten ? '' : bare(label.slice(start, reading.end));
  for (;;) {
    const end = reading.end;
    if (!reading.between(label, end, label.length, noMarkup)) {
      return {
        text: asWritten ? label.slice(first, end) : text,
        prefix: edge(label.slice(0, first)),
        suffix: edge(label.slice(end)),
      };
    }
    start = reading.end;
    const gap = reading.gap;
    gapStarts.add(gap.charAt(0));
    if (!reading.word(label, start, label.length)) return undefined;
    hashes.push(hashAfter(gap, reading.hash));
    if (!asWritten) text += gap + bare(label.slice(start, reading.end));
  }
}

/** Punctuation as it counts for comparison. */
export function edge(text: string): string {
  let result = '';
  for (let offset = 0; offset < text.length; offset++) {
    const space = isSpace(text.charCodeAt(offset));
    if (!space) result += punctuation(text.charAt(offset));
    else if (!result.endsWith(' ')) result += ' ';
  }
  return result;
}

/** Whether a text, given `bare` and with its gaps as they count, is the name. */
export function isName(name: Name, text: string): boolean {
  return name.text === text || (!name.exact && lower(name.text) === lower(text));
}
