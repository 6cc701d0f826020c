/** Keys that several entries have. */
import type { BibliographyFile } from './library.ts';

/** A place in a bibliography file. */
export interface EntryPlace {
  readonly file: string;
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** A key that an earlier entry has already. */
export interface DuplicateKey extends EntryPlace {
  readonly key: string;
  readonly first: EntryPlace;
}

/** The entries whose key stands before, in the same file or in one before it. */
export function duplicateKeys(files: readonly BibliographyFile[]): DuplicateKey[] {
  const first = new Map<string, EntryPlace>();
  return files.flatMap(({ file, entries }) =>
    entries.flatMap(({ key, keyStart, keyEnd }) => {
      const before = first.get(key);
      if (before) return [{ key, file, keyStart, keyEnd, first: before }];
      first.set(key, { file, keyStart, keyEnd });
      return [];
    }),
  );
}
