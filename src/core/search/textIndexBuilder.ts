/** Gathers documents and turns them into an inverted index, by counting sort over flat arrays. */
import type { Language } from './language.ts';
import { keywordMark, Lexicon, stemClasses } from './lexicon.ts';
import { documentFrequencies, type Page, PageWriter, pageCount } from './postings.ts';
import { grown, TermTable } from './termTable.ts';
import { frequencyUnit, TextIndex } from './textIndex.ts';
import { TermReader } from './tokens.ts';
import { Vocabulary } from './vocabulary.ts';

/** A part of a document and what an occurrence in it counts, in quarters of an ordinary one. */
export interface Field {
  readonly text: string;
  readonly weight: number;
}

/** A document as the index takes it. */
export interface IndexEntry {
  readonly fields: readonly Field[];
  /** Exact marks for filters; neither counted in length nor found by words. */
  readonly keywords: readonly string[];
}

export class TextIndexBuilder {
  readonly #language: Language;
  readonly #table = new TermTable();
  readonly #reader = new TermReader(this.#table);
  /** Term number → its entry in the document being added, if not before that document's first. */
  #entryOf = new Int32Array(1024).fill(-1);
  #terms = new Uint32Array(4096);
  #frequencies = new Uint8Array(4096);
  #entries = 0;
  #first = 0;
  #weight = 0;
  readonly #documentStarts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #count = (term: number) => this.#countTerm(term);
  /** Keyword → term number. */
  readonly #keywords = new Map<string, number>();

  constructor(language: Language) {
    this.#language = language;
  }

  /** Adds a document; documents are numbered from 0. */
  add(fields: readonly Field[], keywords: readonly string[]): void {
    this.#first = this.#entries;
    this.#documentStarts.push(this.#first);
    let length = 0;
    for (const { text, weight } of fields) {
      this.#weight = weight;
      length += weight * this.#reader.read(text, this.#count);
    }
    this.#weight = frequencyUnit;
    for (const keyword of keywords) this.#countTerm(this.#keyword(keyword));
    this.#lengths.push(length);
  }

  build(): TextIndex {
    const sorted = this.#usedTerms().map((term) => this.#table.word(term));
    sorted.sort();
    const rank = new Uint32Array(this.#table.size);
    sorted.forEach((word, index) => {
      rank[this.#table.numberOf(word)] = index;
    });
    const firstWord = sorted.findIndex((word) => !word.startsWith(keywordMark));
    const pages = this.#pages(0, rank, sorted.length, true);
    return new TextIndex({
      language: this.#language,
      lexicon: new Lexicon(
        this.#language,
        new Vocabulary(sorted),
        stemClasses(this.#language, sorted, firstWord < 0 ? sorted.length : firstWord),
      ),
      pages,
      frequencies: documentFrequencies(pages, sorted.length),
      lengths: Uint32Array.from(this.#lengths),
    });
  }

  /**
   * The documents as pages that follow those of an index.
   *
   * @param first the number of the first document.
   */
  pagesFor(lexicon: Lexicon, first: number): { pages: Page[]; lexicon: Lexicon; lengths: readonly number[] } {
    const added: string[] = [];
    const rank = new Uint32Array(this.#table.size);
    for (const term of this.#usedTerms()) {
      const word = this.#table.word(term);
      const known = lexicon.find(word);
      rank[term] = known >= 0 ? known : lexicon.size + added.push(word) - 1;
    }
    const grownLexicon = lexicon.with(added);
    return {
      pages: this.#pages(first, rank, grownLexicon.size, false),
      lexicon: grownLexicon,
      lengths: this.#lengths,
    };
  }

  #keyword(keyword: string): number {
    let term = this.#keywords.get(keyword);
    if (term === undefined) {
      term = this.#table.numberOf(keywordMark + keyword);
      this.#keywords.set(keyword, term);
    }
    return term;
  }

  /** The numbers of the terms that documents hold: a table also knows words that are not written anywhere. */
  #usedTerms(): number[] {
    const used: number[] = [];
    const known = Math.min(this.#table.size, this.#entryOf.length);
    for (let term = 0; term < known; term++) if (this.#entryOf[term] !== -1) used.push(term);
    return used;
  }

  /** @param rank number in the table → number in the index. */
  #pages(first: number, rank: Uint32Array, terms: number, isDense: boolean): Page[] {
    const documents = this.#documentStarts.length;
    const starts = new Uint32Array(terms + 1);
    for (let entry = 0; entry < this.#entries; entry++) {
      const term = rank[this.#terms[entry] as number] as number;
      starts[term + 1] = (starts[term + 1] as number) + 1;
    }
    for (let term = 0; term < terms; term++) {
      starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
    }
    const next = starts.slice();
    const docs = new Uint32Array(this.#entries);
    const frequencies = new Uint8Array(this.#entries);
    for (let doc = 0, entry = 0; doc < documents; doc++) {
      const end = this.#documentStarts[doc + 1] ?? this.#entries;
      for (; entry < end; entry++) {
        const term = rank[this.#terms[entry] as number] as number;
        const slot = next[term] as number;
        next[term] = slot + 1;
        docs[slot] = doc;
        frequencies[slot] = this.#frequencies[entry] as number;
      }
    }
    const sizes = Array.from({ length: pageCount(documents) }, (_, page) => {
      const from = this.#documentStarts[page * 0x10000] ?? this.#entries;
      return (this.#documentStarts[(page + 1) * 0x10000] ?? this.#entries) - from;
    });
    const writer = new PageWriter(first, documents, isDense ? terms : undefined, sizes);
    for (let term = 0; term < terms; term++) {
      const end = starts[term + 1] as number;
      for (let i = starts[term] as number; i < end; i++) {
        writer.add(term, first + (docs[i] as number), frequencies[i] as number);
      }
      if (isDense) writer.end(term);
    }
    return writer.pages();
  }

  #countTerm(number: number): void {
    if (number >= this.#entryOf.length) {
      const before = this.#entryOf.length;
      this.#entryOf = grown(this.#entryOf, number + 1).fill(-1, before);
    }
    const entry = this.#entryOf[number] as number;
    if (entry >= this.#first) {
      this.#frequencies[entry] = Math.min(255, (this.#frequencies[entry] as number) + this.#weight);
      return;
    }
    if (this.#entries >= this.#terms.length) {
      this.#terms = grown(this.#terms, 0);
      this.#frequencies = grown(this.#frequencies, 0);
    }
    this.#entryOf[number] = this.#entries;
    this.#terms[this.#entries] = number;
    this.#frequencies[this.#entries++] = this.#weight;
  }
}
