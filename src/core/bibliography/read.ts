/** Reads the entries of a bibliography file. Its parsers take long to load: import it when a file is there to be read. */
import type { ReadableFormat } from './bibliography.ts';
import type { Bibliography, BibliographyProblem } from './entry.ts';
import { readBibtex } from './readBibtex.ts';
import { readCslJson } from './readCslJson.ts';
import { readRis } from './readRis.ts';
import { readYaml } from './readYaml.ts';
import { readZotero } from './readZotero.ts';

/**
 * Reads a bibliography; what cannot be read is a problem, and never loses the rest. It finds where the entries are,
 * in about 10 milliseconds a megabyte; each entry's fields are read when its `item` is first asked for.
 */
export function readBibliography(text: string, format: ReadableFormat): Bibliography {
  switch (format) {
    case 'bibtex':
    case 'biblatex':
      return readBibtex(text);
    case 'csl-json':
      return readCslJson(text);
    case 'csl-yaml':
    case 'hayagriva':
      return readYaml(text, format);
    case 'ris':
      return readRis(text);
    case 'zotero':
      return readZotero(text);
  }
}

/**
 * Everything that is wrong with a bibliography, also within its entries. That reads every entry, a step at a time: a
 * caller that must not block goes on after a pause.
 *
 * @returns undefined for each step that found nothing.
 */
export function* bibliographyProblems({
  entries,
  problems,
}: Bibliography): Generator<BibliographyProblem | undefined> {
  yield* problems;
  for (const entry of entries) yield entry.problem;
}
