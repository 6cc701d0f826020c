/** The evidence index and other search libraries, as they are built and asked for measuring. */

import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
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
import { corpusOf, type QueryKind } from './collection.ts';

// biome-ignore lint/suspicious/noExplicitAny: lunr comes without types.
type Untyped = any;
const lunr: Untyped = createRequire(import.meta.url)('lunr');

/** An index of one library. */
export interface Built {
  search(query: string, kind: QueryKind): unknown;
  save?(): string | ArrayBuffer;
}

export interface Engine {
  readonly name: string;
  build(texts: readonly string[]): Built | Promise<Built>;
  load?(saved: string | ArrayBuffer): Built;
  /** The most paragraphs it is measured with: the rest would take minutes. */
  readonly most?: number;
}

const limit = 20;
const english = languageOf('en');

/** Dossier’s own first. */
export const engines: readonly Engine[] = [
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
  },
  {
    name: 'fuse.js alone',
    build(texts) {
      const index = new Fuse(texts, { ignoreLocation: true, ignoreFieldNorm: true });
      return { search: (query) => index.search(query.slice(0, 32), { limit }) };
    },
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
