/** How long the extension takes to activate, beside an empty one in the same extension host. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { Workbench } from '../ui/driver.ts';
import { launchBrowser, newContext } from '../workbench/browser.ts';
import { packExtension } from '../workbench/package.ts';
import { startServer } from '../workbench/server.ts';
import { median, table } from './figures.ts';

const runs = 5;
/** Tall enough for the whole list: only rows in sight exist. */
const window = { viewport: { width: 1280, height: 3000 } };
const names = ['Dossier', 'empty'] as const;

/** Both are packed and installed. Reads what VS Code itself reports in its list of running extensions, in several fresh windows. */
export async function measureActivation(): Promise<string> {
  const figures = { Dossier: [] as number[], empty: [] as number[] };
  const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-bench-'));
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
      await workbench.openContainer('Dossier');
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
  ].join('\n\n');
}
