// Builds everything that runs: the extension (one bundle for desktop and web), the command line, the bundled
// dossier, the citation styles and the host tests; and first the one module of the source that is generated.
//
//   node esbuild.mjs [--production] [--watch]

import { watch } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const production = process.argv.includes('--production');
const watching = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [citationCore()],
};

/** `platform: 'browser'` makes an import from Node a build error, so that the bundle also runs on the web. */
/** @type {esbuild.BuildOptions} */
const extensionHost = {
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  plugins: [citationCore(), vscodeOnce()],
  // Neither extension host has a document: packages that tell a web page from a worker are in a worker.
  conditions: ['worker'],
};

/** @type {esbuild.BuildOptions[]} */
const products = [
  {
    ...shared,
    ...extensionHost,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
  },
  {
    ...shared,
    ...extensionHost,
    entryPoints: ['src/worker/reader.ts', 'src/worker/entries.ts', 'src/worker/indexer.ts'],
    outdir: 'dist/worker',
    format: 'iife',
  },
  {
    ...shared,
    entryPoints: {
      timeline: 'src/webview/timeline/main.ts',
      relations: 'src/webview/relations/main.ts',
    },
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  },
  {
    ...shared,
    entryPoints: ['src/cli.ts'],
    outfile: 'dist/cli.mjs',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // Bundled CommonJS packages call require, which an ES module lacks.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  },
];

/** @type {esbuild.BuildOptions} */
const hostTests = {
  ...shared,
  ...extensionHost,
  entryPoints: ['host-tests'],
  outfile: 'dist/test/host.js',
  plugins: [citationCore(), vscodeOnce(), hostTestEntry()],
};

/**
 * The BibTeX parser takes two classes from the core of citation-js, whose other parts fetch from the network and need
 * Node for it.
 */
function citationCore() {
  return {
    name: 'citation-core',
    /** @param {esbuild.PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^@citation-js\/core$/ }, () => ({
        path: 'core',
        namespace: 'citation-core',
      }));
      build.onLoad({ filter: /.*/, namespace: 'citation-core' }, () => ({
        contents: `
          const { Grammar } = require('@citation-js/core/lib/util/grammar.js');
          const { Translator } = require('@citation-js/core/lib/util/translator.js');
          module.exports = { util: { Grammar, Translator }, logger: { warn() {} } };`,
        resolveDir: root,
      }));
    },
  };
}

/** Each file that imports `vscode` would copy its several hundred properties: a third of the time until the bundle stands. */
function vscodeOnce() {
  return {
    name: 'vscode-once',
    /** @param {esbuild.PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
        namespace === 'vscode'
          ? { path: 'vscode', external: true }
          : { path: 'vscode', namespace: 'vscode', sideEffects: false },
      );
      build.onLoad({ filter: /.*/, namespace: 'vscode' }, () => ({
        contents: `export * from 'vscode';`,
        resolveDir: root,
      }));
    },
  };
}

/** Bundles test/host/index.ts with every *.test.ts beside it: a web extension host cannot list a folder. */
function hostTestEntry() {
  const folder = path.join(root, 'test/host');
  return {
    name: 'host-test-entry',
    /** @param {esbuild.PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^host-tests$/ }, () => ({ path: 'host-tests', namespace: 'host-tests' }));
      build.onLoad({ filter: /.*/, namespace: 'host-tests' }, async () => {
        const names = await readdir(folder, { recursive: true });
        const tests = names.filter((name) => name.endsWith('.test.ts')).sort();
        return {
          // index.ts comes first: it defines describe and it.
          contents: [
            "export { run } from './index.ts';",
            ...tests.map((name) => `import './${name.replaceAll(path.sep, '/')}';`),
          ].join('\n'),
          resolveDir: folder,
          watchDirs: [folder],
        };
      });
      // Mocha's browser build looks for a module system and finds the one of our bundle; it must define globals.
      build.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
        contents: `var exports, module, define;\n${await readFile(file, 'utf8')}`,
      }));
    },
  };
}

