/** What a bibliography file holds, entry by entry. */
import type { CslItem } from '../corpus/schema.ts';

/** An entry of a bibliography file; offsets are UTF-16 units of the file's text. */
export interface BibliographyEntry {
  /** Citation key, as it is written. */
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The whole entry, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Its fields, as far as they can be read; at least the key as `id` and a `type`. */
  readonly item: CslItem;
}

/** A place of a bibliography file that cannot be read, `[start, end)`. The other entries are there all the same. */
export interface BibliographyProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly remedy: string;
}

/** What is read from one bibliography file. */
export interface Bibliography {
  readonly entries: readonly BibliographyEntry[];
  readonly problems: readonly BibliographyProblem[];
}
