/** The documents that lie in a folder, and what is not read of it. */
import * as vscode from 'vscode';
import type { Problem } from '../core/corpus/problem.ts';
import { documentExtensions, extensionOf } from '../core/reading/fileKind.ts';
import { type LeftOut, listFiles, maxDepth, maxFiles, statOf } from './listFiles.ts';

export interface ListedDocuments {
  /** Path inside the dossier → time of change and size. */
  readonly files: ReadonlyMap<string, string>;
  /** What was left out that the writer may miss. */
  readonly problems: readonly Problem[];
}

/** So many are told of; a folder of thousands of links says no more than one of some. */
const maxProblems = 100;

/**
 * Lists the documents of a folder and of those inside it.
 *
 * @param prefix the folder's path inside the dossier, empty or with `/` at its end.
 */
export async function listDocuments(folder: vscode.Uri, prefix: string): Promise<ListedDocuments> {
  if (prefix && (await isLink(folder))) {
    return { files: new Map(), problems: [problemOf(prefix.slice(0, -1), 'link')] };
  }
  const problems: Problem[] = [];
  const found = await listFiles(folder, prefix, {
    accepts: (name) => documentExtensions.includes(extensionOf(name)),
    leftOut: (path, why) => {
      if (problems.length < maxProblems) problems.push(problemOf(path, why));
    },
  });
  return { files: new Map([...found].map(([path, stat]) => [path, printStamp(stat)])), problems };
}

/** Tells one state of a file from another; undefined for one that is not there. */
export async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  const stat = await statOf(uri);
  return stat && printStamp(stat);
}

export function printStamp({ mtime, size }: vscode.FileStat): string {
  return `${mtime} ${size}`;
}

async function isLink(uri: vscode.Uri): Promise<boolean> {
  return (((await statOf(uri))?.type ?? 0) & vscode.FileType.SymbolicLink) !== 0;
}

function problemOf(file: string, why: LeftOut): Problem {
  const [message, remedy] = explanations[why]();
  return { severity: 'warning', file, line: 1, column: 1, message, remedy };
}

/** What is wrong, and what to do about it. */
const explanations: Readonly<Record<LeftOut, () => readonly [message: string, remedy: string]>> = {
  link: () => [
    vscode.l10n.t('this is a symbolic link, which is not followed'),
    vscode.l10n.t('put the file or folder itself here'),
  ],
  special: () => [
    vscode.l10n.t('this is no ordinary file and was not read'),
    vscode.l10n.t('put a file in its place'),
  ],
  unreadable: () => [vscode.l10n.t('the folder cannot be read'), vscode.l10n.t('check who may read it')],
  unnameable: () => [vscode.l10n.t('the name is not in UTF-8'), vscode.l10n.t('rename the file')],
  tooMany: () => [
    vscode.l10n.t('more than {0} documents: the others are not read', maxFiles),
    vscode.l10n.t('split the folder into several dossiers'),
  ],
  tooDeep: () => [
    vscode.l10n.t('it lies more than {0} folders deep, and what is in it is not read', maxDepth),
    vscode.l10n.t('move it further up'),
  ],
};
