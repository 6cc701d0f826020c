/** The dossier a command works on: the bundled one, or folders that the call names. */
import { readFile } from 'node:fs/promises';
import { compileCorpus } from '../core/corpus/compile.ts';
import type { Corpus } from '../core/corpus/model.ts';
import { formatProblem } from '../core/corpus/problem.ts';
import { Dossier } from '../core/dossier.ts';
import { UserError } from '../core/errors.ts';
import { readFolder } from './readFolder.ts';

/** @throws UserError when a folder holds no dossier; faults inside it are printed, and the rest is used. */
export async function loadDossier(folders: readonly string[]): Promise<Dossier> {
  if (!folders.length) {
    const bundled = await readFile(new URL('./microsoft-openai.json', import.meta.url), 'utf8');
    return new Dossier([JSON.parse(bundled) as Corpus]);
  }
  const corpora: Corpus[] = [];
  for (const folder of folders) {
    const { corpus, problems } = compileCorpus(await readFolder(folder));
    for (const problem of problems)
      console.error(formatProblem({ ...problem, file: `${folder}/${problem.file}` }));
    if (!corpus) throw new UserError(`${folder}: not a dossier`, 'mend dossier.yaml as shown above');
    corpora.push(corpus);
  }
  return new Dossier(corpora);
}
