/** Bibliography files as documents: their entries, and where those stand. */
import * as vscode from 'vscode';
import { type BibliographyFormat, bibliographyFormat } from '../../core/bibliography/bibliography.ts';
import type { Bibliography, BibliographyEntry } from '../../core/bibliography/entry.ts';
import { readBibliography } from '../../core/bibliography/read.ts';
import { isDraft, type KeyParts } from './draftKeys.ts';

/** Files that may be bibliographies. */
export const bibliographySelector: readonly vscode.DocumentFilter[] = [
  { language: 'bibtex' },
  { pattern: '**/*.{bib,bibtex,json,yaml,yml}' },
];

export interface OpenBibliography {
  readonly format: BibliographyFormat;
  readonly bibliography: Bibliography;
}

/** Reads a document as a bibliography. @returns undefined unless it is BibTeX, or an open draft declares it. */
export async function bibliographyIn(
  { bibliographies }: KeyParts,
  document: vscode.TextDocument,
): Promise<OpenBibliography | undefined> {
  const text = document.getText();
  if (/\.bib(?:tex)?$/i.test(document.uri.path) || document.languageId === 'bibtex') {
    const format = bibliographyFormat(document.uri.path, text, 'pandoc') ?? 'biblatex';
    return { format, bibliography: readBibliography(text, format) };
  }
  const id = document.uri.toString();
  for (const draft of vscode.workspace.textDocuments.filter(isDraft)) {
    const declared = (await bibliographies.of(draft)).find(({ uri }) => uri.toString() === id);
    if (declared?.format) {
      return { format: declared.format, bibliography: readBibliography(text, declared.format) };
    }
  }
  return undefined;
}

/** The entry whose key stands at an offset, its ends included. */
export function entryAt({ entries }: Bibliography, offset: number): BibliographyEntry | undefined {
  return entries.find(({ keyStart, keyEnd }) => keyStart <= offset && offset <= keyEnd);
}

/** The range between two offsets of a text that may not be open. */
export function rangeOfText(text: string, start: number, end: number): vscode.Range {
  return new vscode.Range(positionIn(text, start), positionIn(text, end));
}

function positionIn(text: string, offset: number): vscode.Position {
  let line = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return new vscode.Position(line, offset - lineStart);
}
