import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packParrot } from '../workbench/parrot.ts';
import { openWorkbench, type Workbench } from './driver.ts';

const files = {
  'tea/dossier.yaml': 'format: 1\nid: tea\ntitle: Tea\nlanguage: en\n',
  'tea/sources.yaml': 'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n  issued: 2020\n',
  'tea/notes/leaf2020.md':
    '1. In May 1999 Ben White of the Old Tea Company bought ten chests of green tea leaves from Ada Green.\n\n2. Ben White sold them for a hundred pounds in London, where green tea leaves were rare.\n\n3. Nobody else in the whole town had any green tea leaves to sell, said Ben White.\n',
  'tea/topics.yaml': 'topics:\n- id: trade\n  prefLabel: Trade\n  definition: Buying and selling.\n',
  'tea/entities.yaml':
    'entities:\n- id: ada\n  prefLabel: Ada Green\n  kind: person\n  description: A trader of tea.\n',
};
const answer = {
  entities: [
    {
      paragraph: 'leaf2020#2',
      quotation: 'a hundred pounds in London',
      name: 'London',
      kind: 'place',
      description: 'A town in which tea was dear.',
    },
    {
      paragraph: 'leaf2020#1',
      quotation: 'Cora Brown sold nothing',
      name: 'Cora Brown',
      kind: 'person',
      description: 'x',
    },
  ],
  events: [
    {
      paragraph: 'leaf2020#1',
      quotation: 'In May 1999 Ben White of the Old Tea Company bought ten chests',
      date: '1999-05',
      title: 'Ten chests are bought',
    },
  ],
  claims: [
    {
      paragraph: 'leaf2020#2',
      quotation: 'Ben White sold them for a hundred pounds in London',
      subject: 'Ben White',
      property: 'price of ten chests',
      statement: 'Ben White took a hundred pounds for ten chests.',
      value: { amount: 100, unit: 'pounds' },
    },
  ],
};

describe('Propose Entries', () => {
  let workbench: Workbench;
  let packed: string;
  before(async function () {
    this.timeout(600_000);
    packed = await mkdtemp(path.join(tmpdir(), 'dossier-parrot-'));
    workbench = await openWorkbench({ files, beside: await packParrot(packed) });
  });
  after(async () => {
    await workbench.close();
    await rm(packed, { recursive: true, force: true });
  });

  /** A file of the dossier, once the writer has saved. */
  const saved = async (name: string) => {
    await workbench.commandPalette('File: Save All Files');
    // The command has been called when the palette closes; the tabs tell when the files are written.
    await workbench.page.waitForFunction(() => !document.querySelector('.tab.dirty'));
    return readFile(path.join(workbench.workspace, 'tea', name), 'utf8');
  };
  /** @param first the first file that is written, which is then shown. */
  const acceptAll = async (first: string) => {
    await workbench.quickInput.widget.getByRole('checkbox').first().click();
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
    await workbench.page.locator(`.tab.active.dirty[data-resource-name="${first}"]`).waitFor();
  };

  it('from the text: what is ticked is written, for the writer to save', async function () {
    this.timeout(60_000);
    await workbench.openFile('tea/entities.yaml');
    await workbench.commandPalette('Dossier: Propose Entries from the Text…');
    await workbench.quickInput.waitForTitle('Proposals for Tea');
    await workbench.quickInput.waitForRow(({ label }) => label.includes('Ben White'));
    await workbench.screenshot('proposals');
    await acceptAll('topics.yaml');
    const entities = await saved('entities.yaml');
    assert.match(entities, /^entities:\n- id: ada\n.*- id: ben-white\n {2}prefLabel: Ben White\n/s);
    assert.match(await saved('events.yaml'), /date: 1999-05\n/);
  });

  it('with a language model: only what the text says, marked with the model’s name', async function () {
    this.timeout(60_000);
    await workbench.commandPalette('Parrot: Teach');
    await workbench.quickInput.fill(JSON.stringify(answer));
    await workbench.quickInput.accept();
    await workbench.commandPalette('Dossier: Propose Entries with a Language Model…');
    await workbench.quickInput.waitForTitle('Propose Entries with a Language Model');
    const offered = await workbench.quickInput.waitForRow(({ label }) => label.includes('Parrot'));
    assert.match(
      offered.detail ?? '',
      /Send 3 paragraphs of Tea to it: about \d+ characters in all, requests: 1/,
    );
    await workbench.screenshot('modelOffer');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle('Proposals for Tea');
    await workbench.quickInput.waitForRow(({ label }) => label.includes('London'));
    await workbench.screenshot('modelProposals');
    await acceptAll('entities.yaml');
    await workbench.waitForNotification(/Proposals by Parrot: 3\. .*does not say what they quote: 1\./);
    const claims = await saved('claims.yaml');
    assert.match(claims, /subject: ben-white\n.*amount: 100\n {4}unit: pounds\n/s);
    assert.doesNotMatch(await saved('entities.yaml'), /Cora Brown/);
  });
});
