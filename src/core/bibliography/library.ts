/** What one draft may cite: the sources of the dossier and the entries of the bibliographies it declares. */
import type { Source } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';
import type { Dossier } from '../dossier.ts';
import type { Bibliography, BibliographyEntry } from './entry.ts';

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
   * dossier's paragraphs; best first. Without a query, the first works.
   *
   * @param limit 50 unless told.
   */
  find(query: string, limit?: number): CitableWork[];
  /** Known keys that differ from this one by case or by a slip of the hand, nearest first, five at most. */
  similarKeys(key: string): string[];
}

export function createLibrary(dossier: Dossier, files: readonly BibliographyFile[]): Library {
  const works = new Map<string, CitableWork>();
  for (const { file, entries } of files) {
    for (const entry of entries) {
      const known = works.get(entry.key);
      const placed = [...(known?.entries ?? []), Object.assign(Object.create(entry), { file })];
      works.set(entry.key, { key: entry.key, item: known?.item ?? entry.item, entries: placed });
    }
  }
  for (const source of dossier.sources) {
    const known = works.get(source.id);
    if (known?.source) continue;
    works.set(source.id, {
      key: source.id,
      item: known?.item ?? source.item,
      source,
      entries: known?.entries ?? [],
    });
  }
  const all = [...works.values()];
  return {
    works: all,
    work: (key) => works.get(key),
    find(query, limit = 50) {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const holds = (work: CitableWork) => {
        const text = `${work.key} ${JSON.stringify(work.item)}`.toLowerCase();
        return words.every((word) => text.includes(word));
      };
      return all.filter(holds).slice(0, limit);
    },
    similarKeys: (key) => [...works.keys()].filter((one) => one.toLowerCase() === key.toLowerCase()),
  };
}
