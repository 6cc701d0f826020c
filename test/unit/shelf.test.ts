import assert from 'node:assert/strict';
import type { ReadDocument } from '../../src/core/reading/document.ts';
import { printShelf, readShelf, type Shelf, shelve, shelvedSources } from '../../src/core/reading/shelf.ts';

const document = (title: string, ...texts: string[]): ReadDocument => ({
  format: 'markdown',
  item: { type: 'webpage', title, author: [{ family: 'Green', given: 'Ada' }], issued: '2020' },
  paragraphs: texts.map((text, index) => ({ number: index + 1, text, headings: [] })),
  problems: [],
});
const empty: Shelf = new Map();
const long =
  'The harbour master counted every chest of tea that came ashore that year and wrote the number down';

describe('the shelf of documents', () => {
  it('gives each document a key of its own, which it keeps', () => {
    const shelf = shelve(shelve(empty, 'a.md', '1', document('A', 'x')), 'b.md', '1', document('B', 'y'));
    const keys = (one: Shelf, ...paths: string[]) => shelvedSources(one, paths).sources.map(({ id }) => id);
    assert.deepEqual(keys(shelf, 'a.md', 'b.md'), ['green2020', 'green2020a']);
    const renamed = { ...document('B', 'y'), item: { type: 'book', title: 'B' } };
    assert.deepEqual(keys(shelve(shelf, 'b.md', '2', renamed), 'b.md'), ['green2020a']);
    // A file that goes and comes back has its key again.
    assert.deepEqual(keys(shelf, 'a.md'), ['green2020']);
    assert.deepEqual(keys(shelf, 'a.md', 'b.md'), ['green2020', 'green2020a']);
  });

  it('keeps the numbers of paragraphs through edits', () => {
    const one = shelve(
      empty,
      'a.md',
      '1',
      document('A', 'First things first.', 'The second thing said here.'),
    );
    const two = shelve(
      one,
      'a.md',
      '2',
      document('A', 'Something new.', 'First things first.', 'The second thing said here.'),
    );
    const [source] = shelvedSources(two, ['a.md']).sources;
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
    const shelf = shelve(empty, 'a.md', '1', document('A', 'x'));
    const text = printShelf(shelf);
    assert.deepEqual(readShelf(text), shelf);
    assert.equal(readShelf(text.replace('Green', 'Grean')).size, 0);
    assert.equal(readShelf(text.slice(0, -4)).size, 0);
    assert.equal(readShelf('').size, 0);
  });

  it('shows near-duplicates and keeps both', () => {
    const shelf = shelve(
      shelve(empty, 'a.md', '1', document('A', long, `${long} again`)),
      'copy.md',
      '1',
      document('B', long, `${long} again`),
    );
    const { sources, problems } = shelvedSources(shelf, ['a.md', 'copy.md']);
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
    const { sources, problems } = shelvedSources(shelve(empty, 'a.pdf', '1', refused), ['a.pdf']);
    assert.deepEqual(sources, []);
    assert.equal(problems[0]?.file, 'a.pdf');
  });
});
