/**
 * Sequences of word hashes, as a trie in one open-addressing hash table.
 *
 * A node is the hash of the words that lead to it, the gaps between them included, so that one look-up tells what is
 * known of any number of words. Nodes with the same hash are one: who finds a sequence compares what it stands for
 * anyway. Two small bit sets, over the first words and the first pairs of words, keep nearly all text away from the
 * table, which is too large for a processor's cache.
 */

/** Where some sequences stand: 0 is the start of all. Any other is odd. */
export type Node = number;
/** One of the sequences that end at a node: its value + 1, and in the lowest bit whether there are more; 0 for none. */
type Ending = number;

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
  /** Twice the position of an entry → its node, 0 where the entry is free; then its node's first ending. */
  readonly #entries: Int32Array;
  readonly #mask: number;
  readonly #shift: number;
  /** Value → the next ending of its node. */
  readonly #next: Int32Array;

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
    this.#next = new Int32Array(lengths.length);
    this.longest = lengths.reduce((longest, length) => Math.max(longest, length), 0);

    // From the last to the first, since each value is put before the others of its node.
    let start = hashes.length;
    for (let value = lengths.length - 1; value >= 0; value--) {
      const end = start;
      start -= lengths[value] ?? 0;
      if (start === end) continue;
      this.#filter(hashes[start] ?? 0, end > start + 1 ? hashes[start + 1] : undefined);
      let node: Node = 0;
      let at = 0;
      for (let index = start; index < end; index++) {
        node = childOf(node, hashes[index] ?? 0);
        at = 2 * this.#find(node);
        this.#entries[at] = node;
      }
      const next = this.#entries[at + 1] ?? 0;
      this.#next[value] = next;
      this.#entries[at + 1] = ((value + 1) << 1) | (next ? 1 : 0);
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

  /**
   * The first sequence that ends at a node, to be continued with `next`.
   *
   * @returns 0 where none ends there, undefined where no sequence leads there.
   */
  first(node: Node): Ending | undefined {
    const at = 2 * this.#find(node);
    return this.#entries[at] === 0 ? undefined : this.#entries[at + 1];
  }

  /** The ending after another, 0 after the last. */
  next(ending: Ending): Ending {
    return (ending & 1) === 0 ? 0 : (this.#next[sequenceAt(ending)] ?? 0);
  }

  /** The index of an entry, or of the free one where it would stand. */
  #find(node: Node): number {
    const entries = this.#entries;
    let index = node >>> this.#shift;
    for (;;) {
      const found = entries[2 * index];
      if (found === node || found === 0) return index;
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

/** The value of the sequence that ends there. */
export function sequenceAt(ending: Ending): number {
  return (ending >> 1) - 1;
}

/** The node that a word leads to, whether or not a sequence goes there. */
export function childOf(node: Node, hash: number): Node {
  return pair(node, hash) | 1;
}

/** Spreads a hash over all 32 bits, the upper ones best. */
function mix(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
}

function pair(first: number, second: number): number {
  return mix(second ^ Math.imul(first, 0x85ebca6b));
}

/** The binary digits of a table with room for so many. */
function bitsFor(count: number): number {
  return Math.min(24, Math.max(6, 32 - Math.clz32(count)));
}
