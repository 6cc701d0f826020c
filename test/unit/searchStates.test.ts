import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { createSearch, type Search } from '../../src/core/search/search.ts';

const sentences = [
  'The tower was lit in March 1874.',
  'Its keeper trimmed the wick for 13 billion nights.',
  'Oil fell by 20% after the storm.',
  'A foghorn sounded near the reef.',
  'Lamps and lamp oil were licensed.',
];
const queries = [
  '',
  'lamp',
  'tower lit',
  'keper',
  'sto',
  '13bn',
  'board',
  '1874',
  '@one oil',
  'two#1',
  'reef fog',
];

/** A state of a dossier: its sources' paragraphs, and the sentence that a claim and an entity hold. */
type State = readonly [sources: readonly (readonly [id: string, texts: readonly string[]])[], said: string];

const state: fc.Arbitrary<State> = fc.tuple(
  fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('one', 'two', 'three', 'four'),
      fc.array(fc.constantFrom(...sentences), { maxLength: 5 }),
    ),
    { selector: ([id]) => id, maxLength: 4 },
  ),
  fc.constantFrom(...sentences),
);

function dossierOf([sources, said]: State): Dossier {
  const cited = sources.find(([, texts]) => texts.length)?.[0];
  return new Dossier([
    {
      format: 1,
      id: 'd',
      title: 'D',
      language: 'en',
      sources: sources.map(([id, texts]) => ({
        id,
        item: { id, type: 'article', title: `Report ${id}`, issued: '1901' },
        paragraphs: texts.map((text, index) => ({ number: index + 1, text, headings: [] })),
      })),
      topics: [],
      entities: [
        {
          id: 'board',
          prefLabel: 'Board',
          kind: 'organization',
          description: said,
          labels: [{ label: 'Board' }],
          weakLabels: [],
        },
      ],
      events: [],
      claims: cited
        ? [
            {
              id: 'c',
              statement: said,
              subject: 'board',
              property: 'said',
              value: { text: said },
              topics: [],
              evidence: [{ source: cited, paragraph: 1 }],
            },
          ]
        : [],
      disagreements: [],
    } as unknown as Corpus,
  ]);
}

function answers(search: Search) {
  return queries.map((query) => search.find(query));
}

describe('a search over the next state of a dossier', () => {
  it('finds what one from nothing does, whatever changed', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 6 }), (states) => {
        let search: Search | undefined;
        for (const one of states) {
          const dossier = dossierOf(one);
          search = createSearch(dossier, { previous: search });
          assert.deepEqual(answers(search), answers(createSearch(dossier)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('finds the same from a saved index, and without one that does not fit', () => {
    fc.assert(
      fc.property(state, state, (first, second) => {
        const [before, after] = [dossierOf(first), dossierOf(second)];
        const index = createSearch(after, { previous: createSearch(before) }).save('now');
        const expected = answers(createSearch(after));
        assert.deepEqual(answers(createSearch(after, { saved: { index, stamp: 'now' } })), expected);
        assert.deepEqual(answers(createSearch(after, { saved: { index, stamp: 'then' } })), expected);
        const broken = { index: index.slice(8), stamp: 'now' };
        assert.deepEqual(answers(createSearch(after, { saved: broken })), expected);
      }),
      { numRuns: 30 },
    );
  });
});
