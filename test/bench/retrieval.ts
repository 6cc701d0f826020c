/** Does the right paragraph stand among the first three? And how long does a query take beside other libraries? */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { type Dossier, evidenceText } from '../../src/core/dossier.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { randomFrom } from '../random.ts';
import { misspelt } from './collection.ts';
import { median, p95, table } from './figures.ts';

interface TestQuery {
  readonly query: string;
  readonly kind: string;
  readonly answers: readonly string[];
}

const queries = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'queries.json'), 'utf8'),
) as readonly TestQuery[];

/** The paragraphs that a way of searching leads to, best first. */
type Find = (query: string) => readonly string[];

/** How often the queries are misspelt, each time otherwise. */
const spellings = 5;
const depth = 20;

/** Measures our search and others over the same paragraphs, claims and events. */
export function measureRetrieval(dossier: Dossier): string {
  const search = createSearch(dossier);
  const records = recordsOf(dossier);
  const fuse = new Fuse(records, { keys: ['text'], ignoreLocation: true, ignoreFieldNorm: true });
  const mini = new MiniSearch<(typeof records)[number]>({
    fields: ['text'],
    storeFields: ['evidence'],
    searchOptions: { prefix: true, fuzzy: 0.2 },
  });
  mini.addAll(records);
  const finders: readonly (readonly [string, Find])[] = [
    [
      'Dossier',
      (query) =>
        search
          .find(query, { limit: depth })
          .flatMap(({ evidence }) => evidence.slice(0, 1).map(evidenceText)),
    ],
    ['MiniSearch', (query) => mini.search(query).map(({ evidence }) => evidence)],
    ['fuse.js alone', (query) => fuse.search(query, { limit: depth }).map(({ item }) => item.evidence)],
  ];
  const sets = querySets();
  const quality = finders.flatMap(([name, find]) =>
    sets.map(([set, asked]) => {
      const judged = asked.map(({ query, answers }) => judge(find(query), answers));
      const mean = (of: (one: Judged) => number) =>
        (judged.reduce((sum, one) => sum + of(one), 0) / judged.length).toFixed(3);
      return [
        name,
        set,
        asked.length,
        mean(({ rank }) => Number(rank === 1)),
        mean(({ rank }) => Number(rank <= 3)),
        mean(({ rank }) => 1 / rank),
        mean(({ gain }) => gain),
      ];
    }),
  );
  const times = finders.map(([name, find]) => ({ name, figures: timed(find) }));
  const own = p95(times[0]?.figures ?? []);
  const speed = times.map(({ name, figures }) => [
    name,
    median(figures).toFixed(2),
    `${p95(figures).toFixed(2)} (${(p95(figures) / own).toPrecision(2)} ×)`,
  ]);
  return [
    '## Retrieval in the bundled dossier',
    'Each query was judged by hand: which paragraphs answer it. In “every long word misspelt”, the queries without a ' +
      `slip of their own have one in each word of five letters or more, ${spellings} times otherwise.`,
    table(
      ['search', 'queries', 'number', 'recall@1', 'recall@3', 'mean reciprocal rank', 'nDCG@10'],
      quality,
    ),
    `Over ${records.length} paragraphs, claims and events, a query's time in milliseconds:`,
    table(['search', 'median', 'p95'], speed),
  ].join('\n\n');
}

function recordsOf(dossier: Dossier) {
  return [
    ...dossier.sources.flatMap(({ id, paragraphs }) =>
      paragraphs.map(({ number, text }) => ({ text, evidence: `${id}#${number}` })),
    ),
    ...dossier.claims.map(({ statement, evidence }) => ({ text: statement, evidence: first(evidence) })),
    ...dossier.events.map(({ title, summary, evidence }) => ({
      text: `${title} ${summary}`,
      evidence: first(evidence),
    })),
  ].map((record, id) => ({ id, ...record }));
}

/** The queries: all, those of a kind, and those that are spelt right, as they are and misspelt. */
function querySets(): [name: string, queries: readonly TestQuery[]][] {
  const kinds = [...new Set(queries.map(({ kind }) => kind))];
  const clean = queries.filter(({ kind }) => kind !== 'misspelt');
  const random = randomFrom(101);
  const slipped = Array.from({ length: spellings }, () =>
    clean.map((one) => ({
      ...one,
      query: one.query.replace(/[a-z]{5,}/gi, (word) => misspelt(word, random)),
    })),
  );
  return [
    ['all', queries],
    ...kinds.map((kind): [string, TestQuery[]] => [kind, queries.filter((query) => query.kind === kind)]),
    ['spelt right', clean],
    ['every long word misspelt', slipped.flat()],
  ];
}

function first(evidence: Dossier['claims'][number]['evidence']): string {
  return evidence[0] ? evidenceText(evidence[0]) : '';
}

interface Judged {
  /** Of the first answer, from 1, over different paragraphs; infinite where none is found. */
  readonly rank: number;
  /** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen 2002). */
  readonly gain: number;
}

function judge(found: readonly string[], answers: readonly string[]): Judged {
  const different = [...new Set(found)];
  const at = different.findIndex((evidence) => answers.includes(evidence));
  const discount = (index: number) => 1 / Math.log2(index + 2);
  let gain = 0;
  let ideal = 0;
  different.slice(0, 10).forEach((evidence, index) => {
    if (answers.includes(evidence)) gain += discount(index);
  });
  for (let index = 0; index < Math.min(10, answers.length); index++) ideal += discount(index);
  return { rank: at < 0 ? Number.POSITIVE_INFINITY : at + 1, gain: gain / ideal };
}

/** Of each query the median of several rounds: what else the machine does hits it in one, hardly in most. */
function timed(find: Find): number[] {
  const rounds = 3;
  const figures: number[][] = queries.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [at, { query }] of queries.entries()) {
      const start = performance.now();
      find(query);
      // The first round warms up.
      if (round > 0) figures[at]?.push(performance.now() - start);
    }
  }
  return figures.map(median);
}
