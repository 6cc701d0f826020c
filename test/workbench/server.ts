import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './command.ts';
import { installServer } from './install.ts';
import { projectFolder } from './paths.ts';

/** A running VS Code server with its own user data; nothing of the person's own VS Code is read or written. */
export interface Server {
  readonly port: number;
  /** Where the server keeps user settings, extensions and logs; gone after `stop`. */
  readonly dataFolder: string;
  /** What the server has printed so far. */
  readonly log: () => string;
  /** Writes the user settings. An open workbench is sure to know them only when it is loaded again. */
  readonly writeSettings: (settings: Settings) => Promise<void>;
  /** The address of a workbench on a folder. */
  readonly address: (options: AddressOptions) => string;
  /** Stops the server with all its extension hosts and removes its data. */
  readonly stop: () => Promise<void>;
}

export type Settings = Readonly<Record<string, unknown>>;

export interface AddressOptions {
  readonly workspace: string;
  /** Folder of the extension to load from source; by default the project, `null` for none. */
  readonly developmentFolder?: string | null;
  /** Compiled test module whose `run` the extension host calls. */
  readonly tests?: string;
  /** A file of the workspace to open. */
  readonly open?: string;
}

/** A quiet workbench: nothing pops up, nothing leaves the machine. A test's own settings go on top. */
const quietSettings: Settings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** By themselves they run in Node's extension host, where there is one; VS Code heeds nothing else of a page. */
const inWebHost: Settings = {
  'remote.extensionKind': { 'dossier.dossier': ['web'], 'dossier-tests.parrot': ['web'] },
};

export interface ServerOptions {
  /** User settings in addition to the quiet ones. */
  readonly settings?: Settings;
  /** Whether our extensions run in the browser's extension host (a web worker) instead of Node's. */
  readonly web?: boolean;
  /** Packed extensions to install before the start. */
  readonly vsix?: string | readonly string[];
  /** The port; by default a free one. */
  readonly port?: number;
}

/** Starts VS Code's server on a free port of this machine, fetching it first where need be. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const serverFolder = await installServer();
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'dossier-server-'));
  const writeSettings = async (settings: Settings) => {
    const file = path.join(dataFolder, 'data/User/settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    const all = { ...quietSettings, ...(options.web ? inWebHost : {}), ...settings };
    await writeFile(file, JSON.stringify(all, undefined, 2));
  };
  await writeSettings(options.settings ?? {});
  const script = path.join(serverFolder, 'out/server-main.js');
  const common = [
    '--accept-server-license-terms',
    '--server-data-dir',
    dataFolder,
    '--telemetry-level',
    'off',
  ];
  for (const vsix of [options.vsix ?? []].flat()) {
    const { code, output } = await runNode([script, ...common, '--install-extension', vsix]);
    if (code !== 0) throw new Error(`installing ${vsix} failed\n${output}`);
  }
  const child = spawn(
    process.execPath,
    [
      script,
      ...common,
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      '--without-connection-token',
      '--disable-websocket-compression',
      // Without it a built VS Code loads no extension from a folder and runs no tests.
      '--enable-smoke-test-driver',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: it is ended as a whole, and Ctrl+C in the terminal reaches only us.
      detached: process.platform !== 'win32',
    },
  );
  const pieces: string[] = [];
  const log = () => pieces.join('');
  let running = true;
  const stopped = new Promise<void>((resolve) => {
    child.once('close', () => {
      running = false;
      resolve();
    });
  });
  const stop = async () => {
    process.off('exit', killNow);
    if (running) endTree(child);
    await stopped;
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const killNow = () => endTree(child);
  process.once('exit', killNow);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      const onData = (text: string) => {
        pieces.push(text);
        const match = /Extension host agent listening on (\d+)/.exec(log());
        if (match) resolve(Number(match[1]));
      };
      child.stdout.setEncoding('utf8').on('data', onData);
      child.stderr.setEncoding('utf8').on('data', onData);
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`VS Code's server ended with code ${code}\n${log()}`)));
    });
    return { port, dataFolder, log, writeSettings, address: (to) => workbenchAddress(port, to), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server starts extension hosts, file watchers and terminals: all of them have to go. */
function endTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function workbenchAddress(port: number, options: AddressOptions): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${toUriPath(file)}`;
  const payload: [string, string][] = [];
  const developmentFolder =
    options.developmentFolder === undefined ? projectFolder : options.developmentFolder;
  if (developmentFolder) payload.push(['extensionDevelopmentPath', remote(developmentFolder)]);
  if (options.tests) payload.push(['extensionTestsPath', remote(options.tests)]);
  if (options.open) payload.push(['openFile', remote(path.join(options.workspace, options.open))]);
  const query = new URLSearchParams({ folder: toUriPath(options.workspace) });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}

/** `C:\x` → `/C:/x`, without a slash at the end, which VS Code would keep as part of the path. */
function toUriPath(file: string): string {
  const slashed = file.replaceAll('\\', '/').replace(/\/$/, '');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
