/** A folder of its own in the workspace for each test of files. */
import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll } from './documents.ts';

let count = 0;

export class WorkFolder {
  readonly uri: vscode.Uri;

  constructor() {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root, 'no workspace');
    this.uri = vscode.Uri.joinPath(root, `work-${++count}`);
  }

  at(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.uri, name);
  }

  async write(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await vscode.workspace.fs.writeFile(this.at(name), bytes);
    return this.at(name);
  }

  async bytes(name: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(this.at(name));
  }

  /** The text with its byte order mark, if it has one. */
  async read(name: string): Promise<string> {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await this.bytes(name));
  }

  async exists(name: string): Promise<boolean> {
    return vscode.workspace.fs.stat(this.at(name)).then(
      () => true,
      () => false,
    );
  }

  /** Opens a file with the cursor at its end, or behind a text. */
  async open(name: string, behind?: string): Promise<vscode.TextEditor> {
    const editor = await vscode.window.showTextDocument(this.at(name));
    const { document } = editor;
    const offset = behind === undefined ? Infinity : document.getText().indexOf(behind) + behind.length;
    const end = document.positionAt(Math.min(offset, document.getText().length));
    editor.selection = new vscode.Selection(end, end);
    return editor;
  }

  /** Deletes what was written, if anything was. */
  async delete(): Promise<void> {
    await closeAll();
    if (await this.exists('')) await vscode.workspace.fs.delete(this.uri, { recursive: true });
  }
}

/** Cites in the active editor. */
export async function cite(source = 'overweel2020', paragraph = 3): Promise<void> {
  await vscode.commands.executeCommand('dossier.insertCitation', { source, paragraph });
}

/** Waits until all that was to be written to bibliographies is written. */
export async function settled(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  await vscode.commands.executeCommand('dossier.completeBibliography', uri, []);
}
