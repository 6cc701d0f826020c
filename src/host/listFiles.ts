/** Lists the files of a folder and of those within it. */
import * as vscode from 'vscode';

/** Folders within folders are followed so deep, and so many files are taken; more is a mistake or an attack. */
const maxDepth = 12;
const maxFiles = 20_000;
const notSearched = /^(?:\.|node_modules$)/;

/** Path with `/`, the prefix before it → what is known of the file, in order of names. Symbolic links are not followed. */
export async function listFiles(
  folder: vscode.Uri,
  prefix: string,
  accepts: (name: string) => boolean,
): Promise<Map<string, vscode.FileStat>> {
  const found = new Map<string, vscode.FileStat>();
  const visit = async (uri: vscode.Uri, path: string, depth: number): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(uri).then(
      (list) => list.sort(([a], [b]) => (a < b ? -1 : 1)),
      () => [],
    );
    for (const [name, type] of entries) {
      if (found.size >= maxFiles || notSearched.test(name) || type & vscode.FileType.SymbolicLink) continue;
      const inner = vscode.Uri.joinPath(uri, name);
      if (type & vscode.FileType.Directory) {
        if (depth < maxDepth) await visit(inner, `${path}${name}/`, depth + 1);
      } else if (accepts(name)) {
        const stat = await vscode.workspace.fs.stat(inner).then(undefined, () => undefined);
        if (stat) found.set(path + name, stat);
      }
    }
  };
  await visit(folder, prefix, 0);
  return found;
}
