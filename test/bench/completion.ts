/**
 * How long until a bibliography of 20,000 entries can be searched, and how long a keystroke takes then, beside the ways
 * of two extensions. Both parse with latex-utensils and keep an item for each entry.
 *
 * - LaTeX Workshop makes label, filter text and documentation of every item at a request; VS Code then filters all of
 *   them, which is not measured here, until another word is begun.
 * - PandocCiter does so at each keystroke, after a look for duplicates, and keeps the items whose text has the query
 *   in it.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bibtexParser } from 'latex-utensils';
import { createLibrary, type Library } from '../../src/core/bibliography/library.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { randomFrom } from '../random.ts';
import { median, p95, table } from './figures.ts';

const size = 20_000;
const rounds = 3;
const queries = ['müller neural', 'smith 2003', 'energy polcy', 'key1234'];
/** What is typed on the way to a query, letter by letter. */
const keystrokes = queries.flatMap((query) => [...query].map((_, end) => query.slice(0, end + 1)));
const nothing = new Dossier([]);

export function measureCompletion(): string {
  const text = generatedBibliography();
  const edited = text.replace(
    '@article{',
    '@book{added, title = {An added book}, year = {2024}}\n\n@article{',
  );
  // In turns, so that what else the machine does slows all of them alike.
  const runs = repeated(() => ({
    ours: measureOurs(text, edited),
    latexWorkshop: measurePeer(text, latexWorkshop),
    pandocCiter: measurePeer(text, pandocCiter),
  }));
  const ours = runs.map((run) => run.ours);
  const ways: readonly (readonly [string, readonly Measured[]])[] = [
    ['Dossier', ours],
    ['LaTeX Workshop', runs.map((run) => run.latexWorkshop)],
    ['PandocCiter', runs.map((run) => run.pandocCiter)],
  ];
  const rows = ways.map(([name, measured]) => ({
    name,
    ready: median(measured.map(({ ready }) => ready)),
    memory: median(measured.map(({ memory }) => memory)),
    keys: measured.flatMap(({ keys }) => keys),
  }));
  const [first] = rows;
  const times = (figure: number, of: number | undefined) => `${(figure / (of ?? Number.NaN)).toFixed(1)} ×`;
  const middle = (figures: readonly number[]) => median(figures).toFixed(0);
  return [
    '## Citing from a large bibliography',
    `${size} entries, ${(text.length / 1e6).toFixed(1)} MB of BibTeX; medians of ${rounds} runs.`,
    table(
      ['way', 'ready, ms', 'as long as ours', 'memory, MB', 'keystroke, ms', 'p95', 'as long as ours'],
      rows.map(({ name, ready, memory, keys }) => [
        name,
        ready.toFixed(0),
        times(ready, first?.ready),
        (memory / 1e6).toFixed(0),
        median(keys).toFixed(1),
        p95(keys).toFixed(1),
        times(median(keys), first && median(first.keys)),
      ]),
    ),
    'Of ours:',
    table(
      [
        'until keys and places are known, ms',
        'ready, ms',
        'longest step, ms',
        'ready again after an edit, ms',
      ],
      [
        [
          middle(ours.map(({ opened }) => opened)),
          middle(ours.map(({ ready }) => ready)),
          middle(ours.map(({ longest }) => longest)),
          middle(ours.map(({ again }) => again)),
        ],
      ],
    ),
  ].join('\n\n');
}

interface Measured {
  /** Milliseconds until the first keystroke can be answered. */
  readonly ready: number;
  /** Bytes. */
  readonly memory: number;
  /** Milliseconds of each keystroke. */
  readonly keys: readonly number[];
}

function measureOurs(text: string, edited: string) {
  const before = usedMemory();
  const start = performance.now();
  const bibliography = readBibliography(text, 'bibtex');
  const opened = performance.now() - start;
  const library = createLibrary(nothing, [{ file: 'large.bib', ...bibliography }]);
  const longest = prepare(library);
  const ready = performance.now() - start;
  const memory = usedMemory() - before;
  // What a list shows of the works found is part of a keystroke.
  const keys = keystrokes.map((query) =>
    timed(() => library.find(query).map(({ key, item }) => `${key} ${item.title} ${item.issued}`)),
  );
  const again = timed(() =>
    prepare(createLibrary(nothing, [{ file: 'large.bib', ...readBibliography(edited, 'bibtex') }], library)),
  );
  return { opened, ready, longest, again, memory, keys };
}

