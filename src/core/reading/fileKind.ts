/** What a file is, by its first bytes and its name. */
import * as l10n from '@vscode/l10n';
import type { DocumentFormat, ReadProblem } from './document.ts';
import { limits } from './limits.ts';

export type FileKind =
  | { readonly format: DocumentFormat | 'zip' }
  /** Not a document that can be read: what it is, and what to do. */
  | { readonly refused: string; readonly remedy: string };

const byExtension: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  mdx: 'markdown',
  qmd: 'markdown',
  rmd: 'markdown',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  txt: 'text',
  text: 'text',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  org: 'org',
  rst: 'rst',
  tex: 'latex',
  latex: 'latex',
  pdf: 'pdf',
  docx: 'docx',
  epub: 'epub',
};

/** The extensions of documents, in lower case and without the dot. */
export const documentExtensions: readonly string[] = Object.keys(byExtension);

/** The last part of a path, of either kind of slash. */
export function fileName(path: string): string {
  return /[^/\\]*$/.exec(path)?.[0] ?? '';
}

export function extensionOf(path: string): string {
  return /[^.]\.([^.]+)$/.exec(fileName(path))?.[1]?.toLowerCase() ?? '';
}

const picture = () => ({
  refused: l10n.t('a picture'),
  remedy: l10n.t('it has no text: run text recognition (OCR) and add what it gives'),
});
const sound = () => ({
  refused: l10n.t('a sound or video file'),
  remedy: l10n.t('add its transcript as text'),
});
const program = () => ({
  refused: l10n.t('a program or data file'),
  remedy: l10n.t('leave it out of the dossier'),
});
const archive = () => ({
  refused: l10n.t('an archive'),
  remedy: l10n.t('unpack it and add the documents in it'),
});
const oldOffice = () => ({
  refused: l10n.t('a file of an old Office version'),
  remedy: l10n.t('save it as DOCX or PDF'),
});

/** First bytes, as text of one byte a character, and what they mean. */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: files of other kinds begin with them
const signatures: readonly (readonly [RegExp, () => FileKind])[] = [
  [/^[\s\S]{0,1019}%PDF-/, () => ({ format: 'pdf' })],
  [/^PK(?:\x03\x04|\x05\x06)/, () => ({ format: 'zip' })],
  [
    /^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM[\s\S]{4}\0\0\0\0|RIFF[\s\S]{4}WEBP|\0\0\x01\0)/,
    picture,
  ],
  [/^[\s\S]{4}ftyp(?:heic|heix|mif1|avif)/, picture],
  [/^(?:ID3|OggS|fLaC|RIFF[\s\S]{4}(?:WAVE|AVI )|\x1aE\xdf\xa3|\xff[\xfb\xf3\xf2]|[\s\S]{4}ftyp)/, sound],
  [/^(?:\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd)/, archive],
  [/^\xd0\xcf\x11\xe0/, oldOffice],
  [/^\{\\rtf/, () => ({ refused: l10n.t('a Rich Text file'), remedy: l10n.t('save it as DOCX or PDF') })],
  [/^%!PS/, () => ({ refused: l10n.t('a PostScript file'), remedy: l10n.t('convert it to PDF') })],
  [/^(?:\x7fELF|MZ[\s\S]\0|\0asm|SQLite format 3|\xfe\xed\xfa|\xca\xfe\xba\xbe)/, program],
];
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/** Decides by the bytes where they tell, else by the name; a text of unknown name may be HTML. */
export function fileKind(path: string, bytes: Uint8Array): FileKind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  // TextDecoder reads "latin1" as windows-1252, which has other characters for some bytes.
  const exact =
    Array.from(bytes.subarray(0, 64), (byte) => String.fromCharCode(byte)).join('') + head.slice(64);
  for (const [signature, kind] of signatures) if (signature.test(exact)) return kind();
  const named = byExtension[extensionOf(path)];
  if (named === 'pdf' || named === 'docx' || named === 'epub') {
    const what = l10n.t('a damaged {0} file: it does not begin as one', named.toUpperCase());
    return { refused: what, remedy: l10n.t('get it again, or open and save it in the program that made it') };
  }
  const markup = /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>])/i.test(exact);
  return { format: named && !(named === 'text' && markup) ? named : markup ? 'html' : 'text' };
}

/** Why a file of so many bytes is not read, to be asked before it is; undefined where it may be. */
export function tooLarge(size: number, most: number = limits.fileSize): ReadProblem | undefined {
  if (size <= most) return undefined;
  return refusal(l10n.t('larger than {0} MB', most / 1_000_000), l10n.t('split it into smaller documents'));
}

/** The problem of a file that is not read. */
export function refusal(what: string, remedy: string): ReadProblem {
  return { severity: 'error', message: l10n.t('the file was not read: {0}', what), remedy };
}
