/** The drafts of the workspace that cite a key. */
import * as vscode from 'vscode';
import type { CitationSyntax, FoundPart } from '../../core/citation/syntax.ts';
import { draftExtensions } from '../../core/language.ts';
import { searchExcludes } from '../../host/settings.ts';
import { openDocument } from '../../host/textFiles.ts';
import { isDraft, type KeyParts, keySyntaxOf } from './draftKeys.ts';

/** How many files are looked into, how large one may be in bytes, and how many are read at once. */
const mostFiles = 5000;
const largestFile = 4_000_000;
const atOnce = 16;

/** A draft with the places where it cites a key. */
export interface CitingDraft {
  readonly document: vscode.TextDocument;
  readonly syntax: CitationSyntax;
  readonly parts: readonly FoundPart[];
}

/**
 * Finds the drafts that cite a key, open ones as they stand. A draft whose bibliographies are all others means another
 * work by this key.
 *
 * @param files the bibliographies that have the key, as URIs; empty when none has.
 */
export async function draftsCiting(
  { bibliographies }: KeyParts,
  key: string,
  files: ReadonlySet<string>,
  token: vscode.CancellationToken,
): Promise<CitingDraft[]> {
  const found: CitingDraft[] = [];
  for (const document of await documentsWith(key, token)) {
    if (token.isCancellationRequested) return [];
    // Looking for the bibliographies also tells the syntax of a draft that is part of a larger one.
    const declared = await bibliographies.of(document);
    const shares = declared.some(({ uri }) => files.has(uri.toString()));
    if (files.size && declared.length && !shares) continue;
    const { syntax } = keySyntaxOf(document);
    const parts = syntax
      .citations(document.getText())
      .flatMap((citation) => citation.parts)
      .filter(({ source }) => source === key);
    if (parts.length) found.push({ document, syntax, parts });
  }
  return found;
}

/** The drafts of the workspace whose text has a word somewhere. */
async function documentsWith(word: string, token: vscode.CancellationToken): Promise<vscode.TextDocument[]> {
  const open = vscode.workspace.textDocuments.filter(isDraft);
  const pattern = `**/*.{${draftExtensions.join(',')}}`;
  const uris = await vscode.workspace.findFiles(pattern, searchExcludes(), mostFiles, token);
  const closed = uris.filter((uri) => !openDocument(uri));
  const found = open.filter((document) => document.getText().includes(word));
  for (let from = 0; from < closed.length && !token.isCancellationRequested; from += atOnce) {
    const some = closed.slice(from, from + atOnce);
    const holding = await Promise.all(some.map(async (uri) => ((await holds(uri, word)) ? uri : undefined)));
    for (const uri of holding) if (uri) found.push(await vscode.workspace.openTextDocument(uri));
  }
  return found.filter(isDraft);
}

async function holds(uri: vscode.Uri, word: string): Promise<boolean> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > largestFile) return false;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).includes(word);
  } catch {
    // A file that has gone cites nothing.
    return false;
  }
}
