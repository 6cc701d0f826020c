/**
 * Finds the words of a vocabulary that a misspelt word may mean: optimal string alignment distance (insertion,
 * deletion, substitution, transposition of neighbours; Damerau 1964, Boytsov 2011). The words are walked as the tree of
 * their beginnings, so that those with a beginning that is too far off are passed over together.
 */
import { beginning, hopeless, SlipAutomaton } from './slips.ts';
import type { Vocabulary } from './vocabulary.ts';
import { treeOf, type WordTree } from './wordTree.ts';

export interface Typo {
  /** The word's number in the vocabulary. */
  readonly term: number;
  readonly distance: number;
}

/** How many slips a word of so many letters may hold: none below 4, one below 8, then two. */
export function allowedDistance(length: number): 0 | 1 | 2 {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** Longer words are not corrected: their places must fit the bits of a number. */
const maxLookedUp = 29;

const automata = { 1: new SlipAutomaton(1), 2: new SlipAutomaton(2) } as const;
/** UTF-16 unit → bits of the places where the word looked up has it; all zero between look-ups. */
const places = new Uint32Array(0x10000);

export class TypoIndex {
  readonly #vocabulary: Vocabulary;
  readonly #first: number;
  #tree: WordTree | undefined;
  #found: Typo[] = [];
  // What is looked up.
  #automaton = automata[1];
  #length = 0;
  #most = 0;
  #asPrefix = false;

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
    if (!most || word.length > maxLookedUp) return [];
    this.#tree ??= treeOf(this.#vocabulary, this.#first);
    this.#automaton = automata[most];
    this.#length = word.length;
    this.#most = most;
    this.#asPrefix = asPrefix;
    this.#found = [];
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      places[code] = (places[code] as number) | (1 << (i + most + 1));
    }
    this.#descend(this.#tree, 0, 0, beginning, most + 1);
    for (let i = 0; i < word.length; i++) places[word.charCodeAt(i)] = 0;
    return this.#found.sort((a, b) => a.distance - b.distance || a.term - b.term);
  }

  /**
   * Looks at the words below a node.
   *
   * @param depth how many letters lead to it.
   * @param least the distance of the nearest beginning on the way to it.
   */
  #descend(tree: WordTree, node: number, depth: number, state: number, least: number): void {
    const { units, children } = tree;
    const automaton = this.#automaton;
    const end = (children[node + 1] as number) >>> 1;
    for (let child = (children[node] as number) >>> 1; child < end; child++) {
      const next = automaton.step(state, (places[units[child] as number] as number) >>> depth);
      if (next !== hopeless) this.#enter(tree, child, depth + 1, next, least);
      else if (this.#asPrefix && least <= this.#most) this.#addAll(tree, child, least);
    }
  }

  #enter(tree: WordTree, node: number, depth: number, state: number, leastBefore: number): void {
    const rest = this.#length - depth;
    const least = this.#asPrefix ? Math.min(leastBefore, this.#automaton.distance(state, rest)) : leastBefore;
    const own = tree.children[node] as number;
    if (own >>> 1 === (tree.children[node + 1] as number) >>> 1) {
      this.#readOn(tree.from[node] as number, depth, state, least);
      return;
    }
    if (own & 1) {
      this.#add(tree.from[node] as number, this.#asPrefix ? least : this.#automaton.distance(state, rest));
    }
    this.#descend(tree, node, depth, state, least);
  }

  /** Looks at the only word with a beginning. */
  #readOn(term: number, from: number, beginningState: number, leastBefore: number): void {
    const { starts, chars } = this.#vocabulary;
    const automaton = this.#automaton;
    const start = starts[term] as number;
    const end = (starts[term + 1] as number) - start;
    let [depth, state, least] = [from, beginningState, leastBefore];
    while (depth < end && state !== hopeless) {
      state = automaton.step(state, (places[chars[start + depth] as number] as number) >>> depth);
      depth++;
      if (this.#asPrefix) least = Math.min(least, automaton.distance(state, this.#length - depth));
    }
    this.#add(term, this.#asPrefix ? least : automaton.distance(state, this.#length - depth));
  }

  #addAll({ from, to }: WordTree, node: number, distance: number): void {
    const end = to[node] as number;
    for (let term = from[node] as number; term < end; term++) this.#add(term, distance);
  }

  #add(term: number, distance: number): void {
    if (distance <= this.#most) this.#found.push({ term, distance });
  }
}
