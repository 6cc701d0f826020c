/** How long a large folder takes until it can be searched, and how long the extension host is not free meanwhile. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { Workbench } from '../ui/driver.ts';
import { launchBrowser, newContext } from '../workbench/browser.ts';
import { packExtension } from '../workbench/package.ts';
import { startServer } from '../workbench/server.ts';
import { paragraphs } from './collection.ts';
import { table } from './figures.ts';

const documents = 500;
const paragraphsEach = 200;
/** Longer than reading and indexing takes on a busy machine. In ms. */
const patience = 600_000;

interface Phase {
  readonly name: string;
  readonly seconds: number;
  readonly pauses: readonly Pause[];
}

/** A time in which the extension host could not answer, in ms. */
interface Pause {
  readonly length: number;
  /** For how long of that it worked; for the rest the machine had it wait for a processor. */
  readonly worked: number;
}

/** A folder of Markdown files, in the Node extension host: read for the first time, opened again, one file changed, closed and opened. */
export async function measureIndexing(): Promise<string> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-bench-'));
  const folder = path.join(workspace, '.dossier');
  await mkdir(folder);
  const texts = paragraphs(documents * paragraphsEach);
  for (let at = 0; at < documents; at++) {
    const own = texts.slice(at * paragraphsEach, (at + 1) * paragraphsEach);
    await writeFile(
      path.join(folder, `document-${at}.md`),
      `# Document ${at}\n\n${own.join('\n\n')}\n\n${mark(at)}\n`,
    );
  }
  await writeFile(path.join(workspace, 'draft.md'), 'A draft.\n');
  const probe = path.join(workspace, 'probe.vsix');
  await createVSIX({
    cwd: path.join(import.meta.dirname, 'probeExtension'),
    packagePath: probe,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  const { file } = await packExtension();
  const server = await startServer({ vsix: [file, probe] });
  const phases: Phase[] = [];
  const open = async () => {
    const browser = await launchBrowser();
    const page = await (await newContext(browser, {})).newPage();
    await page.goto(server.address({ workspace, developmentFolder: null }));
    const parts = { page, workspace, server, settings: {}, dispose: () => browser.close() };
    const workbench = new Workbench(parts);
    await workbench.openFile('draft.md');
    return workbench;
  };
  const phase = async (name: string, action: () => Promise<void>) => {
    const [begin, start] = [Date.now(), performance.now()];
    await action();
    const seconds = (performance.now() - start) / 1000;
    phases.push({ name, seconds, pauses: pausesSince(workspace, begin) });
  };
  try {
    let workbench = await open();
    await phase('nothing, for comparison', () => workbench.page.waitForTimeout(10_000));
    const [first, last] = [mark(0), mark(documents - 1)];
    await phase('read and indexed for the first time', () => find(workbench, last));
    await phase('searched', () => find(workbench, first));
    await phase('one document changed', async () => {
      const changed = path.join(folder, 'document-7.md');
      writeFileSync(changed, `${readFileSync(changed, 'utf8')}\nquibblesnatch\n`);
      await find(workbench, 'quibblesnatch');
    });
    await phase('a hundred documents touched, not changed', async () => {
      const now = new Date();
      for (let at = 0; at < 100; at++) await utimes(path.join(folder, `document-${at}.md`), now, now);
      writeFileSync(path.join(folder, 'new.md'), 'A new one: wobblequark\n');
      await find(workbench, 'wobblequark');
    });
    // What was indexed is written behind the writer's back.
    await workbench.page.waitForTimeout(5_000);
    // A window that is left ends its extension host; one that breaks off would have it wait.
    await workbench.page.goto('about:blank');
    await workbench.page.waitForTimeout(5_000);
    await workbench.close();
    workbench = await open();
    await phase('opened again', () => find(workbench, last));
    await workbench.close();
  } finally {
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
  return [
    '## Indexing in the host',
    `${documents} Markdown files of ${paragraphsEach} paragraphs in the Node extension host, from the command until ` +
      'Insert Citation shows the paragraph. A pause is a time over 20 ms in which the extension host, which all ' +
      'extensions share, could not answer; part of it the host may only have waited for one of the machine’s ' +
      'processors, which the reader, the server and the browser share.',
    table(
      ['what', 'seconds', 'pauses', 'longest, ms', 'most work in one, ms', 'with over 50 ms of work'],
      phases.map(({ name, seconds, pauses }) => [
        name,
        seconds.toFixed(1),
        pauses.length,
        Math.max(0, ...pauses.map(({ length }) => length)),
        Math.max(0, ...pauses.map(({ worked }) => worked)),
        pauses.filter(({ worked }) => worked > 50).length,
      ]),
    ),
  ].join('\n\n');
}

/** A word that only one document has. */
function mark(document: number): string {
  const letters = [...String(document)].map((digit) => 'bdfgklmnpt'[Number(digit)]);
  return `zyx${letters.map((letter) => `${letter}o`).join('')}q`;
}

/** Searches until the word is found: while documents are read, a search finds what has been read so far. */
async function find(workbench: Workbench, word: string): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    await workbench.commandPalette('Dossier: Insert Citation');
    await workbench.quickInput.waitForTitle('Insert Citation');
    await workbench.quickInput.type(word);
    const found = await workbench.quickInput
      .waitForRow(({ label, detail }) => `${label} ${detail}`.includes(word), 500)
      .catch(() => undefined);
    await workbench.quickInput.cancel();
    if (found) return;
    if (performance.now() > end) throw new Error(`${word} was not found`);
  }
}

function pausesSince(workspace: string, begin: number): Pause[] {
  const file = path.join(workspace, 'pauses');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines
    .map((line) => line.split(' ').map(Number))
    .flatMap(([at = 0, length = 0, worked = 0]) => (at > begin ? [{ length, worked }] : []));
}
