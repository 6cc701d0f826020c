/** The commands of the command line; each is a record, so that help and dispatch cannot drift apart. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { compileCorpus } from '../core/corpus/compile.ts';
import { formatProblem } from '../core/corpus/problem.ts';
import { type Dossier, parseReference } from '../core/dossier.ts';
import { UserError } from '../core/errors.ts';
import { loadDossier } from './loadDossier.ts';
import { readFolder } from './readFolder.ts';

/** The call is at fault: shown with the command's usage; exit code 2. */
export class UsageError extends Error {}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
type Call = Values & { readonly positionals: string[] };

export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** @returns whether all went well; `false` when the input is at fault and has been reported. */
  run(call: Call): Promise<boolean>;
}

const listNames = ['topics', 'events', 'entities', 'claims', 'disagreements', 'sources'] as const;

export const commands: readonly Command[] = [
  {
    name: 'list',
    usage: `list ${listNames.join('|')} [--json] [--dossier folder]…`,
    summary: 'Lists everything of one kind, with every field.',
    options: { json: { type: 'boolean' }, dossier: { type: 'string', multiple: true } },
    async run({ positionals: [what], json, dossier: folders }) {
      const name = listNames.find((candidate) => candidate === what);
      if (!name) throw new UsageError(`name one of: ${listNames.join(', ')}`);
      const dossier = await loadDossier(texts(folders));
      print<{ id: string }>(dossier[name], json, ({ id }) => id);
      return true;
    },
  },
  {
    name: 'show',
    usage: 'show <id>|<key#paragraph> [--json] [--dossier folder]…',
    summary: 'Shows one item with every field, or one paragraph of a source.',
    options: { json: { type: 'boolean' }, dossier: { type: 'string', multiple: true } },
    async run({ positionals: [id], dossier: folders }) {
      if (!id) throw new UsageError('name an id');
      const dossier = await loadDossier(texts(folders));
      const item = dossier.item(id)?.value ?? passage(dossier, id);
      if (!item)
        throw new UserError(`nothing has the id "${id}"`, 'see `dossier list entities` and the other lists');
      console.log(JSON.stringify(item, null, 2));
      return true;
    },
  },
  {
    name: 'build',
    usage: 'build <folder> [-o file]',
    summary:
      'Checks a dossier folder, prints its problems as file:line:column: message, and writes it compiled.',
    options: { output: { type: 'string', short: 'o' } },
    async run({ positionals: [folder], output }) {
      if (!folder) throw new UsageError('name a folder');
      const { corpus, problems } = compileCorpus(await readFolder(folder));
      for (const problem of problems) {
        console.error(formatProblem({ ...problem, file: join(folder, problem.file) }));
      }
      const failed = !corpus || problems.some(({ severity }) => severity === 'error');
      if (corpus && !failed && typeof output === 'string') await writeFile(output, JSON.stringify(corpus));
      return !failed;
    },
  },
];

function texts(value: Values[string]): string[] {
  return [value].flat().filter((text) => typeof text === 'string');
}

function print<T>(items: readonly T[], json: Values[string], line: (item: T) => string): void {
  console.log(json ? JSON.stringify(items, null, 2) : items.map(line).join('\n'));
}

function passage(dossier: Dossier, id: string): object | undefined {
  const reference = parseReference(id);
  if (!reference?.paragraph) return undefined;
  const found = dossier.passage({ source: reference.source, paragraph: reference.paragraph });
  return found && { source: found.source.id, ...found.paragraph };
}
