/**
 * Finds the words of a vocabulary that a misspelt word may mean: optimal string alignment distance (insertion,
 * deletion, substitution, transposition of neighbours; Damerau 1964, Boytsov 2011). The words are walked as the tree of
 * their beginnings. Where no slip is left, only one letter leads on, and a node tells in a look whether it has that.
 */
import type { Vocabulary } from './vocabulary.ts';
import { bitOf, treeOf, type WordTree } from './wordTree.ts';

export interface Typo {
  /** The word's number in the vocabulary. */
  readonly term: number;
  readonly distance: number;
}

/** How many slips a word of so many letters may hold: none below 4, one below 8, then two. */
export function allowedDistance(length: number): 0 | 1 | 2 {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

export class TypoIndex {
  readonly #vocabulary: Vocabulary;
  readonly #first: number;
  #walk: Walk | undefined;

  /** @param first the number of the first word; what comes before it is not looked up. */
  constructor(vocabulary: Vocabulary, first = 0) {
    this.#vocabulary = vocabulary;
    this.#first = first;
  }

  /**
   * @param asPrefix the word is still being typed: it may mean the start of a longer one.
   * @param most how many slips there may be; as many as a word of its length may hold, unless told.
   * @returns nearest first, then in order of the vocabulary.
   */
  find(word: string, asPrefix: boolean, most = allowedDistance(word.length)): Typo[] {
    if (!most || this.#first === this.#vocabulary.size) return [];
    this.#walk ??= new Walk(this.#vocabulary, this.#first);
    return this.#walk.find(word, asPrefix, most).sort((a, b) => a.distance - b.distance || a.term - b.term);
  }
}

/** Reads the word and the tree side by side; what is read of the word is told by how many letters. */
class Walk {
  readonly #vocabulary: Vocabulary;
  readonly #tree: WordTree;
  /** Word → one more than its distance; 0 where it is not found. */
  readonly #distances: Uint8Array;
  #found: number[] = [];
  // What is looked up.
  #units = new Uint16Array(32);
  #length = 0;
  #asPrefix = false;
  #most = 0;

  constructor(vocabulary: Vocabulary, first: number) {
    this.#vocabulary = vocabulary;
    this.#tree = treeOf(vocabulary, first);
    this.#distances = new Uint8Array(vocabulary.size);
  }

  find(word: string, asPrefix: boolean, most: number): Typo[] {
    if (word.length > this.#units.length) this.#units = new Uint16Array(word.length);
    for (let i = 0; i < word.length; i++) this.#units[i] = word.charCodeAt(i);
    this.#length = word.length;
    this.#asPrefix = asPrefix;
    this.#most = most;
    this.#descend(0, 0, 0, most);
    const distances = this.#distances;
    const found = this.#found.map((term) => ({ term, distance: (distances[term] as number) - 1 }));
    for (const { term } of found) distances[term] = 0;
    this.#found = [];
    return found;
  }

  /**
   * Looks at the words below a node.
   *
   * @param depth how many letters lead to it.
   * @param read how many letters of the word stand for those.
   * @param slips how many more there may be.
   */
  #descend(start: number, startDepth: number, startRead: number, slips: number): void {
    const { units, children, masks, from } = this.#tree;
    const [word, length] = [this.#units, this.#length];
    let [node, depth, read] = [start, startDepth, startRead];
    for (;;) {
      const first = (children[node] as number) >>> 1;
      const end = (children[node + 1] as number) >>> 1;
      if (read === length && this.#asPrefix) {
        this.#addAll(node, slips);
        return;
      }
      if (first === end) {
        const term = from[node] as number;
        const left = this.#leftOver(term, (this.#vocabulary.starts[term] as number) + depth, read, slips);
        if (left >= 0) this.#add(term, left);
        return;
      }
      const missing = length - read;
      if ((children[node] as number) & 1 && missing <= slips)
        this.#add(from[node] as number, slips - missing);
      const unit = read < length ? (word[read] as number) : 0;
      if (slips > 0) {
        // A letter too much in the word.
        if (read < length) this.#descend(node, depth, read + 1, slips - 1);
        for (let child = first; child < end; child++) {
          const mask = masks[child] as number;
          // A letter that the word lacks.
          if (slips > 1 || this.#mayGoOn(mask, read)) this.#descend(child, depth + 1, read, slips - 1);
          if (read === length || units[child] === unit) continue;
          // Another letter.
          if (slips > 1 || this.#mayGoOn(mask, read + 1))
            this.#descend(child, depth + 1, read + 1, slips - 1);
        }
        if (read + 1 < length && word[read + 1] !== unit) {
          const swapped = this.#childOf(node, word[read + 1] as number);
          if (swapped > 0) this.#descendSwapped(swapped, depth + 1, read, slips - 1);
        }
      }
      node = read < length ? this.#childOf(node, unit) : 0;
      if (node === 0) return;
      depth++;
      read++;
    }
  }

  /** Whether words go on with the letter of the word that is read next, or where it ends. */
  #mayGoOn(mask: number, read: number): boolean {
    return read === this.#length || (mask & bitOf(this.#units[read] as number)) !== 0;
  }

  /** Goes on behind two letters in the wrong order, the first of which has been read in the tree. */
  #descendSwapped(node: number, depth: number, read: number, slips: number): void {
    const { children, from } = this.#tree;
    const unit = this.#units[read] as number;
    if ((children[node] as number) >>> 1 !== (children[node + 1] as number) >>> 1) {
      const next = this.#childOf(node, unit);
      if (next > 0) this.#descend(next, depth + 1, read + 2, slips);
      return;
    }
    const { starts, chars } = this.#vocabulary;
    const term = from[node] as number;
    const at = (starts[term] as number) + depth;
    if (at === starts[term + 1] || chars[at] !== unit) return;
    const left = this.#leftOver(term, at + 1, read + 2, slips);
    if (left >= 0) this.#add(term, left);
  }

  /** The child of a node to which a letter leads; 0 where none does. */
  #childOf(node: number, unit: number): number {
    const { units, children, masks } = this.#tree;
    if (!((masks[node] as number) & bitOf(unit))) return 0;
    const end = (children[node + 1] as number) >>> 1;
    for (let child = (children[node] as number) >>> 1; child < end; child++)
      if (units[child] === unit) return child;
    return 0;
  }

  /**
   * Reads on in a word of the vocabulary, from a place in its letters.
   *
   * @returns how many slips are left then; -1 where they do not suffice.
   */
  #leftOver(term: number, from: number, readBefore: number, slips: number): number {
    const { starts, chars } = this.#vocabulary;
    const end = starts[term + 1] as number;
    const [word, length] = [this.#units, this.#length];
    let [at, read] = [from, readBefore];
    while (at < end && read < length && chars[at] === word[read]) {
      at++;
      read++;
    }
    if (read === length) {
      if (this.#asPrefix) return slips;
      return Math.max(-1, slips - (end - at));
    }
    if (at === end) return Math.max(-1, slips - (length - read));
    if (slips === 0) return -1;
    let left = Math.max(
      this.#leftOver(term, at, read + 1, slips - 1),
      this.#leftOver(term, at + 1, read, slips - 1),
      this.#leftOver(term, at + 1, read + 1, slips - 1),
    );
    if (at + 1 < end && read + 1 < length && chars[at] === word[read + 1] && chars[at + 1] === word[read])
      left = Math.max(left, this.#leftOver(term, at + 2, read + 2, slips - 1));
    return left;
  }

  #addAll(node: number, slips: number): void {
    const { from, to } = this.#tree;
    const end = to[node] as number;
    for (let term = from[node] as number; term < end; term++) this.#add(term, slips);
  }

  /** @param slips how many were left. */
  #add(term: number, slips: number): void {
    const distance = this.#most - slips + 1;
    const before = this.#distances[term] as number;
    if (before === 0) this.#found.push(term);
    if (before === 0 || distance < before) this.#distances[term] = distance;
  }
}
