/**
 * The names of all entities, as a trie of words in one open-addressing hash table.
 *
 * An edge is keyed by its node and the hash of the gap and the word that lead on from it, so that finding the names
 * that start at a word costs one look-up for each of their words, however many names there are. A bit set over the
 * first words keeps nearly every word of a text from being looked up at all. Hashes may collide: whoever finds a name
 * compares its text.
 */
import type { Entity, Label } from '../corpus/model.ts';
import { bare, lower } from './fold.ts';
import { type GapRules, hashSeed, hashText, isSpace, punctuation, Reading } from './words.ts';

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

/** Keys and child of an edge: parent node, hash, child node. Node 0 is the root, so no child is ever 0. */
const edgeSize = 3;

export class Names {
  readonly hasWeak: boolean;
  /** Bit set over the hashes of first words; bit `hash >>> firstShift`. */
  readonly firstWords: Uint32Array;
  readonly firstShift: number;
  readonly #edges: Int32Array;
  readonly #edgeMask: number;
  readonly #names: readonly Name[];
  /** Node → its first name + 1. */
  readonly #firstName: Int32Array;
  /** Name → the next name of its node + 1. */
  readonly #nextName: Int32Array;
  /** Node → 1 where names go on. */
  readonly #inner: Uint8Array;

  constructor(entities: readonly Entity[]) {
    const { names, hashes, lengths } = listNames(entities);
    this.#names = names;
    this.hasWeak = names.some(({ kind }) => kind === 'weak');

    // Half full at most, and about 16 bits for a first word: one in 16 other words passes.
    const edgeBits = bitsFor(hashes.length * 2, 4);
    this.#edges = new Int32Array(edgeSize << edgeBits);
    this.#edgeMask = (1 << edgeBits) - 1;
    const firstBits = bitsFor(names.length * 16, 10);
    this.firstShift = 32 - firstBits;
    this.firstWords = new Uint32Array(1 << (firstBits - 5));
    this.#firstName = new Int32Array(hashes.length + 1);
    this.#nextName = new Int32Array(names.length);
    this.#inner = new Uint8Array(hashes.length + 1);

    let nodes = 1;
    let read = 0;
    for (let name = 0; name < names.length; name++) {
      const first = (hashes[read] ?? 0) >>> this.firstShift;
      this.firstWords[first >>> 5] = (this.firstWords[first >>> 5] ?? 0) | (1 << (first & 31));
      let node = 0;
      for (const end = read + (lengths[name] ?? 0); read < end; read++) {
        const hash = hashes[read] ?? 0;
        const slot = this.#slot(node, hash);
        this.#inner[node] = 1;
        if (this.#edges[slot + 2] === 0) {
          this.#edges[slot] = node;
          this.#edges[slot + 1] = hash;
          this.#edges[slot + 2] = nodes++;
        }
        node = this.#edges[slot + 2] ?? 0;
      }
      this.#nextName[name] = this.#firstName[node] ?? 0;
      this.#firstName[node] = name + 1;
    }
  }

  /** @returns the node that a word leads to; 0 where none. */
  child(node: number, hash: number): number {
    return this.#edges[this.#slot(node, hash) + 2] ?? 0;
  }

  /** Whether names go on from this node. */
  goesOn(node: number): boolean {
    return this.#inner[node] === 1;
  }

  /** Calls back for each name that ends at a node. */
  endingAt(node: number, visit: (name: Name) => void): void {
    for (let name = this.#firstName[node] ?? 0; name > 0; name = this.#nextName[name - 1] ?? 0) {
      const found = this.#names[name - 1];
      if (found) visit(found);
    }
  }

  #slot(node: number, hash: number): number {
    const edges = this.#edges;
    let index = Math.imul(hash ^ Math.imul(node, 0x85ebca6b), 0x9e3779b1);
    index = (index ^ (index >>> 15)) & this.#edgeMask;
    for (;;) {
      const slot = index * edgeSize;
      if (edges[slot + 2] === 0 || (edges[slot] === node && edges[slot + 1] === hash)) return slot;
      index = (index + 1) & this.#edgeMask;
    }
  }
}

function bitsFor(count: number, least: number): number {
  return Math.min(24, Math.max(least, 32 - Math.clz32(count)));
}

/** All names, the hashes of their words one after the other, and how many words each has. */
function listNames(entities: readonly Entity[]): { names: Name[]; hashes: number[]; lengths: number[] } {
  const names: Name[] = [];
  const hashes: number[] = [];
  const lengths: number[] = [];
  const add = (written: string, kind: NameKind, entity: Entity, label: Label) => {
    const before = hashes.length;
    const parts = takeApart(written, hashes);
    if (!parts) return;
    names.push({ kind, entity, label, ...parts, exact: kind !== 'exception' && isExact(label) });
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
  return { names, hashes, lengths };
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
function takeApart(written: string, hashes: number[]): Pick<Name, 'text' | 'prefix' | 'suffix'> | undefined {
  const label = written.trim();
  let start = 0;
  while (start < label.length && !reading.word(label, start, label.length, hashSeed)) start++;
  if (start === label.length) return undefined;
  hashes.push(reading.hash);
  const first = start;
  let text = bare(label.slice(start, reading.end));
  for (;;) {
    const end = reading.end;
    if (!reading.between(label, end, label.length, noMarkup)) {
      return { text, prefix: edge(label.slice(0, first)), suffix: edge(label.slice(end)) };
    }
    start = reading.end;
    const gap = reading.gap;
    if (!reading.word(label, start, label.length, hashText(gap, hashSeed))) return undefined;
    hashes.push(reading.hash);
    text += gap + bare(label.slice(start, reading.end));
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
