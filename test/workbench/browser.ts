import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { runCommand } from './command.ts';
import { unpackChromium } from './install.ts';

const quietArguments = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-sync',
];

/**
 * Finds a browser: one that the system has (CHROME_PATH names another), else the one from the npm registry, which it
 * unpacks.
 *
 * @returns the program, and where it was unpacked if it was.
 */
export async function findBrowser(): Promise<{ executablePath: string; folder?: string }> {
  const system = systemBrowser();
  if (system) return { executablePath: system };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one.');
  }
  const folder = await unpackChromium();
  return { executablePath: path.join(folder, 'chromium'), folder };
}

/** Starts a browser without a window. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, folder } = await findBrowser();
  const env = folder ? { env: await bareSystem(folder, executablePath) } : {};
  return chromium.launch({ executablePath, args: quietArguments, ...env });
}

/** What the browser lacks on a system without its libraries or fonts. */
async function bareSystem(folder: string, executable: string): Promise<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  const { code } = await runCommand(executable, ['--version']);
  if (code !== 0) env.LD_LIBRARY_PATH = path.join(folder, 'al2023/lib');
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(folder, 'fonts');
  return env;
}

/** A browser window of the size that the screenshots have, with access to the clipboard. */
export function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
}

function systemBrowser(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  return candidates().find((file) => existsSync(file));
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const places = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programs.flatMap((program) => places.map((place) => path.join(place, program)));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}
