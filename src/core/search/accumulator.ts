/** Adds up the scores of documents, a query word at a time, and leaves out early what cannot be among the best. */
import type { Page } from './postings.ts';

/** Sums of rounded numbers differ in their last digits from the bounds they are compared with. */
const caution = 1 - 1e-5;
/** The best are looked for again whenever so many times as many documents are scored. */
const patience = 4;

export interface Scored {
  readonly doc: number;
  readonly score: number;
  /** Bit n (up to 31): the document holds group n. */
  readonly groups: number;
}

/** What is known of a query word before its postings are read. */
export interface GroupBounds {
  readonly bit: number;
  /** What it adds to a score where a document holds nothing else. */
  readonly gain: number;
  /** What it adds at most, given how often any document holds it. */
  readonly most: number;
  /** What all words after it add at most. */
  readonly open: number;
  /** How many documents hold it, those with several forms of it counted several times. */
  readonly postings: number;
}

export class Accumulator {
  /** Document → what its length adds to the denominator of BM25. */
  readonly #norms: Float32Array;
  readonly #order: Uint32Array | undefined;
  // Document → …; all zero between searches.
  readonly #scores: Float32Array;
  readonly #groups: Int32Array;
  readonly #sums: Float32Array;
  /** The documents with a score. */
  readonly #touched: Uint32Array;
  #count = 0;
  /** The documents with a sum. */
  readonly #members: Uint32Array;
  #memberCount = 0;
  // The best documents so far, best first, and their scores.
  #bestDocs = new Uint32Array(0);
  #bestScores = new Float32Array(0);
  #bestCount = 0;

  #limit = 0;
  #allowed: Uint8Array | undefined;
  /** The least score of the best so far; 0 as long as there are too few. */
  #floor = 0;
  /** How many documents must be scored before the floor is looked for again. */
  #patience = 0;

  // The word being added, and what the words after it add at most.
  #bit = 0;
  #gain = 0;
  #open = 0;
  /** Whether only documents already scored can still be among the best. */
  #isClosed = false;
  /** Whether each of those is looked up, rather than all postings read. */
  #looksUp = false;

  constructor(norms: Float32Array, order: Uint32Array | undefined) {
    this.#norms = norms;
    this.#order = order;
    this.#scores = new Float32Array(norms.length);
    this.#groups = new Int32Array(norms.length);
    this.#sums = new Float32Array(norms.length);
    this.#touched = new Uint32Array(norms.length);
    this.#members = new Uint32Array(norms.length);
  }

  start(limit: number, allowed: Uint8Array | undefined): void {
    this.#limit = limit;
    this.#allowed = allowed;
    this.#floor = 0;
    this.#patience = patience * limit;
    if (this.#bestDocs.length <= limit) {
      this.#bestDocs = new Uint32Array(limit + 1);
      this.#bestScores = new Float32Array(limit + 1);
    }
  }

