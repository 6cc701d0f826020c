import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './paths.ts';

export interface CommandResult {
  readonly code: number;
  /** Standard output and error, interleaved as they came. */
  readonly output: string;
}

/**
 * Runs a program to its end.
 *
 * @param onOutput is called with each piece of output; `undefined` keeps the program quiet.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; onOutput?: (text: string) => void } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? projectFolder,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pieces: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        pieces.push(text);
        options.onOutput?.(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: pieces.join('') }));
  });
}

/** Runs a script with the Node that runs this one: the version that the project pins. */
export function runNode(args: readonly string[], options: Parameters<typeof runCommand>[2] = {}) {
  return runCommand(process.execPath, args, options);
}

/** Runs npm: the one that started us where there is one, so that no shell is needed on Windows. */
export function runNpm(args: readonly string[], options: Parameters<typeof runCommand>[2] = {}) {
  const npm = npmScript();
  return npm ? runNode([npm, ...args], options) : runCommand('npm', args, options);
}

function npmScript(): string | undefined {
  const caller = process.env.npm_execpath;
  if (caller && path.basename(caller) === 'npm-cli.js') return caller;
  // npm's place beside a Node that was installed with it, on Windows and elsewhere.
  const beside = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => [
      path.join(folder, 'node_modules/npm/bin/npm-cli.js'),
      path.join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
    ]);
  return beside.find((file) => existsSync(file));
}

/** Builds the bundles into dist/. */
export async function build(): Promise<void> {
  const { code, output } = await runNode(['esbuild.mjs']);
  if (code !== 0) throw new Error(`the build failed\n${output}`);
}
