/**
 * Adds up the scores of documents, a query word at a time, and leaves out early what cannot be among the best. Documents
 * are gone through in stretches (as in Lucene's BooleanScorer), for two reasons: what is kept of each document of a
 * stretch is in the processor's cache, and the best of the stretches before say what is out of reach in the next.
 */
import { entryOf, type Page } from './postings.ts';

/** Sums of rounded numbers differ in their last digits from the bounds they are compared with. */
const caution = 1 - 1e-5;
/** How many documents the first stretch has, and the longest: each is four times as long as the one before. */
const firstStretch = 1024;
const longestStretch = 16_384;

// What is always looked at of a document is two bytes: its norm, in parts of the average one, and whether it has a score,
// and a sum.
const averageNorm = 512;
const maxNorm = 0x3fff;
const isGathered = 0x4000;
const isScored = 0x8000;

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
  /** The share of the documents that hold it, those with several forms of it counted several times. */
  readonly share: number;
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

  // Of a document, by its place in the stretch: how often it holds the forms gathered so far, its score, and the words
  // that it holds.
  readonly #sums = new Float32Array(longestStretch);
  readonly #scores = new Float32Array(longestStretch);
  readonly #groups = new Int32Array(longestStretch);
  /** The places of those with a score, in the order in which they came. */
  readonly #scored = new Uint16Array(longestStretch);
  #count = 0;
  /** The documents of the stretch: the first, and the one after the last, as counted in their page. */
  #from = 0;
  #to = 0;

  /** The best so far; when there are as many as asked for, a heap whose top is the worst of them (Williams 1964). */
  #best: Scored[] = [];
  #limit = 0;
  #allowed: Uint8Array | undefined;
  /** The least score of the best so far; 0 as long as there are too few. */
  #floor = 0;

  // The word being added, and what the words after it add at most.
  #bit = 0;
  #gain = 0;
  #open = 0;
  /** The norm beyond which a document without a score cannot be among the best, where it holds the word once. */
  #reach = 0;
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

  /**
   * The best documents, best first, equals in order.
   *
   * @param words in the order in which they are added: those that tell most first.
   * @param allowed documents with 0 in it are left out.
   */
  best(words: readonly WordBounds[], limit: number, allowed: Uint8Array | undefined): Scored[] {
    this.#best = [];
    this.#limit = limit;
    this.#allowed = allowed;
    this.#floor = 0;
    let length = firstStretch;
    for (const page of this.#pages) {
      const cursors = words.map(({ forms }) => forms.map(({ term }) => cursorOf(page, term)));
      for (let from = 0; from < page.count; from = this.#to) {
        this.#from = from;
        this.#to = Math.min(page.count, from + length);
        length = Math.min(longestStretch, 4 * length);
        for (const [at, word] of words.entries()) this.#add(page, word, cursors[at] as Cursor[]);
        this.#take(page.first + from);
      }
    }
    return this.#best.sort((a, b) => (this.#isWorse(a, b) ? 1 : -1));
  }

  /** Adds a word to the documents of the stretch. */
  #add(page: Page, { bit, forms, gain, most, open, share }: WordBounds, cursors: readonly Cursor[]): void {
    this.#bit = 1 << bit;
    this.#gain = gain;
    this.#open = open;
    // MaxScore (Turtle & Flood 1995): once the best so far are out of reach for documents that hold only the words
    // still to come, those words need no longer be looked up in every document.
    this.#isClosed = this.#floor > most + open;
    if (this.#isClosed) {
      this.#prune(page.first + this.#from, this.#floor - most - open);
      if (this.#count === 0) return;
    }
    for (const cursor of cursors) seek(page.docs, cursor, this.#from, this.#to);
    if (this.#isClosed && this.#count * 16 < share * (this.#to - this.#from)) {
      this.#lookUp(page, forms, cursors);
      return;
    }
    const least = this.#leastNew();
    this.#reach = least > 0 ? (gain / least - 1) / this.#unit : Number.POSITIVE_INFINITY;
    const [marks, sums] = [this.#marks, this.#sums];
    for (let at = 1; at < forms.length; at++) {
      const { weight } = forms[at] as Form;
      gather(page, cursors[at] as Cursor, weight, this.#from, this.#isClosed ? isScored : 0, marks, sums);
    }
    this.#addFirst(page, cursors[0] as Cursor, forms[0] as Form);
    for (let at = 1; at < forms.length; at++) this.#addRest(page, cursors[at] as Cursor);
  }

  /** Adds a word to the documents with its first form; of the other forms, they hold what was gathered. */
  #addFirst(page: Page, { next, stop }: Cursor, { weight, most }: Form): void {
    const { first, docs, frequencies } = page;
    const [marks, sums, farthest] = [this.#marks, this.#sums, this.#farthest];
    for (let times = 1; times <= most; times++)
      farthest[times] = Math.min(maxNorm, Math.ceil(weight * times * this.#reach));
    for (let i = nearest(page, next, stop, marks, farthest); i < stop; ) {
      const doc = docs[i] as number;
      const mark = marks[first + doc] as number;
      let frequency = weight * (frequencies[i] as number);
      if (mark & isGathered) frequency += sums[doc - this.#from] as number;
      this.#score(doc - this.#from, first + doc, mark, frequency);
      i = nearest(page, i + 1, stop, marks, farthest);
    }
  }

  /** Adds a word to the documents with a form of it of which they hold what was gathered, but not the first. */
  #addRest(page: Page, { next, stop }: Cursor): void {
    const { first, docs } = page;
    const [marks, sums, from, reach] = [this.#marks, this.#sums, this.#from, this.#reach];
    for (let i = nearestGathered(page, next, stop, from, reach, marks, sums); i < stop; ) {
      const doc = docs[i] as number;
      const mark = marks[first + doc] as number;
      this.#score(doc - from, first + doc, mark, sums[doc - from] as number);
      i = nearestGathered(page, i + 1, stop, from, reach, marks, sums);
    }
  }

  /** Adds a word that a document holds so often, its forms counted together. */
  #score(place: number, doc: number, mark: number, frequency: number): void {
    if (mark & isGathered) this.#marks[doc] = mark & ~isGathered;
    if (mark < isScored && (mark & maxNorm) > frequency * this.#reach) return;
    const added = (this.#gain * frequency) / (frequency + this.#unit * (mark & maxNorm));
    if (mark & isScored) this.#raise(place, added);
    else this.#admit(place, doc, added);
  }

  /** Adds a word to the documents that have a score. */
  #lookUp(page: Page, forms: readonly Form[], cursors: readonly Cursor[]): void {
    for (let at = 0; at < this.#count; at++) {
      const place = this.#scored[at] as number;
      const doc = this.#from + place;
      // In the order, and with the precision, in which they are added up otherwise.
      let sum = 0;
      for (let form = 1; form < forms.length; form++) {
        const { weight } = forms[form] as Form;
        sum = Math.fround(sum + weight * frequencyIn(page, cursors[form] as Cursor, doc));
      }
      const frequency = (forms[0] as Form).weight * frequencyIn(page, cursors[0] as Cursor, doc) + sum;
      if (!frequency) continue;
      const norm = this.#unit * ((this.#marks[page.first + doc] as number) & maxNorm);
      this.#raise(place, (this.#gain * frequency) / (frequency + norm));
    }
  }

  #raise(place: number, added: number): void {
    this.#scores[place] = (this.#scores[place] as number) + added;
    this.#groups[place] = (this.#groups[place] as number) | this.#bit;
  }

  /** Takes in a document that had no score, unless it cannot be among the best. */
  #admit(place: number, doc: number, added: number): void {
    if (added < this.#leastNew() || (this.#allowed !== undefined && this.#allowed[doc] !== 1)) return;
    this.#scored[this.#count++] = place;
    this.#scores[place] = added;
    this.#groups[place] = this.#bit;
    this.#marks[doc] = (this.#marks[doc] as number) | isScored;
  }

  /** What the word being added must add to a document that holds none before it. */
  #leastNew(): number {
    if (this.#isClosed) return Number.POSITIVE_INFINITY;
    return this.#floor > 0 ? this.#floor - this.#open : 0;
  }

  /** Drops documents of the stretch, which begins with `first`, that are below a score. */
  #prune(first: number, least: number): void {
    let kept = 0;
    for (let at = 0; at < this.#count; at++) {
      const place = this.#scored[at] as number;
      if ((this.#scores[place] as number) >= least) this.#scored[kept++] = place;
      else this.#forget(first + place);
    }
    this.#count = kept;
  }

  #forget(doc: number): void {
    this.#marks[doc] = (this.#marks[doc] as number) & maxNorm;
  }

  /** Takes the documents of the stretch that are among the best, and forgets all of them. @param first its first one. */
  #take(first: number): void {
    for (let at = 0; at < this.#count; at++) {
      const place = this.#scored[at] as number;
      const score = this.#scores[place] as number;
      this.#forget(first + place);
      if (score >= this.#floor)
        this.#contend({ doc: first + place, score, groups: this.#groups[place] as number });
    }
    this.#count = 0;
  }

  #contend(one: Scored): void {
    const best = this.#best;
    if (best.length < this.#limit) {
      best.push(one);
      if (best.length < this.#limit) return;
      for (let place = (best.length >>> 1) - 1; place >= 0; place--) this.#sink(place);
    } else {
      if (this.#isWorse(one, best[0] as Scored)) return;
      best[0] = one;
      this.#sink(0);
    }
    this.#floor = (best[0] as Scored).score * caution;
  }

  /** Moves the one at a place of the heap down to where it belongs. */
  #sink(from: number): void {
    const best = this.#best;
    const one = best[from] as Scored;
    let place = from;
    for (let child = 2 * place + 1; child < best.length; child = 2 * place + 1) {
      if (child + 1 < best.length && this.#isWorse(best[child + 1] as Scored, best[child] as Scored)) child++;
      const other = best[child] as Scored;
      if (!this.#isWorse(other, one)) break;
      best[place] = other;
      place = child;
    }
    best[place] = one;
  }

  #isWorse(a: Scored, b: Scored): boolean {
    return a.score < b.score || (a.score === b.score && this.#isBefore(b.doc, a.doc));
  }

  #isBefore(a: number, b: number): boolean {
    return this.#order ? (this.#order[a] as number) < (this.#order[b] as number) : a < b;
  }
}

/** The postings of a form in a page. */
interface Cursor {
  /** The first that is of the stretch or one after it. */
  next: number;
  /** Where those of the stretch end. */
  stop: number;
  readonly end: number;
}

function cursorOf(page: Page, term: number): Cursor {
  const entry = entryOf(page, term);
  const [next, end] = entry < 0 ? [0, 0] : [page.starts[entry] as number, page.starts[entry + 1] as number];
  return { next, stop: next, end };
}

/** Moves a cursor on to the documents from `from` to before `to`; stretches may have been passed over. */
function seek(docs: Uint16Array, cursor: Cursor, from: number, to: number): void {
  const { stop, end } = cursor;
  const next = stop < end && (docs[stop] as number) < from ? placeOf(docs, stop, end, from) : stop;
  cursor.next = next;
  cursor.stop = placeOf(docs, next, Math.min(end, next + to - from), to);
}

/**
 * The next posting of a document that may be among the best: most hold nothing else, and are too long. A function of its
 * own, since compilers make a loop of it that is three times as fast as the same within the one around it.
 */
function nearest(
  { first, docs, frequencies }: Page,
  from: number,
  to: number,
  marks: Uint16Array,
  farthest: Int32Array,
): number {
  for (let i = from; i < to; i++) {
    const mark = marks[first + (docs[i] as number)] as number;
    if (mark >= isGathered || mark <= (farthest[frequencies[i] as number] as number)) return i;
  }
  return to;
}

/**
 * Adds up how often documents hold a form.
 *
 * @param from the document that the first sum is of, counted in the page.
 * @param least the lowest mark of documents that count.
 */
function gather(
  { first, docs, frequencies }: Page,
  { next, stop }: Cursor,
  weight: number,
  from: number,
  least: number,
  marks: Uint16Array,
  sums: Float32Array,
): void {
  for (let i = next; i < stop; i++) {
    const doc = docs[i] as number;
    const mark = marks[first + doc] as number;
    if (mark < least) continue;
    const added = weight * (frequencies[i] as number);
    if (mark & isGathered) sums[doc - from] = (sums[doc - from] as number) + added;
    else {
      marks[first + doc] = mark | isGathered;
      sums[doc - from] = added;
    }
  }
}

/** The next posting of a document of which something was gathered and that may be among the best; forgets the others'. */
function nearestGathered(
  { first, docs }: Page,
  start: number,
  to: number,
  from: number,
  reach: number,
  marks: Uint16Array,
  sums: Float32Array,
): number {
  for (let i = start; i < to; i++) {
    const doc = docs[i] as number;
    const mark = marks[first + doc] as number;
    if (!(mark & isGathered)) continue;
    if (mark >= isScored || (mark & maxNorm) <= (sums[doc - from] as number) * reach) return i;
    marks[first + doc] = mark & maxNorm;
  }
  return to;
}

/** The first place in `[from, to)` whose document is not before one; `to` where there is none. */
function placeOf(docs: Uint16Array, from: number, to: number, doc: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] as number) < doc) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How often a document, counted from the page's first, holds the term of a cursor. */
function frequencyIn({ docs, frequencies }: Page, { next, stop }: Cursor, doc: number): number {
  const place = placeOf(docs, next, stop, doc);
  return place < stop && docs[place] === doc ? (frequencies[place] as number) : 0;
}
