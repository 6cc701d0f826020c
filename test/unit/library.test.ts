import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BibliographyFormat, printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { type BibliographyFile, createLibrary, type Library } from '../../src/core/bibliography/library.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';

const corpus: Corpus = {
  format: 1,
  id: 'tea',
  title: 'Tea',
  language: 'en',
  sources: [
    {
      id: 'okakura1906',
      item: {
        id: 'okakura1906',
        type: 'book',
        title: 'The Book of Tea',
        author: [{ family: 'Okakura' }],
        issued: '1906',
      },
      paragraphs: [
        { number: 1, text: 'Tea began as a medicine.', headings: [] },
        { number: 2, text: 'The kettle sings well, for pieces of iron are so arranged.', headings: [] },
      ],
    },
  ],
  topics: [],
  entities: [],
  events: [],
  claims: [],
  disagreements: [],
};
const tea = new Dossier([corpus]);
const none = new Dossier([]);

function file(text: string, format: BibliographyFormat = 'biblatex', name = 'a.bib'): BibliographyFile {
  return { file: name, ...readBibliography(text, format) };
}

const bib = String.raw`
@string{jcs = {Journal of Computing Studies}}
@article{muller2019, author = {M{\"u}ller, J{\"o}rg}, title = {Deep Nets for {OpenAI}}, journal = jcs, year = 2019,
  doi = {10.1000/xyz.7}, abstract = {A study of kettles and deep learning}}
@book{learning2001, author = {Doe, Jane}, title = {Machine Learning}, publisher = {Northgate}, year = 2001}
@article{smith:2020, author = {Smith, Ann and Doe, Jane}, title = {Learning from deep archives}, year = 2020}
@inproceedings{inner, title = {Small talk}, crossref = {proc}}
@proceedings{proc, title = {Proceedings of the Ninth Gathering}, year = 1999}
`;

function found(library: Library, query: string, limit?: number): string[] {
  return library.find(query, limit).map(({ key }) => key);
}

describe('the works a draft may cite', () => {
  it('are those of its bibliographies, in their order, then those of the dossier, each once', () => {
    const library = createLibrary(tea, [
      file('@book{b, title = {B}}@book{okakura1906, title = {Mine}}'),
      file('- id: b\n  title: Other\n- id: c\n  title: C\n', 'csl-yaml', 'c.yaml'),
    ]);
    assert.deepEqual(
      library.works.map(({ key, item, source, entries }) => [
        key,
        item.title,
        source?.id,
        entries.map((entry) => entry.file),
      ]),
      [
        ['b', 'B', undefined, ['a.bib', 'c.yaml']],
        ['okakura1906', 'Mine', 'okakura1906', ['a.bib']],
        ['c', 'C', undefined, ['c.yaml']],
      ],
    );
    assert.equal(library.work('b'), library.works[0]);
    assert.equal(library.work('B'), undefined);
    assert.equal(library.work('okakura1906')?.entries[0]?.keyStart, '@book{b, title = {B}}@book{'.length);
  });

  it('come first to last without a query', () => {
    assert.deepEqual(found(createLibrary(tea, [file(bib)]), ' ', 2), ['muller2019', 'learning2001']);
    assert.deepEqual(found(createLibrary(tea, []), ''), ['okakura1906']);
    assert.deepEqual(found(createLibrary(none, []), 'tea'), []);
  });
});

