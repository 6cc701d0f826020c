/**
 * The inverted index: which documents hold which words, in flat typed arrays, ranked by BM25 (Robertson & Zaragoza
 * 2009). A query word is a group of alternatives (itself, its stem's other forms, completions, corrections) that
 * counts as one word with one document frequency, so that a rare misspelling never outscores the word itself.
 */
import type { Language } from './language.ts';
import { TypoIndex } from './typos.ts';
import { Vocabulary } from './vocabulary.ts';

/** A term of the vocabulary that may stand for a query word; weight 0 to 1. */
export interface Alternative {
  readonly term: number;
  readonly weight: number;
}

/** A query word. */
export type Group = readonly Alternative[];

export interface Scored {
  readonly doc: number;
  readonly score: number;
  /** Bit n (up to 31): the document holds group n. */
  readonly groups: number;
}

/** BM25's saturation of repeated words and normalisation by length: short restated paragraphs vary little in length. */
const k1 = 1.2;
const b = 0.5;
/** What a group can add to a score, as a multiple of its importance. */
export const maxGain = k1 + 1;
/** Frequencies are counted in quarters. */
export const unit = 4;

/** Groups beyond are not looked up; a longer query is cut to its rarest words. */
export const maxGroups = 31;
const maxAlternatives = 64;

const weights = { stem: 0.85, completion: 0.7, oneSlip: 0.6, twoSlips: 0.4 } as const;

/** In front of a keyword: no word starts with it, and keywords sort before all words. */
export const keywordMark = '\u0001';

/** Term number → its documents, ascending, and how often each holds it. */
export interface Postings {
  readonly starts: Uint32Array;
  readonly docs: Uint32Array;
  readonly frequencies: Uint8Array;
}

export class TextIndex {
  readonly size: number;
  readonly vocabulary: Vocabulary;
  readonly #language: Language;
  readonly #postings: Postings;
  readonly #typos: TypoIndex;
  /** Stems that several words share or that are no word themselves, and the words of each. */
  readonly #stems: Vocabulary;
  readonly #stemStarts: Uint32Array;
  readonly #stemTerms: Uint32Array;
  /** Document → what its length adds to the denominator of BM25. */
  readonly #norms: Float32Array;
  // Reused by every search; all zero between searches.
  readonly #scores: Float32Array;
  readonly #sums: Float32Array;
  readonly #groups: Uint32Array;
  readonly #touched: Uint32Array;
  readonly #members: Uint32Array;

  constructor(language: Language, words: readonly string[], postings: Postings, lengths: Uint32Array) {
    this.#language = language;
    this.#postings = postings;
    this.size = lengths.length;
    this.vocabulary = new Vocabulary(words);
    const firstWord = this.vocabulary.range(keywordMark)[1];
    this.#typos = new TypoIndex(this.vocabulary, firstWord);
    const classes = stemClasses(language, words, firstWord);
    this.#stems = new Vocabulary(classes.map(([stem]) => stem));
    this.#stemStarts = new Uint32Array(classes.length + 1);
    classes.forEach(([, terms], index) => {
      this.#stemStarts[index + 1] = (this.#stemStarts[index] ?? 0) + terms.length;
    });
    this.#stemTerms = Uint32Array.from(classes.flatMap(([, terms]) => terms));
    const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
    this.#norms = Float32Array.from(lengths, (length) => unit * k1 * (1 - b + (b * length) / average));
    this.#scores = new Float32Array(this.size);
    this.#sums = new Float32Array(this.size);
    this.#groups = new Uint32Array(this.size);
    this.#touched = new Uint32Array(this.size);
    this.#members = new Uint32Array(this.size);
  }

  /** The term with exactly these letters, if there is one. */
  exact(word: string): Alternative[] {
    const term = this.vocabulary.find(word);
    return term < 0 ? [] : [{ term, weight: 1 }];
  }

