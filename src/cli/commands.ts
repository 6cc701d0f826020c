/** The commands of the command line; each is a record, so that help and dispatch cannot drift apart. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { ParseArgsConfig } from 'node:util';
import { syntaxFor } from '../core/citation/syntaxFor.ts';
import { compileCorpus } from '../core/corpus/compile.ts';
import { formatProblem } from '../core/corpus/problem.ts';
import { formatDate } from '../core/date.ts';
import { type Dossier, evidenceText, paragraphNumbered, parseReference } from '../core/dossier.ts';
import { DossierIndex } from '../core/dossierIndex.ts';
import { UserError } from '../core/errors.ts';
import { languageOfFile } from '../core/language.ts';
import { type HitKind, hitKinds } from '../core/search/documents.ts';
import type { Hit } from '../core/search/search.ts';
import { bundledStyles } from '../core/style/bundledStyles.ts';
import { loadDossier } from './loadDossier.ts';
import { loadStyle } from './loadStyle.ts';
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
const dossierOptions = { json: { type: 'boolean' }, dossier: { type: 'string', multiple: true } } as const;

export const commands: readonly Command[] = [
  {
    name: 'search',
    usage: 'search <query>|- [--limit n] [--kind passage,claim,…] [--json] [--dossier folder]…',
    summary: `Finds evidence, best first; "-" reads a query a line. Kinds: ${hitKinds.join(', ')}.`,
    options: { ...dossierOptions, limit: { type: 'string' }, kind: { type: 'string', multiple: true } },
    async run({ positionals, limit, kind, json, dossier: folders }) {
      if (!positionals.length) throw new UsageError('name a query, or "-"');
      const options = { limit: count(limit, 20), ...kindsOption(kind) };
      const index = new DossierIndex(await loadDossier(texts(folders)));
      const fromInput = positionals.length === 1 && positionals[0] === '-';
      const queries = fromInput ? lines(await readAll(process.stdin)) : [positionals.join(' ')];
      for (const query of queries) {
        const hits = index.find(query, options);
        // A line for each query, so that a reader can stream the answers.
        if (json) console.log(JSON.stringify(hits.map(plainHit), null, fromInput ? 0 : 2));
        else console.log(hits.map(hitLine).join('\n'));
      }
      return true;
    },
  },
  {
    name: 'entities',
    usage: 'entities <file>|- [--language id] [--json] [--dossier folder]…',
    summary: 'Finds the names of entities in a text; offsets are UTF-16 code units.',
    options: { ...dossierOptions, language: { type: 'string' } },
    async run({ positionals: [file], language, json, dossier: folders }) {
      if (!file) throw new UsageError('name a file, or "-"');
      const text = await readText(file);
      const { matcher } = new DossierIndex(await loadDossier(texts(folders)));
      const found = matcher
        .find(text, typeof language === 'string' ? language : languageOfFile(file))
        .flatMap(({ start, end, entities }) =>
          entities.map(({ id }) => ({ start, end, text: text.slice(start, end), entity: id })),
        );
      print(found, json, ({ start, end, text: name, entity }) => `${start}-${end}\t${name}\t${entity}`);
      return true;
    },
  },
  {
    name: 'cite',
    usage: 'cite <key or key#paragraph>… --language id [--style name|file.csl] [--dossier folder]…',
    summary: `Prints the citation as it would be inserted. Styles: ${Object.keys(bundledStyles).join(', ')}, or a .csl file.`,
    options: { ...dossierOptions, language: { type: 'string' }, style: { type: 'string' } },
    async run({ positionals, language, style = 'apa', dossier: folders }) {
      if (!positionals.length) throw new UsageError('name at least one citation key');
      if (typeof language !== 'string') throw new UsageError('name a --language, such as markdown or latex');
      const citationStyle = await loadStyle(String(style));
      if (!citationStyle) {
        const known = Object.keys(bundledStyles).join(', ');
        throw new UsageError(`there is no style "${style}"; name a .csl file or one of: ${known}`);
      }
      const dossier = await loadDossier(texts(folders));
      const parts = positionals.map((text) => knownReference(dossier, text));
      console.log(syntaxFor(language, 'auto', '').print(parts, citationStyle.context(dossier)));
      return true;
    },
  },
  {
    name: 'list',
    usage: `list ${listNames.join('|')} [--json] [--dossier folder]…`,
    summary: 'Lists everything of one kind; with --json, every field.',
    options: dossierOptions,
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
    usage: 'show <id>|<key#paragraph> [--dossier folder]…',
    summary: 'Shows one item with every field, or one paragraph of a source, as JSON.',
    options: dossierOptions,
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

function lines(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function count(value: Values[string], otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`--limit takes a whole number, not "${value}"`);
  return number;
}

function kindsOption(value: Values[string]): { kinds?: HitKind[] } {
  const names = texts(value).flatMap((text) => text.split(','));
  const kinds = names.map((name) => {
    const kind = hitKinds.find((candidate) => candidate === name);
    if (!kind) throw new UsageError(`there is no kind "${name}"; choose from: ${hitKinds.join(', ')}`);
    return kind;
  });
  return kinds.length ? { kinds } : {};
}

function print<T>(items: readonly T[], json: Values[string], line: (item: T) => string): void {
  if (json) console.log(JSON.stringify(items, null, 2));
  else if (items.length) console.log(items.map(line).join('\n'));
}

/** A hit as the command line promises it: no more fields than these. */
function plainHit({ kind, id, title, text, score, evidence, date }: Hit) {
  return { kind, id, title, text, score, evidence, ...(date === undefined ? {} : { date }) };
}

function hitLine({ kind, id, title, evidence, date }: Hit): string {
  const where = evidence.map(evidenceText).join(' ');
  return [kind.padEnd(7), id, title, date && formatDate(date), where].filter(Boolean).join('  ');
}

async function readText(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      `${file}: cannot be read (${error.code ?? error.message})`,
      'name a text file, or "-"',
    );
  });
}

function knownReference(dossier: Dossier, text: string): { source: string; paragraph?: number } {
  const reference = parseReference(text);
  const source = reference && dossier.source(reference.source);
  if (!source) {
    const known = dossier.sources.map(({ id }) => id).join(', ');
    throw new UserError(`no source has the citation key "${reference?.source ?? text}"`, `known: ${known}`);
  }
  const { paragraph } = reference;
  if (paragraph !== undefined && !paragraphNumbered(source, paragraph)) {
    const count = source.paragraphs.length;
    throw new UserError(`${source.id} has no paragraph ${paragraph}`, `cite one of its ${count}`);
  }
  return reference;
}

function passage(dossier: Dossier, id: string): object | undefined {
  const reference = parseReference(id);
  if (reference?.paragraph === undefined) return undefined;
  const found = dossier.passage({ source: reference.source, paragraph: reference.paragraph });
  return found && { source: found.source.id, ...found.paragraph };
}
