/**
 * `npm run bench`: measures, each section side by side and in one run, and writes `test/bench/RESULTS.md`. A run of some
 * sections renews those and leaves the others.
 *
 *   node test/bench/run.ts [retrieval] [ranking] [search] [matching] [completion] [activation] [indexing] [timeline]
 */

import { readFile, writeFile } from 'node:fs/promises';
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
import { measureRanking } from './ranking.ts';
import { measureRetrieval } from './retrieval.ts';
import { measureSearch } from './searchScale.ts';
import { measureTimeline } from './timeline.ts';

const sections: Readonly<Record<string, () => string | Promise<string>>> = {
  async retrieval() {
    const { corpus } = compileCorpus(await readFolder(path.join(projectFolder, 'corpus/microsoft-openai')));
    if (!corpus) throw new Error('the bundled dossier has faults: npm run build');
    return measureRetrieval(new Dossier([corpus]));
  },
  ranking: () => measureRanking(),
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
const file = path.join(import.meta.dirname, 'RESULTS.md');
const isWhole = names.length === Object.keys(sections).length;
const before = isWhole ? '' : await readFile(file, 'utf8').catch(() => '');
const parts = before.split(/^(?=## )/m).slice(1);
for (const name of names) {
  const [title = '', ...text] = (await sections[name]?.())?.split('\n') ?? [];
  const made =
    `By \`node test/bench/run.ts ${name}\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ` +
    `${process.platform} ${process.arch}, ${cpus().length} × ${machine}.`;
  const part = [title, '', made, ...text].join('\n');
  console.log(`\n${part}`);
  const known = parts.findIndex((other) => other.startsWith(`${title}\n`));
  parts.splice(known < 0 ? parts.length : known, 1, part);
  await writeFile(file, `# Results\n\n${parts.map((other) => other.trim()).join('\n\n')}\n`);
}
