// Builds everything that runs: the extension (one bundle for desktop and web), the command line, the bundled
// dossier and the host tests.
//
//   node esbuild.mjs [--production] [--watch]

import { existsSync, watch } from 'node:fs';
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
};

/** `platform: 'browser'` makes an import from Node a build error, so that the bundle also runs on the web. */
/** @type {esbuild.BuildOptions} */
const extensionHost = { platform: 'browser', format: 'cjs', target: 'es2022', external: ['vscode'] };

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
  plugins: [hostTestEntry()],
};

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

/** Compiles each folder of corpus/ into one file of dist/; a fault in it fails the build. */
async function buildCorpora() {
  const compiler = path.join(root, 'src/core/corpus/compile.ts');
  const folders = path.join(root, 'corpus');
  if (!existsSync(compiler) || !existsSync(folders)) return true;
  const { compileCorpus } = await import('./src/core/corpus/compile.ts');
  const { formatProblem } = await import('./src/core/corpus/problem.ts');
  let sound = true;
  for (const id of (await readdir(folders)).sort()) {
    if (!existsSync(path.join(folders, id, 'dossier.yaml'))) continue;
    const { corpus, problems } = compileCorpus(await readTexts(path.join(folders, id)));
    for (const problem of problems) {
      console.error(formatProblem({ ...problem, file: `corpus/${id}/${problem.file}` }));
      if (problem.severity === 'error') sound = false;
    }
    if (!corpus) sound = false;
    else await writeFile(path.join(root, 'dist', `${id}.json`), JSON.stringify(corpus));
  }
  return sound;
}

/** @param {string} folder */
async function readTexts(folder) {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => /\.(yaml|md)$/.test(name))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return new Map(names.map((name, index) => [name.replaceAll(path.sep, '/'), texts[index] ?? '']));
}

/** A part of the product that is not written yet, or host tests in a production build, are left out. */
const wanted = [
  ...products.filter(({ entryPoints }) =>
    existsSync(path.join(root, /** @type {string[]} */ (entryPoints)[0])),
  ),
  ...(production || !existsSync(path.join(root, 'test/host/index.ts')) ? [] : [hostTests]),
];

await mkdir(path.join(root, 'dist'), { recursive: true });
try {
  if (watching) {
    for (const options of wanted) {
      await (await esbuild.context({ ...options, logLevel: 'info' })).watch();
    }
    await buildCorpora();
    let pending = Promise.resolve(true);
    watch(path.join(root, 'corpus'), { recursive: true }, () => {
      pending = pending.then(buildCorpora);
    });
  } else {
    const [sound] = await Promise.all([buildCorpora(), ...wanted.map((options) => esbuild.build(options))]);
    if (!sound) process.exitCode = 1;
  }
} catch {
  // esbuild has printed what is wrong, with file and line.
  process.exitCode = 1;
}
