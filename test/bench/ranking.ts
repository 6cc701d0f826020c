/**
 * How well search ranks, on collections that others have judged. They are not part of the project: the variable
 * `DOSSIER_COLLECTIONS` names a folder with a folder for each, in the format of BEIR (`corpus.jsonl`, `queries.jsonl`,
 * `qrels/test.tsv`; Thakur et al. 2021). Without it, nothing is measured.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import MiniSearch from 'minisearch';
import type { Corpus, Source } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { languageOf } from '../../src/core/search/language.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { TextIndexBuilder } from '../../src/core/search/textIndexBuilder.ts';
import { randomFrom } from '../random.ts';
import { misspelt } from './collection.ts';
import { mean, table } from './figures.ts';

interface JudgedDocument {
  readonly _id: string;
  readonly title: string;
  readonly text: string;
}

interface JudgedCollection {
  readonly name: string;
  readonly documents: readonly JudgedDocument[];
  readonly queries: readonly { readonly text: string; readonly grades: ReadonlyMap<string, number> }[];
}

/** The ids of the documents that a way of searching leads to, best first. */
type Find = (query: string) => readonly string[];

const depth = 10;
const english = languageOf('en');

/** Measures our search and others over each collection: nDCG@10 of its queries as they are and misspelt. */
export function measureRanking(folder = process.env.DOSSIER_COLLECTIONS): string {
  const title = '## Ranking in judged collections';
  if (!folder) return `${title}\n\nNot measured: \`DOSSIER_COLLECTIONS\` names no folder of collections.`;
  const collections = readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'corpus.jsonl')))
    .map((name) => read(folder, name));
  const rows = collections.flatMap((collection) => {
    const { name, documents, queries } = collection;
    return finders(documents).map(([engine, find]) => {
      const random = randomFrom(17);
      const slip = (text: string) => text.replace(/[a-z]{5,}/gi, (word) => misspelt(word, random));
      const figures = [(text: string) => text, slip].map((spelling) =>
        mean(queries.map(({ text, grades }) => gain(find(spelling(text)), grades))).toFixed(3),
      );
      return [name, documents.length, queries.length, engine, ...figures];
    });
  });
  return [
    title,
    'nDCG@10. Each text is a source with one paragraph; a hit of either counts for it. In “misspelt”, every word of five ' +
      'letters or more has a slip.',
    table(['collection', 'texts', 'queries', 'search', 'as they are', 'misspelt'], rows),
  ].join('\n\n');
}

function read(folder: string, name: string): JudgedCollection {
  const lines = (file: string) =>
    readFileSync(path.join(folder, name, file), 'utf8')
      .split('\n')
      .filter(Boolean);
  const grades = new Map<string, Map<string, number>>();
  for (const line of lines('qrels/test.tsv').slice(1)) {
    const [query = '', document = '', grade] = line.split('\t');
    const known = grades.get(query) ?? new Map<string, number>();
    if (Number(grade) > 0) grades.set(query, known.set(document, Number(grade)));
  }
  return {
    name,
    documents: lines('corpus.jsonl').map((line) => JSON.parse(line) as JudgedDocument),
    queries: lines('queries.jsonl')
      .map((line) => JSON.parse(line) as { _id: string; text: string })
      .flatMap(({ _id, text }) => {
        const known = grades.get(_id);
        return known ? [{ text, grades: known }] : [];
      }),
  };
}

function finders(documents: readonly JudgedDocument[]): [name: string, find: Find][] {
  const search = createSearch(new Dossier([corpusOf(documents)]));
  const mini = new MiniSearch<JudgedDocument>({ idField: '_id', fields: ['title', 'text'] });
  mini.addAll(documents);
  return [
    [
      'Dossier, whole search',
      (query) => {
        const hits = search.find(query, { limit: 2 * depth });
        const ids = hits.map(({ id, evidence: [first] }) => first?.source ?? id);
        return [...new Set(ids)].slice(0, depth);
      },
    ],
    ['Dossier, the index', findInIndex(documents)],
    [
      'MiniSearch',
      (query) => {
        const options = { boost: { title: 2 }, fuzzy: 0.2, prefix: false };
        return mini
          .search(query, options)
          .slice(0, depth)
          .map(({ id }) => id);
      },
    ],
    ['SQLite FTS5', findInSqlite(documents)],
  ];
}

/** As BM25's published figures are had: of titles and texts, and of nothing else. */
function findInIndex(documents: readonly JudgedDocument[]): Find {
  const builder = new TextIndexBuilder(english);
  for (const { title, text } of documents) {
    const fields = [
      { text: title, weight: 8 },
      { text, weight: 4 },
    ];
    builder.add(fields, []);
  }
  const index = builder.build();
  return (query) => {
    const said = new Map<string, number>();
    for (const word of tellingWords(query)) said.set(word, (said.get(word) ?? 0) + 1);
    const words = [...said]
      .map(([word, times]) => {
        const group = index.expand(word, false);
        return { group, importance: times * index.importance(group) };
      })
      .sort((a, b) => b.importance - a.importance);
    const found = index.search(
      words.map(({ group }) => group),
      depth,
      undefined,
      words.map(({ importance }) => importance),
    );
    return found.map(({ doc }) => documents[doc]?._id ?? '');
  };
}

function tellingWords(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !english.stopWords.has(word));
}

function findInSqlite(documents: readonly JudgedDocument[]): Find {
  const database = new DatabaseSync(':memory:');
  database.exec(
    "CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, text, tokenize = 'porter unicode61')",
  );
  const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?)');
  for (const { _id, title, text } of documents) insert.run(_id, title, text);
  const ask = database.prepare(`SELECT id FROM t WHERE t MATCH ? ORDER BY bm25(t, 0, 2, 1) LIMIT ${depth}`);
  return (query) => {
    const words = tellingWords(query).map((word) => `"${word}"`);
    return ask.all(words.join(' OR ')).map(({ id }) => String(id));
  };
}

function corpusOf(documents: readonly JudgedDocument[]): Corpus {
  const sources = documents.map(
    ({ _id, title, text }): Source => ({
      id: _id,
      item: { id: _id, type: 'article', title },
      paragraphs: [{ number: 1, text, headings: [title] }],
    }),
  );
  return {
    format: 1,
    id: 'judged',
    title: 'Judged',
    language: 'en',
    sources,
    topics: [],
    entities: [],
    events: [],
    claims: [],
    disagreements: [],
  };
}

/** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen 2002; gains as trec_eval has them). */
function gain(found: readonly string[], grades: ReadonlyMap<string, number>): number {
  const discounted = (list: readonly number[]) =>
    list.slice(0, depth).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
  const ideal = [...grades.values()].sort((a, b) => b - a);
  return discounted(found.map((id) => grades.get(id) ?? 0)) / discounted(ideal);
}
