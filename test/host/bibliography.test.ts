import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { readyExtension, withSetting } from './documents.ts';
import { cite, settled, WorkFolder } from './workFolder.ts';

/** Cites at the end of a draft that stands on disk. */
async function citeIn(name: string, text: string): Promise<vscode.TextDocument> {
  await folder.write(name, text);
  const { document } = await folder.open(name);
  await cite();
  return document;
}

let folder: WorkFolder;
const pandoc = '---\nbibliography: references.bib\n---\n\nIt paid';

describe('the bibliography that a draft declares', () => {
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  it('is made where it is missing', async () => {
    await citeIn('draft.md', pandoc);
    assert.match(await folder.read('references.bib'), /@\w+\{overweel2020,/);
  });

  it('keeps every byte it holds', async () => {
    const mine = '% mine\n@book{me,\n   title = {Odd   spacing} }\n';
    await folder.write('references.bib', mine);
    await citeIn('draft.md', pandoc);
    const text = await folder.read('references.bib');
    assert.equal(text.slice(0, mine.length), mine);
    assert.match(text, /overweel2020/);
  });

  it('gets a source once', async () => {
    await citeIn('draft.md', pandoc);
    const once = await folder.read('references.bib');
    await citeIn('draft.md', pandoc);
    assert.equal(await folder.read('references.bib'), once);
  });

  it('serves LaTeX and Typst drafts alike', async () => {
    await citeIn(
      'draft.tex',
      '\\documentclass{article}\\usepackage{biblatex}\\addbibresource{own.bib}\nIt paid',
    );
    assert.match(await folder.read('own.bib'), /overweel2020/);
    await citeIn('draft.typ', '#bibliography("refs.yml")\nIt paid');
    assert.match(await folder.read('refs.yml'), /^overweel2020:/m);
  });

  it('is left alone where the setting says so', () =>
    withSetting('citation.addToBibliography', false, async () => {
      await citeIn('draft.md', pandoc);
      await assert.rejects(folder.read('references.bib'));
    }));

  it('that cannot be read is left alone, and the citation stays', async () => {
    const broken = '[{"id": ';
    await folder.write('references.json', broken);
    const draft = await citeIn('draft.md', pandoc.replace('references.bib', 'references.json'));
    assert.match(draft.getText(), /It paid \[@overweel2020, para\. 3\]/);
    assert.equal(await folder.read('references.json'), broken);
  });

  it('in RIS is read, and left alone', async () => {
    const records = 'TY  - BOOK\nID  - smith2021\nTI  - Samovars\nER  - \n';
    await folder.write('references.ris', records);
    const draft = await citeIn('draft.md', pandoc.replace('references.bib', 'references.ris'));
    await settled();
    assert.match(draft.getText(), /It paid \[@overweel2020, para\. 3\]/);
    assert.equal(await folder.read('references.ris'), records);
  });

  it('outside the workspace is left alone', async () => {
    await citeIn('draft.md', pandoc.replace('references.bib', '../../outside.bib'));
    await assert.rejects(vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, '../../outside.bib')));
  });

  it('keeps its byte order mark, its mixed line breaks and its unsaved neighbours', async () => {
    const mine = '\uFEFF@book{a,\r\n  title = {A}  }\n\n@book{b,\n title={B}}\r\n';
    await folder.write('references.bib', mine);
    await citeIn('draft.md', pandoc);
    const text = await folder.read('references.bib');
    assert.equal(text.slice(0, mine.length), mine);
    assert.match(text, /overweel2020/);
  });

  it('that is not in UTF-8 is left alone', async () => {
    const latin1 = Uint8Array.from([...'@book{a, title={Caf\u00e9}}\n'].map((mark) => mark.charCodeAt(0)));
    await folder.write('references.bib', latin1);
    await citeIn('draft.md', pandoc);
    assert.deepEqual([...(await folder.bytes('references.bib'))], [...latin1]);
  });

  it('that is open with unsaved changes gets the entry beside them, and stays unsaved', async () => {
    await folder.write('references.bib', '@book{a, title={A}}\n');
    const { document } = await folder.open('references.bib');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '% mine\n');
    await vscode.workspace.applyEdit(edit);
    await citeIn('draft.md', pandoc);
    assert.match(document.getText(), /^% mine\n@book\{a[\s\S]*overweel2020/);
    assert.ok(document.isDirty);
    assert.doesNotMatch(await folder.read('references.bib'), /overweel2020/);
  });

  for (const [name, before] of [
    ['references.bib', '% mine\n@book{a, title={A}}'],
    ['references.json', '[\n  {"id": "a", "type": "book", "title": "A"}\n]\n'],
    ['references.json', '[]'],
    ['references.yaml', 'references:\n- id: a\n  type: book\n  title: A\n'],
  ] as const) {
    it(`goes back with the citation in one undo, and comes with redo: ${JSON.stringify(before)}`, async () => {
      await folder.write(name, before);
      const draft = pandoc.replace('references.bib', name);
      const document = await citeIn('draft.md', draft);
      const cited = document.getText();
      const complete = await folder.read(name);
      assert.match(complete, /overweel2020/);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), draft);
      await settled();
      assert.equal(await folder.read(name), before);
      await vscode.commands.executeCommand('redo');
      assert.equal(document.getText(), cited);
      await settled();
      assert.equal(await folder.read(name), complete);
      await vscode.commands.executeCommand('undo');
      await settled();
      assert.equal(await folder.read(name), before);
    });
  }

  it('is gone after undo where it was made for the citation', async () => {
    await citeIn('draft.md', pandoc);
    await vscode.commands.executeCommand('undo');
    await settled();
    assert.equal(await folder.exists('references.bib'), false);
  });

  it('keeps an entry that was changed, or that is cited elsewhere, when the citation is undone', async () => {
    await citeIn('draft.md', pandoc);
    const mine = (await folder.read('references.bib')).replace('@online', '@misc');
    await folder.write('references.bib', mine);
    await vscode.commands.executeCommand('undo');
    await settled();
    assert.equal(await folder.read('references.bib'), mine);

    await folder.write('references.bib', '');
    await citeIn('one.md', pandoc);
    const first = vscode.window.activeTextEditor?.document;
    await citeIn('two.md', pandoc);
    assert.ok(first);
    await vscode.window.showTextDocument(first);
    await vscode.commands.executeCommand('undo');
    await settled();
    assert.match(await folder.read('references.bib'), /overweel2020/);
  });

  it('keeps the entry as long as the draft cites it in another place', async () => {
    await citeIn('draft.md', pandoc);
    const complete = await folder.read('references.bib');
    await cite('overweel2020', 1);
    await vscode.commands.executeCommand('undo');
    await settled();
    assert.equal(await folder.read('references.bib'), complete);
  });
});
