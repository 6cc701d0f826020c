import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type AnchoredParagraph, renumber, textQuoteSelector } from '../../src/core/reading/anchors.ts';

const text = [
  'Tea is a leaf that was carried over the sea by a large company for a very long time.',
  'The price fell again on Monday, traders in the harbour said, as a second ship arrived.',
  'Ten chests were sold and none of them was returned, which surprised the whole exchange.',
  'Too much tea, said one trader, and too few people who drink it while it is still warm.',
  'The records show that such a fall was seen only twice before the exchange was rebuilt.',
];
const first = renumber([], text).anchors;

describe('paragraph numbers', () => {
  it('are 1, 2, 3 … at first sight', () => {
    const { numbers, lost, moved, edited } = renumber([], text);
    assert.deepEqual(
      { numbers, lost, moved, edited },
      { numbers: [1, 2, 3, 4, 5], lost: [], moved: [], edited: [] },
    );
  });

  it('stay when a paragraph is inserted at the front, which gets a fresh one', () => {
    assert.deepEqual(renumber(first, ['A new beginning.', ...text]).numbers, [6, 1, 2, 3, 4, 5]);
  });

  it('stay with an edited paragraph, which is told', () => {
    const now = text.with(
      1,
      'The price rose again on Tuesday, traders in the harbour said, when the second ship left.',
    );
    const { numbers, edited, lost } = renumber(first, now);
    assert.deepEqual(numbers, [1, 2, 3, 4, 5]);
    assert.deepEqual(edited, [2]);
    assert.deepEqual(lost, []);
  });

  it('do not mind case, punctuation and spaces', () => {
    const { edited } = renumber(
      first,
      text.map((one) => one.toUpperCase().replace(/[,.]/g, ' ')),
    );
    assert.deepEqual(edited, []);
  });

  it('follow a paragraph that moves, edited or not', () => {
    const [one = '', two = '', three = '', four = '', five = ''] = text;
    const { numbers, moved } = renumber(first, [five.replace('twice', 'three times'), one, two, three, four]);
    assert.deepEqual(numbers, [5, 1, 2, 3, 4]);
    assert.deepEqual(moved, [5]);
  });

  it('are lost with a deleted paragraph, never given to another, and come back with it', () => {
    const without = renumber(first, text.toSpliced(2, 1));
    assert.deepEqual(without.numbers, [1, 2, 4, 5]);
    assert.deepEqual(
      without.lost.map(({ number }) => number),
      [3],
    );
    assert.match(without.lost[0]?.quote ?? '', /^Ten chests/);
    const added = renumber(without.anchors, [
      ...text.toSpliced(2, 1),
      'Something else altogether, about coffee.',
    ]);
    assert.deepEqual(added.numbers, [1, 2, 4, 5, 6]);
    assert.deepEqual(added.lost, []);
    assert.deepEqual(renumber(added.anchors, text).numbers, [1, 2, 3, 4, 5]);
  });

  it('tell the same words in two places apart by what stands beside them', () => {
    const song = ['Refrain.', text[0] ?? '', 'Refrain.', text[1] ?? '', 'Refrain.'];
    const { anchors } = renumber([], song);
    assert.deepEqual(renumber(anchors, song.slice(2)).numbers, [3, 4, 5]);
    assert.deepEqual(renumber(anchors, ['New words.', ...song]).numbers, [6, 1, 2, 3, 4, 5]);
  });

  it('go to the greater part of a paragraph that is split', () => {
    const [whole = ''] = text;
    const { numbers } = renumber(first, [whole.slice(0, 60), whole.slice(60), ...text.slice(1)]);
    assert.deepEqual(numbers, [1, 6, 2, 3, 4, 5]);
  });

  it('survive being stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(first)) as AnchoredParagraph[];
    assert.deepEqual(renumber(stored, text), renumber(first, text));
  });

  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const paragraph = fc.array(word, { minLength: 12, maxLength: 40 }).map((words) => words.join(' '));
  const document = fc.uniqueArray(paragraph, { minLength: 1, maxLength: 25 });

  it('keep to their paragraphs through any insertion, deletion and small edit', () => {
    fc.assert(
      fc.property(
        document,
        fc.array(fc.tuple(fc.constantFrom('insert', 'delete', 'edit'), fc.nat(), paragraph), {
          maxLength: 6,
        }),
        (before, edits) => {
          const { anchors } = renumber([], before);
          let now = before.map((one, index) => ({ text: one, number: (index + 1) as number | undefined }));
          for (const [kind, place, fresh] of edits) {
            const at = place % (now.length + 1);
            const there = now[at];
            if (kind === 'insert') now = now.toSpliced(at, 0, { text: fresh, number: undefined });
            else if (kind === 'delete') now = now.toSpliced(at, 1);
            // One edit of one word for each paragraph.
            else if (there && before.includes(there.text))
              now[at] = { ...there, text: there.text.replace(/\w+$/, 'changed') };
          }
          const { numbers, lost } = renumber(
            anchors,
            now.map((one) => one.text),
          );
          assert.equal(new Set(numbers).size, now.length);
          now.forEach(({ number }, at) => {
            if (number !== undefined) assert.equal(numbers[at], number);
          });
          const live = new Set(numbers);
          for (const { number } of lost) assert.ok(!live.has(number));
        },
      ),
    );
  });

  it('are the same each time, unique, and none is given twice in a history', () => {
    const any = fc.array(fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('a', 'b c', ...text)), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (versions) => {
        let anchors: readonly AnchoredParagraph[] = [];
        const highest = () => anchors.reduce((most, { number }) => Math.max(most, number), 0);
        for (const version of versions) {
          const known = highest();
          const result = renumber(anchors, version);
          assert.deepEqual(renumber(anchors, version), result);
          assert.equal(new Set(result.numbers).size, version.length);
          const numbersBefore = new Set(anchors.map(({ number }) => number));
          for (const number of result.numbers) assert.ok(numbersBefore.has(number) || number > known);
          assert.equal(new Set(result.anchors.map(({ number }) => number)).size, result.anchors.length);
          assert.deepEqual(renumber(result.anchors, version).numbers, result.numbers);
          anchors = result.anchors;
        }
      }),
    );
  });
});

describe('a text quote selector', () => {
  it('has the words and what stands around them', () => {
    assert.deepEqual(textQuoteSelector(['Before.', 'Here.', 'After.'], 1), {
      type: 'TextQuoteSelector',
      exact: 'Here.',
      prefix: 'Before.',
      suffix: 'After.',
    });
    assert.equal(textQuoteSelector(['Here.'], 1), undefined);
  });
});
