import * as vscode from 'vscode';
import { findDossierPlaces } from '../../src/host/dossierPlaces.ts';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { nodeFiles } from './nodeFiles.ts';
import { adasCard, eventually, removeDossiers, teaFiles, writeDossier } from './ownDossier.ts';

const fs = nodeFiles;

/** As `git checkout`, `unzip` and `cp -r` make them: VS Code tells of the outermost folder and of nothing in it. */
(fs ? describe : describe.skip)('folders that come with all that is in them', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!fs || !root) return;

  const write = (path: string, text: string) => {
    const { fsPath } = vscode.Uri.joinPath(root, path);
    fs.mkdirSync(vscode.Uri.joinPath(root, path, '..').fsPath, { recursive: true });
    fs.writeFileSync(fsPath, text);
  };

  before(async () => {
    await readyExtension();
    // It is watched from now on.
    await writeDossier('tea');
    await removeDossiers('tea');
  });
  afterEach(async () => {
    await removeDossiers('archive', 'tea');
    await closeAll();
  });

  it('are looked through for dossiers', async () => {
    for (const [path, text] of Object.entries(teaFiles)) write(`archive/of/old/tea/${path}`, text);
    await eventually(adasCard, (card) => card.includes('trader of tea'));
  });

  it('are read where they come into a dossier', async () => {
    await writeDossier('tea');
    const head = '---\ntitle: On tea\nauthor: Ada Green\ndate: 2018-05-12\n---\n\n';
    write('tea/documents/of/old/letter.md', `${head}A chest costs nine pounds.\n`);
    const note = async () =>
      (await vscode.workspace.openTextDocument(vscode.Uri.parse('dossier:/green2018.md'))).getText();
    await eventually(note, (text) => text.includes('nine pounds'));
  });

  it('hide no other dossier, however much is in them', async () => {
    for (let note = 0; note < 600; note++) write(`archive/.dossier/note${note}.md`, 'x\n');
    const others = Array.from({ length: 10 }, (_, at) => `archive/a/b/c/d/e/f${at}`);
    for (const other of others) write(`${other}/.dossier/note.md`, 'x\n');
    const places = await findDossierPlaces();
    const found = places.map(({ uri }) => vscode.workspace.asRelativePath(uri, false)).sort();
    assert.deepEqual(found, ['archive/.dossier', ...others.map((other) => `${other}/.dossier`)]);
  });
});
