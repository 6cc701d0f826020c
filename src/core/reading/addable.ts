/** Which files can be added to a dossier as documents, and under which names. */
import { bibliographyExtensions } from '../bibliography/bibliography.ts';
import { documentExtensions, extensionOf, fileKind, fileName } from './fileKind.ts';

/** Why a file is no document of a dossier, and what to do. */
export interface NotAddable {
  readonly refused: string;
  readonly remedy: string;
}

/** @returns undefined for a document that a dossier reads; whether it is damaged shows when it is read. */
export function notAddable(path: string, bytes: Uint8Array): NotAddable | undefined {
  const extension = extensionOf(path);
  if (bytes.length === 0) return { refused: 'an empty file', remedy: 'leave it out' };
  const kind = fileKind(path, bytes);
  if ('refused' in kind) return kind;
  if (documentExtensions.includes(extension)) return undefined;
  if (bibliographyExtensions.includes(extension)) {
    return { refused: 'no document', remedy: 'a bibliography is added by Import References as Dossier' };
  }
  return {
    refused: 'of a kind that dossiers do not read',
    remedy: 'save it as text, Markdown, HTML, PDF, DOCX or EPUB',
  };
}

/**
 * A file's name that no other has, also where case does not tell names apart: `tea.md`, else `tea-2.md`.
 *
 * @param taken names in lower case.
 */
export function freeName(path: string, taken: ReadonlySet<string>): string {
  const name = fileName(path);
  const [, stem = name, extension = ''] = /^(.+?)(\.[^.]*)?$/s.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem}-${number}${extension}`;
  return free;
}

/** Whether two files have the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
