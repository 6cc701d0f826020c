/** Where names may start in a stretch of text, looked up for many words at once: one by one, each would wait for memory. */
import { Sieve } from './sieve.ts';
import type { WordFilter } from './wordFilter.ts';
import { hashAfterSpace } from './words.ts';
import { childOf, type Found, type Node, type WordTrie } from './wordTrie.ts';

const [space, lineBreak] = [32, 10];
/** In place of an end. */
const unknown = -1;

/** One object for many texts: what it read last is lost when it reads again. Places are those of the text. */
export class Lookahead {
  /** The number of whoever has it read what it holds. */
  reader = 0;
  readonly #sieve = new Sieve();
  /** How many words there are with which a name may start; each is told by its index. */
  count = 0;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the next word ends, after a single space or line break; `unknown` where the words must be read. */
  readonly #nextEnds: Int32Array;
  /** The nodes of a word alone, and in turn of it with the next; 0 for none. */
  readonly #nodes: Int32Array;
  readonly #found: Int32Array;
  /** Of what stands at the nodes. */
  sum = 0;

  constructor() {
    const { length } = this.#sieve.kept;
    this.starts = new Int32Array(length);
    this.ends = new Int32Array(length);
    this.#nextEnds = new Int32Array(length);
    this.#nodes = new Int32Array(2 * length);
    this.#found = new Int32Array(2 * length);
  }

  /** Where ASCII stands that is neither letter, digit nor space; `markCount` of them. */
  get marks(): Int32Array {
    return this.#sieve.marks;
  }

  get markCount(): number {
    return this.#sieve.markCount;
  }

  /**
   * Reads the stretch of a text that starts at an offset.
   *
   * @param firstWords those of the names in the trie.
   * @returns where the stretch ends.
   */
  read(text: string, from: number, firstWords: WordFilter, trie: WordTrie): number {
    const to = this.#sieve.read(text, from, firstWords);
    this.#collect(text, trie);
    this.sum = trie.findAll(this.#nodes, this.#found, 2 * this.count);
    return to;
  }

  #collect(text: string, trie: WordTrie): void {
    const { from, edges, hashes, runCount, kept, keptCount } = this.#sieve;
    const [starts, ends, nextEnds, nodes] = [this.starts, this.ends, this.#nextEnds, this.#nodes];
    let count = 0;
    for (let index = 0; index < keptCount; index++) {
      const run = kept[index] as number;
      const hash = hashes[run] as number;
      const mayStart = hash === 0 ? 1 : trie.mayStart(hash);
      if (mayStart === 0) continue;
      const end = edges[2 * run + 1] as number;
      starts[count] = from + (edges[2 * run] as number);
      ends[count] = from + end;
      nextEnds[count] = 0;
      const node = childOf(0, hash);
      nodes[2 * count] = mayStart > 1 ? node : 0;
      nodes[2 * count + 1] = 0;
      if (mayStart !== 2) {
        const gap = text.charCodeAt(from + end);
        const isBesideNext = run + 1 < runCount && edges[2 * run + 2] === end + 1;
        const isSimple = hash !== 0 && isBesideNext && (gap === space || gap === lineBreak);
        const next = isSimple ? (hashes[run + 1] as number) : 0;
        const word = hashAfterSpace(next);
        if (next === 0) {
          nextEnds[count] = unknown;
        } else if (trie.mayGoOn(hash, word)) {
          nodes[2 * count + 1] = childOf(node, word);
          nextEnds[count] = from + (edges[2 * run + 3] as number);
        } else if (mayStart === 1) continue;
      }
      count++;
    }
    this.count = count;
  }

  /** Whether the words from this one on must be read to know what they are. */
  isUnknown(index: number): boolean {
    return this.#nextEnds[index] === unknown;
  }

  /** What is known of the word. */
  word(index: number): Found {
    return this.#found[2 * index] as number;
  }

  /** What is known of the word with the next. */
  pair(index: number): Found {
    return this.#found[2 * index + 1] as number;
  }

  pairNode(index: number): Node {
    return this.#nodes[2 * index + 1] as number;
  }

  nextEnd(index: number): number {
    return this.#nextEnds[index] as number;
  }
}

let shared: Lookahead | undefined;

/** The one that all texts are read with, since it takes some memory; made when it is first needed. */
export function sharedLookahead(): Lookahead {
  shared ??= new Lookahead();
  return shared;
}
