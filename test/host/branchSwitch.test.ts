import * as vscode from 'vscode';
import { BibliographyDossiers } from '../../src/host/bibliographyDossiers.ts';
import { Corpora } from '../../src/host/corpora.ts';
import * as assert from './assert.ts';
import { readyExtension } from './documents.ts';
import { ReadingWindow } from './folderReading.ts';
import { eventually } from './ownDossier.ts';

const size = 400;
const noState = { get: (_key: string, fallback: unknown) => fallback, update: async () => {} } as never;

/** As `git checkout` does: files go, come and change at once, with events for each. */
describe('a change of branches', function () {
  this.timeout(120_000);
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root, 'no workspace');
  const folder = vscode.Uri.joinPath(root, 'archive', '.dossier');
  const at = (number: number) => vscode.Uri.joinPath(folder, `part${number % 10}`, `note${number}.md`);
  const { fs } = vscode.workspace;
  const write = (number: number, words: string) =>
    fs.writeFile(at(number), new TextEncoder().encode(`Note ${number} says ${words}.\n`));
  /** Does something with each number of a range at once. */
  const each = (from: number, to: number, run: (number: number) => Thenable<unknown>) =>
    Promise.all(Array.from({ length: to - from }, (_, at) => run(from + at)));
  const numbers = (from: number, to: number, words: string) =>
    Array.from({ length: to - from }, (_, at) => `Note ${from + at} says ${words}.`);
  let reading: ReadingWindow;
  let corpora: Corpora;
  let bibliographyDossiers: BibliographyDossiers;

  before(async () => {
    const { extensionUri } = await readyExtension();
    await each(0, size, (number) => write(number, 'one thing'));
    reading = await ReadingWindow.open(undefined);
    const { documents, indexer, work, channel: log } = reading;
    bibliographyDossiers = new BibliographyDossiers(extensionUri, log);
    corpora = new Corpora({
      extensionUri,
      workspaceState: noState,
      documents,
      bibliographyDossiers,
      indexer,
      work,
      storageUri: undefined,
      log,
    });
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(reading.log.join('\n'));
  });
  after(async () => {
    corpora.dispose();
    bibliographyDossiers.dispose();
    reading.dispose();
    await fs.delete(vscode.Uri.joinPath(root, 'archive'), { recursive: true });
  });

  /** What stands in the dossier. */
  const texts = async () => {
    const known = (await corpora.known()).find(({ key }) => key === folder.toString());
    return known?.complete
      ? (known.corpus?.sources ?? []).flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))
      : [];
  };
  const loads = () => reading.log.filter((line) => /^read .*sources/.test(line)).length;

  it('is read once it is over, and only what it changed', async () => {
    await eventually(texts, (all) => all.length === size);
    const { read } = reading.counts;
    const before = loads();
    await Promise.all([
      each(0, 20, (number) => fs.delete(at(number))),
      each(20, 40, (number) => write(number, 'another thing')),
      each(size, size + 20, (number) => write(number, 'a new thing')),
      // Written anew with the same content, again and again.
      ...Array.from({ length: 3 }, () => each(40, size, (number) => write(number, 'one thing'))),
    ]);
    const expected = [
      ...numbers(20, 40, 'another thing'),
      ...numbers(40, size, 'one thing'),
      ...numbers(size, size + 20, 'a new thing'),
    ].sort();
    const isOver = (all: readonly string[]) => all.toSorted().join() === expected.join();
    await eventually(texts, isOver);
    assert.equal(reading.counts.read - read, 40);
    assert.ok(loads() - before <= 20, `read ${loads() - before} times for a thousand changes`);
  });

  it('may take the whole folder away and bring it back', async () => {
    const { read } = reading.counts;
    const before = (await texts()).toSorted();
    const elsewhere = vscode.Uri.joinPath(root, 'archive', 'elsewhere');
    await fs.rename(folder, elsewhere);
    await eventually(texts, (all) => all.length === 0);
    await fs.rename(elsewhere, folder);
    const again = await eventually(texts, (all) => all.length === size);
    assert.deepEqual(again.toSorted(), before);
    assert.equal(reading.counts.read, read);
  });
});
