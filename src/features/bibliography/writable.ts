/** Where the extension writes: inside the workspace, or beside a draft that is open on its own. */
import * as vscode from 'vscode';
import { fileName } from '../../host/textFiles.ts';

/**
 * Why a file must not be written: it lies outside the workspace, also by way of a symbolic link.
 *
 * @returns undefined when it may be written.
 */
export async function writeRefusal(file: vscode.Uri, draft: vscode.Uri): Promise<string | undefined> {
  const outside = vscode.l10n.t('{0} lies outside the workspace', fileName(file));
  const top =
    vscode.workspace.getWorkspaceFolder(file)?.uri ??
    // Without a folder, a draft's own folder is all there is.
    (vscode.workspace.workspaceFolders ? undefined : vscode.Uri.joinPath(draft, '..'));
  if (!top || file.scheme !== top.scheme || file.authority !== top.authority) return outside;
  const folder = top.path.endsWith('/') ? top.path : `${top.path}/`;
  for (let at = file; at.path.startsWith(folder) && at.path !== folder; at = vscode.Uri.joinPath(at, '..')) {
    const type = await vscode.workspace.fs.stat(at).then(
      (stat) => stat.type,
      () => vscode.FileType.Unknown,
    );
    if (type & vscode.FileType.SymbolicLink) {
      return vscode.l10n.t('{0} is a link, and may lie outside the workspace', fileName(at));
    }
  }
  return file.path.startsWith(folder) ? undefined : outside;
}
