/** How the evidence index grows, beside other search libraries over the same paragraphs: time, size, memory. */

import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { Dossier } from '../../src/core/dossier.ts';
import { loadIndex, saveIndex } from '../../src/core/search/indexFile.ts';
import { languageOf } from '../../src/core/search/language.ts';
import { createSearch } from '../../src/core/search/search.ts';
import type { TextIndex } from '../../src/core/search/textIndex.ts';
import { TextIndexBuilder } from '../../src/core/search/textIndexBuilder.ts';
import { corpusOf, paragraphs, type QueryKind, queriesFor, queryKinds } from './collection.ts';
import { median, quantile, table } from './figures.ts';

// biome-ignore lint/suspicious/noExplicitAny: lunr comes without types.
type Untyped = any;
const lunr: Untyped = createRequire(import.meta.url)('lunr');

/** An index of one library. */
interface Built {
  search(query: string, kind: QueryKind): unknown;
  save?(): string | ArrayBuffer;
}

interface Engine {
  readonly name: string;
  build(texts: readonly string[]): Built | Promise<Built>;
  load?(saved: string | ArrayBuffer): Built;
  /** The most paragraphs it is measured with: the rest would take minutes. */
  readonly most?: number;
  /** The most queries of a kind it is asked. */
  readonly queries?: number;
}

const sizes = [1000, 10_000, 100_000] as const;
const queriesPerKind = 400;
const limit = 20;
const english = languageOf('en');

const engines: readonly Engine[] = [
  {
    name: 'Dossier, the index',
    build(texts) {
      const builder = new TextIndexBuilder(english);
      for (const text of texts) builder.add([{ text, weight: 4 }], []);
      return searching(builder.build());
    },
    load: (file) => searching(loadIndex(file as ArrayBuffer) as TextIndex),
  },
  {
    name: 'Dossier, whole search',
    build(texts) {
      const search = createSearch(new Dossier([corpusOf(texts)]));
      return { search: (query) => search.find(query, { limit }) };
    },
  },
  {
    name: 'MiniSearch',
    build(texts) {
      const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
      index.addAll(texts.map((text, id) => ({ id, text })));
      return ofMiniSearch(index);
    },
    load: (saved) => ofMiniSearch(MiniSearch.loadJSON(saved as string, { fields: ['text'] })),
    queries: 60,
  },
  {
    name: 'lunr',
    build(texts) {
      return ofLunr(
        lunr(function (this: Untyped) {
          this.field('text');
          texts.forEach((text, id) => {
            this.add({ id, text });
          });
        }),
      );
    },
    load: (saved) => ofLunr(lunr.Index.load(JSON.parse(saved as string))),
    queries: 30,
    most: 10_000,
  },
  {
    name: 'FlexSearch',
    build(texts) {
      const index = new FlexSearch.Index({ tokenize: 'forward' });
      texts.forEach((text, id) => {
        index.add(id, text);
      });
      return { search: (query) => index.search(query, { limit, suggest: true }) };
    },
    queries: 60,
    most: 10_000,
  },
  {
    name: 'Orama',
    async build(texts) {
      const index = create({ schema: { text: 'string' } as const });
      await insertMultiple(
        index,
        texts.map((text) => ({ text })),
        1000,
      );
      return {
        search: (query, kind) =>
          searchOrama(index, { term: query, limit, tolerance: kind === 'misspelt' ? 1 : 0 }),
      };
    },
    queries: 30,
    most: 10_000,
  },
  {
    name: 'SQLite FTS5',
    build(texts) {
      const database = new DatabaseSync(':memory:');
      database.exec("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'porter unicode61')");
      database.exec('BEGIN');
      const insert = database.prepare('INSERT INTO t(text) VALUES (?)');
      for (const text of texts) insert.run(text);
      database.exec('COMMIT');
      const ask = database.prepare(`SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ${limit}`);
      return {
        search(query, kind) {
          const words = query.split(' ').map((word) => `"${word}"`);
          return ask.all(words.join(' OR ') + (kind === 'prefix' ? '*' : ''));
        },
      };
    },
    queries: 60,
  },
  {
    name: 'fuse.js alone',
    build(texts) {
      const index = new Fuse(texts, { ignoreLocation: true, ignoreFieldNorm: true });
      return { search: (query) => index.search(query.slice(0, 32), { limit }) };
    },
    queries: 4,
  },
];

function searching(index: TextIndex): Built {
  return {
    search(query) {
      const words = query.split(' ').filter((word) => !english.stopWords.has(word));
      return index.search(
        words.map((word, at) => index.expand(word, at === words.length - 1)),
        limit,
      );
    },
    save: () => saveIndex(index),
  };
}

