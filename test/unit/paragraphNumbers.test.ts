import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierIndex } from '../../src/core/dossierIndex.ts';
import { renderSourceNote } from '../../src/core/sourceNote.ts';

/** A document that was edited since it was first read: a paragraph was put first, another was deleted. */
const corpus: Corpus = {
  format: 1,
  id: 'own',
  title: 'Own',
  language: 'en',
  sources: [
    {
      id: 'leaf2020',
      item: { id: 'leaf2020', type: 'document', title: 'The leaf' },
      paragraphs: [
        { number: 4, text: 'A new beginning about harbours.', headings: [] },
        { number: 1, text: 'Tea is a leaf.', headings: [], page: 'xii' },
        { number: 3, text: 'It is sold by the chest.', headings: [] },
      ],
    },
    {
      id: 'leaf2021',
      item: { id: 'leaf2021', type: 'document', title: 'Another leaf' },
      paragraphs: [{ number: 2, text: 'Coffee is a bean.', headings: [] }],
    },
  ],
  topics: [],
  entities: [],
  events: [],
  claims: [],
  disagreements: [],
};

describe('paragraphs whose numbers are not their places', () => {
  const dossier = new Dossier([corpus]);
  const [source] = dossier.sources;
  assert.ok(source);

  it('are looked up by number', () => {
    const textOf = (paragraph: number) => dossier.passage({ source: 'leaf2020', paragraph })?.paragraph.text;
    assert.equal(textOf(1), 'Tea is a leaf.');
    assert.equal(textOf(3), 'It is sold by the chest.');
    assert.equal(textOf(4), 'A new beginning about harbours.');
    assert.equal(textOf(2), undefined);
    assert.equal(dossier.passage({ source: 'leaf2021', paragraph: 1 }), undefined);
  });

  it('are found in the search by key and number', () => {
    const { search } = new DossierIndex(dossier);
    for (const id of ['leaf2020#4', 'leaf2020#1', 'leaf2020#3', 'leaf2021#2']) {
      assert.equal(search.find(id, { limit: 1 })[0]?.id, id);
    }
  });

  it('stand in the source note in the order of the text', () => {
    const { text, paragraphLines } = renderSourceNote(source);
    const lines = text.split('\n');
    assert.match(lines[paragraphLines.get(1) ?? 0] ?? '', /^\*\*1\*\* Tea is a leaf/);
    assert.deepEqual([...paragraphLines.keys()], [4, 1, 3]);
  });
});
