/** What a bibliography file holds, entry by entry. */
import type { CslItem } from '../corpus/schema.ts';

/**
 * An entry of a bibliography file; offsets are UTF-16 units of the file's text. Entries of large files are read when
 * they are asked for: pass the object on, for a copy by `{...entry}` has none of its parts.
 */
export interface BibliographyEntry {
  /** Citation key, as it is written. */
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  /** The whole entry, `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Its fields, as far as they can be read, without markup; at least the key as `id` and a `type`. */
  readonly item: CslItem;
  /** What is wrong within it; found by reading its fields. */
  readonly problem?: BibliographyProblem | undefined;
  /** The text to find it by, where that is cheaper to have than its item. */
  readonly searchText?: SearchText | undefined;
  /** The entry as it is written, and the entries that it takes fields from. */
  readonly source?: string | undefined;
  /** What all entries of the file may draw on; two entries of one source and the same surroundings are the same. */
  readonly surroundings?: string | undefined;
}

/** The text that a work is found by. */
export interface SearchText {
  /** Title and names. */
  readonly main: string;
  /** Everything, `main` again included. */
  readonly other: string;
  /** What the work itself says. */
  readonly passages?: string;
  /** Four digits. */
  readonly year?: string;
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
  /** What is wrong between entries or with their outlines; see also each entry's own `problem`. */
  readonly problems: readonly BibliographyProblem[];
}
