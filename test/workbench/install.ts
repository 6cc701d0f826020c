import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNode, runNpm } from './command.ts';
import { cacheFolder, projectFolder } from './paths.ts';

/** The npm package that carries VS Code's server and workbench. Its wrapper around them is not used. */
const serverPackage = { name: 'code-server', version: '4.139.1' } as const;

export type Log = (line: string) => void;

/**
 * Fetches VS Code's server from the npm registry into the cache folder, once.
 *
 * @returns the server's folder.
 */
export async function installServer(log: Log = console.log): Promise<string> {
  const name = `${serverPackage.name}-${serverPackage.version}`;
  const folder = await installOnce(name, log, async (staging) => {
    // Without a manifest npm would climb up to the project's own.
    await writeFile(path.join(staging, 'package.json'), '{ "private": true }\n');
    const server = path.join(staging, 'node_modules', serverPackage.name, 'lib/vscode');
    log(`Fetching VS Code for the tests (npm package ${name}, about 600 MB on disk, once) …`);
    await npmInstall(staging, [`${serverPackage.name}@${serverPackage.version}`], log);
    log('Fetching what its server needs …');
    await npmInstall(server, [], log);
  });
  return path.join(folder, 'node_modules', serverPackage.name, 'lib/vscode');
}

/** Install scripts would compile native modules, which the workbench does without. */
async function npmInstall(cwd: string, packages: readonly string[], log: Log): Promise<void> {
  const args = [
    'install',
    ...packages,
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const stop = reportGrowth(cwd, log);
  const { code, output } = await runNpm(args, { cwd }).finally(stop);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}\n${output}`);
}

/**
 * Unpacks the browser of the npm package `@sparticuz/chromium` (Linux x64) into the cache folder, once.
 *
 * @returns the folder with `chromium`, `fonts` and, for systems without them, the libraries it needs in `al2023/lib`.
 */
export async function unpackChromium(log: Log = console.log): Promise<string> {
  return installOnce('chromium', log, async (staging) => {
    log('Unpacking a browser for the tests …');
    const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
    const { code, output } = await runNode(['-e', script], {
      cwd: projectFolder,
      // The package unpacks into the temporary folder, and its libraries only where it believes to be in a cloud
      // function.
      env: { TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    });
    if (code !== 0) throw new Error(`unpacking the browser failed\n${output}`);
  });
}

/**
 * Fills a folder of the cache beside its place and moves it there when it is whole: an interrupted run leaves
 * nothing that a later one could take for complete. What npm has fetched stays in npm's cache, so a later run goes
 * on from there.
 */
function installOnce(name: string, log: Log, fill: (staging: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return Promise.resolve(folder);
  const known = underWay.get(name) ?? install(name, folder, log, fill);
  underWay.set(name, known);
  return known;
}

/** What two hosts that start side by side both ask for. */
const underWay = new Map<string, Promise<string>>();

async function install(
  name: string,
  folder: string,
  log: Log,
  fill: (staging: string) => Promise<void>,
): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned(name);
  const staging = path.join(cacheFolder, `${name}.partial-${process.pid}`);
  await mkdir(staging, { recursive: true });
  const start = performance.now();
  try {
    await fill(staging);
    await rename(staging, folder).catch((error: unknown) => {
      // Another run was faster: its copy is as good.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  log(`Done in ${Math.round((performance.now() - start) / 1000)} s.`);
  return folder;
}

async function removeAbandoned(name: string): Promise<void> {
  for (const entry of await readdir(cacheFolder)) {
    const pid = entry.startsWith(`${name}.partial-`) ? Number(entry.split('-').at(-1)) : Number.NaN;
    if (!Number.isNaN(pid) && !isRunning(pid)) {
      await rm(path.join(cacheFolder, entry), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Prints every few seconds how large the folder has become: npm says nothing while it works. */
function reportGrowth(folder: string, log: Log): () => void {
  const start = performance.now();
  const timer = setInterval(async () => {
    const megabytes = Math.round((await folderSize(folder)) / 1_000_000);
    log(`  … ${megabytes} MB after ${Math.round((performance.now() - start) / 1000)} s`);
  }, 5_000);
  return () => clearInterval(timer);
}

async function folderSize(folder: string): Promise<number> {
  // npm renames folders while we look: what has gone counts nothing.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let size = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    size += (await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return size;
}