describe('finding works', () => {
  const library = createLibrary(tea, [file(bib)]);
  for (const [query, ...keys] of [
    // Any field, in any order, by prefix, without accents or in any case.
    ['müller', 'muller2019'],
    ['deep muller', 'muller2019'],
    ['jor mull', 'muller2019'],
    ['OPENAI', 'muller2019'],
    ['comput stud', 'muller2019'],
    ['10.1000/xyz.7', 'muller2019'],
    ['northg', 'learning2001'],
    ['2001 doe', 'learning2001'],
    ['doe 2019..2021', 'smith:2020'],
    ['abstract'],
    // What an entry takes from another one.
    ['ninth gathering talk', 'inner'],
    // Slips of the hand.
    ['mahcine', 'learning2001'],
    ['archves smith', 'smith:2020'],
    // A word in the title counts more than one in the abstract.
    ['deep learn', 'smith:2020', 'muller2019'],
    // The dossier's paragraphs.
    ['kettle iron', 'okakura1906'],
    ['kettle okakura', 'okakura1906'],
    // Every word is asked for.
    ['deep nonsensical'],
    // A letter of the next word does not empty the list.
    ['machine learning d', 'learning2001'],
  ] as const) {
    it(JSON.stringify(query), () => assert.deepEqual(found(library, query), keys));
  }

  it('prefers keys: whole, by their beginning, by a part', () => {
    const keys = createLibrary(none, [
      file('@a{xdeep, title={deep}}@a{deeper, title={Deep}}@a{other, title={Deep}}@a{deep, title={T}}'),
    ]);
    assert.deepEqual(found(keys, 'DEEP'), ['deep', 'deeper', 'xdeep', 'other']);
    assert.deepEqual(found(keys, 'd'), ['deep', 'deeper']);
    assert.deepEqual(found(createLibrary(tea, [file(bib)]), 'smith:20')[0], 'smith:2020');
  });

  it('gives no more than the limit, and the best of all', () => {
    const many = Array.from({ length: 3000 }, (_, n) => `@book{k${n}, title = {Common word number ${n}}}`);
    const large = createLibrary(none, [file(`${many.join('\n')}@book{best, title = {Common word}}`)]);
    assert.equal(found(large, 'common', 7).length, 7);
    assert.equal(found(large, 'common word', 7)[0], 'best');
    assert.deepEqual(found(large, 'number 2718'), ['k2718']);
    for (const _step of large.prepare());
    assert.deepEqual(found(large, 'number 2718'), ['k2718']);
  });

  for (const format of ['csl-json', 'csl-yaml', 'hayagriva', 'bibtex'] as const) {
    it(`works alike in ${format}`, () => {
      const items = [
        {
          id: 'a',
          type: 'book',
          title: 'Old Rivers',
          author: [{ family: 'Ñandú', given: 'Eva' }],
          issued: '1999',
        },
        {
          id: 'b',
          type: 'article-journal',
          title: 'New Rivers',
          'container-title': 'The Boats',
          issued: '2004-05',
        },
      ];
      const rivers = createLibrary(none, [file(printBibliography(items, format), format)]);
      assert.deepEqual(found(rivers, 'rivers nandu'), ['a']);
      assert.deepEqual(found(rivers, 'boats new'), ['b']);
      assert.deepEqual(found(rivers, 'rivers 1998..2000'), ['a']);
      assert.deepEqual(found(rivers, 'title'), []);
    });
  }

  it('takes any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('@', '#x', '"', '2019..', '..')),
        (query) => {
          assert.ok(library.find(query).length <= 50);
          assert.ok(library.similarKeys(query).length <= 5);
        },
      ),
    );
  });
});

describe('keys like an unknown one', () => {
  it('differ by case or a slip of the hand, nearest first', () => {
    const library = createLibrary(tea, [
      file(bib),
      file('@a{Muller2019,}@a{muller2018,}', 'bibtex', 'b.bib'),
    ]);
    assert.deepEqual(library.similarKeys('mulelr2019'), ['muller2019', 'Muller2019', 'muller2018']);
    assert.deepEqual(library.similarKeys('MULLER2019'), ['muller2019', 'Muller2019', 'muller2018']);
    assert.deepEqual(library.similarKeys('okakura1960'), ['okakura1906']);
    assert.deepEqual(library.similarKeys('smith2020'), ['smith:2020']);
    assert.deepEqual(library.similarKeys('nothing'), []);
  });

  it('are other ones', () => {
    assert.deepEqual(createLibrary(tea, [file(bib)]).similarKeys('learning2001'), []);
  });
});

describe('a library of a later state', () => {
  const works = Array.from({ length: 4000 }, (_, n) => `@book{k${n}, title = {Book number ${n}}}`);

  function steps(library: Library): number {
    return [...library.prepare()].length;
  }

  it('has nothing to prepare where nothing has changed', () => {
    const files = [file(works.join('\n'))];
    const first = createLibrary(tea, files);
    assert.ok(steps(first) > 10);
    assert.equal(steps(createLibrary(tea, [...files])), 0);
    assert.equal(steps(createLibrary(new Dossier([]), files)), 0);
  });

  it('indexes only what is near a change again', () => {
    const first = createLibrary(tea, [file(works.join('\n'))]);
    const all = steps(first);
    const changed = [...works.slice(0, 1900), '@book{new, title = {Fresh}}', ...works.slice(1901)];
    const second = createLibrary(tea, [file(changed.join('\n'))], first);
    assert.ok(steps(second) < all / 2);
    assert.deepEqual(found(second, 'fresh'), ['new']);
    assert.deepEqual(found(second, 'number 1900'), []);
    assert.deepEqual(found(second, 'number 3999'), ['k3999']);
    assert.equal(second.work('k3999')?.entries[0]?.start, changed.join('\n').indexOf('@book{k3999,'));
  });

  it('sees a macro that has changed', () => {
    const text = (journal: string) => `@string{j = {${journal}}}@article{a, title = {T}, journal = j}`;
    const first = createLibrary(tea, [file(text('Acta'))]);
    assert.deepEqual(found(first, 'acta'), ['a']);
    const second = createLibrary(tea, [file(text('Nature'))], first);
    assert.deepEqual(found(second, 'nature'), ['a']);
    assert.deepEqual(found(second, 'acta'), []);
  });
});
