/** What one draft may cite: the sources of the dossier and the entries of the bibliographies it declares. */
import type { Source } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';
import type { Dossier } from '../dossier.ts';
import type { Bibliography, BibliographyEntry } from './entry.ts';
import type { FindableSource } from './searchText.ts';
import { type Shelf, shelfOfEntries, shelfOfSources } from './shelf.ts';

/** A bibliography file that was read; `file` tells files apart and is not looked into (a URI, as text). */
export interface BibliographyFile extends Bibliography {
  readonly file: string;
}

/** Something that can be cited by its key. At least one of `source` and `entries` is there. */
export interface CitableWork {
  readonly key: string;
  /** The bibliography's own fields where it has the key, since those are what is printed; else the dossier's. */
  readonly item: CslItem;
  /** The dossier's source with this key. */
  readonly source?: Source;
  /** Every entry with this key; more than one is a mistake of the writer's. */
  readonly entries: readonly PlacedEntry[];
}

/** An entry and its file; like the entry, it is read when it is asked for. */
export interface PlacedEntry extends BibliographyEntry {
  readonly file: string;
}

export interface Library {
  /** Without repeats: bibliographies in their order, then the dossier. */
  readonly works: readonly CitableWork[];
  /** @returns undefined when nothing has this key. Case matters. */
  work(key: string): CitableWork | undefined;
  /**
   * The works that hold every word of the query, by prefix and forgiving typing errors, in any field or in the
   * dossier's paragraphs; best first, those whose key has the query in it before the others. Without a query, the
   * first works.
   *
   * @param limit 50 unless told.
   */
  find(query: string, limit?: number): CitableWork[];
  /**
   * Known keys that differ from this one by case or by a slip of the hand (two from eight letters on), nearest first,
   * five at most.
   */
  similarKeys(key: string): string[];
  /**
   * Gets ready to find, in steps of a few milliseconds: a caller that must not block goes on after a pause. Where it
   * was not done, `find` does it at once: for 20,000 entries that takes about a second.
   */
  prepare(): Generator<void>;
}

/**
 * Cheap: everything is made when it is asked for, and once for each array of entries and each dossier, however many
 * libraries they are part of.
 *
 * @param previous the library of an earlier state of these files; what is the same in both is not indexed again.
 */
export function createLibrary(
  dossier: Dossier,
  files: readonly BibliographyFile[],
  previous?: Library,
): Library {
  return new DraftLibrary(dossier, files, previous instanceof DraftLibrary ? previous : undefined);
}

class DraftLibrary implements Library {
  readonly #dossier: Dossier;
  readonly #files: readonly { readonly file: string; readonly shelf: Shelf<BibliographyEntry> }[];
  readonly #sources: Shelf<FindableSource>;
  readonly #known = new Map<string, CitableWork>();
  #works: readonly CitableWork[] | undefined;

  constructor(dossier: Dossier, files: readonly BibliographyFile[], previous: DraftLibrary | undefined) {
    this.#dossier = dossier;
    this.#files = files.map(({ file, entries }) => ({
      file,
      shelf: shelfOfEntries(entries, previous?.shelfOf(file)),
    }));
    this.#sources = shelfOfSources(dossier, previous?.sources);
  }

  shelfOf(file: string): Shelf<BibliographyEntry> | undefined {
    return this.#files.find((one) => one.file === file)?.shelf;
  }

  get sources(): Shelf<FindableSource> {
    return this.#sources;
  }

  get works(): readonly CitableWork[] {
    this.#works ??= [...this.#each()];
    return this.#works;
  }

  work(key: string): CitableWork | undefined {
    const known = this.#known.get(key);
    if (known) return known;
    const source = this.#dossier.source(key);
    const entries = this.#files.flatMap(({ file, shelf }) =>
      shelf.withKey(key).map((entry) => new EntryInFile(entry, file)),
    );
    if (!source && entries.length === 0) return undefined;
    const work = new Work(key, source, entries);
    this.#known.set(key, work);
    return work;
  }

  find(query: string, limit = 50): CitableWork[] {
    if (query.trim() === '') return [...take(this.#each(), limit)];
    const best = new Map<string, number>();
    for (const { works, index } of this.#shelves()) {
      for (const { work, score } of index.find(query, limit).sort((a, b) => a.work - b.work)) {
        const key = works[work]?.key;
        if (key !== undefined) best.set(key, Math.max(score, best.get(key) ?? 0));
      }
    }
    return [...best]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .flatMap(([key]) => this.work(key) ?? []);
  }

  similarKeys(key: string): string[] {
    const found = this.#shelves().flatMap(({ index }) => index.keys.similar(key));
    found.sort((a, b) => a.distance - b.distance);
    return [...new Set(found.map((one) => one.key))].slice(0, 5);
  }

  *prepare(): Generator<void> {
    for (const { index } of this.#shelves()) yield* index.prepare();
  }

  #shelves(): readonly Shelf<{ readonly key: string }>[] {
    return [...this.#files.map(({ shelf }) => shelf), this.#sources];
  }

  *#each(): Generator<CitableWork> {
    const seen = new Set<string>();
    for (const { works } of this.#shelves()) {
      for (const { key } of works) {
        const work = seen.has(key) ? undefined : this.work(key);
        seen.add(key);
        if (work) yield work;
      }
    }
  }
}

function* take<T>(all: Iterable<T>, limit: number): Generator<T> {
  let count = 0;
  for (const one of all) {
    if (count++ >= limit) return;
    yield one;
  }
}

class Work implements CitableWork {
  readonly key: string;
  readonly source?: Source;
  readonly entries: readonly PlacedEntry[];

  constructor(key: string, source: Source | undefined, entries: readonly PlacedEntry[]) {
    this.key = key;
    if (source) this.source = source;
    this.entries = entries;
  }

  get item(): CslItem {
    // At least one of both is there.
    return this.entries[0]?.item ?? (this.source as Source).item;
  }
}

class EntryInFile implements PlacedEntry {
  readonly file: string;
  readonly #entry: BibliographyEntry;

  constructor(entry: BibliographyEntry, file: string) {
    this.#entry = entry;
    this.file = file;
  }

  get key() {
    return this.#entry.key;
  }

  get keyStart() {
    return this.#entry.keyStart;
  }

  get keyEnd() {
    return this.#entry.keyEnd;
  }

  get start() {
    return this.#entry.start;
  }

  get end() {
    return this.#entry.end;
  }

  get item() {
    return this.#entry.item;
  }

  get problem() {
    return this.#entry.problem;
  }

  get searchText() {
    return this.#entry.searchText;
  }

  get source() {
    return this.#entry.source;
  }

  get surroundings() {
    return this.#entry.surroundings;
  }
}
