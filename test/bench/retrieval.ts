/** Does the right paragraph stand among the first three? And how long does a query take beside fuse.js alone? */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import Fuse from 'fuse.js';
import { type Dossier, evidenceText } from '../../src/core/dossier.ts';
import { createSearch } from '../../src/core/search/search.ts';
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

/** Measures our search and fuse.js over the same paragraphs, claims and events. */
export function measureRetrieval(dossier: Dossier): string {
  const search = createSearch(dossier);
  const records = [
    ...dossier.sources.flatMap(({ id, paragraphs }) =>
      paragraphs.map(({ number, text }) => ({ text, evidence: `${id}#${number}` })),
    ),
    ...dossier.claims.map(({ statement, evidence }) => ({ text: statement, evidence: first(evidence) })),
    ...dossier.events.map(({ title, summary, evidence }) => ({
      text: `${title} ${summary}`,
      evidence: first(evidence),
    })),
  ];
  const fuse = new Fuse(records, { keys: ['text'], ignoreLocation: true, ignoreFieldNorm: true });
  const finders: readonly (readonly [string, Find])[] = [
    [
      'Dossier',
      (query) =>
        search.find(query, { limit: 20 }).flatMap(({ evidence }) => evidence.slice(0, 1).map(evidenceText)),
    ],
    ['fuse.js alone', (query) => fuse.search(query, { limit: 20 }).map(({ item }) => item.evidence)],
  ];
  const kinds = [...new Set(queries.map(({ kind }) => kind))];
  const quality = finders.flatMap(([name, find]) =>
    [undefined, ...kinds].map((kind) => {
      const asked = queries.filter((query) => !kind || query.kind === kind);
      const ranks = asked.map(({ query, answers }) => rank(find(query), answers));
      const recall = (depth: number) => share(ranks.filter((at) => at <= depth).length, ranks.length);
      const reciprocal = ranks.reduce((sum, at) => sum + 1 / at, 0) / ranks.length;
      return [name, kind ?? 'all', asked.length, recall(1), recall(3), reciprocal.toFixed(3)];
    }),
  );
  const times = finders.map(([name, find]) => ({ name, figures: timed(find) }));
  const fuseMedian = median(times.at(-1)?.figures ?? []);
  const speed = times.map(({ name, figures }) => [
    name,
    median(figures).toFixed(2),
    p95(figures).toFixed(2),
    `${(fuseMedian / median(figures)).toFixed(1)} ×`,
  ]);
  return [
    '## Retrieval in the bundled dossier',
    table(['search', 'queries', 'number', 'recall@1', 'recall@3', 'mean reciprocal rank'], quality),
    `Over ${records.length} paragraphs, claims and events, a query's time in milliseconds:`,
    table(['search', 'median', 'p95', 'as fast as fuse.js'], speed),
  ].join('\n\n');
}

function first(evidence: Dossier['claims'][number]['evidence']): string {
  return evidence[0] ? evidenceText(evidence[0]) : '';
}

/** From 1, over different paragraphs; infinite where the answer is not found. */
function rank(found: readonly string[], answers: readonly string[]): number {
  const at = [...new Set(found)].findIndex((evidence) => answers.includes(evidence));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

function timed(find: Find): number[] {
  const rounds = 5;
  const figures: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const { query } of queries) {
      const start = performance.now();
      find(query);
      // The first round warms up.
      if (round > 0) figures.push(performance.now() - start);
    }
  }
  return figures;
}

function share(part: number, whole: number): string {
  return (part / whole).toFixed(3);
}