function ofMiniSearch(index: MiniSearch<{ id: number; text: string }>): Built {
  return {
    search: (query, kind) =>
      index.search(query, {
        prefix: (_, at, terms) => kind === 'prefix' && at === terms.length - 1,
        fuzzy: kind === 'misspelt' ? 0.2 : false,
      }),
    save: () => JSON.stringify(index),
  };
}

function ofLunr(index: Untyped): Built {
  const suffix = { exact: '', prefix: '*', misspelt: '~1', long: '' } as const;
  return {
    search: (query, kind) =>
      index.search(
        query
          .split(' ')
          .map((word, at, all) => word + (kind !== 'prefix' || at === all.length - 1 ? suffix[kind] : ''))
          .join(' '),
      ),
    save: () => JSON.stringify(index),
  };
}

interface Figures {
  readonly name: string;
  build: number;
  memory: number;
  disk: number | undefined;
  load: number | undefined;
  readonly times: Record<QueryKind, number[]>;
}

/** Measures every engine at every size. */
export async function measureSearch(): Promise<string> {
  const parts = ['## Search at scale'];
  for (const size of sizes) {
    const texts = paragraphs(size);
    const asked = queriesFor(texts, queriesPerKind);
    const figures: Figures[] = [];
    for (const engine of engines) {
      if (size <= (engine.most ?? size)) figures.push(await measure(engine, texts, asked));
    }
    parts.push(`### ${size.toLocaleString('en')} paragraphs`, ...tables(figures));
  }
  return parts.join('\n\n');
}

async function measure(
  engine: Engine,
  texts: readonly string[],
  asked: Record<QueryKind, string[]>,
): Promise<Figures> {
  const before = memory();
  const builds: number[] = [];
  let built: Built | undefined;
  // Slow ones are built once: their figures are far apart anyway.
  for (let run = 0; run < 3 && (run === 0 || (builds[0] ?? 0) < 4000); run++) {
    const start = performance.now();
    built = await engine.build(texts);
    builds.push(performance.now() - start);
  }
  if (!built) throw new Error(`${engine.name} is not built`);
  const held = memory() - before;
  const times: Record<QueryKind, number[]> = { exact: [], prefix: [], misspelt: [], long: [] };
  for (const kind of queryKinds) {
    const queries = asked[kind].slice(0, engine.queries);
    // The first ones warm up; no query is asked twice, so that nothing kept from the last helps.
    const warming = queries.length < 10 ? 0 : Math.floor(queries.length / 4);
    for (const [at, query] of queries.entries()) {
      const start = performance.now();
      await built.search(query, kind);
      if (at >= warming) times[kind].push(performance.now() - start);
    }
  }
  const file = built.save?.();
  const loads: number[] = [];
  for (let run = 0; run < 3 && file !== undefined && engine.load; run++) {
    const start = performance.now();
    engine.load(file);
    loads.push(performance.now() - start);
  }
  return {
    name: engine.name,
    build: median(builds),
    memory: held,
    disk: typeof file === 'string' ? Buffer.byteLength(file) : file?.byteLength,
    load: loads.length ? median(loads) : undefined,
    times,
  };
}

/** Bytes in use, after everything that is not is gone. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function tables(figures: readonly Figures[]): string[] {
  const own = figures[0] as Figures;
  const ratio = (value: number | undefined, ours: number | undefined) =>
    value === undefined || ours === undefined ? '' : ` (${(value / ours).toPrecision(2)} ×)`;
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? '–' : (bytes / 1e6).toFixed(1));
  const time = (value: number | undefined) => (value === undefined ? '–' : value.toPrecision(3));
  return [
    'In brackets, how many times as much as Dossier’s index. Times in milliseconds, sizes in megabytes.',
    table(
      ['', 'build', 'memory', 'on disk', 'load'],
      figures.map(({ name, build, memory: held, disk, load }) => [
        name,
        time(build) + ratio(build, own.build),
        megabytes(held) + ratio(held, own.memory),
        megabytes(disk) + ratio(disk, own.disk),
        time(load) + ratio(load, own.load),
      ]),
    ),
    table(
      ['query, p50 / p95 / p99', ...queryKinds],
      figures.map(({ name, times }) => [
        name,
        ...queryKinds.map((kind) => {
          const at = (share: number, of = times) => quantile(of[kind], share);
          const three = [0.5, 0.95, 0.99].map((share) => time(at(share))).join(' / ');
          return three + ratio(at(0.95), at(0.95, own.times));
        }),
      ]),
    ),
  ];
}