/** @returns the longest step, in milliseconds. */
function prepare(library: Library): number {
  let longest = 0;
  let last = performance.now();
  for (const _step of library.prepare()) {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

interface PeerItem {
  readonly key: string;
  readonly label: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** A request's completion items. */
type Way = (items: readonly PeerItem[], query: string) => readonly unknown[];

const shownFields = ['author', 'title', 'journal', 'journaltitle', 'booktitle', 'publisher', 'year'];

const latexWorkshop: Way = (items) =>
  items.map(({ key, fields }) => {
    const shown = shownFields.filter((name) => fields.has(name));
    return {
      label: key,
      insertText: key,
      filterText: `${key} ${shown.map((name) => fields.get(name)).join(' ')}`,
      documentation: shown.map((name) => `${name}: ${fields.get(name)}`).join('  \n'),
    };
  });

const pandocCiter: Way = (items, query) => {
  const unique = new Set(items.map(({ key }) => key)).size === items.length;
  return items
    .map(({ key, fields }) => ({
      label: key,
      insertText: key,
      filterText: [key, ...fields.values()].join(' '),
    }))
    .filter(({ filterText }) => unique && filterText.toLowerCase().includes(query.toLowerCase()));
};

function measurePeer(text: string, way: Way): Measured {
  const before = usedMemory();
  const start = performance.now();
  const items = peerItems(text);
  const ready = performance.now() - start;
  const memory = usedMemory() - before;
  const keys = keystrokes.map((query) => timed(() => way(items, query)));
  return { ready, memory, keys };
}

function peerItems(text: string): PeerItem[] {
  const { content } = bibtexParser.parse(text);
  const macros = new Map(
    content
      .filter(bibtexParser.isStringEntry)
      .map(({ abbreviation, value }) => [abbreviation, String(value.content)]),
  );
  return content.filter(bibtexParser.isEntry).flatMap((entry) => {
    const key = entry.internalKey;
    if (key === undefined) return [];
    const fields = new Map(
      entry.content.map(({ name, value }) => {
        const written = String(value.content);
        const whole = bibtexParser.isAbbreviationValue(value) ? (macros.get(written) ?? '') : written;
        return [name, whole.replace(/[{}]/g, '')];
      }),
    );
    return [{ key, label: key, line: entry.location.start.line, fields }];
  });
}

function repeated<T>(run: () => T): T[] {
  // The first run warms up.
  return Array.from({ length: rounds + 1 }, run).slice(1);
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Bytes in use once garbage is collected. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What weak maps held is only gone after another time.
  for (let times = 0; times < 3; times++) collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

/** The same text at each run. */
function generatedBibliography(): string {
  const random = randomFrom(20_000);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const entries = Array.from({ length: size }, (_, number) => {
    const authors = Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () => `${pick(families)}, ${pick(givens)}`,
    );
    const title = Array.from({ length: 6 + Math.floor(random() * 6) }, () => pick(words)).join(' ');
    const article = random() < 0.7;
    return [
      `@${article ? 'article' : 'inproceedings'}{key${number}${pick(words)},`,
      `  author = {${authors.join(' and ')}},`,
      `  title = {${title.charAt(0).toUpperCase()}${title.slice(1)} {${pick(names)}}},`,
      `  ${article ? 'journal' : 'booktitle'} = ${random() < 0.3 ? 'jcs' : `{Journal of ${pick(words)} ${pick(words)}}`},`,
      `  year = {${1950 + Math.floor(random() * 76)}},`,
      `  volume = {${1 + Math.floor(random() * 90)}},`,
      `  pages = {${Math.floor(random() * 300)}--${300 + Math.floor(random() * 300)}},`,
      `  doi = {10.1000/${pick(words)}.${number}},`,
      `  url = {https://example.org/${pick(words)}/${number}},`,
      '  publisher = {Harbour {\\&} Sons},',
      '}',
    ].join('\n');
  });
  return `@string{jcs = "Journal of Computing Studies"}\n\n${entries.join('\n\n')}\n`;
}

const roots =
  `analys archiv climat comput democra digit econom educat energ ethic evident financ global histor
  industr innovat judg labour langu law librar market medic migrat model nation neural optim polic power quant
  region regulat secur societ statist strateg technolog theor trad transport urban value water`.split(/\s+/);
const endings = ['y', 'ical', 'ion', 'ing', 'ies', 'al', 'ism', 'e', 's', 'ality'];
const words = [
  ...roots.flatMap((root) => endings.map((ending) => root + ending)),
  'neural',
  'library',
  'policy',
  'law',
];
const names = ['OpenAI', 'GPT', 'NASA', 'Europe', 'UNESCO', 'Amsterdam', 'Kyoto'];
const givens = ['Anna', 'Bj{\\o}rn', 'John A.', 'Mary', 'Wei', 'Kenji', 'Zo{\\"e}', 'Luc', 'Ada', 'Omar'];
const families = [
  ...[
    'M{\\"u}ller',
    "Garc{\\'i}a",
    'Smith',
    'van der Berg',
    "O'Neill",
    'Erd{\\H{o}}s',
    'Tanaka',
    'Nguyen',
    'Ivanov',
  ],
  ...roots.map((root) => `${root.charAt(0).toUpperCase()}${root.slice(1)}sen`),
];
