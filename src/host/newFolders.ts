/** Tells of folders that come with something in them already. */
import * as vscode from 'vscode';
import { documentExtensions, extensionOf } from '../core/reading/fileKind.ts';
import { statOf } from './listFiles.ts';

const notSearched = /\/(?:node_modules|\.git)\//;

/**
 * Calls a function for every folder that is made. Where folders and files come at once, as with `git checkout`, VS Code
 * often tells of the outermost folder alone.
 *
 * @param within the folder to watch; undefined for the workspace.
 */
export function watchNewFolders(within: vscode.Uri | undefined, listener: () => void): vscode.Disposable {
  const pattern = within ? new vscode.RelativePattern(within, '**') : '**';
  const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, true);
  watcher.onDidCreate(async (uri) => {
    if (notSearched.test(uri.path) || documentExtensions.includes(extensionOf(uri.path))) return;
    if (((await statOf(uri))?.type ?? 0) & vscode.FileType.Directory) listener();
  });
  return watcher;
}
