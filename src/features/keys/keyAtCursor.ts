/** The key under the cursor, in a draft or in a bibliography, with everything that has it. */
import type * as vscode from 'vscode';
import type { BibliographyFormat } from '../../core/bibliography/bibliography.ts';
import type { BibliographyEntry } from '../../core/bibliography/entry.ts';
import type { KeyFeature } from '../../core/citation/otherExtensions.ts';
import { bibliographyIn, entryAt } from './bibliographyFile.ts';
import { isDraft, type KeyParts, keyInDraft, rangeIn } from './draftKeys.ts';

/** A bibliography that has the key. */
export interface ListingFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly format: BibliographyFormat;
  readonly entries: readonly BibliographyEntry[];
}

export interface KeyAtCursor {
  readonly key: string;
  readonly range: vscode.Range;
  /** Whether a source of the dossier has the key. */
  readonly isOfDossier: boolean;
  readonly files: readonly ListingFile[];
  /** Whether a key may not be given to the work, since another has it. */
  readonly isTaken: (key: string) => boolean;
}

/** @returns undefined where there is no key, or it is not ours to answer for. */
export async function keyAtCursor(
  parts: KeyParts,
  document: vscode.TextDocument,
  position: vscode.Position,
  feature: KeyFeature,
): Promise<KeyAtCursor | undefined> {
  return isDraft(document)
    ? fromDraft(parts, document, position, feature)
    : fromBibliography(parts, document, position);
}

async function fromDraft(
  parts: KeyParts,
  document: vscode.TextDocument,
  position: vscode.Position,
  feature: KeyFeature,
): Promise<KeyAtCursor | undefined> {
  const found = await keyInDraft(parts, document, position, feature);
  if (!found) return undefined;
  const { part, range, work, library } = found;
  const declared = await parts.bibliographies.of(document);
  const files = declared.flatMap(({ uri, text, format }) => {
    const entries = work?.entries.filter(({ file }) => file === uri.toString()) ?? [];
    return text !== undefined && format && entries.length ? [{ uri, text, format, entries }] : [];
  });
  return {
    key: part.source,
    range,
    isOfDossier: work?.source !== undefined,
    files,
    isTaken: (key) => library.work(key) !== undefined,
  };
}

async function fromBibliography(
  parts: KeyParts,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<KeyAtCursor | undefined> {
  const open = await bibliographyIn(parts, document);
  const entry = open && entryAt(open.bibliography, document.offsetAt(position));
  if (!entry) return undefined;
  const { dossier } = await parts.corpora.index();
  const { key } = entry;
  const entries = open.bibliography.entries.filter((one) => one.key === key);
  return {
    key,
    range: rangeIn(document, entry.keyStart, entry.keyEnd),
    isOfDossier: dossier.source(key) !== undefined,
    files: [{ uri: document.uri, text: document.getText(), format: open.format, entries }],
    isTaken: (other) =>
      dossier.source(other) !== undefined || open.bibliography.entries.some((one) => one.key === other),
  };
}
