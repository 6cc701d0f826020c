/** Reads the files of a dossier folder through VS Code, never outside it. */
import * as vscode from 'vscode';
import { maxFileLength } from '../core/corpus/compile.ts';
import type { Problem } from '../core/corpus/problem.ts';
import { dossierFiles, isDossierFile } from '../core/corpus/schema.ts';

/** The text of a dossier's files, by path inside the folder; and what could not be read. */
export interface FolderFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** A character takes up to four bytes. */
const maxBytes = maxFileLength * 4;

/**
 * Reads the lists and notes of a dossier folder. Symbolic links are not followed: they may lead out of the folder.
 *
 * @param documents open documents, whose text counts before the disk's.
 * @returns undefined when there is no such folder.
 */
export async function readDossierFolder(
  folder: vscode.Uri,
  documents: readonly vscode.TextDocument[] = [],
): Promise<FolderFiles | undefined> {
  const top = await list(folder);
  if (!top) return undefined;
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const report = (file: string, message: string, remedy: string) =>
    problems.push({ severity: 'error', file, line: 1, column: 1, message, remedy });
  const ofNotes = top.get('notes') ?? 0;
  const isLinked = (ofNotes & vscode.FileType.SymbolicLink) !== 0;
  if (isLinked)
    report(
      'notes',
      vscode.l10n.t('this is a symbolic link, which is not followed'),
      vscode.l10n.t('put the folder itself here'),
    );
  const notes =
    ofNotes & vscode.FileType.Directory && !isLinked ? await list(within(folder, 'notes')) : undefined;
  const listed = [
    ...[...top].filter(([name]) => dossierFiles.includes(name)),
    ...[...(notes ?? [])].map(([name, type]) => [`notes/${name}`, type] as const),
  ].filter(([path]) => isDossierFile(path));
  await Promise.all(
    listed.map(async ([path, type]) => {
      const problem = (message: string, remedy: string) => report(path, message, remedy);
      if (type & vscode.FileType.SymbolicLink) {
        problem(
          vscode.l10n.t('the file is a symbolic link, which is not followed'),
          vscode.l10n.t('put the file itself here'),
        );
        return;
      }
      // A pipe or a device gives no end of text, or none at all.
      if (!(type & vscode.FileType.File)) {
        problem(
          vscode.l10n.t('this is no ordinary file and was not read'),
          vscode.l10n.t('put a file in its place'),
        );
        return;
      }
      try {
        const uri = within(folder, path);
        const open = documents.find((document) => document.uri.toString() === uri.toString());
        if (open) {
          files.set(path, open.getText());
          return;
        }
        const { size } = await vscode.workspace.fs.stat(uri);
        if (size > maxBytes)
          problem(vscode.l10n.t('the file is larger than 40 MB'), vscode.l10n.t('split it'));
        else files.set(path, new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
      } catch (error) {
        // A file that vanished between listing and reading is simply not there any more.
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return;
        problem(vscode.l10n.t('the file cannot be read'), vscode.l10n.t('check who may read it'));
      }
    }),
  );
  return { files, problems };
}

async function list(folder: vscode.Uri): Promise<Map<string, vscode.FileType> | undefined> {
  try {
    return new Map(await vscode.workspace.fs.readDirectory(folder));
  } catch {
    return undefined;
  }
}

/** The file of a path inside a dossier folder. */
export function within(folder: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, ...path.split('/'));
}
