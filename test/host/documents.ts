/** Documents for host tests: shown, edited and closed without a trace. */
import * as vscode from 'vscode';
import * as assert from './assert.ts';

/** The extension, active and with its dossier read. */
export async function readyExtension(): Promise<vscode.Extension<{ readonly ready: Promise<void> }>> {
  const extension = vscode.extensions.getExtension<{ readonly ready: Promise<void> }>('dossier.dossier');
  assert.ok(extension, 'the extension is not there');
  await extension.activate();
  await extension.exports.ready;
  return extension;
}

/**
 * Shows a text in an editor.
 *
 * @param marked the text; each `‸` is taken out and becomes a cursor.
 */
export async function show(marked: string, language = 'markdown'): Promise<vscode.TextEditor> {
  const parts = marked.split('‸');
  const document = await openDraft(parts.join(''), language);
  const editor = await vscode.window.showTextDocument(document);
  const offsets = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('').length);
  if (offsets.length) {
    editor.selections = offsets.map((offset) => {
      const position = document.positionAt(offset);
      return new vscode.Selection(position, position);
    });
  }
  return editor;
}

/** A file's name tells its language, also one that no installed extension knows. */
const extensions: Readonly<Record<string, string>> = {
  markdown: 'md',
  latex: 'tex',
  typst: 'typ',
  plaintext: 'txt',
};
let drafts = 0;

/** Each draft has a name of its own: a name used again may find the text of before. */
async function openDraft(content: string, language: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.from({
    scheme: 'untitled',
    path: `draft${++drafts}.${extensions[language] ?? language}`,
  });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  return document;
}

/** Closes all editors; what they hold is given up. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Sets a setting for the time of one function. */
export async function withSetting<T>(id: string, value: unknown, run: () => Promise<T>): Promise<T> {
  const set = (next: unknown) =>
    vscode.workspace.getConfiguration('dossier').update(id, next, vscode.ConfigurationTarget.Global);
  await set(value);
  try {
    return await run();
  } finally {
    await set(undefined);
  }
}
