import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';

/** The format of VS Code's own extension for Jupyter. */
const type = 'jupyter-notebook';
const third = { source: 'overweel2020', paragraph: 3 };

/** A notebook format of the simplest kind: nothing is kept. */
const serializer: vscode.NotebookSerializer = {
  deserializeNotebook: () => new vscode.NotebookData([]),
  serializeNotebook: () => new Uint8Array(),
};

const markup = (text: string) =>
  new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
const code = (text: string, language = 'plaintext') =>
  new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, language);

async function cellEditor(cells: vscode.NotebookCellData[], index: number): Promise<vscode.TextEditor> {
  const notebook = await vscode.workspace.openNotebookDocument(type, new vscode.NotebookData(cells));
  const document = notebook.cellAt(index).document;
  await vscode.window.showNotebookDocument(notebook, {
    selections: [new vscode.NotebookRange(index, index + 1)],
  });
  await vscode.commands.executeCommand('notebook.cell.edit');
  const isOpen = () =>
    vscode.window.visibleTextEditors.find((editor) => editor.document === document) ??
    (vscode.window.activeTextEditor?.document === document ? vscode.window.activeTextEditor : undefined);
  while (!isOpen()) {
    await new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeActiveTextEditor(() => {
        listener.dispose();
        resolve();
      });
    });
  }
  const editor = isOpen();
  assert.ok(editor);
  const end = document.positionAt(document.getText().length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

describe('A notebook', () => {
  let registration: vscode.Disposable;
  before(async () => {
    await readyExtension();
    registration = vscode.workspace.registerNotebookSerializer(type, serializer);
  });
  after(() => registration.dispose());
  afterEach(closeAll);

  it('is cited in as its other cells do', async () => {
    const editor = await cellEditor([markup('So [@newstack2023].'), code('x = 1'), markup('It paid')], 2);
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    assert.equal(editor.document.getText(), 'It paid [@overweel2020, para. 3]');
  });

  it('has front matter in a raw cell', async () => {
    const matter = '---\nbibliography: references.bib\n---\n';
    const editor = await cellEditor([code(matter, 'raw'), markup('It paid')], 1);
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    assert.equal(editor.document.getText(), 'It paid [@overweel2020, para. 3]');
  });

  it('is gone through from name to name and from cell to cell', async () => {
    await cellEditor([markup('Nobody.'), code('OpenAI = 1'), markup('So OpenAI did.')], 0);
    await vscode.commands.executeCommand('dossier.nextName');
    assert.equal(vscode.window.activeNotebookEditor?.selections[0]?.start, 2);
  });

  it('is found in, by address, without a bibliography', async () => {
    const editor = await cellEditor([markup('# T'), markup('It paid')], 1);
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    assert.match(editor.document.getText(), /^It paid \(\[Overweel, 2020, para\. 3\]\(https:/);
  });
});
