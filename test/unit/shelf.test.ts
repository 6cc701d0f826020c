import assert from 'node:assert/strict';
import type { ReadDocument } from '../../src/core/reading/document.ts';
import { Shelf } from '../../src/core/reading/shelf.ts';

const document = (title: string, ...texts: string[]): ReadDocument => ({
  format: 'markdown',
  item: { type: 'webpage', title, author: [{ family: 'Green', given: 'Ada' }], issued: '2020' },
  paragraphs: texts.map((text, index) => ({ number: index + 1, text, headings: [] })),
  problems: [],
});
/** A shelf with documents put on it one after the other. */
const shelfOf = (...documents: [path: string, stamp: string, document: ReadDocument][]): Shelf => {
  const shelf = new Shelf();
  for (const one of documents) shelf.put(...one);
  return shelf;
};
const long =
  'The harbour master counted every chest of tea that came ashore that year and wrote the number down';

describe('the shelf of documents', () => {
  it('gives each document a key of its own, which it keeps', () => {
    const shelf = shelfOf(['a.md', '1', document('A', 'x')], ['b.md', '1', document('B', 'y')]);
    const keys = (...paths: string[]) => shelf.sources(paths).sources.map(({ id }) => id);
    assert.deepEqual(keys('a.md', 'b.md'), ['green2020', 'green2020a']);
    // A file that goes and comes back has its key again.
    assert.deepEqual(keys('b.md'), ['green2020a']);
    assert.deepEqual(keys('a.md', 'b.md'), ['green2020', 'green2020a']);
    shelf.put('b.md', '2', { ...document('B', 'y'), item: { type: 'book', title: 'B' } });
    assert.deepEqual(keys('b.md'), ['green2020a']);
    assert.deepEqual(
      [...shelf.stamps],
      [
        ['a.md', '1'],
        ['b.md', '2'],
      ],
    );
  });

  it('keeps the numbers of paragraphs through edits', () => {
    const shelf = shelfOf(
      ['a.md', '1', document('A', 'First things first.', 'The second thing said here.')],
      ['a.md', '2', document('A', 'Something new.', 'First things first.', 'The second thing said here.')],
    );
    const [source] = shelf.sources(['a.md']).sources;
    assert.deepEqual(
      source?.paragraphs.map(({ number, text }) => [number, text.slice(0, 5)]),
      [
        [3, 'Somet'],
        [1, 'First'],
        [2, 'The s'],
      ],
    );
  });

  it('is read back as it was, and begun anew where it is damaged', () => {
    const shelf = shelfOf(
      ['a.md', '1', document('A', 'x')],
      ['b.md', '1', document('B', long)],
      ['c.md', '1', document('C', long)],
    );
    const text = shelf.print();
    const again = Shelf.read(text);
    assert.equal(again.print(), text);
    const paths = [...shelf.stamps.keys()];
    assert.deepEqual(again.sources(paths), shelf.sources(paths));
    assert.equal(Shelf.read(text.replace('Green', 'Grean')).stamps.size, 0);
    assert.equal(Shelf.read(text.slice(0, -4)).stamps.size, 0);
    assert.equal(Shelf.read('').stamps.size, 0);
  });

  it('shows near-duplicates and keeps both', () => {
    const { sources, problems } = shelfOf(
      ['a.md', '1', document('A', long, `${long} again`)],
      ['copy.md', '1', document('B', long, `${long} again`)],
    ).sources(['a.md', 'copy.md']);
    assert.equal(sources.length, 2);
    assert.deepEqual(
      problems.map(({ file, severity, message }) => [file, severity, /nearly the same/.test(message)]),
      [['copy.md', 'warning', true]],
    );
  });

  it('makes no source of what is no document, and says why', () => {
    const refused: ReadDocument = {
      ...document('A'),
      format: undefined,
      problems: [{ severity: 'error', message: 'no document', remedy: 'leave it out' }],
    };
    const { sources, problems } = shelfOf(['a.pdf', '1', refused]).sources(['a.pdf']);
    assert.deepEqual(sources, []);
    assert.equal(problems[0]?.file, 'a.pdf');
  });
});
