/**
 * `npm run bench`: measures, side by side and in one run, and writes `test/bench/RESULTS.md`.
 *
 *   node test/bench/run.ts [retrieval] [search] [matching] [completion] [activation] [indexing] [timeline]
 */

import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { readFolder } from '../../src/cli/readFolder.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { projectFolder } from '../workbench/paths.ts';
import { measureActivation } from './activation.ts';
import { measureCompletion } from './completion.ts';
import { measureIndexing } from './indexing.ts';
import { measureMatching } from './matchingScale.ts';
import { measureRetrieval } from './retrieval.ts';
import { measureSearch } from './searchScale.ts';
import { measureTimeline } from './timeline.ts';

const sections: Readonly<Record<string, () => string | Promise<string>>> = {
  async retrieval() {
    const { corpus } = compileCorpus(await readFolder(path.join(projectFolder, 'corpus/microsoft-openai')));
    if (!corpus) throw new Error('the bundled dossier has faults: npm run build');
    return measureRetrieval(new Dossier([corpus]));
  },
  search: measureSearch,
  matching: measureMatching,
  completion: measureCompletion,
  activation: measureActivation,
  indexing: measureIndexing,
  timeline: measureTimeline,
};

const asked = Object.keys(sections).filter((name) => process.argv.includes(name));
const names = asked.length ? asked : Object.keys(sections);
const machine = cpus()[0]?.model.trim() ?? 'unknown processor';
const parts = [
  '# Results',
  `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${process.platform} ` +
    `${process.arch}, ${cpus().length} × ${machine}.`,
];
for (const name of names) {
  const part = await sections[name]?.();
  if (!part) continue;
  console.log(`\n${part}`);
  parts.push(part);
}
// A run of some sections is for looking; only a whole one is kept.
if (names.length === Object.keys(sections).length) {
  await writeFile(path.join(import.meta.dirname, 'RESULTS.md'), `${parts.join('\n\n')}\n`);
}
