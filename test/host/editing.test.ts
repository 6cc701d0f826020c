import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show, withSetting } from './documents.ts';

const third = { source: 'overweel2020', paragraph: 3 };
const run = (command: string, ...what: unknown[]) =>
  vscode.commands.executeCommand(`dossier.${command}`, ...what);
const pandocDraft = '---\nbibliography: references.bib\n---\n\n';

describe('Insert Bibliography', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('puts the list of the draft’s own tool at the cursor, and undoes it in one step', async () => {
    const draft = `${pandocDraft}So [@overweel2020].\n\n‸`;
    const editor = await show(draft);
    await run('insertBibliography');
    assert.equal(editor.document.getText(), `${draft.replace('‸', '')}::: {#refs}\n:::\n`);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), draft.replace('‸', ''));
  });

  it('shows a list that is there instead', async () => {
    const editor = await show(`${pandocDraft}So‸.\n\n::: {#refs}\n:::\n`);
    const before = editor.document.getText();
    await run('insertBibliography');
    assert.equal(editor.document.getText(), before);
    assert.equal(editor.selection.active.line, 6);
  });

  it('names the bibliography that Typst is to read', async () => {
    const editor = await show('It paid @overweel2020.\n\n‸', 'typst');
    await run('insertBibliography');
    assert.match(editor.document.getText(), /\n#bibliography\("references\.bib"\)\n$/);
  });

  it('writes the references out where nothing makes a list of them', async () => {
    const editor = await show('It paid‸.');
    await run('insertCitation', third);
    editor.selection = new vscode.Selection(9, 0, 9, 0);
    await run('insertBibliography');
    assert.match(editor.document.getText(), /^It paid .*\n\nOverweel, L\. \(2020/);
  });
});

describe('Find in Draft', () => {
  before(readyExtension);
  afterEach(closeAll);

  for (const syntax of ['markdownLink', 'markdownReference', 'markdownFootnote', 'html', 'mediawiki']) {
    it(`finds what ${syntax} cites`, () =>
      withSetting('citation.syntax', syntax, async () => {
        const editor = await show('Nothing. It paid‸.\n');
        await run('insertCitation', third);
        editor.selection = new vscode.Selection(0, 0, 0, 0);
        await run('findInDraft', { cites: [{ source: 'overweel2020' }] });
        const selected = editor.document.getText(vscode.window.activeTextEditor?.selection);
        assert.match(selected, /overweel|\[\^1\]/i);
      }));
  }
});

describe('Copy Citation As', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('offers what was copied last at the top', async () => {
    await show('It paid‸.', 'latex');
    const copy = async () => {
      await vscode.env.clipboard.writeText('');
      const copying = run('copyCitationAs', third);
      // There is no event for an open picker.
      while (!(await vscode.env.clipboard.readText())) {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      }
      await copying;
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copy(), '\\cite[para. 3]{overweel2020}');
    await show('It paid‸.', 'typst');
    assert.equal(await copy(), '\\cite[para. 3]{overweel2020}');
  });
});
