import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { RunFilter, Runs, runKey } from '../../src/core/mentions/runs.ts';
import { entity } from './mentionsFixture.ts';

const runs = new Runs();

function runsOf(text: string): string[] {
  const { edges, count } = runs;
  return Array.from({ length: count / 2 }, (_, at) => text.slice(edges[2 * at], edges[2 * at + 1]));
}

function keyOf(word: string): number {
  return runKey(word, 0, word.length) ?? assert.fail(word);
}

/** The runs of a text that a filter of some words lets through. */
function sieved(text: string, words: readonly string[]): string[] {
  runs.read(text);
  const found = runs.sieve(new RunFilter(words.map(keyOf)));
  const all = runsOf(text);
  return Array.from(runs.passed.subarray(0, found), (at) => all[at / 2] ?? assert.fail());
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

describe('mentions: runs', () => {
  it('are what a pattern finds, whatever text was read before', () => {
    fc.assert(
      fc.property(mixed, (text) => {
        const isRead = runs.read(text);
        const bytes = Buffer.from(text).length;
        assert.equal(isRead, bytes <= 1.3 * text.length);
        if (isRead) assert.deepEqual(runsOf(text), text.match(/[a-z0-9\x7f-\uffff]+/gi) ?? []);
      }),
      { numRuns: 1000 },
    );
  });

  it('pass where they are one of the words, in any case, or not ASCII alone', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,12}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, mixed, fc.infiniteStream(fc.nat()), (list, filler, choices) => {
        const written = list.map((word) => (choices.next().value % 2 === 0 ? word : word.toUpperCase()));
        const text = written.map((word) => `${filler} ${word}, `).join('');
        if (!runs.read(text)) return;
        const known = new Set(list);
        const expected = runsOf(text).filter((run) => known.has(run.toLowerCase()) || /[^\0-\x7e]/.test(run));
        const passed = sieved(text, list);
        const rest = [...passed];
        for (const run of expected) {
          const at = rest.indexOf(run);
          assert.ok(at >= 0, `${run} was held back`);
          rest.splice(0, at + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are held back, nine in ten at least, where they are other words', () => {
    const other = Array.from({ length: 5000 }, (_, index) => `w${(index * 7919).toString(36)}x`);
    const words = Array.from({ length: 1000 }, (_, index) => `name${index}`);
    assert.ok(sieved(other.join(' '), words).length < other.length / 10);
  });

  it('of a long text are all read', () => {
    const text = 'tea and Sugar '.repeat(20_000);
    assert.equal(sieved(text, ['sugar']).filter((word) => word === 'Sugar').length, 20_000);
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
          const found = matcher.find(text, 'plaintext').map((mention) => mention.text);
          assert.ok(found.includes(way(name)), `${JSON.stringify(text)} at ${start}: ${found}`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
