/** Changing a key wherever it is cited or listed. */
import type { BibliographyFormat } from '../bibliography/bibliography.ts';
import type { BibliographyEntry } from '../bibliography/entry.ts';
import { readBibliography } from '../bibliography/read.ts';
import { applyEdits, type TextEdit } from '../textEdit.ts';
import type { CitationSyntax } from './syntax.ts';

/**
 * The edits that turn one key into another in the citations of a text.
 *
 * @returns undefined when the syntax cannot write the new key; empty when the old one is not cited.
 */
export function renameInText(
  text: string,
  syntax: CitationSyntax,
  from: string,
  to: string,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { source, keyStart, keyEnd } of syntax.citations(text).flatMap((citation) => citation.parts)) {
    if (source !== from) continue;
    const edit = syntax.keyEdit(text, { start: keyStart, end: keyEnd }, to);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits;
}

/**
 * The edit that gives an entry of a bibliography another key; it is read again to be sure of it.
 *
 * @returns undefined when the format cannot write the new key.
 */
export function renameEntry(
  text: string,
  format: BibliographyFormat,
  { keyStart, keyEnd }: BibliographyEntry,
  to: string,
): TextEdit | undefined {
  const newText = format === 'csl-json' ? JSON.stringify(to).slice(1, -1) : to;
  const edit = { start: keyStart, end: keyEnd, newText };
  const before = readBibliography(text, format);
  const after = readBibliography(applyEdits(text, [edit]), format);
  const renamed = after.entries.some((entry) => entry.keyStart === keyStart && entry.key === to);
  const whole =
    after.entries.length === before.entries.length && after.problems.length <= before.problems.length;
  return renamed && whole ? edit : undefined;
}