  /** Starts the next word. */
  startGroup({ bit, gain, most, open, postings }: GroupBounds): void {
    this.#bit = 1 << bit;
    this.#gain = gain;
    this.#open = open;
    // MaxScore (Turtle & Flood 1995): once the best so far are out of reach for documents that hold only the words
    // still to come, those words need no longer be looked up in every document.
    if (this.#count >= this.#limit) this.#raiseFloor();
    if (this.#floor > 0) this.#prune(this.#floor - most - open);
    this.#isClosed = this.#floor > most + open;
    this.#looksUp = this.#isClosed && this.#count * 16 < postings;
  }

  /** Adds a word that has one form: its postings in a page. */
  addTerm(page: Page, entry: number, weight: number): void {
    if (entry < 0) return;
    if (this.#looksUp) this.#lookUp(page, entry, weight);
    else this.#addAll(page, entry, weight);
  }

  #addAll({ first, starts, docs, frequencies }: Page, entry: number, weight: number): void {
    const [scores, groups, norms, touched] = [this.#scores, this.#groups, this.#norms, this.#touched];
    const [gain, bit, allowed] = [this.#gain, this.#bit, this.#allowed];
    const end = starts[entry + 1] as number;
    let least = this.#leastNew();
    let count = this.#count;
    for (let i = starts[entry] as number; i < end; i++) {
      const doc = first + (docs[i] as number);
      const frequency = weight * (frequencies[i] as number);
      const added = (gain * frequency) / (frequency + (norms[doc] as number));
      const before = groups[doc] as number;
      if (before === 0) {
        if (added < least || (allowed !== undefined && allowed[doc] === 0)) continue;
        touched[count++] = doc;
      }
      scores[doc] = (scores[doc] as number) + added;
      groups[doc] = before | bit;
      if (count >= this.#patience) {
        this.#count = count;
        this.#raiseFloor();
        least = this.#leastNew();
      }
    }
    this.#count = count;
  }

  /** Adds up a form of a word that has several. */
  gather(page: Page, entry: number, weight: number): void {
    if (entry < 0) return;
    if (this.#looksUp) {
      this.#gatherKnown(page, entry, weight);
      return;
    }
    const { first, starts, docs, frequencies } = page;
    const [sums, members, groups] = [this.#sums, this.#members, this.#groups];
    const isClosed = this.#isClosed;
    const end = starts[entry + 1] as number;
    let count = this.#memberCount;
    for (let i = starts[entry] as number; i < end; i++) {
      const doc = first + (docs[i] as number);
      if (isClosed && groups[doc] === 0) continue;
      const sum = sums[doc] as number;
      if (sum === 0) members[count++] = doc;
      sums[doc] = sum + weight * (frequencies[i] as number);
    }
    this.#memberCount = count;
  }

  /** Adds the word whose forms were gathered. */
  addGathered(): void {
    const [sums, members, norms, scores] = [this.#sums, this.#members, this.#norms, this.#scores];
    const [groups, touched, gain, allowed] = [this.#groups, this.#touched, this.#gain, this.#allowed];
    let least = this.#leastNew();
    let count = this.#count;
    for (let i = 0; i < this.#memberCount; i++) {
      const doc = members[i] as number;
      const frequency = sums[doc] as number;
      sums[doc] = 0;
      const added = (gain * frequency) / (frequency + (norms[doc] as number));
      const before = groups[doc] as number;
      if (before === 0) {
        if (added < least || (allowed !== undefined && allowed[doc] === 0)) continue;
        touched[count++] = doc;
      }
      scores[doc] = (scores[doc] as number) + added;
      groups[doc] = before | this.#bit;
      if (count >= this.#patience) {
        this.#count = count;
        this.#raiseFloor();
        least = this.#leastNew();
      }
    }
    this.#count = count;
    this.#memberCount = 0;
  }

  /** The best documents; clears everything for the next search. */
  best(): Scored[] {
    this.#findBest();
    const best: Scored[] = [];
    for (let i = 0; i < this.#bestCount; i++) {
      const doc = this.#bestDocs[i] as number;
      best.push({ doc, score: this.#bestScores[i] as number, groups: (this.#groups[doc] as number) >>> 0 });
    }
    for (let i = 0; i < this.#count; i++) this.#clear(this.#touched[i] as number);
    this.#count = 0;
    return best;
  }

  #lookUp(page: Page, entry: number, weight: number): void {
    for (let i = 0; i < this.#count; i++) {
      const doc = this.#touched[i] as number;
      const frequency = weight * frequencyIn(page, entry, doc);
      if (!frequency) continue;
      const added = (this.#gain * frequency) / (frequency + (this.#norms[doc] as number));
      this.#scores[doc] = (this.#scores[doc] as number) + added;
      this.#groups[doc] = (this.#groups[doc] as number) | this.#bit;
    }
  }

  #gatherKnown(page: Page, entry: number, weight: number): void {
    for (let i = 0; i < this.#count; i++) {
      const doc = this.#touched[i] as number;
      const frequency = frequencyIn(page, entry, doc);
      if (!frequency) continue;
      const sum = this.#sums[doc] as number;
      if (sum === 0) this.#members[this.#memberCount++] = doc;
      this.#sums[doc] = sum + weight * frequency;
    }
  }

  /** What the word being added must add to a document that holds none before it. */
  #leastNew(): number {
    if (this.#isClosed) return Number.POSITIVE_INFINITY;
    return this.#floor > 0 ? this.#floor - this.#open : 0;
  }

  #raiseFloor(): void {
    this.#findBest();
    if (this.#bestCount === this.#limit) {
      this.#floor = Math.max(this.#floor, (this.#bestScores[this.#limit - 1] as number) * caution);
    }
    this.#patience = Math.max(this.#patience, patience * this.#count);
  }

  /** Drops documents below a score. */
  #prune(least: number): void {
    let kept = 0;
    for (let i = 0; i < this.#count; i++) {
      const doc = this.#touched[i] as number;
      if ((this.#scores[doc] as number) >= least) this.#touched[kept++] = doc;
      else this.#clear(doc);
    }
    this.#count = kept;
  }

  #clear(doc: number): void {
    this.#scores[doc] = 0;
    this.#groups[doc] = 0;
  }

  #findBest(): void {
    const [docs, best, limit] = [this.#bestDocs, this.#bestScores, this.#limit];
    let count = 0;
    let floor = -1;
    for (let i = 0; i < this.#count; i++) {
      const doc = this.#touched[i] as number;
      const score = this.#scores[doc] as number;
      if (score < floor) continue;
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const other = best[middle] as number;
        if (other > score || (other === score && this.#isBefore(docs[middle] as number, doc)))
          low = middle + 1;
        else high = middle;
      }
      if (low >= limit) continue;
      for (let at = Math.min(count, limit - 1); at > low; at--) {
        best[at] = best[at - 1] as number;
        docs[at] = docs[at - 1] as number;
      }
      best[low] = score;
      docs[low] = doc;
      if (count < limit) count++;
      if (count === limit) floor = best[limit - 1] as number;
    }
    this.#bestCount = count;
  }

  #isBefore(a: number, b: number): boolean {
    return this.#order ? (this.#order[a] as number) < (this.#order[b] as number) : a < b;
  }
}

/** How often a document holds the term of a page's entry. */
function frequencyIn({ first, count, starts, docs, frequencies }: Page, entry: number, doc: number): number {
  const wanted = doc - first;
  if (wanted < 0 || wanted >= count) return 0;
  const end = starts[entry + 1] as number;
  let low = starts[entry] as number;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((docs[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < end && docs[low] === wanted ? (frequencies[low] as number) : 0;
}
