import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readableFormat } from '../../src/core/bibliography/bibliography.ts';
import { bibliographyCorpus, entrySources } from '../../src/core/bibliography/entrySources.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { type EntriesAnswer, serveEntries } from '../../src/core/bibliography/service.ts';
import { distinctCorpora } from '../../src/core/corpus/distinct.ts';
import type { Corpus, Source } from '../../src/core/corpus/model.ts';
import { evidenceLabel } from '../../src/core/sourceLabel.ts';

const ris = `TY  - JOUR
AU  - Smith, John
AU  - OECD
TI  - Tea and trade
JO  - Leaves
PY  - 2019
DA  - 2019/03/12/
VL  - 3
SP  - 1
EP  - 20
AB  - We study
tea.
N1  - Read in May
DO  - 10.1000/x1
ER  - 

TY  - BOOK
ID  - green:2020
A1  - Green, Ada
T1  - The leaf
Y1  - 2020///
PB  - Leaf Press
ER  - 
TY  - NEWS
AU  - Smith, John
TI  - Two
T2  - Daily
PY  - 2019
DO  - 10.1000/x1
DO  - 10.2000/x2
ER  - 
`;

describe('reading a RIS file', () => {
  const { entries, problems } = readBibliography(ris, 'ris');

  it('finds each record, with its ID for a key, or one of author and year', () => {
    assert.deepEqual(
      entries.map(({ key, keyStart, keyEnd }) => [key, ris.slice(keyStart, keyEnd)]),
      [
        ['smith2019', ''],
        ['green:2020', 'green:2020'],
        ['smith2019a', ''],
      ],
    );
    assert.deepEqual(problems, []);
    assert.ok(entries.every(({ start, end }) => /^TY {2}-.*ER {2}-$/s.test(ris.slice(start, end))));
  });

  it('reads fields of the old and the new version', () => {
    assert.deepEqual(entries[0]?.item, {
      type: 'article-journal',
      title: 'Tea and trade',
      author: [{ family: 'Smith', given: 'John' }, { literal: 'OECD' }],
      'container-title': 'Leaves',
      issued: '2019-03-12',
      volume: '3',
      page: '1-20',
      abstract: 'We study tea.',
      note: 'Read in May',
      DOI: '10.1000/x1',
      id: 'smith2019',
    });
    const { author, title, issued, publisher } = entries[1]?.item ?? {};
    assert.deepEqual(
      [author, title, issued, publisher],
      [[{ family: 'Green', given: 'Ada' }], 'The leaf', '2020', 'Leaf Press'],
    );
    const { author: who, DOI, 'container-title': paper } = entries[2]?.item ?? {};
    assert.deepEqual([who, DOI, paper], [[{ family: 'Smith', given: 'John' }], '10.1000/x1', 'Daily']);
  });

  it('tells of records without an end and of text outside, and reads the rest', () => {
    const text = 'Exported\r\nby hand\r\nTY  - BOOK\r\nTI  - One\r\nTY  - BOOK\r\nTI  - Two\r\n';
    const read = readBibliography(text, 'ris');
    assert.deepEqual(
      read.entries.map(({ item }) => item.title),
      ['One', 'Two'],
    );
    assert.deepEqual(
      read.problems.map(({ start, message }) => [start, message]),
      [
        [0, 'This stands in no record.'],
        [text.indexOf('TY'), 'This record has no end.'],
        [text.lastIndexOf('TY'), 'This record has no end.'],
      ],
    );
  });

  it('tells many records of one author and year apart', () => {
    const { entries } = readBibliography('TY  - BOOK\nAU  - Leaf, A\nPY  - 2020\n'.repeat(20_000), 'ris');
    const keys = entries.map(({ key }) => key);
    assert.deepEqual(keys.slice(0, 3), ['leaf2020', 'leaf2020a', 'leaf2020b']);
    assert.equal(new Set(keys).size, 20_000);
  }).timeout(8000);

  it('takes no key that an ID has, whatever its case', () => {
    const { entries } = readBibliography(
      'TY  - BOOK\nAU  - Leaf, A\nER  - \nTY  - BOOK\nID  - Leaf\nER  - \n',
      'ris',
    );
    assert.deepEqual(
      entries.map(({ key }) => key),
      ['leaf-a', 'Leaf'],
    );
  });

  it('never fails, and tells keys apart', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'TY  - JOUR',
        'ER  - ',
        'TY  - ',
        'ID  - a',
        'ID  - smith2019',
        'AU  - Smith, J',
        'PY  - 2019',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `AU  - ${text}`),
      fc
        .tuple(fc.constantFrom('DO', 'Y1', 'SN', 'SP', 'A1', 'KW', 'UR', 'N2'), fc.string())
        .map(([tag, value]) => `${tag}  - ${value}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (lines, eol) => {
        const text = lines.join(eol);
        const read = readBibliography(text, 'ris');
        const made = read.entries.filter(({ keyStart, keyEnd }) => keyStart === keyEnd);
        for (const { item, key } of read.entries) assert.equal(item.id, key);
        assert.equal(new Set(made.map(({ key }) => key)).size, made.length);
      }),
    );
  });
});

describe('reading an export of Better BibTeX', () => {
  const text = JSON.stringify(
    {
      config: { label: 'BetterBibTeX JSON', items: 'no list' },
      collections: { X: { items: [1] } },
      items: [
        {
          itemType: 'newspaperArticle',
          citationKey: 'green2020',
          title: 'What <i>tea</i> costs',
          creators: [
            { creatorType: 'author', firstName: 'Ada', lastName: 'Green' },
            { creatorType: 'author', name: 'Tea Board' },
            { creatorType: 'editor', firstName: 'Ben', lastName: 'White' },
          ],
          publicationTitle: 'The Daily Leaf',
          date: '2020-05-12',
          accessDate: '2021-01-02T10:00:00Z',
          abstractNote: 'Ten pounds a chest.',
          notes: [{ note: '<p>Ask &amp; check</p>' }],
          url: 'https://example.org/tea',
        },
        { itemType: 'book', title: 'No key' },
      ],
    },
    undefined,
    1,
  );

  it('is told from CSL-JSON', () => {
    assert.equal(readableFormat('library.json', text, 'pandoc'), 'zotero');
    assert.equal(readableFormat('library.json', '[{"id": "a", "items": []}]', 'pandoc'), 'csl-json');
  });

  it('finds items with their citation keys, and tells of those without', () => {
    const { entries, problems } = readBibliography(text, 'zotero');
    assert.equal(entries.length, 1);
    const [entry] = entries;
    assert.equal(text.slice(entry?.keyStart, entry?.keyEnd), 'green2020');
    const { annote, ...item } = { annote: undefined, ...entry?.item };
    assert.equal(annote, 'Ask & check');
    assert.deepEqual(item, {
      id: 'green2020',
      type: 'article-newspaper',
      title: 'What tea costs',
      author: [{ family: 'Green', given: 'Ada' }, { literal: 'Tea Board' }],
      editor: [{ family: 'White', given: 'Ben' }],
      'container-title': 'The Daily Leaf',
      issued: '2020-05-12',
      accessed: '2021-01-02',
      abstract: 'Ten pounds a chest.',
      URL: 'https://example.org/tea',
    });
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['This item has no citation key.'],
    );
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(400), (value, cut) => {
        const json = JSON.stringify({ items: [value, { citationKey: 'a', creators: value, date: value }] });
        for (const { item } of readBibliography(json.slice(0, cut), 'zotero').entries) assert.ok(item.id);
      }),
    );
  });
});

const bib = `@article{smith2021,
  title = {Tea}, author = {Smith, John}, year = 2021,
  abstract = {We count chests.}, note = {Mine}, annote = {Ask him}
}
@book{green2020, title = {The leaf}, author = {Green, Ada}, year = 2020, note = {Second ed.}}
@book{green2020, title = {Another}}
@book{broken, title = {Open}, author Smith, year = 2001}
`;

function read(text: string, format: 'biblatex' | 'ris' = 'biblatex') {
  const parts = [...entrySources(text, readBibliography(text, format))];
  return { sources: parts.flatMap((part) => part.sources), problems: parts.flatMap((part) => part.problems) };
}

describe('the entries of a bibliography as sources', () => {
  const { sources, problems } = read(bib);

  it('have what they say of themselves as paragraphs, whose numbers do not depend on each other', () => {
    assert.deepEqual(
      sources.map(({ id, paragraphs }) => [id, paragraphs.map(({ number, text }) => `${number} ${text}`)]),
      [
        ['smith2021', ['1 We count chests.', '2 Mine', '3 Ask him']],
        ['green2020', ['2 Second ed.']],
        ['broken', []],
      ],
    );
    const [first] = sources;
    assert.ok(first);
    assert.equal(evidenceLabel(first, { source: 'smith2021', paragraph: 1 }), 'Smith 2021, abstract');
    assert.deepEqual(
      sources.map(({ entry }) => entry?.line),
      [1, 5, 7],
    );
  });

  it('tell what is faulty, by line, once each', () => {
    assert.deepEqual(
      problems.map(({ line, message }) => `${line} ${message}`),
      [
        '6 another entry has the key "green2020" already',
        '7 "broken" cannot be read here: an equals sign is missing',
      ],
    );
  });

  it('are left out where no citation could name them', () => {
    const { sources, problems } = read('TY  - BOOK\nID  - has#mark\nER  - \n', 'ris');
    assert.deepEqual(
      [sources.length, problems.map(({ message }) => message)],
      [0, ['the key "has#mark" cannot be cited']],
    );
  });

  it('come from a worker in parts, the last of which says so', () => {
    const many = Array.from({ length: 180 }, (_, index) => `@book{k${index}, title={T${index}}}`).join('\n');
    const answers: EntriesAnswer[] = [];
    serveEntries((answer) => answers.push(structuredClone(answer)))({
      id: 7,
      text: many,
      format: 'biblatex',
    });
    assert.ok(answers.length > 3 && answers.every(({ id, sources }) => id === 7 && sources.length <= 50));
    assert.deepEqual(answers.map(({ last }) => last).lastIndexOf(false), answers.length - 2);
    assert.equal(answers.flatMap((answer) => answer.sources).length, 180);
  });
});

describe('a bibliography beside dossiers', () => {
  const source = (id: string, title: string): Source => ({
    id,
    item: { id, type: 'book', title, issued: '2020' },
    paragraphs: [],
  });
  const tea: Corpus = {
    ...bibliographyCorpus('/tea', 'en', [source('green2020', 'The leaf!'), source('smith2021', 'Coffee')]),
    bibliography: undefined,
    entities: [
      { id: 'broken', prefLabel: 'Broken', kind: 'person', description: 'x', labels: [], weakLabels: [] },
    ],
  };
  const library = bibliographyCorpus('/work/refs.bib', 'en', read(bib).sources);
  const { corpora, withheld, shared } = distinctCorpora([tea, library]);

  it('is named like its file', () => assert.equal(library.title, 'refs.bib'));

  it('never changes a citation key: what else has it gives way', () => {
    assert.deepEqual(
      corpora[1]?.sources.map(({ id }) => id),
      ['broken'],
    );
    assert.equal(corpora[0]?.entities[0]?.id, 'broken.tea');
    assert.deepEqual(
      shared.map(({ id, kind }) => [id, kind]),
      [['broken', 'entity']],
    );
  });

  it('leaves out what a dossier has under the same key, and tells another work from the same', () => {
    assert.deepEqual(
      withheld.map(({ source: { id }, keptBy, sameWork, corpus }) => [id, keptBy, sameWork, corpus]),
      [
        ['smith2021', 'tea', false, 1],
        ['green2020', 'tea', true, 1],
      ],
    );
  });

  it('gives way to an earlier bibliography', () => {
    const later = bibliographyCorpus('/work/old.ris', 'en', read(bib).sources);
    const both = distinctCorpora([library, later]);
    assert.equal(both.corpora[1]?.sources.length, 0);
    assert.ok(both.withheld.every((one) => one.sameWork && one.keptBy === 'refs.bib'));
  });
});
