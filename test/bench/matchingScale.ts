/** How finding names in prose goes with their number, beside packages that look for many words at once. */

import { createRequire } from 'node:module';
import { AhoCorasick as FastAhoCorasick } from '@monyone/aho-corasick/fast';
import type { Entity } from '../../src/core/corpus/model.ts';
import type { TextLines } from '../../src/core/mentions/lines.ts';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { entitiesOf, labels, proseNaming } from './collection.ts';
import { median, quantile, table } from './figures.ts';

// biome-ignore lint/suspicious/noExplicitAny: these packages come without types.
type Untyped = any;
const require = createRequire(import.meta.url);
const AhoCorasick: Untyped = require('ahocorasick');
const FlashText: Untyped = require('flashtext.js');

const sizes = [100, 10_000, 100_000] as const;
const textLength = 2_000_000;
const runs = 7;
/** How often each finds the names in the text: until the engine has compiled what it runs, and then to be measured. */
const [warmUps, measured] = [15, 25];
/** In ms: what takes longer is built fewer times. */
const longEnough = 3000;
const hovers = 300;

/** Finds names in a text and tells how many. */
type Find = (text: string) => number;

interface Finder {
  readonly name: string;
  build(names: readonly string[], entities: readonly Entity[]): Find;
  /** The most names it is built for. */
  readonly most?: number;
}

function ours(name: string, language: string): Finder {
  return {
    name,
    build(_names, entities) {
      const matcher = createMatcher(entities);
      return (text) => matcher.find(text, language).length;
    },
  };
}

const own = ours('Dossier, all rules, plain text', 'plaintext');

const others: readonly Finder[] = [
  ours('Dossier, all rules, Markdown', 'markdown'),
  {
    name: '@monyone/aho-corasick, fast',
    build(names) {
      const automaton = new FastAhoCorasick(names.map((name) => name.toLowerCase()));
      return (text) => automaton.matchInText(text.toLowerCase()).length;
    },
    most: 10_000,
  },
  {
    name: '@monyone/aho-corasick, fast, case as written',
    build(names) {
      const automaton = new FastAhoCorasick([...names]);
      return (text) => automaton.matchInText(text).length;
    },
    most: 10_000,
  },
  {
    name: 'ahocorasick',
    build(names) {
      const automaton = new AhoCorasick(names.map((name) => name.toLowerCase()));
      return (text) => automaton.search(text.toLowerCase()).length;
    },
  },
  {
    name: 'ahocorasick, case as written',
    build(names) {
      const automaton = new AhoCorasick(names);
      return (text) => automaton.search(text).length;
    },
  },
  {
    name: 'flashtext.js',
    build(names) {
      const processor = new (FlashText.KeywordProcessor ?? FlashText)();
      for (const name of names) processor.addKeyword(name);
      return (text) => processor.extractKeywords(text).length;
    },
  },
  {
    name: 'one RegExp',
    build(names) {
      const longestFirst = [...names].sort((a, b) => b.length - a.length);
      const pattern = new RegExp(`\\b(?:${longestFirst.join('|')})\\b`, 'gi');
      return (text) => text.match(pattern)?.length ?? 0;
    },
    most: 10_000,
  },
  {
    name: 'one RegExp, case as written',
    build(names) {
      const longestFirst = [...names].sort((a, b) => b.length - a.length);
      const pattern = new RegExp(`\\b(?:${longestFirst.join('|')})\\b`, 'g');
      return (text) => text.match(pattern)?.length ?? 0;
    },
    most: 10_000,
  },
];

interface Row {
  readonly name: string;
  /** In ms. */
  readonly build: number;
  /** In MB/s. */
  readonly speed: number;
  readonly found: number;
  /** How long it takes where Dossier takes 1. */
  readonly ratio: number;
}

