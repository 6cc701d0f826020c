/**
 * Runs dist/test/host.js inside the extension hosts of the real VS Code.
 *
 *   node test/workbench/hostTests.ts [node] [web] [untrusted]
 */

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, newContext } from './browser.ts';
import { build } from './command.ts';
import { packParrot } from './parrot.ts';
import { artifactsFolder, projectFolder } from './paths.ts';
import { type Server, type Settings, startServer } from './server.ts';

export interface HostResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly title: string; readonly error: string }[];
}

/** What test/host/index.ts prints. */
interface PrintedResult extends HostResult {
  /** Whether the tests ran in a web worker. */
  readonly inWorker: boolean;
}

/** Node's extension host, the web worker, and Node's again in a workspace that the writer has not trusted. */
export const hostVariants = ['node', 'web', 'untrusted'] as const;
export type HostVariant = (typeof hostVariants)[number];

const untrustedSettings: Settings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Nobody looks at the window of the host tests, and two fifths of what they cost were to draw it. */
const plainSettings: Settings = {
  'breadcrumbs.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.folding': false,
  'editor.glyphMargin': false,
  'editor.lightbulb.enabled': 'off',
  'editor.lineNumbers': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerLanes': 0,
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'none',
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.statusBar.visible': false,
};

/** Runs in the page: all of it is laid out, focused and clicked as ever, but not painted. */
const paintNothing = `addEventListener('DOMContentLoaded', () => {
  document.documentElement.style.opacity = '0';
});`;

/** The mark that test/host/index.ts puts before its result. */
const resultMark = 'HOST-TEST-RESULT ';

/** What test/host/index.ts prints for each test. VS Code's own messages only go to the log file. */
const testLine = /^ {2}[✓✗-] /;

/**
 * A host that hangs must not hang the run: it has hung when no test has ended for so long. The slowest test takes a
 * fifth of it where the machine is at its slowest; a limit on all of them together would be one on the machine.
 */
const patienceInSeconds = 300;

/**
 * Runs the host tests in one kind of extension host, in a workspace that is a copy of the sample draft.
 *
 * Everything that the hosts print is kept in `artifacts/host-<variant>.log`.
 *
 * @param log gets a line for each test.
 */
export async function runHostTests(
  variant: HostVariant,
  { log = console.log }: { log?: (line: string) => void } = {},
): Promise<HostResult> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-host-'));
  const packed = await mkdtemp(path.join(tmpdir(), 'dossier-parrot-'));
  let server: Server | undefined;
  let browser: Browser | undefined;
  const printed: string[] = [];
  try {
    await cp(path.join(projectFolder, 'test/fixtures/sample-draft'), workspace, { recursive: true });
    server = await startServer({
      settings: { ...plainSettings, ...(variant === 'untrusted' ? untrustedSettings : {}) },
      vsix: await packParrot(packed),
      web: variant === 'web',
    });
    browser = await launchBrowser();
    const page = await (await newContext(browser, { viewport: { width: 640, height: 480 } })).newPage();
    await page.addInitScript(paintNothing);
    const exit = new Promise<number>((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`no test has ended for ${patienceInSeconds} s`)),
        patienceInSeconds * 1000,
      ).unref();
      page.on('crash', () => reject(new Error('the page crashed')));
      void page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
        const message = args.map(String).join(' ');
        printed.push(message);
        if (!testLine.test(message)) return;
        limit.refresh();
        log(message);
      });
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
    });
    const tests = path.join(projectFolder, 'dist/test/host.js');
    await page.goto(server.address({ workspace, tests }));
    const code = await exit;
    const result = printed.find((line) => line.startsWith(resultMark));
    if (!result) throw new Error(`the host ended with code ${code} before the tests did`);
    const { inWorker, ...counts } = JSON.parse(result.slice(resultMark.length)) as PrintedResult;
    if (inWorker !== (variant === 'web')) throw new Error('the tests ran in the other extension host');
    return counts;
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(message);
    return { passed: 0, failed: 1, skipped: 0, failures: [{ title: `the ${variant} host`, error: message }] };
  } finally {
    await mkdir(artifactsFolder, { recursive: true });
    await writeFile(
      path.join(artifactsFolder, `host-${variant}.log`),
      [...printed, 'The server:', server?.log()].join('\n'),
    );
    await browser?.close();
    await server?.stop();
    await rm(workspace, { recursive: true, force: true });
    await rm(packed, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const asked = hostVariants.filter((variant) => process.argv.includes(variant));
  await build();
  for (const variant of asked.length > 0 ? asked : hostVariants) {
    console.log(`\n${variant} extension host`);
    const { passed, failed, skipped } = await runHostTests(variant);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    if (failed > 0) process.exitCode = 1;
  }
}
