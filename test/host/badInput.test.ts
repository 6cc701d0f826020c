import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show } from './documents.ts';

const third = { source: 'overweel2020', paragraph: 3 };
const rendered = '(Overweel, 2020, para. 3)';

async function workspaceFile(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root, 'no workspace');
  const uri = vscode.Uri.joinPath(root, name);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

describe('a draft that cannot take the citation', () => {
  before(readyExtension);
  beforeEach(() => vscode.env.clipboard.writeText(''));
  afterEach(closeAll);

  it('because it is read-only: the citation goes to the clipboard', async () => {
    const uri = await workspaceFile('readOnly.typ', new TextEncoder().encode('It paid.'));
    const editor = await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    try {
      await vscode.commands.executeCommand('dossier.insertCitation', third);
      assert.equal(editor.document.getText(), 'It paid.');
      assert.equal(await vscode.env.clipboard.readText(), '@overweel2020[para. 3]');
    } finally {
      await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
    }
  });

  it('because it was closed while the search was open: the citation goes to the clipboard', async function () {
    this.timeout(60_000);
    // When the picker comes before the editor has gone, it goes with it and nothing is chosen: then once more.
    while ((await vscode.env.clipboard.readText()) === '') {
      const editor = await show('overweel2020', 'plaintext');
      editor.selection = new vscode.Selection(0, 0, 0, 12);
      let open = true;
      const inserting = Promise.resolve(vscode.commands.executeCommand('dossier.insertCitation')).finally(
        () => {
          open = false;
        },
      );
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      // There is no event for an open picker; Enter does nothing before it is there.
      for (let asked = 1; open; asked++) {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        if (asked % 200 === 0) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      }
      await inserting;
    }
    assert.match(await vscode.env.clipboard.readText(), /Overweel, 2020/);
  });

  it('because it is larger than VS Code shows to extensions: the citation goes to the clipboard', async () => {
    const line = new TextEncoder().encode('Nothing is said here of anybody at all.\n');
    const bytes = new Uint8Array(52 * 1024 * 1024);
    for (let at = 0; at + line.length <= bytes.length; at += line.length) bytes.set(line, at);
    const uri = await workspaceFile('huge.txt', bytes);
    await vscode.commands.executeCommand('vscode.open', uri);
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    assert.equal(await vscode.env.clipboard.readText(), rendered);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });

  it('because it holds binary content: nothing breaks, and the next draft works', async () => {
    const uri = await workspaceFile(
      'binary.md',
      new Uint8Array([0, 1, 2, 255, 254, 0, 79, 112, 101, 110, 65, 73]),
    );
    await vscode.commands.executeCommand('vscode.open', uri);
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const editor = await show('It paid‸.', 'typst');
    await vscode.commands.executeCommand('dossier.insertCitation', third);
    assert.equal(editor.document.getText(), 'It paid @overweel2020[para. 3].');
    await vscode.workspace.fs.delete(uri);
  });
});

describe('Find in Draft', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('goes from one place that names an entity to the next, and round', async () => {
    const editor = await show('‸OpenAI grew. Then OpenAI grew more.');
    const node = { content: { kind: 'entity', entity: { id: 'openai' } } };
    const starts: number[] = [];
    for (let time = 0; time < 3; time++) {
      await vscode.commands.executeCommand('dossier.findInDraft', node);
      starts.push(editor.selection.start.character);
    }
    assert.deepEqual(starts, [0, 18, 0]);
  });

  it('finds where a source is cited', async () => {
    const editor = await show('‸Money came [@overweel2020, para. 3].');
    await vscode.commands.executeCommand('dossier.findInDraft', {
      content: { kind: 'source' },
      cites: [third],
    });
    assert.equal(editor.document.getText(editor.selection), '[@overweel2020, para. 3]');
  });
});
