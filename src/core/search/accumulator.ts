/** Adds up the scores of documents, a query word at a time, and leaves out early what cannot be among the best. */
import { entryOf, type Page } from './postings.ts';
import { grown } from './termTable.ts';

/** Sums of rounded numbers differ in their last digits from the bounds they are compared with. */
const caution = 1 - 1e-5;
/** The best are looked for whenever so many times as many documents may be among them. */
const patience = 4;

// What is always looked at of a document is two bytes, so that nearly all are in the processor's cache: its norm, in
// parts of the average one, and whether it has a score, and a sum.
const averageNorm = 512;
const maxNorm = 0x3fff;
const isGathered = 0x4000;
const isScored = 0x8000;

/** A bit beside those of the words that a document holds. */
const isContender = 1 << 31;

export interface Scored {
  readonly doc: number;
  readonly score: number;
  /** Bit n (up to 31): the document holds group n. */
  readonly groups: number;
}

/** A form of a query word. */
export interface Form {
  readonly term: number;
  readonly weight: number;
  /** How often a document holds it at most. */
  readonly most: number;
}

/** A query word, and what is known of it before its postings are read. */
export interface WordBounds {
  readonly bit: number;
  /** The most frequent first. */
  readonly forms: readonly Form[];
  /** What it adds to a score where a document holds nothing else. */
  readonly gain: number;
  /** What it adds at most, given how often any document holds it. */
  readonly most: number;
  /** What all words after it add at most. */
  readonly open: number;
  /** How many documents hold it, those with several forms of it counted several times. */
  readonly postings: number;
}

/** What is searched. */
interface Postings {
  readonly pages: readonly Page[];
  /** Term → how many documents hold it. */
  readonly frequencies: Uint32Array;
  /** Document → its place among equals; undefined where that is its number. */
  readonly order?: Uint32Array | undefined;
}

export class Accumulator {
  readonly #pages: readonly Page[];
  readonly #order: Uint32Array | undefined;
  /** Document → its norm; marked only during a search. */
  readonly #marks: Uint16Array;
  /** What a norm of 1 adds to the denominator of BM25. */
  readonly #unit: number;
  // Term → how often a document holds it at most; 0 where that has not been asked for yet.
  readonly #mostTimes: Uint8Array;
  readonly #mostShares: Float32Array;
  /** Document → how often it holds the forms gathered so far. */
  readonly #sums: Float32Array;
  // At twice a document's number its score, and right behind, in the same memory, the words it holds.
  readonly #scores: Float32Array;
  readonly #groups: Int32Array;
  /** The documents with a score, in the order in which they came. */
  #docs = new Uint32Array(1024);
  #count = 0;
  /** The documents that have reached the floor. */
  #contenders = new Uint32Array(1024);
  #contenderCount = 0;
  #limit = 0;
  #allowed: Uint8Array | undefined;
  /** The least score of the best so far; 0 as long as there are too few. */
  #floor = 0;

  // The word being added, and what the words after it add at most.
  #bit = 0;
  #gain = 0;
  #open = 0;
  /** Whether only documents already scored can still be among the best. */
  #isClosed = false;
  /** How often a document holds the form being added → the norm beyond which it cannot be among the best. */
  readonly #farthest = new Int32Array(0x100);

  /**
   * @param norms document → how long it is, the average being 1.
   * @param unit what a norm of 1 adds to the denominator of BM25.
   */
  constructor({ pages, order, frequencies }: Postings, norms: Float32Array, unit: number) {
    this.#pages = pages;
    this.#order = order;
    this.#mostTimes = new Uint8Array(frequencies.length);
    this.#mostShares = new Float32Array(frequencies.length);
    this.#unit = unit / averageNorm;
    this.#marks = Uint16Array.from(norms, (norm) => Math.min(maxNorm, Math.round(norm * averageNorm)));
    this.#sums = new Float32Array(norms.length);
    this.#scores = new Float32Array(2 * norms.length);
    this.#groups = new Int32Array(this.#scores.buffer);
  }

