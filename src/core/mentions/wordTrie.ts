/**
 * Sequences of word hashes, as a trie in one open-addressing hash table.
 *
 * An edge is keyed by its node and the hash of the gap and the word that lead on from it, so that following a sequence
 * costs one look-up for each word, however many sequences there are. A node is the position of its entry, from 1. Edges
 * with the same key share a node: who finds a sequence compares what it stands for anyway. Two small bit sets, over the
 * first words and the first pairs of words, keep nearly all text away from the table, which is too large for a
 * processor's cache.
 */

/** Where some sequences stand: 0 is the start of all. */
export type Node = number;

/** Slots a sequence in the filter of first words, and bits in the filter of pairs. */
const sparseness = 8;
/** Of a filter's size: few sequences get a filter that lets through almost nothing and still fits the cache. */
const leastFilterBits = 13;

export class WordTrie {
  /** Words of the longest sequence. */
  readonly longest: number;
  /** Two bits for the hash of a first word: 1 where a sequence goes on after it, 2 where one ends with it. */
  readonly #firstWords: Uint32Array;
  /** A bit for the hashes of the first two words. */
  readonly #pairs: Uint32Array;
  readonly #filterShift: number;
  /** Twice the position of an entry → its edge's key, 0 where the entry is free; then its node's first value + 1. */
  readonly #entries: Int32Array;
  readonly #mask: number;
  readonly #shift: number;
  /** Value → the next value of its node + 1. */
  readonly #nextValue: Int32Array;

  /**
   * @param hashes of all sequences, one after the other.
   * @param lengths of the sequences, 0 for one that is never found. The value of a sequence is its position here.
   */
  constructor(hashes: readonly number[], lengths: readonly number[]) {
    const filterBits = Math.max(leastFilterBits, bitsFor(lengths.length * sparseness));
    this.#filterShift = 32 - filterBits;
    this.#firstWords = new Uint32Array(1 << (filterBits - 4));
    this.#pairs = new Uint32Array(1 << (filterBits - 5));
    const bits = bitsFor(hashes.length * 2);
    this.#entries = new Int32Array(2 << bits);
    this.#mask = (1 << bits) - 1;
    this.#shift = 32 - bits;
    this.#nextValue = new Int32Array(lengths.length);
    this.longest = lengths.reduce((longest, length) => Math.max(longest, length), 0);

    // From the last to the first, since each value is put before the others of its node.
    let start = hashes.length;
    for (let value = lengths.length - 1; value >= 0; value--) {
      const end = start;
      start -= lengths[value] ?? 0;
      if (start === end) continue;
      this.#filter(hashes[start] ?? 0, end > start + 1 ? hashes[start + 1] : undefined);
      let node: Node = 0;
      for (let index = start; index < end; index++) node = this.#add(node, hashes[index] ?? 0);
      const at = 2 * node - 1;
      this.#nextValue[value] = this.#entries[at] ?? 0;
      this.#entries[at] = value + 1;
    }
  }

  /** Whether sequences may start with a word: 0 no, 1 they may go on after it, 2 they may end with it, 3 both. */
  mayStart(hash: number): number {
    const slot = mix(hash) >>> this.#filterShift;
    return ((this.#firstWords[slot >>> 4] ?? 0) >>> ((slot & 15) << 1)) & 3;
  }

  /** Whether sequences may start with two words. */
  mayGoOn(first: number, second: number): boolean {
    const bit = pair(first, second) >>> this.#filterShift;
    return (((this.#pairs[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
  }

  /** @returns the node that a word leads to; 0 where none. */
  child(node: Node, hash: number): Node {
    const index = this.#find(keyOf(node, hash));
    return this.#entries[2 * index] === 0 ? 0 : index + 1;
  }

  /** The first value whose sequence ends at a node, to be continued with `nextValue`. @returns undefined where none. */
  firstValue(node: Node): number | undefined {
    return toValue(this.#entries[2 * node - 1]);
  }

  /** @returns undefined after the last value of a node. */
  nextValue(value: number): number | undefined {
    return toValue(this.#nextValue[value]);
  }

  #add(node: Node, hash: number): Node {
    const key = keyOf(node, hash);
    const index = this.#find(key);
    this.#entries[2 * index] = key;
    return index + 1;
  }

  /** The index of an entry, or of the free one where it would stand. */
  #find(key: number): number {
    const entries = this.#entries;
    let index = key >>> this.#shift;
    for (;;) {
      const found = entries[2 * index];
      if (found === key || found === 0) return index;
      index = (index + 1) & this.#mask;
    }
  }

  #filter(first: number, second: number | undefined): void {
    const slot = mix(first) >>> this.#filterShift;
    const flag = second === undefined ? 2 : 1;
    this.#firstWords[slot >>> 4] = (this.#firstWords[slot >>> 4] ?? 0) | (flag << ((slot & 15) << 1));
    if (second === undefined) return;
    const bit = pair(first, second) >>> this.#filterShift;
    this.#pairs[bit >>> 5] = (this.#pairs[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
}

function toValue(stored: number | undefined): number | undefined {
  return stored ? stored - 1 : undefined;
}

/** Spreads a hash over all 32 bits, the upper ones best. */
function mix(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
}

function pair(first: number, second: number): number {
  return mix(second ^ Math.imul(first, 0x85ebca6b));
}

/** Never 0, which marks a free entry. */
function keyOf(node: Node, hash: number): number {
  return pair(node, hash) | 1;
}

/** The binary digits of a table with room for so many. */
function bitsFor(count: number): number {
  return Math.min(24, Math.max(6, 32 - Math.clz32(count)));
}
