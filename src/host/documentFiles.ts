/** The documents that lie in a folder, never outside it. */
import * as vscode from 'vscode';
import type { Problem } from '../core/corpus/problem.ts';
import { documentExtensions, extensionOf } from '../core/reading/fileKind.ts';

export interface ListedDocuments {
  /** Path inside the dossier → time of change and size. */
  readonly files: ReadonlyMap<string, string>;
  /** What was left out that the writer may miss. */
  readonly problems: readonly Problem[];
}

/** Folders within folders are followed so deep, and so many files are taken; more is a mistake or an attack. */
const maxDepth = 12;
const maxFiles = 20_000;
/** So many are told of; a folder of thousands of links says no more than one of some. */
const maxProblems = 100;
const notSearched = /^(?:\.|node_modules$)/;

/**
 * Lists the documents of a folder and of those inside it. Symbolic links are not followed: they may lead out of the
 * folder, or round in circles.
 *
 * @param prefix the folder's path inside the dossier, empty or with `/` at its end.
 */
export async function listDocuments(folder: vscode.Uri, prefix: string): Promise<ListedDocuments> {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const report = (file: string, message: string, remedy: string) => {
    if (problems.length < maxProblems) {
      problems.push({ severity: 'warning', file, line: 1, column: 1, message, remedy });
    }
  };
  const visit = async (uri: vscode.Uri, path: string, depth: number): Promise<void> => {
    const folders: string[] = [];
    const documents: string[] = [];
    for (const [name, type] of await list(uri, path, report)) {
      if (notSearched.test(name)) continue;
      const isDocument = documentExtensions.includes(extensionOf(name));
      if (type & vscode.FileType.SymbolicLink) {
        if (isDocument || type & vscode.FileType.Directory) reportLink(path + name, report);
      } else if (type & vscode.FileType.Directory) folders.push(name);
      else if (!isDocument) continue;
      // A pipe or a device gives no end of text, or none at all.
      else if (type & vscode.FileType.File) documents.push(name);
      else
        report(
          path + name,
          vscode.l10n.t('this is no ordinary file and was not read'),
          vscode.l10n.t('put a file in its place'),
        );
    }
    const stamps = await Promise.all(documents.map((name) => stampOf(vscode.Uri.joinPath(uri, name))));
    for (const [index, name] of documents.entries()) {
      const stamp = stamps[index];
      if (files.size >= maxFiles) {
        report(
          path.replace(/\/$/, ''),
          vscode.l10n.t('more than {0} documents: the others are not read', maxFiles),
          vscode.l10n.t('split the folder into several dossiers'),
        );
        return;
      }
      if (stamp !== undefined) files.set(path + name, stamp);
      // Node hands over bytes that are no UTF-8 in such a way that they lead to no file.
      else if (name.includes('\ufffd'))
        report(path + name, vscode.l10n.t('the name is not in UTF-8'), vscode.l10n.t('rename the file'));
    }
    for (const name of folders) {
      if (files.size >= maxFiles) return;
      if (depth < maxDepth) await visit(vscode.Uri.joinPath(uri, name), `${path}${name}/`, depth + 1);
      else {
        report(
          path + name,
          vscode.l10n.t('it lies more than {0} folders deep, and what is in it is not read', maxDepth),
          vscode.l10n.t('move it further up'),
        );
      }
    }
  };
  if (prefix && (await isLink(folder))) reportLink(prefix.slice(0, -1), report);
  else await visit(folder, prefix, 0);
  return { files, problems };
}

/** Tells one state of a file from another; undefined for one that is not there. */
export async function stampOf(uri: vscode.Uri): Promise<string | undefined> {
  return vscode.workspace.fs.stat(uri).then(printStamp, () => undefined);
}

export function printStamp({ mtime, size }: vscode.FileStat): string {
  return `${mtime} ${size}`;
}

export async function isLink(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.SymbolicLink) !== 0,
    () => false,
  );
}

type Report = (file: string, message: string, remedy: string) => void;

/** In an order of its own, so that keys are given alike everywhere. */
async function list(uri: vscode.Uri, path: string, report: Report): Promise<[string, vscode.FileType][]> {
  try {
    return (await vscode.workspace.fs.readDirectory(uri)).sort(([a], [b]) => (a < b ? -1 : 1));
  } catch (error) {
    const isGone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (!isGone && path) {
      report(
        path.slice(0, -1),
        vscode.l10n.t('the folder cannot be read'),
        vscode.l10n.t('check who may read it'),
      );
    }
    return [];
  }
}

function reportLink(path: string, report: Report): void {
  report(
    path,
    vscode.l10n.t('this is a symbolic link, which is not followed'),
    vscode.l10n.t('put the file or folder itself here'),
  );
}