  /** How often a document holds a term at most. */
  mostTimes(term: number): number {
    if (this.#mostTimes[term] === 0) this.#findMost(term);
    return this.#mostTimes[term] as number;
  }

  /** How often a document holds a term at most, as a share of what its length adds to the denominator of BM25. */
  mostShare(term: number): number {
    if (this.#mostTimes[term] === 0) this.#findMost(term);
    return this.#mostShares[term] as number;
  }

  #findMost(term: number): void {
    const marks = this.#marks;
    let times = 0;
    let share = 0;
    for (const page of this.#pages) {
      const entry = entryOf(page, term);
      if (entry < 0) continue;
      const { first, starts, docs, frequencies } = page;
      const end = starts[entry + 1] as number;
      for (let i = starts[entry] as number; i < end; i++) {
        const frequency = frequencies[i] as number;
        const norm = marks[first + (docs[i] as number)] as number;
        if (frequency > times) times = frequency;
        if (frequency > share * norm) share = frequency / norm;
      }
    }
    this.#mostTimes[term] = times;
    this.#mostShares[term] = share / this.#unit;
  }

  start(limit: number, allowed: Uint8Array | undefined): void {
    this.#limit = limit;
    this.#allowed = allowed;
    this.#floor = 0;
  }

  /** Adds a word. */
  add({ bit, forms, gain, most, open, postings }: WordBounds): void {
    this.#bit = 1 << bit;
    this.#gain = gain;
    this.#open = open;
    // MaxScore (Turtle & Flood 1995): once the best so far are out of reach for documents that hold only the words
    // still to come, those words need no longer be looked up in every document.
    if (this.#contenderCount > this.#limit) this.#findBest();
    this.#isClosed = this.#floor > most + open;
    if (this.#isClosed) this.#prune(this.#floor - most - open);
    const looksUp = this.#isClosed && this.#count * 16 < postings;
    const [first, ...others] = forms as readonly [Form, ...Form[]];
    for (const page of this.#pages) {
      if (looksUp) {
        this.#lookUp(page, first, others);
        continue;
      }
      for (const form of others) this.#gather(page, entryOf(page, form.term), form.weight);
      this.#addFirst(page, entryOf(page, first.term), first);
      for (const { term } of others) this.#addRest(page, entryOf(page, term));
    }
  }

  /** Adds up how often documents hold a form. */
  #gather({ first, starts, docs, frequencies }: Page, entry: number, weight: number): void {
    if (entry < 0) return;
    const [marks, sums] = [this.#marks, this.#sums];
    const least = this.#isClosed ? isScored : 0;
    const end = starts[entry + 1] as number;
    for (let i = starts[entry] as number; i < end; i++) {
      const doc = first + (docs[i] as number);
      const mark = marks[doc] as number;
      if (mark < least) continue;
      const added = weight * (frequencies[i] as number);
      if (mark & isGathered) sums[doc] = (sums[doc] as number) + added;
      else {
        marks[doc] = mark | isGathered;
        sums[doc] = added;
      }
    }
  }

  /** Adds a word to the documents with its first form; of the other forms, they hold what was gathered. */
  #addFirst({ first, starts, docs, frequencies }: Page, entry: number, { weight, most }: Form): void {
    if (entry < 0) return;
    const [marks, allowed, farthest, unit, gain] = [
      this.#marks,
      this.#allowed,
      this.#farthest,
      this.#unit,
      this.#gain,
    ];
    const end = starts[entry + 1] as number;
    this.#measure(weight, most);
    for (let i = starts[entry] as number; i < end; i++) {
      const doc = first + (docs[i] as number);
      const mark = marks[doc] as number;
      // Most documents hold nothing else, and are too long to be among the best.
      if (mark < isGathered && mark > (farthest[frequencies[i] as number] as number)) continue;
      let frequency = weight * (frequencies[i] as number);
      if (mark & isGathered) {
        frequency += this.#sums[doc] as number;
        marks[doc] = mark & ~isGathered;
      }
      const added = (gain * frequency) / (frequency + unit * (mark & maxNorm));
      let isHigher = false;
      if (mark & isScored) isHigher = this.#raise(doc, added);
      else if (allowed === undefined || allowed[doc] === 1) isHigher = this.#admit(doc, added);
      if (isHigher) this.#measure(weight, most);
    }
  }

  /** Adds a word to the documents with a form of it of which they hold what was gathered, but not the first. */
  #addRest({ first, starts, docs }: Page, entry: number): void {
    if (entry < 0) return;
    const [marks, allowed, sums, unit, gain] = [
      this.#marks,
      this.#allowed,
      this.#sums,
      this.#unit,
      this.#gain,
    ];
    const end = starts[entry + 1] as number;
    for (let i = starts[entry] as number; i < end; i++) {
      const doc = first + (docs[i] as number);
      const mark = marks[doc] as number;
      if (!(mark & isGathered)) continue;
      marks[doc] = mark & ~isGathered;
      const frequency = sums[doc] as number;
      const added = (gain * frequency) / (frequency + unit * (mark & maxNorm));
      if (mark & isScored) this.#raise(doc, added);
      else if (allowed === undefined || allowed[doc] === 1) this.#admit(doc, added);
    }
  }

  /** Adds a word to the documents that have a score. */
  #lookUp(page: Page, first: Form, others: readonly Form[]): void {
    const entry = entryOf(page, first.term);
    const entries = others.map(({ term }) => entryOf(page, term));
    for (let place = 0; place < this.#count; place++) {
      const doc = this.#docs[place] as number;
      const within = doc - page.first;
      if (within < 0 || within >= page.count) continue;
      // In the order, and with the precision, in which they are added up otherwise.
      let sum = 0;
      for (const [form, { weight }] of others.entries()) {
        sum = Math.fround(sum + weight * frequencyIn(page, entries[form] as number, within));
      }
      const frequency = first.weight * frequencyIn(page, entry, within) + sum;
      if (!frequency) continue;
      const norm = this.#unit * ((this.#marks[doc] as number) & maxNorm);
      this.#raise(doc, (this.#gain * frequency) / (frequency + norm));
    }
  }