/** Measures building, scanning and hovering for each number of names. */
export function measureMatching(): string {
  const parts = [
    '## Matching at scale',
    'Prose in which one word in 60 starts a name, told in any case, as Dossier and flashtext.js always do. The others ' +
      'look for lower-case names in lower-case text, and once more, which is less than asked for, in the case as ' +
      'written. Each finds the names of a text in turn with Dossier, so that a machine that becomes slower does so for ' +
      'both. In brackets, how many times as fast as the package Dossier is, the median of these pairs. ' +
      '@monyone/aho-corasick and the RegExp are left out where building them takes a minute.',
  ];
  for (const size of sizes) {
    const names = labels(size);
    const entities = entitiesOf(names);
    const text = proseNaming(names, textLength);
    const { build, find } = built(own, names, entities);
    const rows = others
      .filter(({ most }) => size <= (most ?? size))
      .map((other) => {
        const start = performance.now();
        const row = beside(find, other, names, entities, text);
        console.error(`${other.name}, ${size}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
        return row;
      });
    const speed = text.length / 1e3 / median(rows.map(({ own }) => own));
    parts.push(
      `### ${size.toLocaleString('en')} names`,
      table(
        ['', 'build, ms', 'MB/s', 'names found'],
        [
          [own.name, build.toPrecision(3), speed.toPrecision(3), find(text)],
          ...rows.map((row, index) => [
            row.name,
            row.build.toPrecision(3) + (index > 0 ? ` (${(row.build / build).toPrecision(2)} ×)` : ''),
            row.speed.toPrecision(3) + (index > 0 ? ` (${row.ratio.toPrecision(2)} ×)` : ''),
            row.found,
          ]),
        ],
      ),
      hoverTimes(entities, text),
    );
  }
  return parts.join('\n\n');
}

/** Builds a finder several times. */
function built(
  { build }: Finder,
  names: readonly string[],
  entities: readonly Entity[],
): { find: Find; build: number } {
  const times: number[] = [];
  let find: Find = () => 0;
  for (let spent = 0; times.length < runs && spent < longEnough; spent += times.at(-1) ?? 0) {
    times.push(
      timed(() => {
        find = build(names, entities);
      }),
    );
  }
  return { find, build: median(times) };
}

/** Lets Dossier and another find the names of a text in turn; `own` is Dossier's time in ms. */
function beside(
  find: Find,
  other: Finder,
  names: readonly string[],
  entities: readonly Entity[],
  text: string,
): Row & { readonly own: number } {
  const { build, find: findOther } = built(other, names, entities);
  let found = 0;
  const pairs: { readonly own: number; readonly other: number }[] = [];
  for (let run = 0; run < warmUps + measured; run++) {
    // Another string each time: the engine remembers what a pattern found in the last one.
    const fresh = Buffer.from(`${text}\n${run}`).toString();
    const own = timed(() => find(fresh));
    pairs.push({
      own,
      other: timed(() => {
        found = findOther(fresh);
      }),
    });
  }
  const last = pairs.slice(warmUps);
  return {
    name: other.name,
    build,
    speed: text.length / 1e3 / median(last.map((pair) => pair.other)),
    found,
    ratio: median(last.map((pair) => pair.other / pair.own)),
    own: median(last.map((pair) => pair.own)),
  };
}

function hoverTimes(entities: readonly Entity[], text: string): string {
  const matcher = createMatcher(entities);
  const rows = [0.01, 0.1, 1].map((share) => {
    const part = text.slice(0, text.length * share).split('\n');
    const lines: TextLines = { lineCount: part.length, line: (index) => part[index] ?? '' };
    const times: number[] = [];
    for (let at = 0; at < 2 * hovers; at++) {
      const line = (at * 7919) % part.length;
      const character = (at * 31) % ((part[line] ?? '').length + 1);
      const time = timed(() => matcher.at(lines, line, character, 'markdown'));
      // The first half warms up.
      if (at >= hovers) times.push(1000 * time);
    }
    return [part.length, quantile(times, 0.5).toPrecision(3), quantile(times, 0.95).toPrecision(3)];
  });
  return table(['hover in a draft of so many lines', 'p50, µs', 'p95, µs'], rows);
}

function timed(action: () => unknown): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}
