/** Reads the entries of a bibliography file. */
import { type BibliographyFormat, bibliographyKeys } from './bibliography.ts';
import type { Bibliography } from './entry.ts';

/** Reads a bibliography; what cannot be read is a problem, and never loses the rest. */
export function readBibliography(text: string, format: BibliographyFormat): Bibliography {
  const keys = bibliographyKeys(text, format);
  if (!keys) {
    const message = `This is not ${format}`;
    return { entries: [], problems: [{ start: 0, end: 0, message, remedy: 'mend its syntax' }] };
  }
  let from = 0;
  const entries = keys.map((key) => {
    const keyStart = Math.max(from, text.indexOf(key, from));
    const keyEnd = keyStart + key.length;
    from = keyEnd;
    return {
      key,
      keyStart,
      keyEnd,
      start: keyStart,
      end: keyEnd,
      item: { id: key, type: 'document', title: '' },
    };
  });
  return { entries, problems: [] };
}
