/** Reads a dossier folder from disk for the command line and the build. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { maxFileLength } from '../core/corpus/compile.ts';
import { dossierFiles, isDossierFile } from '../core/corpus/schema.ts';
import { UserError } from '../core/errors.ts';

/**
 * Reads the files of a dossier folder: its YAML lists and its notes.
 *
 * @returns path inside the folder (with `/`) → text. Links that lead out of the folder are passed over.
 * @throws UserError when the folder does not exist or a file is too large.
 */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const root = await realpath(folder).catch(() => {
    throw new UserError(`${folder}: no such folder`, 'name the folder that holds dossier.yaml');
  });
  const notes = await readdir(join(root, 'notes')).catch(() => []);
  const files = new Map<string, string>();
  for (const path of [...dossierFiles, ...notes.map((name) => `notes/${name}`)].filter(isDossierFile)) {
    const real = await realpath(join(root, path)).catch(() => undefined);
    if (!real?.startsWith(root + sep)) continue;
    const { size } = await stat(real);
    if (size > maxFileLength * 4) {
      throw new UserError(`${join(folder, path)}: larger than any list or note`, 'split it');
    }
    files.set(path, await readFile(real, 'utf8'));
  }
  return files;
}
