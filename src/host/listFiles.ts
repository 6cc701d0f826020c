/** Lists the files of a folder and of those within it, never outside it. */
import * as vscode from 'vscode';

/** Why a file or folder is left out. */
export type LeftOut = 'link' | 'special' | 'unreadable' | 'unnameable' | 'tooMany' | 'tooDeep';

export interface ListOptions {
  accepts(name: string): boolean;
  /** Told of what is left out and may be missed; of a folder where there are too many files. */
  leftOut?(path: string, why: LeftOut): void;
}

/** Folders within folders are followed so deep, and so many files are taken; more is a mistake or an attack. */
export const maxDepth = 12;
export const maxFiles = 20_000;

/** Whether files and folders of this name are listed. */
export function isSearched(name: string): boolean {
  return !/^(?:\.|node_modules$)/.test(name);
}

/**
 * Lists files in an order of its own, a folder's files before its folders. Symbolic links are not followed: they may
 * lead out of the folder, or round in circles.
 *
 * @param prefix comes before each path, which has `/`.
 */
export async function listFiles(
  folder: vscode.Uri,
  prefix: string,
  { accepts, leftOut = () => {} }: ListOptions,
): Promise<Map<string, vscode.FileStat>> {
  const found = new Map<string, vscode.FileStat>();
  const visit = async (uri: vscode.Uri, path: string, depth: number): Promise<void> => {
    const folders: string[] = [];
    const files: string[] = [];
    for (const [name, type] of await list(uri, () => path && leftOut(path.slice(0, -1), 'unreadable'))) {
      if (!isSearched(name)) continue;
      const isFolder = (type & vscode.FileType.Directory) !== 0;
      if (!isFolder && !accepts(name)) continue;
      if (type & vscode.FileType.SymbolicLink) leftOut(path + name, 'link');
      else if (isFolder) folders.push(name);
      else if (type & vscode.FileType.File) files.push(name);
      // A pipe or a device gives no end of text, or none at all.
      else leftOut(path + name, 'special');
    }
    const stats = await Promise.all(files.map((name) => statOf(vscode.Uri.joinPath(uri, name))));
    for (const [index, name] of files.entries()) {
      if (found.size >= maxFiles) return leftOut(path.slice(0, -1), 'tooMany');
      const stat = stats[index];
      if (stat) found.set(path + name, stat);
      // Node hands over bytes that are no UTF-8 in such a way that they lead to no file.
      else if (name.includes('\ufffd')) leftOut(path + name, 'unnameable');
    }
    for (const name of folders) {
      if (found.size >= maxFiles) return;
      if (depth < maxDepth) await visit(vscode.Uri.joinPath(uri, name), `${path}${name}/`, depth + 1);
      else leftOut(path + name, 'tooDeep');
    }
  };
  await visit(folder, prefix, 0);
  return found;
}

/** @returns undefined for a file that is not there. */
export async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  return vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
}

async function list(uri: vscode.Uri, onRefusal: () => void): Promise<[string, vscode.FileType][]> {
  try {
    return (await vscode.workspace.fs.readDirectory(uri)).sort(([a], [b]) => (a < b ? -1 : 1));
  } catch (error) {
    const isGone = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    if (!isGone) onRefusal();
    return [];
  }
}
