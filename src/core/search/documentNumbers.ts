/** Which number in the index each document of a dossier has; those of an earlier state keep theirs. */
import { parseReference } from '../dossier.ts';
import { type IndexedDocument, isIndexedAlike, Passage, type SearchDocument } from './documents.ts';
import { loadIndex } from './indexFile.ts';
import { compactIndex, isWorn, updateIndex } from './indexUpdate.ts';
import type { Language } from './language.ts';
import { TextIndex } from './textIndex.ts';
import { TextIndexBuilder } from './textIndexBuilder.ts';

/** Item's place in the dossier → its number; undefined where that is its place. */
type Numbers = readonly number[] | undefined;

export class DocumentNumbers {
  readonly #items: readonly IndexedDocument[];
  readonly #numbers: Numbers;
  /** Number → place in the dossier. */
  readonly #places: Uint32Array | undefined;
  /** Kind and id → place; without passages. */
  readonly #byName = new Map<string, number>();
  /** Lower-case id → place; without passages. */
  readonly #byId = new Map<string, number>();

  /** Source → number of a passage → place, of sources whose numbers have gaps. */
  readonly #passages = new Map<number, Map<number, number>>();

  constructor(items: readonly IndexedDocument[], numbers: Numbers) {
    this.#items = items;
    this.#numbers = numbers;
    if (numbers) {
      this.#places = new Uint32Array(numbers.reduce((most, number) => Math.max(most, number + 1), 0));
      for (const [place, number] of numbers.entries()) this.#places[number] = place;
    }
    items.forEach((item, place) => {
      if (item instanceof Passage) return;
      const { kind, id } = item.document;
      this.#byName.set(`${kind} ${id}`, place);
      this.#byId.set(id.toLowerCase(), place);
    });
  }

  of(number: number): SearchDocument {
    return (this.#items[this.place(number)] as IndexedDocument).document;
  }

  /** Where a document stands in the dossier: equals are listed in this order. */
  place(number: number): number {
    return this.#places ? (this.#places[number] as number) : number;
  }

  /** All numbers, in the order of the dossier. */
  inOrder(): readonly number[] {
    return this.#numbers ?? this.#items.map((_, place) => place);
  }

  /** The document with an id in lower case; `key#n` is a passage. */
  withId(id: string): number | undefined {
    const reference = parseReference(id);
    const place = this.#byId.get(reference?.source ?? id);
    if (place === undefined || !reference?.paragraph)
      return place === undefined ? undefined : this.#number(place);
    const passage = this.#passage(place, reference.paragraph);
    return passage === undefined ? undefined : this.#number(passage);
  }

  /** The number of the same item as it was here, if it is indexed alike. */
  numberOfSame(item: IndexedDocument): number | undefined {
    if (item instanceof Passage) {
      const source = this.#byName.get(`source ${item.source}`);
      const place = source === undefined ? undefined : this.#passage(source, item.number);
      if (place === undefined) return undefined;
      return (this.#items[place] as Passage).isIndexedAs(item) ? this.#number(place) : undefined;
    }
    const { kind, id } = item.document;
    const place = this.#byName.get(`${kind} ${id}`);
    const was = place === undefined ? undefined : this.#items[place];
    return was && isIndexedAlike(was, item) ? this.#number(place as number) : undefined;
  }

  /** Where a source's passage is: behind it, in order of the text and mostly of their number. */
  #passage(source: number, number: number): number | undefined {
    const id = this.#items[source]?.document.id;
    const isOf = (item: IndexedDocument | undefined) => item instanceof Passage && item.source === id;
    const guess = this.#items[source + number];
    if (guess instanceof Passage && guess.source === id && guess.number === number) return source + number;
    let places = this.#passages.get(source);
    if (!places) {
      places = new Map();
      for (let at = source + 1; isOf(this.#items[at]); at++)
        places.set((this.#items[at] as Passage).number, at);
      this.#passages.set(source, places);
    }
    return places.get(number);
  }

  #number(place: number): number {
    return this.#numbers ? (this.#numbers[place] as number) : place;
  }
}

interface Known {
  readonly before: { readonly index: TextIndex; readonly documents: DocumentNumbers } | undefined;
  readonly saved: { readonly index: ArrayBuffer; readonly stamp: string } | undefined;
  readonly progress: ((share: number) => void) | undefined;
}

/** Documents read between two reports of progress. */
const reportEvery = 5_000;

/** The index of some documents: an earlier one changed, or a saved one, or else a new one. */
export function indexOf(
  items: readonly IndexedDocument[],
  language: Language,
  { before, saved, progress }: Known,
): { index: TextIndex; numbers: Numbers } {
  if (before) return changed(items, language, before);
  if (saved) {
    const index = loadIndex(saved.index, saved.stamp);
    const fits =
      index instanceof TextIndex && index.size === items.length && index.parts.language.tag === language.tag;
    if (fits) return { index, numbers: undefined };
  }
  const builder = new TextIndexBuilder(language);
  for (const [place, { fields, keywords }] of items.entries()) {
    builder.add(fields, keywords);
    if (place % reportEvery === reportEvery - 1) progress?.(place / items.length);
  }
  return { index: builder.build(), numbers: undefined };
}

function changed(
  items: readonly IndexedDocument[],
  language: Language,
  { index, documents }: NonNullable<Known['before']>,
): { index: TextIndex; numbers: Numbers } {
  const added = new TextIndexBuilder(language);
  let next = index.parts.lengths.length;
  const kept = new Uint8Array(next);
  const numbers = items.map((item) => {
    const same = documents.numberOfSame(item);
    if (same === undefined || kept[same]) {
      added.add(item.fields, item.keywords);
      return next++;
    }
    kept[same] = 1;
    return same;
  });
  const removed = documents.inOrder().filter((number) => !kept[number]);
  const order = new Uint32Array(next);
  for (const [place, number] of numbers.entries()) order[number] = place;
  const updated = updateIndex(index, { removed, added, order });
  return isWorn(updated) ? { index: compactIndex(updated), numbers: undefined } : { index: updated, numbers };
}
