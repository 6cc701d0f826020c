import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';

const open = (argument: unknown) => vscode.commands.executeCommand('dossier.openSourceNote', argument);

describe('source notes', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('open at the cited paragraph', async () => {
    await open({ source: 'overweel2020', paragraph: 3 });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.uri.toString(), 'dossier:/overweel2020.md');
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /^\*\*3\*\* .*\$1 billion/);
  });

  it('hold every paragraph of the source, numbered', async () => {
    for (const [key, count] of [
      ['overweel2020', 13],
      ['gadgetbond2025', 9],
      ['thebatch2024', 11],
      ['newstack2023', 26],
      ['windowsforum2025', 20],
    ] as const) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(`dossier:/${key}.md`));
      assert.equal(document.getText().match(/^\*\*\d+\*\* /gm)?.length, count, key);
    }
  });

  it('cannot be edited', async () => {
    await open({ source: 'overweel2020', paragraph: 3 });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const before = editor.document.getText();
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x')).then(undefined, () => false);
    assert.equal(editor.document.getText(), before);
  });

  it('show their headings in the outline, once', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('dossier:/gadgetbond2025.md'));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.equal(symbols.length, 1);
    assert.deepEqual(
      symbols[0]?.children.map(({ name }) => name),
      ['## The new deal', '## The AGI clause', '## Looking ahead'],
    );
  });

  it('say so when the source is not in a dossier', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('dossier:/nobody1900.md'));
    assert.match(document.getText(), /nobody1900/);
  });
});
