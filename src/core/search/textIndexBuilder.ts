/** Gathers documents and turns them into an inverted index, by counting sort over flat arrays. */
import type { Language } from './language.ts';
import { keywordMark, TextIndex, unit } from './textIndex.ts';
import { eachTerm } from './tokens.ts';

/** A part of a document and what an occurrence in it counts, in quarters of an ordinary one. */
export interface Field {
  readonly text: string;
  readonly weight: number;
}

export class TextIndexBuilder {
  readonly #language: Language;
  readonly #numbers = new Map<string, number>();
  /** Term number → its entry in the document being added, if not before that document's first. */
  #entryOf = new Int32Array(1024).fill(-1);
  #terms = new Uint32Array(4096);
  #frequencies = new Uint8Array(4096);
  #entries = 0;
  readonly #documentStarts: number[] = [];
  readonly #lengths: number[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  /**
   * Adds a document; documents are numbered from 0.
   *
   * @param keywords exact marks for filters; neither counted in length nor found by words.
   */
  add(fields: readonly Field[], keywords: readonly string[]): void {
    const first = this.#entries;
    this.#documentStarts.push(first);
    let length = 0;
    for (const { text, weight } of fields) {
      length += weight * eachTerm(text, (term) => this.#count(term, weight, first));
    }
    for (const keyword of keywords) this.#count(keywordMark + keyword, unit, first);
    this.#lengths.push(length);
  }

  build(): TextIndex {
    const words = [...this.#numbers.keys()].sort();
    const rank = new Uint32Array(words.length);
    words.forEach((word, index) => {
      rank[this.#numbers.get(word) ?? 0] = index;
    });
    const starts = new Uint32Array(words.length + 1);
    for (let entry = 0; entry < this.#entries; entry++) {
      const term = rank[this.#terms[entry] ?? 0] ?? 0;
      starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    }
    for (let term = 0; term < words.length; term++)
      starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
    const next = starts.slice();
    const docs = new Uint32Array(this.#entries);
    const frequencies = new Uint8Array(this.#entries);
    for (let doc = 0, entry = 0; doc < this.#documentStarts.length; doc++) {
      const end = this.#documentStarts[doc + 1] ?? this.#entries;
      for (; entry < end; entry++) {
        const term = rank[this.#terms[entry] ?? 0] ?? 0;
        const slot = next[term] ?? 0;
        next[term] = slot + 1;
        docs[slot] = doc;
        frequencies[slot] = this.#frequencies[entry] ?? 0;
      }
    }
    return new TextIndex(
      this.#language,
      words,
      { starts, docs, frequencies },
      Uint32Array.from(this.#lengths),
    );
  }

  #count(term: string, weight: number, first: number): void {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(term, number);
      if (number >= this.#entryOf.length) this.#entryOf = grown(this.#entryOf, -1);
    }
    const entry = this.#entryOf[number] ?? -1;
    if (entry >= first) {
      this.#frequencies[entry] = Math.min(255, (this.#frequencies[entry] ?? 0) + weight);
      return;
    }
    if (this.#entries >= this.#terms.length) {
      this.#terms = grown(this.#terms);
      this.#frequencies = grown(this.#frequencies);
    }
    this.#entryOf[number] = this.#entries;
    this.#terms[this.#entries] = number;
    this.#frequencies[this.#entries++] = weight;
  }
}

function grown<T extends Uint32Array | Uint8Array | Int32Array>(array: T, fill = 0): T {
  const copy = new (array.constructor as new (length: number) => T)(array.length * 2);
  copy.set(array);
  if (fill) copy.fill(fill, array.length);
  return copy;
}
