import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';

const src = path.resolve(import.meta.dirname, '../../src');

/** Which layer may import which; `.` is what lies in src itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'extension.ts': ['features', 'host', 'core'],
  'cli.ts': ['cli', 'core'],
  cli: ['cli', 'core'],
  features: ['features', 'host', 'core', 'webview'],
  host: ['host', 'core'],
  webview: ['webview', 'core'],
  worker: ['worker', 'core'],
  core: ['core'],
};

interface SourceFile {
  readonly path: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => ({
    path: file,
    imports: [
      ...readFileSync(path.join(src, file), 'utf8').matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)/g),
    ].map((match) => match[1] ?? match[2] ?? ''),
  }));

function resolve(from: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(from), specifier);
}

function layer(file: string): string {
  return file.split('/')[0] ?? '';
}

describe('the architecture', () => {
  it('has source files to look at', () => assert.ok(files.length > 20));

  it('imports in one direction: extension → features → host → core, cli → core', () => {
    const wrong = files.flatMap(({ path: file, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolve(file, specifier))
        .filter((target) => !allowed[layer(file)]?.includes(layer(target)) && !target.startsWith('..'))
        .map((target) => `${file} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps features from importing each other', () => {
    const feature = (file: string) => file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');
    const wrong = files
      .filter(({ path: file }) => layer(file) === 'features')
      .flatMap(({ path: file, imports }) =>
        imports
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => resolve(file, specifier))
          .filter((target) => layer(target) === 'features' && feature(target) !== feature(file))
          .map((target) => `${file} imports ${target}`),
      );
    assert.deepEqual(wrong, []);
  });

  it('keeps the core free of VS Code and Node', () => {
    const wrong = files
      .filter(({ path: file }) => layer(file) === 'core')
      .flatMap(({ path: file, imports }) =>
        imports
          .filter((specifier) => /^(vscode$|node:)/.test(specifier))
          .map((name) => `${file} imports ${name}`),
      );
    assert.deepEqual(wrong, []);
  });

  it('has no import cycles', () => {
    const graph = new Map(
      files.map(({ path: file, imports }) => [
        file,
        imports.filter((specifier) => specifier.startsWith('.')).map((specifier) => resolve(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const visit = (file: string, trail: readonly string[]): void => {
      assert.ok(!trail.includes(file), `a cycle: ${[...trail, file].join(' → ')}`);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
  });

  it('reads configuration in one place', () => {
    const readers = files
      .map(({ path: file }) => file)
      .filter((file) => readFileSync(path.join(src, file), 'utf8').includes('getConfiguration('));
    assert.deepEqual(readers, ['host/settings.ts']);
  });
});
