/**
 * `npm test`: every layer of tests, each to its end, and one line that counts them all.
 *
 *   node test/run.ts [layer…]
 */

import { globSync } from 'node:fs';
import { findBrowser } from './workbench/browser.ts';
import { runNode } from './workbench/command.ts';
import { type HostVariant, runHostTests } from './workbench/hostTests.ts';
import { installServer } from './workbench/install.ts';
import { projectFolder } from './workbench/paths.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Layer {
  readonly name: string;
  /** A check is right or wrong and counts only where it is wrong. */
  readonly check?: true;
  readonly run: () => Promise<Counts>;
}

/** Stages one after the other, each of rows that run side by side, each of one or several layers in turn. */
const stages: readonly (readonly (readonly Layer[] | Layer)[])[] = [
  [{ name: 'types', check: true, run: () => check('node_modules/typescript/bin/tsc', '-p', '.') }],
  [{ name: 'lint', check: true, run: () => check('node_modules/@biomejs/biome/bin/biome', 'check', '.') }],
  [{ name: 'build', check: true, run: () => check('esbuild.mjs') }],
  [{ name: 'unit', run: () => mocha('test/unit') }],
  [
    { name: 'cli', run: () => mocha('test/cli') },
    { name: 'tools', run: () => mocha('test/tools') },
    { name: 'fetch', check: true, run: fetchWorkbench },
  ],
  [
    [
      { name: 'host node', run: () => host('node') },
      { name: 'host untrusted', run: () => host('untrusted') },
    ],
    { name: 'host web', run: () => host('web') },
  ],
  [{ name: 'ui', run: () => mocha('test/ui') }],
  [{ name: 'vsix', run: () => mocha('test/vsix') }],
];
const layers = stages.flat(2);

/** What could not be tested, and why; and what was tested twice. */
const notes: string[] = [];
const noteLine = /(?<=^| {2}- )(?:not tested|tried again): .*/gm;

async function check(...args: string[]): Promise<Counts> {
  const { code } = await runNode(args, { onOutput: print });
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Nothing is counted for it, but a time: the first run fetches a lot. */
async function fetchWorkbench(): Promise<Counts> {
  await Promise.all([installServer(), findBrowser()]);
  return { passed: 0, failed: 0, skipped: 0 };
}

function host(variant: HostVariant): Promise<Counts> {
  const log = (line: string) => {
    console.log(`${line} [${variant}]`);
    notes.push(...(line.match(noteLine) ?? []));
  };
  return runHostTests(variant, { log });
}

async function mocha(folder: string): Promise<Counts> {
  const files = globSync(`${folder}/**/*.test.ts`, { cwd: projectFolder });
  const { code, output } = await runNode(['node_modules/mocha/bin/mocha.js', '--exit', ...files.sort()], {
    onOutput: print,
  });
  const count = (word: string) => Number(new RegExp(`^ {2}(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  const failed = count('failing');
  // A run that ends early has counted nothing, or not all.
  const broken = code !== 0 && failed === 0 ? 1 : 0;
  notes.push(...(output.match(noteLine) ?? []));
  return { passed: count('passing'), failed: failed + broken, skipped: count('pending') };
}

function print(text: string): void {
  process.stdout.write(text);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !layers.some((layer) => matches(layer, name)));
if (unknown.length > 0) {
  console.error(
    `no such layer: ${unknown.join(', ')}; there are ${layers.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

/** `host` names all three kinds of host. */
function matches({ name }: Layer, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted} `);
}

const seconds = (from: number) => Math.round((performance.now() - from) / 1000);
const start = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const parts: string[] = [];
const table: string[] = [];
for (const stage of stages) {
  await Promise.all(stage.map((row) => runInTurn([row].flat().filter(isAsked))));
}
console.log(`\n${[...table, ...new Set(notes)].join('\n')}\n`);
console.log(`${describe(total)} in ${seconds(start)} s (${parts.join(', ')})`);
process.exit(total.failed > 0 ? 1 : 0);

function isAsked(layer: Layer): boolean {
  return asked.length === 0 || asked.some((name) => matches(layer, name));
}

async function runInTurn(row: readonly Layer[]): Promise<void> {
  for (const layer of row) await runLayer(layer);
}

async function runLayer(layer: Layer): Promise<void> {
  const layerStart = performance.now();
  console.log(`\n── ${layer.name} ${'─'.repeat(60 - layer.name.length)}`);
  const counts = await layer.run().catch((error: unknown): Counts => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  if (!layer.check) parts.push(`${layer.name} ${counts.passed}`);
  else if (counts.failed > 0) parts.push(`${layer.name} failed`);
  const verdict = layer.check ? (counts.failed > 0 ? 'failed' : 'ok') : describe(counts);
  table.push(`${layer.name.padEnd(16)}${String(seconds(layerStart)).padStart(4)} s  ${verdict}`);
}

function describe({ passed, failed, skipped }: Counts): string {
  return `passed ${passed}, failed ${failed}, skipped ${skipped}`;
}
