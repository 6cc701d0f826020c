import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { loadIndex, saveIndex } from '../../src/core/search/indexFile.ts';
import { compactIndex, updateIndex } from '../../src/core/search/indexUpdate.ts';
import { languageOf } from '../../src/core/search/language.ts';
import { TextIndex } from '../../src/core/search/textIndex.ts';
import { TextIndexBuilder } from '../../src/core/search/textIndexBuilder.ts';

const english = languageOf('en');
const word = fc.constantFrom(
  ...[
    'lamp',
    'lamps',
    'lamplight',
    'tower',
    'towers',
    'reef',
    'storm',
    'stormy',
    'oil',
    'wick',
    'GPT-3',
    '13bn',
    'é',
  ],
);
const text = fc.array(word, { maxLength: 9 }).map((words) => words.join(' '));
const queries = [
  'lamp',
  'lampp',
  'la',
  'towers storm',
  'reef wick oil',
  'stromy',
  'gpt3',
  'e',
  '13000000000',
];

/** A document and the name it keeps when others come and go. */
interface Named {
  readonly name: string;
  readonly text: string;
}

function builderOf(documents: readonly Named[]): TextIndexBuilder {
  const builder = new TextIndexBuilder(english);
  for (const { text } of documents) builder.add([{ text, weight: 4 }], [`length:${text.length}`]);
  return builder;
}

/** What the queries find: names and scores, in order. */
function answers(index: TextIndex, documents: readonly (Named | undefined)[], limit: number) {
  return queries.map((query) => {
    const words = query.split(' ');
    const groups = words.map((one, at) => index.expand(one, at === words.length - 1));
    return index
      .search(groups, limit)
      .map(({ doc, score, groups: held }) => [documents[doc]?.name, score, held]);
  });
}

describe('a changed text index', () => {
  it('finds what one built anew would, with the same scores, in the same order', () => {
    const change = fc.record({
      removed: fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
      added: fc.array(text, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 12 }),
        fc.array(change, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1, max: 20 }),
        (texts, changes, limit) => {
          let count = 0;
          const named = (one: string): Named => ({ name: `document ${count++}`, text: one });
          const first = texts.map(named);
          let documents: (Named | undefined)[] = [...first];
          let index = builderOf(first).build();
          for (const { removed, added } of changes) {
            const fresh = added.map(named);
            const gone = documents.length ? removed.map((doc) => doc % documents.length) : [];
            for (const doc of gone) documents[doc] = undefined;
            documents = [...documents, ...fresh];
            // The latest come first.
            const order = Uint32Array.from(documents, (_, doc) => documents.length - doc);
            index = updateIndex(index, { removed: gone, added: builderOf(fresh), order });
          }
          const left = documents.filter((one) => one !== undefined).reverse();
          const anew = builderOf(left).build();
          const expected = answers(anew, left, limit);
          assert.deepEqual(answers(index, documents, limit), expected);
          assert.deepEqual(answers(compactIndex(index), left, limit), expected);
          assert.deepEqual(compactIndex(index).parts.pages, anew.parts.pages);
          for (const { text: own } of left) {
            const marked = index.withKeyword([`length:${own.length}`]);
            const same = left.filter((other) => other.text.length === own.length);
            assert.equal(
              marked.reduce((sum, one) => sum + one, 0),
              same.length,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves the index it came from as it was', () => {
    const documents = ['lamp', 'tower'].map((one) => ({ name: one, text: one }));
    const index = builderOf(documents).build();
    const before = answers(index, documents, 5);
    updateIndex(index, { removed: [0], added: builderOf([{ name: 'x', text: 'lamp reef' }]) });
    assert.deepEqual(answers(index, documents, 5), before);
  });
});

describe('a saved text index', () => {
  const documents = ['lamp tower é', 'lamps 13bn', 'storm GPT-3 reef'].map((one) => ({
    name: one,
    text: one,
  }));
  const saved = saveIndex(builderOf(documents).build(), 'three');

  it('finds what it found, changed or not', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 12 }), fc.array(text, { maxLength: 4 }), (texts, more) => {
        const all = [...texts, ...more].map((one, at) => ({ name: `${at}`, text: one }));
        const index = updateIndex(builderOf(all.slice(0, texts.length)).build(), {
          added: builderOf(all.slice(texts.length)),
        });
        const read = loadIndex(saveIndex(index));
        assert.ok(read instanceof TextIndex);
        assert.deepEqual(answers(read, all, 9), answers(index, all, 9));
      }),
      { numRuns: 30 },
    );
  });

  it('says when it is of other text or another version', () => {
    assert.equal(loadIndex(saved, 'four'), 'outdated');
    const older = saved.slice();
    new Uint32Array(older)[1] = 0;
    assert.equal(loadIndex(older, 'three'), 'outdated');
  });

  it('says when it is damaged, wherever', () => {
    assert.ok(loadIndex(saved, 'three') instanceof TextIndex);
    fc.assert(
      fc.property(fc.nat({ max: saved.byteLength - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = saved.slice();
        const bytes = new Uint8Array(broken);
        bytes[at] = (bytes[at] as number) ^ change;
        assert.ok(['damaged', 'outdated'].includes(loadIndex(broken, 'three') as string));
        assert.equal(loadIndex(saved.slice(0, at), 'three'), 'damaged');
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.equal(loadIndex(bytes.slice().buffer, ''), 'damaged');
      }),
    );
  });

  it('trusts no part even where the checksum is right', () => {
    fc.assert(
      fc.property(fc.nat({ max: saved.byteLength / 4 - 5 }), fc.nat(0xffffffff), (at, value) => {
        const forged = new Uint32Array(saved.slice());
        forged[4 + at] = value;
        forged[3] = checksumOf(forged);
        const read = loadIndex(forged.buffer, 'three');
        if (read instanceof TextIndex) answers(read, documents, 5);
        else assert.ok(['damaged', 'outdated'].includes(read));
      }),
      { numRuns: 150 },
    );
  });
});

/** The checksum that the format has: FNV-like, in four lanes. */
function checksumOf(words: Uint32Array): number {
  const lanes = [1, 2, 3, 4];
  const step = (sum: number, next: number) => Math.imul(sum ^ next, 0x01000193) ^ (sum >>> 15);
  const whole = words.length - (words.length % 4);
  for (let i = 4; i < words.length; i++) {
    const lane = i < whole ? i % 4 : 0;
    lanes[lane] = step(lanes[lane] as number, words[i] as number);
  }
  return (lanes.reduce(step) ^ words.length) >>> 0;
}
