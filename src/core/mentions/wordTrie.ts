/**
 * Sequences of words, as a trie in one open-addressing hash table.
 *
 * A node is the hash of the words that lead to it, the gaps between them included, so that one look-up tells what is
 * known of any number of words. Nodes that the table cannot tell apart are one: who finds a sequence compares its text
 * anyway. Two small bit sets, over the first words and the first pairs of words, keep nearly all text away from the
 * table, and what is asked of a sequence lies together: of very many, each place that is looked at waits for memory.
 */

/** Where some sequences stand: 0 is the start of all. Any other is odd. */
export type Node = number;
/** What is known at a node; 0 for nothing. */
export type Found = number;
/** One of the sequences that end at a node; 0 for none. */
export type Entry = number;

/** Sequences to be found, each by its position, which is its value; field by field, since there are very many. */
export interface Sequences {
  /** The hashes of the words of all of them, one after the other. */
  readonly hashes: Int32Array;
  /** How many of the hashes are of each; 0 for one that is never found. */
  readonly lengths: Uint32Array;
  /** How each is written; empty where it is not compared like that. */
  readonly texts: readonly string[];
  /** 1 for each that counts only by a rule. */
  readonly rules: Uint8Array;
}

/** Slots a sequence in the filter of first words, and bits in the filter of pairs. */
const sparseness = 4;
/** Of a filter's size: few sequences get a filter that lets through almost nothing and still fits the cache. */
const leastFilterBits = 13;

/** An entry has three numbers: its value, the next entry, and whether it has a rule above its text's length. */
const header = 3;
const lengthMask = 0xffff;
const hasRule = 0x10000;
const [space, lineBreak] = [32, 10];

export class WordTrie {
  /** Words of the longest sequence. */
  readonly longest: number;
  /** Two bits for the hash of a first word: 1 where a sequence goes on after it, 2 where one ends with it. */
  readonly #firstWords: Uint32Array;
  /** A bit for the hashes of the first two words. */
  readonly #pairs: Uint32Array;
  readonly #filterShift: number;
  /**
   * From the lowest digits up: the first entry of a node, whether sequences go on there, and some digits of the node,
   * which tell most other nodes. 0 if free.
   */
  readonly #slots: Int32Array;
  readonly #placeBits: number;
  readonly #goesOn: number;
  readonly #mask: number;
  readonly #shift: number;
  /** The entries, each followed by the text of its sequence. */
  readonly #entries: Int32Array;
  readonly #texts: Uint8Array;
  #used = header;

  constructor({ hashes, lengths, texts, rules }: Sequences) {
    const filterBits = Math.max(leastFilterBits, bitsFor(lengths.length * sparseness));
    this.#filterShift = 32 - filterBits;
    this.#firstWords = new Uint32Array(1 << (filterBits - 4));
    this.#pairs = new Uint32Array(1 << (filterBits - 5));
    const bits = bitsFor(hashes.length * 1.5);
    this.#slots = new Int32Array(1 << bits);
    this.#mask = (1 << bits) - 1;
    this.#shift = 32 - bits;
    this.longest = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    const room = texts.reduce((sum, { length }) => sum + ((length + 3) >> 2), header * (1 + lengths.length));
    this.#placeBits = 32 - Math.clz32(room);
    this.#goesOn = 1 << this.#placeBits;
    this.#entries = new Int32Array(room);
    this.#texts = new Uint8Array(this.#entries.buffer);

    // From the last to the first, since each is put before the others of its node.
    let start = hashes.length;
    for (let value = lengths.length - 1; value >= 0; value--) {
      const length = lengths[value] as number;
      const end = start;
      start -= length;
      if (length === 0) continue;
      this.#filter(hashes[start] as number, length > 1 ? (hashes[start + 1] as number) : undefined);
      let node: Node = 0;
      for (let index = start; index < end; index++) {
        node = childOf(node, hashes[index] as number);
        const slot = this.#slot(node);
        const found = (this.#slots[slot] as number) || this.#tag(node);
        this.#slots[slot] =
          index < end - 1
            ? found | this.#goesOn
            : (found & -this.#goesOn) |
              this.#add(value, this.entry(found), texts[value] ?? '', rules[value] === 1);
      }
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

  /** What is known at a node; 0 where no sequence leads there. */
  find(node: Node): Found {
    return this.#slots[this.#slot(node)] as number;
  }

  /**
   * As `find`, for many nodes at once: one by one, each would wait for memory. Of the node 0 nothing is known. What
   * stands at them is read as well, so that it is near when it is asked for.
   *
   * @returns a sum over what was read, without which it would not be.
   */
  findAll(nodes: Int32Array, found: Int32Array, count: number): number {
    for (let at = 0; at < count; at++)
      found[at] = this.#slots[(nodes[at] as number) >>> this.#shift] as number;
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const there = nodes[at] === 0 ? 0 : this.find(nodes[at] as number);
      found[at] = there;
      sum ^= this.#entries[this.entry(there) + 2] as number;
    }
    return sum;
  }

  /** Whether a sequence goes on there. */
  goesOn(found: Found): boolean {
    return (found & this.#goesOn) !== 0;
  }

  /** The first of the sequences that end there. */
  entry(found: Found): Entry {
    return found & (this.#goesOn - 1);
  }

  value(entry: Entry): number {
    return this.#entries[entry] as number;
  }

  /** The sequence after another that ends at the same node. */
  next(entry: Entry): Entry {
    return this.#entries[entry + 1] as number;
  }

  hasRule(entry: Entry): boolean {
    return ((this.#entries[entry + 2] as number) & hasRule) !== 0;
  }

  /** Whether the text of a sequence stands at `[start, end)`, at most wrapped. It may be written there in another way. */
  isAt(entry: Entry, text: string, start: number, end: number): boolean {
    const length = (this.#entries[entry + 2] as number) & lengthMask;
    if (length !== end - start) return false;
    const first = 4 * (entry + header);
    for (let index = 0; index < length; index++) {
      const expected = this.#texts[first + index];
      const unit = text.charCodeAt(start + index);
      if (expected !== unit && (expected !== space || unit !== lineBreak)) return false;
    }
    return true;
  }

  /** The slot of a node, or the free one where it would stand. */
  #slot(node: Node): number {
    const tag = this.#tag(node);
    let slot = node >>> this.#shift;
    for (;;) {
      const found = this.#slots[slot] as number;
      if (found === 0 || (found ^ tag) >>> this.#placeBits < 2) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #tag(node: Node): number {
    // The lowest digit of every node is 1; here it stands for whether sequences go on.
    return (node ^ 1) << this.#placeBits;
  }

  /** Adds an entry before another. */
  #add(value: number, next: Entry, text: string, isRuled: boolean): Entry {
    const entry = this.#used;
    let length = text.length > lengthMask ? 0 : text.length;
    const first = 4 * (entry + header);
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      // Only ASCII is compared letter by letter.
      if (unit > 0x7f) length = 0;
      else this.#texts[first + index] = unit;
    }
    this.#used += header + ((length + 3) >> 2);
    this.#entries[entry] = value;
    this.#entries[entry + 1] = next;
    this.#entries[entry + 2] = length | (isRuled ? hasRule : 0);
    return entry;
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
  return Math.min(30, Math.max(6, 32 - Math.clz32(count)));
}
