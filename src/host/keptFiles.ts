/** Files that the extension keeps for itself between sessions. Without them everything works, and takes longer. */
import * as vscode from 'vscode';

/** @returns undefined for a file that is not there or cannot be read. */
export async function readKept(file: vscode.Uri | undefined): Promise<Uint8Array | undefined> {
  return file && vscode.workspace.fs.readFile(file).then(undefined, () => undefined);
}

/** Writes a file beside the old one and puts it in its place, so that there is always a whole one. */
export async function writeKept(
  file: vscode.Uri | undefined,
  bytes: Uint8Array,
  log: vscode.LogOutputChannel,
): Promise<void> {
  if (!file) return;
  // Another window may be writing, too.
  const unique = Math.random().toString(36).slice(2);
  const draft = file.with({ path: `${file.path}.${unique}` });
  try {
    await vscode.workspace.fs.writeFile(draft, bytes);
    await vscode.workspace.fs.rename(draft, file, { overwrite: true });
  } catch (error) {
    log.warn(`what was read could not be kept: ${String(error)}`);
    await vscode.workspace.fs.delete(draft).then(undefined, () => undefined);
  }
}
