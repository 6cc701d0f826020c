/** What works are found by. */
import type { Source } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';
import type { BibliographyEntry, SearchText } from './entry.ts';
import type { Findable } from './findIndex.ts';

export class FindableEntry implements Findable {
  readonly #entry: BibliographyEntry;

  constructor(entry: BibliographyEntry) {
    this.#entry = entry;
  }

  get key(): string {
    return this.#entry.key;
  }

  get identity(): unknown {
    return this.#entry.source ?? this.#entry;
  }

  get surroundings(): unknown {
    return this.#entry.surroundings;
  }

  get size(): number {
    return this.#entry.end - this.#entry.start;
  }

  get searchText(): SearchText {
    return this.#entry.searchText ?? itemText(this.#entry.item);
  }
}

export class FindableSource implements Findable {
  readonly identity: Source;
  readonly surroundings = undefined;

  constructor(source: Source) {
    this.identity = source;
  }

  get key(): string {
    return this.identity.id;
  }

  get size(): number {
    return this.identity.paragraphs.reduce((sum, { text }) => sum + text.length, 500);
  }

  get searchText(): SearchText {
    const passages = this.identity.paragraphs.map(({ text }) => text).join('\n');
    return { ...itemText(this.identity.item), passages };
  }
}

function itemText(item: CslItem): SearchText {
  const names = [item.author, item.editor, item.translator].flatMap((list) =>
    (list ?? []).map((name) => Object.values(name).join(' ')),
  );
  const others = Object.entries(item).flatMap(([name, value]) =>
    name !== 'id' && (typeof value === 'string' || typeof value === 'number') ? [value] : [],
  );
  const year = /\d{4}/.exec(item.issued ?? '')?.[0];
  const main = [item.title, ...names].join('\n');
  return { main, other: [...others, ...names].join('\n'), ...(year && { year }) };
}
