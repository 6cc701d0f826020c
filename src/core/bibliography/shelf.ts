/** What is found in one bibliography file or in a dossier; made in parts, when each is first asked for, and kept. */
import type { Dossier } from '../dossier.ts';
import type { BibliographyEntry } from './entry.ts';
import { FindIndex } from './findIndex.ts';
import { FindableEntry, FindableSource } from './searchText.ts';

export class Shelf<Work extends { readonly key: string }> {
  readonly works: readonly Work[];
  readonly #makeIndex: (previous: FindIndex | undefined) => FindIndex;
  #byKey: Map<string, Work | Work[]> | undefined;
  #index: FindIndex | undefined;
  /** An index of an earlier state, until there is one of this. */
  #before: FindIndex | undefined;

  constructor(
    works: readonly Work[],
    makeIndex: (previous: FindIndex | undefined) => FindIndex,
    before: FindIndex | undefined,
  ) {
    this.works = works;
    this.#makeIndex = makeIndex;
    this.#before = before;
  }

  /** The index, or where there is none the one of the state before: what a later state can take over. */
  get latestIndex(): FindIndex | undefined {
    return this.#index ?? this.#before;
  }

  get index(): FindIndex {
    this.#index ??= this.#makeIndex(this.#before);
    this.#before = undefined;
    return this.#index;
  }

  /** All with a key, in their order. */
  withKey(key: string): readonly Work[] {
    this.#byKey ??= groupByKey(this.works);
    const found = this.#byKey.get(key);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }
}

function groupByKey<Work extends { readonly key: string }>(
  works: readonly Work[],
): Map<string, Work | Work[]> {
  const byKey = new Map<string, Work | Work[]>();
  for (const work of works) {
    const known = byKey.get(work.key);
    if (known === undefined) byKey.set(work.key, work);
    else if (Array.isArray(known)) known.push(work);
    else byKey.set(work.key, [known, work]);
  }
  return byKey;
}

const entryShelves = new WeakMap<readonly BibliographyEntry[], Shelf<BibliographyEntry>>();
const sourceShelves = new WeakMap<Dossier, Shelf<FindableSource>>();

/** The same shelf for the same array. @param before the shelf of the same file in an earlier state. */
export function shelfOfEntries(
  entries: readonly BibliographyEntry[],
  before: Shelf<BibliographyEntry> | undefined,
): Shelf<BibliographyEntry> {
  const known = entryShelves.get(entries);
  if (known) return known;
  const shelf = new Shelf(
    entries,
    (previous) =>
      new FindIndex(
        entries.map((entry) => new FindableEntry(entry)),
        previous,
      ),
    before?.latestIndex,
  );
  entryShelves.set(entries, shelf);
  return shelf;
}

/** The same shelf for the same dossier. @param before the shelf of an earlier dossier. */
export function shelfOfSources(
  dossier: Dossier,
  before: Shelf<FindableSource> | undefined,
): Shelf<FindableSource> {
  const known = sourceShelves.get(dossier);
  if (known) return known;
  const works = dossier.sources.map((source) => new FindableSource(source));
  const shelf = new Shelf(works, (previous) => new FindIndex(works, previous), before?.latestIndex);
  sourceShelves.set(dossier, shelf);
  return shelf;
}
