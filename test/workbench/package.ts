/** `npm run package`: packs the extension, lists what is inside, and refuses what is too large. */

import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { runNode } from './command.ts';
import { projectFolder } from './paths.ts';

/** In bytes: the extension has to install in a moment anywhere. Half of it is the reader of PDF, DOCX and EPUB. */
const sizeLimit = 2_000_000;

export interface Package {
  readonly file: string;
  readonly size: number;
}

/**
 * Builds for production and packs the extension; vsce prints the list of files.
 *
 * @throws where the package is larger than the budget.
 */
export async function packExtension(): Promise<Package> {
  const { code, output } = await runNode(['esbuild.mjs', '--production']);
  if (code !== 0) throw new Error(`the build failed\n${output}`);
  const manifest: { name: string; version: string } = JSON.parse(
    await readFile(path.join(projectFolder, 'package.json'), 'utf8'),
  );
  const file = path.join(projectFolder, `${manifest.name}-${manifest.version}.vsix`);
  await rm(file, { force: true });
  // Everything is in the bundles, so there are no dependencies to look for.
  await createVSIX({
    cwd: projectFolder,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    // The README's pictures are for those who read it in the repository; inside, they would be most of the size.
    rewriteRelativeLinks: false,
  });
  const { size } = await stat(file);
  if (size > sizeLimit) throw new Error(`${file} has ${size} bytes, more than the ${sizeLimit} allowed`);
  return { file, size };
}

if (import.meta.main) {
  const { file, size } = await packExtension();
  console.log(`${path.basename(file)}: ${Math.ceil(size / 1000)} kB of at most ${sizeLimit / 1000} kB`);
}
