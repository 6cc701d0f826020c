/** Which documents hold which terms, in pages of documents that are flat typed arrays. */

/** Documents of a page at most: their numbers within it take 16 bits. */
export const pageSize = 0x10000;

/** The postings of some consecutive documents. */
export interface Page {
  /** The number of its first document. */
  readonly first: number;
  /** How many documents it covers. */
  readonly count: number;
  /** The terms that it holds, ascending; undefined where entry n is of term n. */
  readonly terms: Uint32Array | undefined;
  /** Entry → where its postings start; one more than there are entries. */
  readonly starts: Uint32Array;
  /** Ascending within an entry, counted from `first`. */
  readonly docs: Uint16Array;
  /** Parallel to `docs`: how often the document holds the term, in quarters. */
  readonly frequencies: Uint8Array;
}

/** The entry of a term in a page; -1 where the page lacks it. */
export function entryOf(page: Page, term: number): number {
  const { terms, starts } = page;
  if (!terms) return term < starts.length - 1 ? term : -1;
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] as number) < term) low = middle + 1;
    else high = middle;
  }
  return terms[low] === term ? low : -1;
}

/** Counts, for each of `terms` terms, the documents that hold it. */
export function documentFrequencies(pages: readonly Page[], terms: number): Uint32Array {
  const counts = new Uint32Array(terms);
  for (const page of pages) {
    for (let entry = 0; entry + 1 < page.starts.length; entry++) {
      const term = page.terms ? (page.terms[entry] as number) : entry;
      counts[term] =
        (counts[term] as number) + (page.starts[entry + 1] as number) - (page.starts[entry] as number);
    }
  }
  return counts;
}

/** Takes documents that are no longer there off the counts. */
export function uncount(pages: readonly Page[], gone: readonly number[], counts: Uint32Array): void {
  for (const page of pages) {
    const marks = new Uint8Array(page.count);
    const here = gone.filter((doc) => doc >= page.first && doc < page.first + page.count);
    if (!here.length) continue;
    for (const doc of here) marks[doc - page.first] = 1;
    for (let entry = 0; entry + 1 < page.starts.length; entry++) {
      const term = page.terms ? (page.terms[entry] as number) : entry;
      const end = page.starts[entry + 1] as number;
      for (let i = page.starts[entry] as number; i < end; i++) {
        if (marks[page.docs[i] as number] === 1) counts[term] = (counts[term] as number) - 1;
      }
    }
  }
}

/** Gathers postings term by term, in ascending order of terms, and lays them out in pages. */
export class PageWriter {
  readonly #documents: number;
  readonly #isDense: boolean;
  readonly #first: number;
  readonly #pages: {
    terms: number[];
    starts: number[] | Uint32Array;
    docs: Uint16Array;
    frequencies: Uint8Array;
    filled: number;
  }[] = [];

  /**
   * @param first the number of the first document.
   * @param terms how many terms there are, where nearly each has postings; undefined where few have.
   * @param sizes how many postings each page will hold.
   */
  constructor(first: number, documents: number, terms: number | undefined, sizes: readonly number[]) {
    this.#first = first;
    this.#documents = documents;
    this.#isDense = terms !== undefined;
    for (const size of sizes) {
      this.#pages.push({
        terms: [],
        starts: terms === undefined ? [0] : new Uint32Array(terms + 1),
        docs: new Uint16Array(size),
        frequencies: new Uint8Array(size),
        filled: 0,
      });
    }
  }

  /** Adds a posting; of one term after the other, its documents ascending. */
  add(term: number, doc: number, frequency: number): void {
    const index = (doc - this.#first) >>> 16;
    const page = this.#pages[index];
    if (!page) return;
    if (!this.#isDense && page.terms.at(-1) !== term) {
      if (page.terms.length) (page.starts as number[]).push(page.filled);
      page.terms.push(term);
    }
    page.docs[page.filled] = doc - this.#first;
    page.frequencies[page.filled++] = frequency;
  }

  /** Ends a term; needed for each, in order, where nearly each has postings. */
  end(term: number): void {
    for (const page of this.#pages) (page.starts as Uint32Array)[term + 1] = page.filled;
  }

  pages(): Page[] {
    return this.#pages.map(({ terms, starts, docs, frequencies, filled }, index) => ({
      first: this.#first + index * pageSize,
      count: Math.min(pageSize, this.#documents - index * pageSize),
      terms: this.#isDense ? undefined : Uint32Array.from(terms),
      starts: this.#isDense ? (starts as Uint32Array) : Uint32Array.from([...(starts as number[]), filled]),
      docs,
      frequencies,
    }));
  }
}

/** How many pages so many documents fill. */
export function pageCount(documents: number): number {
  return Math.max(1, Math.ceil(documents / pageSize));
}
