/** How long the extension takes to activate, beside an empty one in the same extension host, and to search at first. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { Workbench } from '../ui/driver.ts';
import { launchBrowser, newContext } from '../workbench/browser.ts';
import { packExtension } from '../workbench/package.ts';
import { startServer } from '../workbench/server.ts';
import { median, table } from './figures.ts';

const runs = 5;
/** What is typed, one after the other, and what then stands first. */
const searches = [
  ['first', 'one billion july 2019', /Overweel 2020, para\. 3/],
  ['second', 'right of first refusal', /GadgetBond 2025, para\. 2/],
] as const;
const steps = ['opens', 'picker', 'first', 'second'] as const;
type Step = (typeof steps)[number];
/** Tall enough for the whole list: only rows in sight exist. */
const window = { viewport: { width: 1280, height: 3000 } };
const names = ['Dossier', 'empty'] as const;

/** Both are packed and installed. Reads what VS Code itself reports in its list of running extensions, in several fresh windows. */
export async function measureActivation(): Promise<string> {
  const figures = { Dossier: [] as number[], empty: [] as number[] };
  const waits: Record<Step, number[]> = { opens: [], picker: [], first: [], second: [] };
  const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-bench-'));
  await writeFile(path.join(workspace, 'draft.md'), 'A draft.\n');
  const { file } = await packExtension();
  const empty = path.join(workspace, 'empty.vsix');
  await createVSIX({
    cwd: path.join(import.meta.dirname, 'emptyExtension'),
    packagePath: empty,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  const server = await startServer({ vsix: [file, empty] });
  try {
    for (let run = 0; run < runs; run++) {
      const browser = await launchBrowser();
      const page = await (await newContext(browser, window)).newPage();
      await page.goto(server.address({ workspace, developmentFolder: null }));
      const workbench = new Workbench({
        page,
        workspace,
        server,
        settings: {},
        dispose: () => browser.close(),
      });
      await workbench.openFile('draft.md');
      await measureFirstSearch(workbench, waits);
      await workbench.commandPalette('Developer: Show Running Extensions');
      for (const name of names) {
        const row = page.locator('.runtime-extensions-editor .extension', {
          has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }),
        });
        const time = row.locator('.activation-time');
        await time.filter({ hasText: /\d+ms/ }).waitFor();
        figures[name].push(Number(/(\d+)ms/.exec((await time.textContent()) ?? '')?.[1]));
      }
      await workbench.close();
    }
  } finally {
    await server.stop();
    await rm(workspace, { recursive: true, force: true });
  }
  return [
    '## Activation',
    `In the Node extension host, milliseconds as VS Code reports them, ${runs} windows:`,
    table(
      ['extension', 'median', 'all'],
      names.map((name) => [name, median(figures[name]), figures[name].join(', ')]),
    ),
    'From the key to what is seen, in the same windows, milliseconds with what the browser and its driver take:',
    table(
      ['', 'median', 'all'],
      steps.map((step) => [
        labels[step],
        median(waits[step]).toFixed(0),
        waits[step].map((wait) => wait.toFixed(0)).join(', '),
      ]),
    ),
  ].join('\n\n');
}

const labels: Readonly<Record<Step, string>> = {
  opens: 'Insert Citation, until one can type: activation included',
  picker: 'until the sources stand in it: loading included',
  first: 'first query, until its answer is the first row',
  second: 'second query',
};

/** Opens the picker, which nothing in the window needed before, and searches twice. */
async function measureFirstSearch(workbench: Workbench, waits: Record<Step, number[]>): Promise<void> {
  const { quickInput } = workbench;
  const timed = async (step: Step, action: () => Promise<unknown>) => {
    const start = performance.now();
    await action();
    waits[step].push(performance.now() - start);
  };
  await workbench.focusEditor();
  await timed('picker', async () => {
    await timed('opens', async () => {
      await workbench.press('ControlOrMeta+k');
      await workbench.press('ControlOrMeta+e');
      await quickInput.waitForTitle('Insert Citation');
    });
    await quickInput.waitForTop();
  });
  for (const [step, query, answer] of searches) {
    await timed(step, async () => {
      await quickInput.fill(query);
      await quickInput.waitForTop(({ label, description }) => answer.test(label + description));
    });
  }
  await quickInput.cancel();
}
