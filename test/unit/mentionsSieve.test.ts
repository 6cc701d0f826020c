import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { Sieve } from '../../src/core/mentions/sieve.ts';
import { WordFilter } from '../../src/core/mentions/wordFilter.ts';
import { Reading } from '../../src/core/mentions/words.ts';
import { entity } from './mentionsFixture.ts';

const sieve = new Sieve();

function hashOf(word: string): number {
  const reading = new Reading();
  assert.ok(reading.word(word, 0, word.length) && reading.end === word.length, word);
  return reading.hash;
}

/** A filter of some words; of none, it holds back all of ASCII. */
function filterOf(words: readonly string[]): WordFilter {
  return new WordFilter(Int32Array.from(words, hashOf));
}

/** The runs of a text, stretch by stretch, those that a filter lets through, and the marks. */
function sieved(
  text: string,
  filter: WordFilter,
): { all: [string, number][]; kept: string[]; marks: number[] } {
  const all: [string, number][] = [];
  const kept: string[] = [];
  const marks: number[] = [];
  for (let from = 0; from < text.length; ) {
    const to = sieve.read(text, from, filter);
    const { edges, hashes, runCount, keptCount } = sieve;
    const runs = Array.from({ length: runCount }, (_, run) =>
      text.slice(from + (edges[2 * run] ?? Number.NaN), from + (edges[2 * run + 1] ?? Number.NaN)),
    );
    all.push(...runs.map((run, number): [string, number] => [run, hashes[number] ?? Number.NaN]));
    for (const run of sieve.kept.subarray(0, keptCount)) kept.push(runs[run] ?? assert.fail());
    marks.push(...sieve.marks.subarray(0, sieve.markCount).filter((mark) => mark < to));
    from = to;
  }
  return { all, kept, marks };
}

const ascii = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'aZzA09@[`{/: \n\x7f'),
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});
const mixed = fc
  .array(
    fc.oneof(
      { arbitrary: ascii, weight: 6 },
      { arbitrary: fc.constantFrom('é', '—', '微', '\u00ad', '\u0301', '🚀', '\ud83d'), weight: 1 },
    ),
  )
  .map((parts) => parts.join(''));

describe('mentions: the sieve', () => {
  it('finds runs and marks, and hashes what is of ASCII, whatever text was read before', () => {
    const nothing = new WordFilter(new Int32Array(0));
    fc.assert(
      fc.property(mixed, (text) => {
        const { all, kept, marks } = sieved(text, nothing);
        const runs = text.match(/[a-z0-9\x7f-\uffff]+/gi) ?? [];
        const isPlain = (run: string) => /^[a-z0-9]+$/i.test(run);
        assert.deepEqual(
          all,
          runs.map((run) => [run, isPlain(run) ? hashOf(run) : 0]),
        );
        assert.deepEqual(
          kept,
          runs.filter((run) => !isPlain(run)),
        );
        assert.deepEqual(
          marks,
          [...text.matchAll(/[^a-z0-9 \x7f-\uffff]/gi)].map(({ index }) => index),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the words that it knows, in any case', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,20}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, mixed, fc.infiniteStream(fc.nat()), (list, filler, choices) => {
        const written = list.map((word) => (choices.next().value % 2 === 0 ? word : word.toUpperCase()));
        const text = written.map((word) => `${filler} ${word}, `).join('');
        const known = new Set(list);
        const rest = [...sieved(text, filterOf(list)).kept];
        for (const run of text.match(/[a-z0-9\x7f-\uffff]+/gi) ?? []) {
          if (!known.has(run.toLowerCase())) continue;
          const at = rest.indexOf(run);
          assert.ok(at >= 0, `${run} was held back`);
          rest.splice(0, at + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('holds back nine in ten other words at least', () => {
    const other = Array.from({ length: 5000 }, (_, index) => `w${(index * 7919).toString(36)}x`);
    const words = Array.from({ length: 1000 }, (_, index) => `name${index}`);
    assert.ok(sieved(other.join(' '), filterOf(words)).kept.length < other.length / 10);
  });

  it('reads all of a long text, and keeps runs that it cannot see the whole of', () => {
    const text = `${'tea and Sugar '.repeat(20_000)}${'x'.repeat(10_000)}`;
    const runs = sieved(text, filterOf(['sugar'])).kept;
    // At the end of some of its stretches a word is cut.
    const cut = runs.filter((run) => run !== 'Sugar');
    assert.equal(runs.length - cut.length + cut.filter((run) => 'Sugar'.startsWith(run)).length, 20_000);
    assert.equal(cut.filter((run) => /^x+$/.test(run)).join('').length, 10_000);
  });
});

describe('mentions: whatever the letters of a name', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...'abefinostß', 'é', 'ø', 'ﬁ', 'Ω', 'z', 'ы', '7'),
    minLength: 1,
    maxLength: 11,
  });
  const word = letters.filter((text) => /\p{Ll}/u.test(text));
  const ways: readonly ((name: string) => string)[] = [
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => name.normalize('NFD'),
    (name) => name.normalize('NFKD').replace(/\p{M}/gu, ''),
  ];

  it('it is found in every way that people write it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...ways),
        mixed,
        (words, way, filler) => {
          const name = words.join(' ');
          const text = `${filler.replaceAll('\n', ' ')} | ${way(name)} | ${filler}`;
          const start = text.indexOf('|') + 2;
          const matcher = createMatcher([entity('it', [name])]);
          const found = matcher.find(text, 'plaintext').map(({ start, end }) => text.slice(start, end));
          assert.ok(found.includes(way(name)), `${JSON.stringify(text)} at ${start}: ${found}`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