  /**
   * What a query word may stand for: itself, words of its stem, and, where it is unknown, what it may be a slip for.
   *
   * @param typing the word is still being written: longer words that start with it count too.
   */
  expand(word: string, typing: boolean): Alternative[] {
    const found = new Map<number, number>();
    const add = (term: number, weight: number) => found.set(term, Math.max(weight, found.get(term) ?? 0));
    const exact = this.vocabulary.find(word);
    if (exact >= 0) add(exact, 1);
    for (const term of this.#stemMates(word)) add(term, weights.stem);
    // A single letter completes to nearly every document: it says nothing yet.
    if (typing && word.length > 1) {
      const [from, to] = this.vocabulary.range(word);
      for (let term = from; term < to; term++) add(term, weights.completion);
    }
    const known = [...found.keys()].reduce((sum, term) => sum + this.documentFrequency(term), 0);
    if (known <= 2) {
      for (const { term, distance } of this.#typos.find(word, typing && !known)) {
        // A known word is only a slip of one that is much more frequent.
        if (known && this.documentFrequency(term) < 10 * known) continue;
        add(term, distance === 1 ? weights.oneSlip : weights.twoSlips);
      }
    }
    const alternatives = [...found].map(([term, weight]) => ({ term, weight }));
    if (alternatives.length > maxAlternatives) {
      const frequency = (one: Alternative) => this.documentFrequency(one.term);
      alternatives.sort((a, b) => b.weight - a.weight || frequency(b) - frequency(a) || a.term - b.term);
      alternatives.length = maxAlternatives;
    }
    return alternatives;
  }

  documentFrequency(term: number): number {
    return (this.#postings.starts[term + 1] ?? 0) - (this.#postings.starts[term] ?? 0);
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
    const { starts, docs } = this.#postings;
    const marked = new Uint8Array(this.size);
    for (const keyword of keywords) {
      const term = this.vocabulary.find(keywordMark + keyword);
      if (term < 0) continue;
      for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i++) marked[docs[i] ?? 0] = 1;
    }
    return marked;
  }

  /** The term of a keyword, as an alternative in a group. */
  keyword(keyword: string): Alternative[] {
    return this.exact(keywordMark + keyword);
  }

  /**
   * The best documents for a query, best first, equals in order of number.
   *
   * @param allowed documents with 0 in it are left out.
   */
  search(groups: readonly Group[], limit: number, allowed?: Uint8Array): Scored[] {
    const ranked = groups
      .slice(0, maxGroups)
      .map((group, bit) => ({ group, bit, importance: this.importance(group) }))
      .filter(({ importance }) => importance > 0)
      .sort((a, b) => b.importance - a.importance || a.bit - b.bit);
    let open = ranked.reduce((sum, { importance }) => sum + importance * maxGain, 0);
    let count = 0;
    let closed = false;
    for (const { group, bit, importance } of ranked) {
      // MaxScore (Turtle & Flood 1995): once the best so far are out of reach for documents that hold only the words
      // still to come, those words need no longer be looked up in every document.
      if (!closed && count >= limit) {
        const floor = this.#best(count, limit).at(-1)?.score ?? 0;
        if (floor > open) {
          closed = true;
          count = this.#prune(count, floor - open);
        }
      }
      if (closed) this.#addToTouched(count, group, bit, importance);
      else count = this.#addAll(count, group, bit, importance, allowed);
      open -= importance * maxGain;
    }
    const best = this.#best(count, limit);
    for (let i = 0; i < count; i++) this.#clear(this.#touched[i] ?? 0);
    return best;
  }

  #stemMates(word: string): Uint32Array {
    const stem = this.#language.stem(word);
    const at = this.#stems.find(stem);
    if (at >= 0) return this.#stemTerms.subarray(this.#stemStarts[at], this.#stemStarts[at + 1]);
    const itself = this.vocabulary.find(stem);
    return Uint32Array.from(itself >= 0 ? [itself] : []);
  }

