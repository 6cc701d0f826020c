import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show } from './documents.ts';
import { eventually } from './ownDossier.ts';
import { WorkFolder } from './workFolder.ts';

const bib = `@article{smith2021,
  title = {The price of samovars}, author = {Smith, John}, year = 2021,
  abstract = {A samovar costs forty roubles in Tula.}
}
@article{overweel2020, title = {Quite another work}, year = 1999}
@book{open2001, title = {Open}, author Smith, year = 2001}
`;

/** What a source's note says. */
async function note(key: string): Promise<string> {
  const uri = vscode.Uri.from({ scheme: 'dossier', path: `/${key}.md` });
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

const isThere = (text: string) => !text.includes('not in the open dossiers');

describe('Import References', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(async () => {
    await vscode.workspace.getConfiguration('dossier').update('folders', undefined, false);
    await folder.delete();
    await eventually(
      () => note('smith2021'),
      (text) => !isThere(text),
    );
    await closeAll();
  });
  const importFile = async (name: string, text: string) => {
    await vscode.commands.executeCommand('dossier.importReferences', await folder.write(name, text));
  };

  it('makes the entries sources, whose abstracts can be read, and keeps the file named in the settings', async () => {
    await importFile('refs.bib', bib);
    const text = await eventually(() => note('smith2021'), isThere);
    assert.match(text, /forty roubles in Tula/);
    const { path } = folder.at('refs.bib');
    const folders = vscode.workspace.getConfiguration('dossier').get<string[]>('folders', []);
    assert.equal(folders.length, 1);
    assert.ok(path.endsWith(`/${folders[0]}`), String(folders[0]));
  });

  it('cites an entry by its key alone: an abstract is no paragraph of the work', async () => {
    await importFile('refs.bib', bib);
    await eventually(() => note('smith2021'), isThere);
    const { document } = await show('It rose‸.', 'typst');
    await vscode.commands.executeCommand('dossier.insertCitation', { source: 'smith2021', paragraph: 1 });
    assert.equal(document.getText(), 'It rose @smith2021.');
  });

  it('follows the file, and is gone with it', async () => {
    await importFile('refs.bib', bib);
    await eventually(() => note('smith2021'), isThere);
    await folder.write('refs.bib', bib.replace('forty roubles', 'fifty roubles and more'));
    await eventually(
      () => note('smith2021'),
      (text) => text.includes('fifty roubles'),
    );
    await vscode.workspace.fs.delete(folder.at('refs.bib'));
    await eventually(
      () => note('smith2021'),
      (text) => !isThere(text),
    );
  });

  it('tells in Problems what is faulty, and which key is another work’s, by line', async () => {
    await importFile('refs.bib', bib);
    const found = await eventually(
      async () => vscode.languages.getDiagnostics(folder.at('refs.bib')),
      (all) => all.length >= 2,
    );
    assert.deepEqual(found.map(({ range }) => range.start.line).sort(), [4, 5]);
    assert.match(found.find(({ range }) => range.start.line === 4)?.message ?? '', /another work in/);
    // The dossier's own source keeps its key.
    assert.doesNotMatch(await note('overweel2020'), /Quite another work/);
  });

  it('reads RIS', async () => {
    await importFile('refs.ris', 'TY  - BOOK\nID  - smith2021\nTI  - Samovars\nAB  - Of brass.\nER  - \n');
    const text = await eventually(() => note('smith2021'), isThere);
    assert.match(text, /Of brass/);
  });

  it('refuses a file without entries, and leaves the settings alone', async () => {
    await importFile('package.json', '{"name": "no bibliography"}');
    const folders = vscode.workspace.getConfiguration('dossier').get<string[]>('folders', []);
    assert.deepEqual(folders, []);
  });

  it('reads a large file without holding up the editor', async function () {
    this.timeout(60_000);
    const many = Array.from(
      { length: 3_000 },
      (_, index) => `@article{many${index}, title = {Tea ${index}}, author = {Smith, J}, year = 2000}`,
    ).join('\n');
    const importing = importFile('many.bib', `${bib}\n${many}`);
    // Other commands are answered while it is read.
    const ready = Promise.resolve(importing).then(() => true);
    await vscode.commands.executeCommand('dossier.clearFilter');
    assert.ok(await ready);
    await eventually(() => note('many2999'), isThere);
  });
});
