/** Packs the language model of the tests, which VS Code takes installed only. */
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { projectFolder } from './paths.ts';

/** @param folder where the packed extension is put. @returns its file. */
export async function packParrot(folder: string): Promise<string> {
  const packagePath = path.join(folder, 'parrot.vsix');
  await createVSIX({
    cwd: path.join(projectFolder, 'test/host/parrot'),
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