  /** Scores every document that holds the group. @returns the number of documents touched so far. */
  #addAll(
    touchedBefore: number,
    group: Group,
    bit: number,
    importance: number,
    allowed?: Uint8Array,
  ): number {
    const { starts, docs, frequencies } = this.#postings;
    let members = 0;
    for (const { term, weight } of group) {
      const end = starts[term + 1] ?? 0;
      for (let i = starts[term] ?? 0; i < end; i++) {
        const doc = docs[i] as number;
        if (allowed && !allowed[doc]) continue;
        if (this.#sums[doc] === 0) this.#members[members++] = doc;
        this.#sums[doc] = (this.#sums[doc] as number) + weight * (frequencies[i] as number);
      }
    }
    let count = touchedBefore;
    for (let i = 0; i < members; i++) {
      const doc = this.#members[i] as number;
      if (this.#groups[doc] === 0) this.#touched[count++] = doc;
      this.#credit(doc, this.#sums[doc] as number, bit, importance);
      this.#sums[doc] = 0;
    }
    return count;
  }

  /** Scores only the documents touched so far. */
  #addToTouched(count: number, group: Group, bit: number, importance: number): void {
    const { starts, docs, frequencies } = this.#postings;
    for (let i = 0; i < count; i++) {
      const doc = this.#touched[i] as number;
      let sum = 0;
      for (const { term, weight } of group) {
        let low = starts[term] ?? 0;
        const end = starts[term + 1] ?? 0;
        let high = end;
        while (low < high) {
          const middle = (low + high) >>> 1;
          if ((docs[middle] as number) < doc) low = middle + 1;
          else high = middle;
        }
        if (low < end && docs[low] === doc) sum += weight * (frequencies[low] as number);
      }
      if (sum) this.#credit(doc, sum, bit, importance);
    }
  }

  #credit(doc: number, frequency: number, bit: number, importance: number): void {
    const gain = (importance * maxGain * frequency) / (frequency + (this.#norms[doc] as number));
    this.#scores[doc] = (this.#scores[doc] as number) + gain;
    this.#groups[doc] = (this.#groups[doc] as number) | (1 << bit);
  }

  /** Drops touched documents below a score. @returns how many are left. */
  #prune(count: number, least: number): number {
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const doc = this.#touched[i] as number;
      if ((this.#scores[doc] as number) >= least) this.#touched[kept++] = doc;
      else this.#clear(doc);
    }
    return kept;
  }

  #clear(doc: number): void {
    this.#scores[doc] = 0;
    this.#groups[doc] = 0;
  }

  #best(count: number, limit: number): Scored[] {
    const best: { doc: number; score: number; groups: number }[] = [];
    let floor = -1;
    for (let i = 0; i < count; i++) {
      const doc = this.#touched[i] as number;
      const score = this.#scores[doc] as number;
      if (score < floor) continue;
      let low = 0;
      let high = best.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const other = best[middle];
        if (other && (other.score > score || (other.score === score && other.doc < doc))) low = middle + 1;
        else high = middle;
      }
      if (low >= limit) continue;
      best.splice(low, 0, { doc, score, groups: this.#groups[doc] as number });
      if (best.length > limit) best.pop();
      if (best.length === limit) floor = best[limit - 1]?.score ?? -1;
    }
    return best;
  }
}

/** Sorted stems, each with its words; without those whose only word is the stem itself. */
function stemClasses(language: Language, words: readonly string[], firstWord: number): [string, number[]][] {
  const classes = new Map<string, number[]>();
  for (let term = firstWord; term < words.length; term++) {
    const stem = language.stem(words[term] ?? '');
    const terms = classes.get(stem);
    if (terms) terms.push(term);
    else classes.set(stem, [term]);
  }
  return [...classes]
    .filter(([stem, terms]) => terms.length > 1 || words[terms[0] ?? 0] !== stem)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
