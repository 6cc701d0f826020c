/**
 * Changes to an index without building it again: what is removed is marked, what is new comes in pages of its own, and
 * both are merged into the rest from time to time. A changed index finds what a new one would, with the same scores.
 */
import { keywordMark, Lexicon, stemClasses } from './lexicon.ts';
import {
  documentFrequencies,
  entryOf,
  type Page,
  PageWriter,
  pageCount,
  pageSize,
  uncount,
} from './postings.ts';
import { TextIndex } from './textIndex.ts';
import { Vocabulary } from './vocabulary.ts';

/** Documents to be added, numbered on from those that an index has. */
export interface Addition {
  pagesFor(lexicon: Lexicon, first: number): { pages: Page[]; lexicon: Lexicon; lengths: readonly number[] };
}

export interface IndexChange {
  /** Numbers of documents. */
  readonly removed?: readonly number[];
  readonly added?: Addition;
  /** Document, those added included → its place among equals; those removed may have any. */
  readonly order?: Uint32Array;
}

/** Small pages are merged when there are more. */
const mostPages = 8;

/** @returns another index; the one given stays as it is. Documents keep their numbers. */
export function updateIndex(index: TextIndex, { removed = [], added, order }: IndexChange): TextIndex {
  const { parts } = index;
  const first = parts.lengths.length;
  const addition = added?.pagesFor(parts.lexicon, first);
  const lexicon = addition?.lexicon ?? parts.lexicon;
  const lengths = addition?.lengths.length
    ? Uint32Array.from([...parts.lengths, ...addition.lengths])
    : parts.lengths;
  const frequencies = new Uint32Array(lexicon.size);
  frequencies.set(parts.frequencies);
  const gone = [...new Set(removed)].filter((doc) => doc < first && (parts.live?.[doc] ?? 1) === 1);
  uncount(parts.pages, gone, frequencies);
  let live = parts.live;
  if (gone.length || live) {
    live = new Uint8Array(lengths.length).fill(1);
    if (parts.live) live.set(parts.live);
    for (const doc of gone) live[doc] = 0;
  }
  documentFrequencies(addition?.pages ?? [], lexicon.size).forEach((count, term) => {
    if (count) frequencies[term] = (frequencies[term] as number) + count;
  });
  const pages = merged([...parts.pages, ...(lengths.length > first ? (addition?.pages ?? []) : [])], live);
  return new TextIndex({ ...parts, lexicon, pages, lengths, frequencies, live, order: order ?? parts.order });
}

/** Whether so much has changed that a compact index would be noticeably smaller or faster. */
export function isWorn(index: TextIndex): boolean {
  const { lengths, lexicon, pages } = index.parts;
  const added =
    lengths.length - (pages.filter(({ terms }) => !terms).reduce((sum, { count }) => sum + count, 0) || 0);
  return (
    lengths.length - index.size > lengths.length / 4 ||
    added > Math.max(1000, lengths.length / 4) ||
    lexicon.addedCount > Math.max(1000, lexicon.base.size / 4)
  );
}

