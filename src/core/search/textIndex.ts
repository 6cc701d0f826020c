/**
 * The inverted index: which documents hold which words, in flat typed arrays, ranked by BM25 (Robertson & Zaragoza
 * 2009). A query word is a group of alternatives (itself, its stem's other forms, completions, corrections) that
 * counts as one word with one document frequency, so that a rare misspelling never outscores the word itself.
 *
 * An index does not change: `updateIndex` makes another that shares what stayed the same.
 */

import { Accumulator, type Scored, type WordBounds } from './accumulator.ts';
import type { Language } from './language.ts';
import { keywordMark, type Lexicon } from './lexicon.ts';
import { entryOf, type Page } from './postings.ts';
import { allowedDistance } from './typos.ts';

/** A term of the vocabulary that may stand for a query word; weight 0 to 1. */
export interface Alternative {
  readonly term: number;
  readonly weight: number;
}

/** A query word. */
export type Group = readonly Alternative[];

/** BM25's saturation of repeated words and normalisation by length: short restated paragraphs vary little in length. */
const k1 = 1.2;
const b = 0.5;
/** What a group can add to a score, as a multiple of its importance. */
export const maxGain = k1 + 1;
/** Frequencies are counted in quarters. */
export const frequencyUnit = 4;

/** Groups beyond are not looked up; a longer query is cut to its rarest words. */
export const maxGroups = 31;
const maxAlternatives = 64;
/** Completions beyond say little: what starts like so much of the text is yet to be typed. */
const maxCompletionPostings = 16_384;

/** A short word is one slip off from very many. */
const maxCorrections = 8;
const maxCorrectionPostings = 8192;

const maxExpansions = 256;

const weights = { stem: 0.85, completion: 0.7, oneSlip: 0.6, twoSlips: 0.4 } as const;

export interface IndexParts {
  readonly language: Language;
  readonly lexicon: Lexicon;
  /** In order; each document stands in one. */
  readonly pages: readonly Page[];
  /** Term → how many documents hold it. */
  readonly frequencies: Uint32Array;
  /** Document → its length, in quarters of a word. */
  readonly lengths: Uint32Array;
  /** Document → 0 where it was removed; undefined where none was. */
  readonly live?: Uint8Array | undefined;
  /** Document → its place among equals; undefined where that is its number. */
  readonly order?: Uint32Array | undefined;
}

export class TextIndex {
  readonly parts: IndexParts;
  /** How many documents there are, without those removed. */
  readonly size: number;
  readonly #lexicon: Lexicon;
  readonly #accumulator: Accumulator;
  /** What the words of the last queries stand for: with each key typed, all words but the last are the same. */
  readonly #expansions = new Map<string, readonly Alternative[]>();

  constructor(parts: IndexParts) {
    this.parts = parts;
    this.#lexicon = parts.lexicon;
    const { lengths, live } = parts;
    let size = 0;
    let total = 0;
    for (let doc = 0; doc < lengths.length; doc++) {
      if (live && !live[doc]) continue;
      size++;
      total += lengths[doc] as number;
    }
    this.size = size;
    const average = total / Math.max(1, size) || 1;
    const norms = new Float32Array(lengths.length);
    for (let doc = 0; doc < lengths.length; doc++)
      norms[doc] = 1 - b + (b * (lengths[doc] as number)) / average;
    this.#accumulator = new Accumulator(parts, norms, frequencyUnit * k1);
  }

  word(term: number): string {
    return this.#lexicon.word(term);
  }

  /** The term with exactly these letters, if there is one. */
  exact(word: string): Alternative[] {
    const term = this.#lexicon.find(word);
    return term < 0 || !this.documentFrequency(term) ? [] : [{ term, weight: 1 }];
  }