/** Assembles what finds words at the speed of WebAssembly, as a module that source, tests and bundles import alike. */
async function assembleSieve() {
  const folder = path.join(root, 'src/core/mentions');
  const { default: loadWabt } = await import('wabt');
  const module = (await loadWabt()).parseWat(
    'sieve.wat',
    await readFile(path.join(folder, 'sieve.wat'), 'utf8'),
  );
  module.validate();
  const code = Buffer.from(module.toBinary({}).buffer).toString('base64');
  module.destroy();
  const source = `/** sieve.wat in binary, as base64; made by esbuild.mjs. */\nexport const sieveCode = '${code}';\n`;
  const file = path.join(folder, 'sieveCode.ts');
  // A source that is as it was is left alone: others may be reading it.
  if ((await readFile(file, 'utf8').catch(() => '')) !== source) await writeFile(file, source);
}

/** Compiles each folder of corpus/ into one file of dist/; a fault in it fails the build. */
async function buildCorpora() {
  const { compileCorpus } = await import('./src/core/corpus/compile.ts');
  const { formatProblem } = await import('./src/core/corpus/problem.ts');
  const { readFolder } = await import('./src/cli/readFolder.ts');
  let sound = true;
  for (const id of await readdir(path.join(root, 'corpus'))) {
    const { corpus, problems } = compileCorpus(await readFolder(path.join(root, 'corpus', id)));
    for (const problem of problems) {
      console.error(formatProblem({ ...problem, file: `corpus/${id}/${problem.file}` }));
      if (problem.severity === 'error') sound = false;
    }
    if (!corpus) sound = false;
    else await writeFile(path.join(root, 'dist', `${id}.json`), JSON.stringify(corpus));
  }
  return sound;
}

/** Copies the bundled citation styles and locales to where they are read, without the comments and indentation. */
async function copyStyles() {
  const folder = path.join(root, 'media/csl');
  await mkdir(path.join(root, 'dist/csl'), { recursive: true });
  const files = (await readdir(folder)).filter((name) => /\.(csl|xml)$/.test(name));
  await Promise.all(
    files.map(async (name) => {
      const xml = await readFile(path.join(folder, name), 'utf8');
      const short = xml.replace(/<!--[\s\S]*?-->/g, '').replace(/>\s*\n\s*</g, '><');
      await writeFile(path.join(root, 'dist/csl', name), short);
    }),
  );
}

/**
 * Writes the licences of all packages that went into the extension, as most of them ask for.
 *
 * @param {esbuild.Metafile} metafile
 */
async function writeLicences(metafile) {
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap(
      (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
    ),
  );
  const notices = [...packages].sort().map(async (name) => {
    const folder = path.join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((candidate) => /^licen[cs]e(\.\w+)?$/i.test(candidate));
    const text = file ? await readFile(path.join(folder, file), 'utf8') : `Licence: ${license}\n`;
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const styles =
    'The citation styles and locales in csl/ come from the Citation Style Language project, with comments and\n' +
    'indentation taken out, under the Creative Commons Attribution-ShareAlike 3.0 licence. Each names its authors.\n' +
    'https://citationstyles.org\nhttps://creativecommons.org/licenses/by-sa/3.0/\n';
  await writeFile(
    path.join(root, 'dist', 'LICENCES.txt'),
    [styles, ...(await Promise.all(notices))].join(rule),
  );
}

const [extension, ...others] = production ? products : [...products, hostTests];

await mkdir(path.join(root, 'dist'), { recursive: true });
try {
  await assembleSieve();
  if (watching) {
    for (const options of [extension, ...others]) {
      await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
    }
    await Promise.all([buildCorpora(), copyStyles()]);
    let pending = Promise.resolve(true);
    watch(path.join(root, 'corpus'), { recursive: true }, () => {
      pending = pending.then(buildCorpora);
    });
  } else {
    const [{ metafile }, sound] = await Promise.all([
      esbuild.build({ ...extension, metafile: true }),
      buildCorpora(),
      copyStyles(),
      ...others.map((options) => esbuild.build(options)),
    ]);
    await writeLicences(metafile);
    if (!sound) process.exitCode = 1;
  }
} catch (error) {
  // Of a build, esbuild has printed what is wrong, with file and line.
  if (!(error instanceof Error && 'errors' in error)) console.error(error);
  process.exitCode = 1;
}