/** The same as if it were newly built: documents are numbered anew, from 0, in their order. */
export function compactIndex(index: TextIndex): TextIndex {
  const { language, lexicon, pages, frequencies, lengths, live, order } = index.parts;
  if (!live && !order && !lexicon.addedCount && pages.every(({ terms }) => !terms)) return index;
  const docs = Array.from({ length: lengths.length }, (_, doc) => doc).filter((doc) => !live || live[doc]);
  if (order) docs.sort((a, b) => (order[a] as number) - (order[b] as number));
  const places = new Uint32Array(lengths.length);
  docs.forEach((doc, place) => {
    places[doc] = place;
  });
  const terms = Array.from({ length: lexicon.size }, (_, term) => term).filter((term) => frequencies[term]);
  terms.sort((a, b) => lexicon.compare(a, b));
  const words = terms.map((term) => lexicon.word(term));
  const postings = new Postings(pages, live, places);
  const sizes = new Array<number>(pageCount(docs.length)).fill(0);
  for (const term of terms) {
    postings.read(term);
    for (let i = 0; i < postings.count; i++) {
      const page = (postings.docs[i] as number) >>> 16;
      sizes[page] = (sizes[page] ?? 0) + 1;
    }
  }
  const writer = new PageWriter(0, docs.length, words.length, sizes);
  terms.forEach((term, number) => {
    postings.read(term);
    for (let i = 0; i < postings.count; i++) {
      writer.add(number, postings.docs[i] as number, postings.frequencies[i] as number);
    }
    writer.end(number);
  });
  const firstWord = words.findIndex((word) => !word.startsWith(keywordMark));
  const vocabulary = new Vocabulary(words);
  const classes = stemClasses(language, words, firstWord < 0 ? words.length : firstWord);
  return new TextIndex({
    language,
    lexicon: new Lexicon(language, vocabulary, classes),
    pages: writer.pages(),
    frequencies: Uint32Array.from(terms, (term) => frequencies[term] as number),
    lengths: Uint32Array.from(docs, (doc) => lengths[doc] as number),
  });
}

/** The postings of one term over all pages, as one list in ascending order. */
class Postings {
  count = 0;
  docs = new Uint32Array(1024);
  frequencies = new Uint8Array(1024);
  readonly #pages: readonly Page[];
  readonly #live: Uint8Array | undefined;
  readonly #places: Uint32Array | undefined;

  /** @param places document → its number in what is read; undefined where it keeps its own. */
  constructor(pages: readonly Page[], live: Uint8Array | undefined, places: Uint32Array | undefined) {
    this.#pages = pages;
    this.#live = live;
    this.#places = places;
  }

  read(term: number): void {
    this.count = 0;
    let isSorted = true;
    for (const page of this.#pages) {
      const entry = entryOf(page, term);
      if (entry < 0) continue;
      const end = page.starts[entry + 1] as number;
      for (let i = page.starts[entry] as number; i < end; i++) {
        const doc = page.first + (page.docs[i] as number);
        if (this.#live && !this.#live[doc]) continue;
        if (this.count === this.docs.length) this.#grow();
        const place = this.#places ? (this.#places[doc] as number) : doc;
        if (this.count > 0 && place < (this.docs[this.count - 1] as number)) isSorted = false;
        this.docs[this.count] = place;
        this.frequencies[this.count++] = page.frequencies[i] as number;
      }
    }
    if (!isSorted) this.#sort();
  }

  #grow(): void {
    const { docs, frequencies } = this;
    this.docs = new Uint32Array(docs.length * 2);
    this.docs.set(docs);
    this.frequencies = new Uint8Array(frequencies.length * 2);
    this.frequencies.set(frequencies);
  }

  #sort(): void {
    const pairs = Array.from(
      { length: this.count },
      (_, i) => [this.docs[i], this.frequencies[i]] as [number, number],
    );
    pairs.sort(([a], [b]) => a - b);
    pairs.forEach(([doc, frequency], i) => {
      this.docs[i] = doc;
      this.frequencies[i] = frequency;
    });
  }
}

/** Merges the small pages behind the large ones when they are too many. */
function merged(pages: readonly Page[], live: Uint8Array | undefined): readonly Page[] {
  const small = pages.filter(({ terms }) => terms);
  const count = small.reduce((sum, page) => sum + page.count, 0);
  const [first] = small;
  if (small.length <= mostPages || !first || count > pageSize) return pages;
  const terms = [...new Set(small.flatMap((page) => [...(page.terms ?? [])]))].sort((a, b) => a - b);
  const postings = new Postings(small, live, undefined);
  const size = small.reduce((sum, { docs }) => sum + docs.length, 0);
  const writer = new PageWriter(first.first, count, undefined, [size]);
  for (const term of terms) {
    postings.read(term);
    for (let i = 0; i < postings.count; i++) {
      writer.add(term, postings.docs[i] as number, postings.frequencies[i] as number);
    }
  }
  return [...pages.filter((page) => !page.terms), ...writer.pages()];
}
