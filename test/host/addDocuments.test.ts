import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { nodeFiles } from './nodeFiles.ts';
import { eventually, removeDossiers, writeDossier } from './ownDossier.ts';
import { WorkFolder } from './workFolder.ts';

describe('Add Documents', () => {
  let folder: WorkFolder;
  let dossier: vscode.Uri;
  before(readyExtension);
  beforeEach(async () => {
    folder = new WorkFolder();
    dossier = await writeDossier('tea');
  });
  afterEach(async () => {
    await closeAll();
    await folder.delete();
    await removeDossiers('tea');
  });

  /** What was copied, by its path in the dossier. */
  const add = async (...files: readonly vscode.Uri[]): Promise<string[]> => {
    const added = await vscode.commands.executeCommand<vscode.Uri[]>('dossier.addDocuments', files[0], files);
    return added.map(({ path }) => path.slice(dossier.path.length + 1));
  };
  const inDossier = async (path: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dossier, path)));
  const note = async (key: string) => {
    const uri = vscode.Uri.from({ scheme: 'dossier', path: `/${key}.md` });
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };

  it('copies files, which become sources, and leaves them where they are', async () => {
    const text = '---\nauthor: Cora Brown\ndate: 2018\n---\n\nWe drank all of it.\n';
    const file = await folder.write('diary.md', text);
    assert.deepEqual(await add(file), ['documents/diary.md']);
    assert.equal(await inDossier('documents/diary.md'), text);
    assert.ok(await folder.exists('diary.md'));
    await eventually(
      () => note('brown2018'),
      (found) => found.includes('drank all of it'),
    );
  });

  it('tells equal names apart, and copies nothing twice', async () => {
    const [one, other] = [await folder.write('a/Tea.md', 'One.'), await folder.write('b/tea.md', 'Other.')];
    assert.deepEqual(await add(one, other), ['documents/Tea.md', 'documents/tea-2.md']);
    const copy = await folder.write('c/copy.md', 'Other.');
    assert.deepEqual(await add(one, copy), []);
    assert.deepEqual(await add(vscode.Uri.joinPath(dossier, 'documents', 'Tea.md')), []);
  });

  it('takes folders with what lies in them, and refuses what is no document', async () => {
    await folder.write('all/x/one.md', 'One.');
    await folder.write('all/two.txt', 'Two.');
    await folder.write('all/picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]));
    await folder.write('all/refs.bib', '@book{a}');
    await folder.write('all/.hidden/no.md', 'No.');
    assert.deepEqual(await add(folder.at('all')), ['documents/all/two.txt', 'documents/all/x/one.md']);
  });

  it('refuses a folder whose name a dossier leaves out', async () => {
    await folder.write('.notes/one.md', 'One.');
    assert.deepEqual(await add(folder.at('.notes')), []);
  });

  it('writes through no link', async function () {
    if (!nodeFiles) return this.skip();
    const outside = await folder.write('outside/tea.md', 'Not yours.');
    const file = await folder.write('tea.md', 'Tea.');
    nodeFiles.mkdirSync(`${dossier.fsPath}/documents`, { recursive: true });
    nodeFiles.symlinkSync(outside.fsPath, `${dossier.fsPath}/documents/tea.md`);
    nodeFiles.symlinkSync('nowhere.md', `${dossier.fsPath}/documents/tea-2.md`);
    assert.deepEqual(await add(file), ['documents/tea-3.md']);
    assert.equal(await folder.read('outside/tea.md'), 'Not yours.');

    nodeFiles.symlinkSync(folder.at('outside').fsPath, `${dossier.fsPath}/documents/more`);
    await folder.write('more/new.md', 'New.');
    assert.deepEqual(await add(folder.at('more')), []);
    assert.ok(!(await folder.exists('outside/new.md')));
  });

  it('refuses a file with unsaved changes', async () => {
    const file = await folder.write('draft.md', 'One.');
    const editor = await vscode.window.showTextDocument(file);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Not saved. '));
    assert.equal(
      await vscode.commands.executeCommand('dossier.addDocuments', file),
      undefined,
      'it was taken',
    );
  });

  it('takes the file in the active editor where none is given', async () => {
    await vscode.window.showTextDocument(await folder.write('here.md', 'Here.'));
    let done = false;
    const adding = Promise.resolve(
      vscode.commands.executeCommand<vscode.Uri[]>('dossier.addDocuments'),
    ).finally(() => {
      done = true;
    });
    // There is no event for an open picker; Enter does nothing before it is there.
    while (!done) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    assert.equal((await adding).length, 1);
    assert.equal(await inDossier('documents/here.md'), 'Here.');
  });
});
