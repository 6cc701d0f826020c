import * as vscode from 'vscode';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { BackgroundWork } from '../../src/host/backgroundWork.ts';
import { IndexerClient } from '../../src/host/indexer.ts';
import { Indexing } from '../../src/host/indexing.ts';
import { readKept, writeKept } from '../../src/host/keptFiles.ts';
import * as assert from './assert.ts';
import { readyExtension } from './documents.ts';
import { eventually } from './ownDossier.ts';
import { WorkFolder } from './workFolder.ts';

/** Thousands of paragraphs, so that indexing takes its time and is worth keeping. */
const large: Corpus = {
  format: 1,
  id: 'large',
  title: 'Large',
  language: 'en',
  sources: Array.from({ length: 60 }, (_, source) => ({
    id: `source${source}`,
    item: { id: `source${source}`, type: 'book', title: `Book ${source}` },
    paragraphs: Array.from({ length: 100 }, (_, at) => ({
      number: at + 1,
      text: `Paragraph ${at} of ${source} tells of chest${source}x${at} and of lamps.`,
      headings: [],
    })),
  })),
  topics: [],
  entities: [],
  events: [],
  claims: [],
  disagreements: [],
};

describe('the indexer', () => {
  let extensionUri: vscode.Uri;
  let log: vscode.LogOutputChannel;
  let folder: WorkFolder;
  const clients: IndexerClient[] = [];
  const client = (uri = extensionUri) => {
    const one = new IndexerClient(uri, log);
    clients.push(one);
    return one;
  };
  const indexingOf = (indexer: IndexerClient, storageUri?: vscode.Uri) => {
    const indexing = new Indexing({ indexer, storageUri, work: new BackgroundWork(), log });
    indexing.use([{ key: 'large', content: large }]);
    return indexing;
  };
  const finderOf = (indexer: IndexerClient, storageUri?: vscode.Uri) =>
    indexingOf(indexer, storageUri).finder;

  before(async () => {
    extensionUri = (await readyExtension()).extensionUri;
    log = vscode.window.createOutputChannel('Dossier indexer test', { log: true });
    folder = new WorkFolder();
  });
  after(async () => {
    for (const one of clients) one.dispose();
    log.dispose();
    await vscode.workspace.fs.delete(folder.uri, { recursive: true }).then(undefined, () => undefined);
  });

  it('finds from its worker', async () => {
    const hits = await finderOf(client()).find('chest7x31');
    assert.equal(hits[0]?.id, 'source7#32');
  });

  it('finds without a worker as well', async () => {
    const indexer = client(vscode.Uri.joinPath(extensionUri, 'nowhere'));
    const hits = await finderOf(indexer).find('chest7x31');
    assert.equal(hits[0]?.id, 'source7#32');
  });

  it('is ended in the midst of its work, and begins anew when asked again', async () => {
    const indexer = client();
    let ended = 0;
    indexer.onDidEnd(() => ended++);
    const first = finderOf(indexer).find('lamps');
    // Once the worker has answered one call it is at the next.
    await indexer.call('openShelf', 'file:///nowhere', undefined);
    indexer.end();
    const error = await first.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof vscode.CancellationError, String(error));
    assert.equal(ended, 1);
    const hits = await finderOf(indexer).find('chest59x99');
    assert.equal(hits[0]?.id, 'source59#100');
  });

  it('finds for all who ask while what is searched is told anew', async () => {
    const indexing = indexingOf(client());
    const asked = [indexing.finder.find('chest7x31')];
    for (let time = 0; time < 3; time++) {
      indexing.use([{ key: 'large', content: large }]);
      asked.push(indexing.finder.find('chest7x31'));
      await indexing.finder.mentions();
    }
    for (const hits of await Promise.all(asked)) assert.equal(hits[0]?.id, 'source7#32');
  });

  it('searches no longer what is closed, and again what is opened again', async () => {
    const indexing = indexingOf(client());
    const find = () => indexing.finder.find('chest7x31');
    assert.equal((await find()).length > 0, true);
    indexing.use([]);
    assert.deepEqual(await find(), []);
    indexing.use([{ key: 'large', content: large }]);
    assert.equal((await find())[0]?.id, 'source7#32');
  });

  it('says what went wrong, and goes on', async () => {
    const indexer = client();
    await assert.rejects(indexer.call('printShelf', 'file:///nowhere'), /is not open/);
    assert.equal((await indexer.call('openShelf', 'file:///nowhere', undefined)).size, 0);
  });

  it('keeps its index between sessions, and makes it anew where it is damaged', async () => {
    const store = folder.at('index/search');
    await finderOf(client(), folder.uri).find('lamps');
    await eventually(
      () => folder.exists('index/search'),
      (exists) => exists,
    );
    const kept = await vscode.workspace.fs.readFile(store);
    assert.ok(kept.length > 10_000, `only ${kept.length} bytes`);
    for (const bytes of [kept, kept.slice(0, 5_000), new Uint8Array(100)]) {
      await vscode.workspace.fs.writeFile(store, bytes);
      const hits = await finderOf(client(), folder.uri).find('chest7x31');
      assert.equal(hits[0]?.id, 'source7#32');
    }
  });

  it('works where nothing can be kept', async () => {
    // A file stands where the folder would be made.
    await folder.write('taken', 'x');
    const file = folder.at('taken/inside/kept');
    await writeKept(file, new Uint8Array([1]), log);
    assert.equal(await readKept(file), undefined);
    assert.equal(await readKept(undefined), undefined);
    const hits = await finderOf(client(), folder.at('taken')).find('chest7x31');
    assert.equal(hits[0]?.id, 'source7#32');
  });
});
