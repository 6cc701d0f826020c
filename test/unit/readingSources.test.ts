import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { citationKey } from '../../src/core/corpus/schema.ts';
import { proposeKey } from '../../src/core/reading/citationKeys.ts';
import type { ReadItem } from '../../src/core/reading/document.ts';
import { nearDuplicates, signature } from '../../src/core/reading/duplicates.ts';
import { comparedWords } from '../../src/core/reading/words.ts';

const item = (fields: Partial<ReadItem>): ReadItem => ({ type: 'document', title: 'Untitled', ...fields });

describe('a proposed citation key', () => {
  const cases: readonly (readonly [string, ReadItem, string])[] = [
    ['overweel2020', item({ author: [{ family: 'Overweel', given: 'R.' }], issued: '2020-03' }), ''],
    ['muller2019', item({ author: [{ family: 'Müller' }], issued: '2019/2021' }), ''],
    ['thebatch2024', item({ author: [{ literal: 'The Batch' }], issued: '2024' }), ''],
    ['vanderrohe', item({ author: [{ family: 'van der Rohe' }] }), ''],
    [
      'leafpricesfallagain2023',
      item({ issued: '2023-11-20' }),
      'notes/2023-11-20_leaf prices fall again on Monday.md',
    ],
    ['чехов1899', item({ author: [{ family: 'Чехов' }], issued: '1899' }), ''],
    ['ontea', item({ title: 'On tea' }), '2023.pdf'],
    ['source', item({ title: '…' }), ''],
  ];
  for (const [key, fields, path] of cases) {
    it(`is ${key}`, () => assert.equal(proposeKey(fields, [], path), key));
  }

  it('gets a letter where another source has it, in whatever case', () => {
    const fields = item({ author: [{ family: 'Green' }], issued: '2020' });
    assert.equal(proposeKey(fields, ['Green2020']), 'green2020a');
    const taken = [
      'green2020',
      ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `green2020${letter}`),
    ];
    assert.equal(proposeKey(fields, taken), 'green2020aa');
    assert.equal(proposeKey(item({ author: [{ family: 'Green' }] }), ['green']), 'green-a');
  });

  it('is a citation key that is not taken, whatever the item', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.boolean(),
        (family, title, path, authored) => {
          const fields = item({ title, ...(authored ? { author: [{ family }] } : {}) });
          const key = proposeKey(fields, [], path);
          assert.ok(citationKey.safeParse(key).success, key);
          assert.equal(proposeKey(fields, [], path), key);
          const second = proposeKey(fields, [key], path);
          assert.notEqual(second, key);
          assert.ok(citationKey.safeParse(second).success, second);
        },
      ),
    );
  });
});

describe('near-duplicates', () => {
  const words = (seed: number, count: number) =>
    Array.from(
      { length: count },
      (_, at) => `word${(Math.imul(seed + 1, 7919) + at * at * 31 + at * seed) % 5_000}`,
    );
  const text = (seed: number) => words(seed, 400).join(' ');
  const of = (texts: Readonly<Record<string, string>>) =>
    new Map(Object.entries(texts).map(([id, one]) => [id, signature(comparedWords(one)) ?? assert.fail(id)]));

  it('are found among others, however they are set', () => {
    const original = text(1);
    const found = nearDuplicates(
      of({
        original,
        reprint: `The Daily Cup, Monday. ${original.toUpperCase().replaceAll(' ', ',  ')} All rights reserved.`,
        edited: original.replace(/word1\d\d\b/g, 'other'),
        ...Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`other${at}`, text(at + 10)])),
      }),
    );
    assert.deepEqual(
      new Set(found.map(({ a, b }) => `${a} ${b}`)),
      new Set(['original reprint', 'original edited', 'reprint edited']),
    );
    assert.equal(`${found[0]?.a} ${found[0]?.b}`, 'original reprint');
  });

  it('are told with how alike they are, near the true share', () => {
    const [base, half] = [words(3, 600), words(4, 200)];
    const [pair] = nearDuplicates(of({ a: base.join(' '), b: [...base, ...half].join(' ') }));
    assert.ok(pair && Math.abs(pair.similarity - 600 / 800) < 0.15, String(pair?.similarity));
  });

  it('are 1 for the same words, in any script', () => {
    const chinese = '茶是一种叶子经过很长时间由一家大公司运过大海卖给世界各地喜欢喝茶的人们';
    const [pair] = nearDuplicates(of({ a: chinese, b: `「${chinese}」` }));
    assert.equal(pair?.similarity, 1);
  });

  it('are not looked for in texts too short to tell', () => {
    assert.equal(signature(comparedWords('See the attachment.')), undefined);
  });
});
