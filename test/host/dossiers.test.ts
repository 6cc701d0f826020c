import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { adasCard, eventually, removeDossiers, teaFiles, writeDossier } from './ownDossier.ts';

describe('a dossier in the workspace', () => {
  before(readyExtension);
  afterEach(async () => {
    await removeDossiers('tea', '.dossier');
    await closeAll();
  });

  it('is found when it comes, follows its files, and is gone when they go', async () => {
    const folder = await writeDossier('tea');
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, 'entities.yaml'),
      new TextEncoder().encode((teaFiles['entities.yaml'] ?? '').replace('trader of tea', 'seller of tea')),
    );
    await eventually(adasCard, (card) => card.includes('seller of tea'));
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await eventually(adasCard, (card) => !card.includes('seller of tea'));
  });

  it('is found in a folder .dossier as well', () => writeDossier('.dossier'));

  it('is read again by Refresh where the file system tells of no change', async () => {
    const files = new MemoryFiles();
    const folder = files.at('tea');
    const put = (all: Readonly<Record<string, string>>) => {
      for (const [path, text] of Object.entries(all)) files.put(`tea/${path}`, text);
    };
    put(teaFiles);
    try {
      await vscode.commands.executeCommand('dossier.addFolder', folder);
      assert.match(await adasCard(), /trader of tea/);
      put({ 'entities.yaml': (teaFiles['entities.yaml'] ?? '').replace('trader of tea', 'seller of tea') });
      assert.match(await adasCard(), /trader of tea/);
      await vscode.commands.executeCommand('dossier.refresh');
      await eventually(adasCard, (card) => card.includes('seller of tea'));
    } finally {
      await vscode.workspace
        .getConfiguration('dossier')
        .update('folders', undefined, vscode.ConfigurationTarget.Workspace);
      files.dispose();
    }
  });

  it('is cited beside the bundled one', async () => {
    await writeDossier('tea');
    const document = await vscode.workspace.openTextDocument({ language: 'latex', content: '' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('dossier.insertCitation', [
      { source: 'leaf2020', paragraph: 2 },
      { source: 'overweel2020' },
    ]);
    assert.match(document.getText(), /leaf2020/);
    assert.match(document.getText(), /overweel2020/);
  });

  it('tells in Problems what is at fault, in which file and line, and keeps the rest', async () => {
    const ghost = '- id: nobody\n  prefLabel: Nobody\n  kind: ghost\n  description: Boo.\n';
    const folder = await writeDossier('tea', { 'entities.yaml': teaFiles['entities.yaml'] + ghost });
    const file = vscode.Uri.joinPath(folder, 'entities.yaml');
    const [found] = await eventually(
      async () => vscode.languages.getDiagnostics(file),
      (all) => all.length > 0,
    );
    assert.equal(found?.range.start.line, 7);
    assert.match(found?.message ?? '', /kind/);
    await writeDossier('tea');
    await eventually(
      async () => vscode.languages.getDiagnostics(file),
      (all) => all.length === 0,
    );
  });
});
