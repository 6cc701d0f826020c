import * as vscode from 'vscode';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierSnapshot } from '../../src/core/dossierSnapshot.ts';
import { Bibliographies } from '../../src/host/bibliographies.ts';
import type { Corpora } from '../../src/host/corpora.ts';
import { syntaxOf } from '../../src/host/draftSyntax.ts';
import * as assert from './assert.ts';
import { WorkFolder } from './workFolder.ts';

describe('the bibliographies of drafts', () => {
  let folder: WorkFolder;
  let bibliographies: Bibliographies;
  const index = new DossierSnapshot(new Dossier([]));
  const corpora = {
    onDidChange: new vscode.EventEmitter<void>().event,
    index: () => Promise.resolve(index),
  } as unknown as Corpora;

  beforeEach(() => {
    folder = new WorkFolder();
    bibliographies = new Bibliographies(corpora);
  });
  afterEach(async () => {
    bibliographies.dispose();
    await folder.delete();
  });

  const draft = '---\nbibliography: refs.bib\n---\n\n[@a]';
  const changed = () => new Promise<void>((resolve) => bibliographies.onDidChange(resolve));
  const keys = async (document: vscode.TextDocument) =>
    (await bibliographies.library(document)).works.map(({ key }) => key);

  it('are read once, and again when they change', async () => {
    await folder.write('refs.bib', '@book{a, title={A}}');
    await folder.write('draft.md', draft);
    const { document } = await folder.open('draft.md');
    const first = await bibliographies.library(document);
    assert.equal(await bibliographies.library(document), first);
    assert.deepEqual(await keys(document), ['a']);
    await folder.write('refs.bib', '@book{a, title={A}}\n@book{b, title={B}}');
    assert.deepEqual(await keys(document), ['a', 'b']);
  });

  it('count with their unsaved text, and tell of a burst of changes together', async () => {
    await folder.write('refs.bib', '@book{a, title={A}}\n');
    await folder.write('draft.md', draft);
    const { document } = await folder.open('draft.md');
    const open = await folder.open('refs.bib');
    assert.deepEqual(await keys(document), ['a']);
    let times = 0;
    bibliographies.onDidChange(() => times++);
    const told = changed();
    for (const key of ['b', 'c', 'd']) {
      await open.edit((edit) => edit.insert(open.document.lineAt(1).range.end, `@book{${key}, title={T}} `));
    }
    await told;
    // On a slow machine there may be a pause between two of them.
    assert.ok(times < 3, `told ${times} times`);
    assert.deepEqual(await keys(document), ['a', 'b', 'c', 'd']);
    const reverted = changed();
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await reverted;
    assert.deepEqual(await keys(document), ['a']);
  });

  it('know when nothing is there, and when what is there is no text', async () => {
    await folder.write('image.bib', Uint8Array.from([0x40, 0, 1, 2, 0x7b, 0x61]));
    await folder.write(
      'draft.md',
      '---\nbibliography: [missing.bib, image.bib, "https://example.org/x.bib"]\n---\n',
    );
    const { document } = await folder.open('draft.md');
    const [missing, image, ...rest] = await bibliographies.of(document);
    assert.equal(rest.length, 0);
    assert.equal(missing?.text, undefined);
    assert.equal(missing?.refusal, undefined);
    assert.equal(missing && document.getText(missing.declaredAt?.range), 'missing.bib');
    assert.equal(image?.text, undefined);
    assert.match(image?.refusal ?? '', /image\.bib is not a text file/);
    assert.deepEqual(await keys(document), []);
  });

  it('are read in whatever encoding VS Code reads them', async () => {
    await folder.write(
      'refs.bib',
      Uint8Array.from([...'@book{a, title={Caf\u00e9}}'].map((one) => one.charCodeAt(0))),
    );
    await folder.write('draft.md', draft);
    const { document } = await folder.open('draft.md');
    assert.deepEqual(await keys(document), ['a']);
  });

  it('of a chapter tell its dialect, also after the root has changed', async () => {
    await folder.write('main.tex', '\\documentclass{book}\n\\usepackage{natbib}\n\\input{one}\n');
    await folder.write('one.tex', 'Text');
    const main = await folder.open('main.tex');
    const { document } = await folder.open('one.tex');
    await bibliographies.of(document);
    assert.equal(syntaxOf(document).id, 'natbib');
    const told = changed();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(main.document.uri, new vscode.Range(1, 0, 1, 19), '\\usepackage{biblatex}');
    await vscode.workspace.applyEdit(edit);
    await told;
    await bibliographies.of(document);
    assert.equal(syntaxOf(document).id, 'biblatex');
  });

  it('are those of a whole that includes itself', async () => {
    await folder.write('one.typ', '#include "two.typ"\n@a');
    await folder.write('two.typ', '#include "one.typ"\n#bibliography("refs.bib")\n@b');
    const { document } = await folder.open('one.typ');
    assert.equal((await bibliographies.of(document)).length, 1);
    assert.deepEqual([...(await bibliographies.citedKeys(document, true))].sort(), ['a', 'b']);
  });
});

describe('the bibliographies of drafts in an untrusted workspace', () => {
  it('lie in the workspace, or are not read', async () => {
    const folder = new WorkFolder();
    const bibliographies = new Bibliographies({
      onDidChange: new vscode.EventEmitter<void>().event,
      index: () => Promise.resolve(new DossierSnapshot(new Dossier([]))),
    } as unknown as Corpora);
    const outside = vscode.Uri.joinPath(folder.uri, '../../dossier-outside.bib');
    try {
      await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode('@book{out, title={O}}'));
      await folder.write('in.bib', '@book{in, title={I}}');
      await folder.write('draft.md', '---\nbibliography: [in.bib, ../../dossier-outside.bib]\n---\n');
      const { document } = await folder.open('draft.md');
      const [inside, out] = await bibliographies.of(document);
      assert.match(inside?.text ?? '', /book/);
      assert.equal(out?.text, undefined);
      assert.match(out?.refusal ?? '', /not trusted/);
    } finally {
      bibliographies.dispose();
      await vscode.workspace.fs.delete(outside);
      await folder.delete();
    }
  });
});
