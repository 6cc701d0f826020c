import assert from 'node:assert/strict';
import type { Source } from '../../src/core/corpus/model.ts';
import { evidenceLabel } from '../../src/core/sourceLabel.ts';

describe('a place in a source', () => {
  const source: Source = {
    id: 'green2019',
    item: { id: 'green2019', type: 'book', title: 'Tea', issued: '2019', author: [{ family: 'Green' }] },
    paragraphs: [
      { number: 1, text: 'x', headings: [] },
      { number: 4, text: 'y', headings: [], page: 'xii' },
    ],
  };

  it('is called by its paragraph, and by its page where the source has pages', () => {
    assert.equal(evidenceLabel(source, { source: 'green2019', paragraph: 1 }), 'Green 2019, para. 1');
    assert.equal(evidenceLabel(source, { source: 'green2019', paragraph: 4 }), 'Green 2019, p. xii, para. 4');
  });
});