  /** Adds to a document's score. @returns whether the floor rose. */
  #raise(doc: number, added: number): boolean {
    const at = 2 * doc;
    const score = (this.#scores[at] as number) + added;
    this.#scores[at] = score;
    this.#groups[at + 1] = (this.#groups[at + 1] as number) | this.#bit;
    return score >= this.#floor && this.#contend(doc);
  }

  /** Takes in a document that had no score, unless it cannot be among the best. @returns whether the floor rose. */
  #admit(doc: number, added: number): boolean {
    if (added < this.#leastNew()) return false;
    if (this.#count >= this.#docs.length) this.#docs = grown(this.#docs, this.#count + 1);
    this.#docs[this.#count++] = doc;
    const at = 2 * doc;
    this.#scores[at] = added;
    this.#groups[at + 1] = this.#bit;
    this.#marks[doc] = (this.#marks[doc] as number) | isScored;
    return added >= this.#floor && this.#contend(doc);
  }

  #contend(doc: number): boolean {
    const held = this.#groups[2 * doc + 1] as number;
    if (held & isContender) return false;
    this.#groups[2 * doc + 1] = held | isContender;
    if (this.#contenderCount >= this.#contenders.length)
      this.#contenders = grown(this.#contenders, this.#contenderCount + 1);
    this.#contenders[this.#contenderCount++] = doc;
    if (this.#contenderCount < patience * this.#limit) return false;
    this.#findBest();
    return true;
  }

  /** The best documents; clears everything for the next search. */
  best(): Scored[] {
    this.#findBest();
    const best = [...this.#contenders.subarray(0, this.#contenderCount)].sort((a, b) =>
      this.#isWorse(a, b) ? 1 : -1,
    );
    for (let place = 0; place < this.#count; place++) this.#forget(this.#docs[place] as number);
    this.#count = 0;
    this.#contenderCount = 0;
    return best.map((doc) => ({
      doc,
      score: this.#scores[2 * doc] as number,
      groups: (this.#groups[2 * doc + 1] as number) & ~isContender,
    }));
  }

  /** What the word being added must add to a document that holds none before it. */
  #leastNew(): number {
    if (this.#isClosed) return Number.POSITIVE_INFINITY;
    return this.#floor > 0 ? this.#floor - this.#open : 0;
  }

  /** Finds out how long a document that holds only the form being added may be, for each number of times that it does. */
  #measure(weight: number, most: number): void {
    const least = this.#leastNew();
    for (let times = 1; times <= most; times++) {
      const frequency = weight * times;
      const norm = least > 0 ? ((this.#gain * frequency) / least - frequency) / this.#unit : maxNorm;
      this.#farthest[times] = Math.min(maxNorm, Math.ceil(norm));
    }
  }

  /** Drops documents below a score. */
  #prune(least: number): void {
    let kept = 0;
    for (let place = 0; place < this.#count; place++) {
      const doc = this.#docs[place] as number;
      if ((this.#scores[2 * doc] as number) < least) this.#forget(doc);
      else this.#docs[kept++] = doc;
    }
    this.#count = kept;
  }

  #forget(doc: number): void {
    this.#marks[doc] = (this.#marks[doc] as number) & maxNorm;
  }

  /** Keeps the best of the contenders, the last of them first, and raises the floor to that one. */
  #findBest(): void {
    const [contenders, groups, limit, total] = [
      this.#contenders,
      this.#groups,
      this.#limit,
      this.#contenderCount,
    ];
    const count = Math.min(limit, total);
    // A heap whose top is the worst of them (Williams 1964).
    for (let place = (count >>> 1) - 1; place >= 0; place--) this.#sink(place, count);
    for (let place = count; place < total; place++) {
      const doc = contenders[place] as number;
      const other = contenders[0] as number;
      const isOut = this.#isWorse(doc, other);
      const dropped = 2 * (isOut ? doc : other) + 1;
      groups[dropped] = (groups[dropped] as number) & ~isContender;
      if (isOut) continue;
      contenders[0] = doc;
      this.#sink(0, count);
    }
    this.#contenderCount = count;
    if (count < limit) return;
    this.#floor = Math.max(this.#floor, (this.#scores[2 * (contenders[0] as number)] as number) * caution);
  }

  /** Moves the contender at a place of the heap down to where it belongs. */
  #sink(from: number, count: number): void {
    const contenders = this.#contenders;
    const doc = contenders[from] as number;
    let place = from;
    for (let child = 2 * place + 1; child < count; child = 2 * place + 1) {
      if (child + 1 < count && this.#isWorse(contenders[child + 1] as number, contenders[child] as number))
        child++;
      const other = contenders[child] as number;
      if (!this.#isWorse(other, doc)) break;
      contenders[place] = other;
      place = child;
    }
    contenders[place] = doc;
  }

  #isWorse(a: number, b: number): boolean {
    const [first, second] = [this.#scores[2 * a] as number, this.#scores[2 * b] as number];
    return first < second || (first === second && this.#isBefore(b, a));
  }

  #isBefore(a: number, b: number): boolean {
    return this.#order ? (this.#order[a] as number) < (this.#order[b] as number) : a < b;
  }
}

/** How often a document, counted from the page's first, holds the term of an entry. */
function frequencyIn({ starts, docs, frequencies }: Page, entry: number, doc: number): number {
  if (entry < 0) return 0;
  const end = starts[entry + 1] as number;
  let low = starts[entry] as number;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] as number) < doc) low = middle + 1;
    else high = middle;
  }
  return low < end && docs[low] === doc ? (frequencies[low] as number) : 0;
}
