import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, withSetting } from './documents.ts';

const third = { source: 'overweel2020', paragraph: 3 };

/** A folder of its own for each test, in the workspace. */
let folder: vscode.Uri;
let count = 0;

async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
}

/** Cites at the end of a draft that stands on disk. */
async function cite(name: string, text: string): Promise<vscode.TextDocument> {
  const editor = await vscode.window.showTextDocument(await write(name, text));
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  await vscode.commands.executeCommand('dossier.insertCitation', third);
  return editor.document;
}

const pandoc = '---\nbibliography: references.bib\n---\n\nIt paid';

describe('the bibliography that a draft declares', () => {
  before(readyExtension);
  beforeEach(() => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root, 'no workspace');
    folder = vscode.Uri.joinPath(root, `bibliography-${++count}`);
  });
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it('is made where it is missing', async () => {
    await cite('draft.md', pandoc);
    assert.match(await read('references.bib'), /@\w+\{overweel2020,/);
  });

  it('keeps every byte it holds', async () => {
    const mine = '% mine\n@book{me,\n   title = {Odd   spacing} }\n';
    await write('references.bib', mine);
    await cite('draft.md', pandoc);
    const text = await read('references.bib');
    assert.equal(text.slice(0, mine.length), mine);
    assert.match(text, /overweel2020/);
  });

  it('gets a source once', async () => {
    await cite('draft.md', pandoc);
    const once = await read('references.bib');
    await cite('draft.md', pandoc);
    assert.equal(await read('references.bib'), once);
  });

  it('serves LaTeX and Typst drafts alike', async () => {
    await cite(
      'draft.tex',
      '\\documentclass{article}\\usepackage{biblatex}\\addbibresource{own.bib}\nIt paid',
    );
    assert.match(await read('own.bib'), /overweel2020/);
    await cite('draft.typ', '#bibliography("refs.yml")\nIt paid');
    assert.match(await read('refs.yml'), /^overweel2020:/m);
  });

  it('is left alone where the setting says so', () =>
    withSetting('citation.addToBibliography', false, async () => {
      await cite('draft.md', pandoc);
      await assert.rejects(read('references.bib'));
    }));

  it('that cannot be read is left alone, and the citation stays', async () => {
    const broken = '[{"id": ';
    await write('references.json', broken);
    const draft = await cite('draft.md', pandoc.replace('references.bib', 'references.json'));
    assert.match(draft.getText(), /It paid \[@overweel2020, para\. 3\]/);
    assert.equal(await read('references.json'), broken);
  });

  it('outside the workspace is left alone', async () => {
    await cite('draft.md', pandoc.replace('references.bib', '../../outside.bib'));
    await assert.rejects(vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '../../outside.bib')));
  });
});