  /**
   * What a query word may stand for: itself, words of its stem, and, where it is unknown, what it may be a slip for.
   *
   * @param typing the word is still being written: longer words that start with it count too.
   */
  expand(word: string, typing: boolean): readonly Alternative[] {
    const key = typing ? `${word}*` : word;
    let expansion = this.#expansions.get(key);
    if (!expansion) {
      expansion = this.#expand(word, typing);
      if (this.#expansions.size >= maxExpansions) this.#expansions.clear();
      this.#expansions.set(key, expansion);
    }
    return expansion;
  }

  /** What a word of a text may stand for: itself and words of its stem. */
  forms(word: string): Alternative[] {
    const own = this.exact(word);
    const mates: Alternative[] = [];
    this.#lexicon.eachStemMate(word, (term) => {
      if (this.documentFrequency(term) && term !== own[0]?.term) mates.push({ term, weight: weights.stem });
    });
    return [...own, ...mates];
  }

  #expand(word: string, typing: boolean): Alternative[] {
    const found = new Map<number, number>();
    let known = 0;
    const add = (term: number, weight: number) => {
      const before = found.get(term);
      if (before === undefined) known += this.documentFrequency(term);
      if (this.documentFrequency(term) && (before ?? 0) < weight) found.set(term, weight);
    };
    const exact = this.#lexicon.find(word);
    if (exact >= 0) add(exact, 1);
    this.#lexicon.eachStemMate(word, (term) => add(term, weights.stem));
    // A single letter completes to nearly every document: it says nothing yet.
    if (typing && word.length > 1) for (const term of this.#completions(word)) add(term, weights.completion);
    if (known <= 2) this.#addTypos(word, typing, known, add);
    const alternatives = [...found].map(([term, weight]) => ({ term, weight }));
    if (alternatives.length > 1) {
      alternatives.sort(
        (a, b) =>
          b.weight - a.weight ||
          this.documentFrequency(b.term) - this.documentFrequency(a.term) ||
          this.#lexicon.compare(a.term, b.term),
      );
      if (alternatives.length > maxAlternatives) alternatives.length = maxAlternatives;
    }
    return alternatives;
  }

  /** The most frequent words that a word of few documents may be a slip for: those one slip off, or else two. */
  #addTypos(word: string, typing: boolean, known: number, add: (term: number, weight: number) => void): void {
    const most = known ? 1 : allowedDistance(word.length);
    for (let slips = Math.min(most, 1); slips <= most && slips > 0; slips++) {
      const found = this.#lexicon
        .typos(word, typing && !known, slips as 1 | 2)
        .map(({ term }) => ({ term, frequency: this.documentFrequency(term) }))
        // A known word is only a slip of one that is much more frequent.
        .filter(({ frequency }) => frequency && frequency >= 10 * known)
        .sort((a, b) => b.frequency - a.frequency || this.#lexicon.compare(a.term, b.term));
      const weight = slips === 1 ? weights.oneSlip : weights.twoSlips;
      let postings = 0;
      for (const { term, frequency } of found.slice(0, maxCorrections)) {
        postings += frequency;
        if (postings > maxCorrectionPostings && postings > frequency) break;
        add(term, weight);
        if (!known) this.#lexicon.eachMateOf(term, (mate) => add(mate, weights.stem * weight));
      }
      if (found.length) return;
    }
  }

  /** The most frequent words that start with a prefix. */
  #completions(prefix: string): number[] {
    const { frequencies } = this.parts;
    const best: number[] = [];
    let least = 0;
    this.#lexicon.eachCompletion(prefix, (term) => {
      const frequency = frequencies[term] as number;
      if (!frequency || (best.length === maxAlternatives && frequency < least)) return;
      const isBefore = (other: number) =>
        frequency > (frequencies[other] as number) ||
        (frequency === frequencies[other] && this.#lexicon.compare(term, other) < 0);
      let low = 0;
      let high = best.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (isBefore(best[middle] as number)) high = middle;
        else low = middle + 1;
      }
      if (low === maxAlternatives) return;
      if (best.length < maxAlternatives) best.push(0);
      best.copyWithin(low + 1, low, best.length - 1);
      best[low] = term;
      least = frequencies[best.at(-1) as number] as number;
    });
    let postings = 0;
    const end = best.findIndex((term) => {
      postings += frequencies[term] as number;
      return postings > maxCompletionPostings;
    });
    return end < 0 ? best : best.slice(0, Math.max(1, end));
  }

  documentFrequency(term: number): number {
    return this.parts.frequencies[term] as number;
  }

  /** How much a group tells documents apart; 0 where nothing holds it. */
  importance(group: Group): number {
    let frequency = 0;
    for (const { term, weight } of group) frequency += weight * this.documentFrequency(term);
    if (!frequency) return 0;
    const documents = Math.min(this.size, Math.max(1, frequency));
    return Math.log(1 + (this.size - documents + 0.5) / (documents + 0.5));
  }

  /** The documents with at least one of the keywords: 1 for each of those. */
  withKeyword(keywords: readonly string[]): Uint8Array {
    const { pages, lengths, live } = this.parts;
    const marked = new Uint8Array(lengths.length);
    for (const keyword of keywords) {
      const term = this.#lexicon.find(keywordMark + keyword);
      if (term < 0) continue;
      for (const page of pages) {
        const entry = entryOf(page, term);
        if (entry < 0) continue;
        const end = page.starts[entry + 1] as number;
        for (let i = page.starts[entry] as number; i < end; i++)
          marked[page.first + (page.docs[i] as number)] = 1;
      }
    }
    if (live)
      for (let doc = 0; doc < marked.length; doc++)
        marked[doc] = (marked[doc] as number) & (live[doc] as number);
    return marked;
  }

  /** The term of a keyword, as an alternative in a group. */
  keyword(keyword: string): Alternative[] {
    return this.exact(keywordMark + keyword);
  }

  /**
   * The best documents for a query, best first, equals in order.
   *
   * @param allowed documents with 0 in it are left out.
   * @param importances group → how much it tells documents apart; by its `importance` unless told.
   */
  search(
    groups: readonly Group[],
    limit: number,
    allowed?: Uint8Array,
    importances: readonly number[] = groups.map((group) => this.importance(group)),
  ): Scored[] {
    if (limit < 1) return [];
    const ranked = groups
      .slice(0, maxGroups)
      .map((group, bit) => ({ group, bit, importance: importances[bit] ?? 0 }))
      .filter(({ importance }) => importance > 0)
      .sort((a, b) => b.importance - a.importance || a.bit - b.bit);
    const bounds = ranked.map(({ group, importance }) => importance * this.#mostGain(group));
    let open = bounds.reduce((sum, bound) => sum + bound, 0);
    const words = ranked.map(({ group, bit, importance }, at): WordBounds => {
      const most = bounds[at] as number;
      open = Math.max(0, open - most);
      const forms = group
        .map(({ term, weight }) => ({ term, weight, most: this.#accumulator.mostTimes(term) }))
        .sort((a, b) => this.documentFrequency(b.term) - this.documentFrequency(a.term));
      let postings = 0;
      for (const { term } of forms) postings += this.documentFrequency(term);
      const share = postings / this.parts.lengths.length;
      return { bit, forms, gain: importance * maxGain, most, open, share };
    });
    return this.#accumulator.best(words, limit, allowed ?? this.parts.live);
  }

  /** What a group adds to a score at most, as a multiple of its importance. */
  #mostGain(group: Group): number {
    let share = 0;
    for (const { term, weight } of group) share += weight * this.#accumulator.mostShare(term);
    return (maxGain * share) / (share + 1);
  }
}
