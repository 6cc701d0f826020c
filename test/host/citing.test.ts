import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show, withSetting } from './documents.ts';

const third = { source: 'overweel2020', paragraph: 3 };
const insert = (...what: unknown[]) => vscode.commands.executeCommand('dossier.insertCitation', ...what);

const pandocDraft = '---\nbibliography: references.bib\n---\n\n';

describe('Insert Citation', () => {
  before(readyExtension);
  afterEach(closeAll);

  const syntaxes: readonly (readonly [name: string, language: string, draft: string, result: string])[] = [
    [
      'Pandoc Markdown',
      'markdown',
      `${pandocDraft}It paid‸.`,
      `${pandocDraft}It paid [@overweel2020, para. 3].`,
    ],
    [
      'an existing Pandoc citation',
      'markdown',
      'It paid [@newstack2023‸].',
      'It paid [@newstack2023; @overweel2020, para. 3].',
    ],
    ['LaTeX', 'latex', 'It paid‸.', 'It paid~\\cite[para. 3]{overweel2020}.'],
    [
      'LaTeX with biblatex',
      'latex',
      '\\usepackage{biblatex}\nIt paid‸.',
      '\\usepackage{biblatex}\nIt paid~\\autocite[para. 3]{overweel2020}.',
    ],
    ['Typst', 'typst', 'It paid‸.', 'It paid @overweel2020[para. 3].'],
    ['plain text', 'plaintext', 'It paid‸.', 'It paid (Overweel, 2020, para. 3).'],
  ];
  for (const [name, language, draft, result] of syntaxes) {
    it(`writes ${name}`, async () => {
      const editor = await show(draft, language);
      await insert(third);
      assert.equal(editor.document.getText(), result);
    });
  }

  it('writes a link in Markdown that has no bibliography', async () => {
    const editor = await show('It paid‸.');
    await insert(third);
    assert.match(
      editor.document.getText(),
      /^It paid \(?\[.*Overweel.*\]\(https:\/\/dynamicallytyped\.com\/.*\)\)?\.$/,
    );
  });

  it('writes a footnote where the setting asks for it', () =>
    withSetting('citation.syntax', 'markdownFootnote', async () => {
      const editor = await show('It paid‸.\n');
      await insert(third);
      assert.match(editor.document.getText(), /^It paid\[\^(\S+)\]\.\n\n\[\^\1\]: Overweel, L\. \(2020/);
    }));

  it('leaves the paragraph out where the setting asks for it', () =>
    withSetting('citation.locator', false, async () => {
      const editor = await show('It paid‸.', 'typst');
      await insert(third);
      assert.equal(editor.document.getText(), 'It paid @overweel2020.');
    }));

  it('cites at every cursor and undoes in one step', async () => {
    const draft = `${pandocDraft}One‸. Two‸. Three‸.`;
    const editor = await show(draft);
    await insert(third);
    const citation = ' [@overweel2020, para. 3]';
    assert.equal(
      editor.document.getText(),
      `${pandocDraft}One${citation}. Two${citation}. Three${citation}.`,
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), draft.replaceAll('‸', ''));
  });

  it('keeps the selected text and cites behind it', async () => {
    const editor = await show('It paid.', 'typst');
    editor.selection = new vscode.Selection(0, 3, 0, 7);
    await insert(third);
    assert.equal(editor.document.getText(), 'It paid @overweel2020[para. 3].');
  });

  it('joins several selected nodes into one citation', async () => {
    const editor = await show(`${pandocDraft}It paid‸.`);
    const nodes = [{ cites: [third] }, { cites: [{ source: 'newstack2023', paragraph: 3 }] }];
    await insert(nodes[0], nodes);
    assert.match(editor.document.getText(), /\[@overweel2020, para\. 3; @newstack2023, para\. 3\]\.$/);
  });

  it('puts the citation on the clipboard when no editor is open', async () => {
    await closeAll();
    await vscode.env.clipboard.writeText('');
    await insert(third);
    assert.equal(await vscode.env.clipboard.readText(), '(Overweel, 2020, para. 3)');
  });

  it('cites in the draft, not in the source note that has the focus', async () => {
    const editor = await show('It paid‸.', 'typst');
    await vscode.commands.executeCommand('dossier.openSourceNote', third);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'dossier');
    await insert(third);
    assert.equal(editor.document.getText(), 'It paid @overweel2020[para. 3].');
  });

  it('takes no hostile argument for a reference', async () => {
    const editor = await show('Text‸', 'typst');
    const hostile = [
      { source: '../../etc/passwd' },
      { source: 'overweel2020', paragraph: 9999 },
      { source: 1 },
      'x',
      null,
    ];
    for (const argument of hostile) {
      let open = true;
      const picking = insert(argument).then(() => {
        open = false;
      });
      // It asks the writer instead; there is no event for an open picker.
      while (open) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await picking;
    }
    assert.equal(editor.document.getText(), 'Text');
  });
});

describe('Copy Citation', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('copies in the syntax of the draft and leaves the draft alone', async () => {
    const editor = await show('It paid‸.', 'latex');
    await vscode.commands.executeCommand('dossier.copyCitation', third);
    assert.equal(await vscode.env.clipboard.readText(), '\\cite[para. 3]{overweel2020}');
    assert.equal(editor.document.getText(), 'It paid.');
  });
});

describe('Insert Citation in an untrusted workspace', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('works, since the bundled dossier is the extension’s own', async () => {
    const editor = await show('It paid‸.', 'typst');
    await insert(third);
    assert.equal(editor.document.getText(), 'It paid @overweel2020[para. 3].');
  });
});
