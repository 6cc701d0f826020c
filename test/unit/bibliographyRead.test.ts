import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type BibliographyFormat,
  bibliographyFormats,
  printBibliography,
} from '../../src/core/bibliography/bibliography.ts';
import { cslDate } from '../../src/core/bibliography/cslDate.ts';
import type { Bibliography, BibliographyEntry } from '../../src/core/bibliography/entry.ts';
import { bibliographyProblems, readBibliography } from '../../src/core/bibliography/read.ts';
import { edtfDate } from '../../src/core/bibliography/readCsl.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';

function only(text: string, format: BibliographyFormat): BibliographyEntry {
  const { entries } = readBibliography(text, format);
  assert.equal(entries.length, 1);
  return entries[0] as BibliographyEntry;
}

function keys(bibliography: Bibliography): string[] {
  return bibliography.entries.map(({ key }) => key);
}

function problems(text: string, format: BibliographyFormat): string[] {
  const found = [...bibliographyProblems(readBibliography(text, format))];
  return found.flatMap((problem) => (problem ? [problem.message] : []));
}

describe('reading a BibTeX file', () => {
  it('finds the key and the extent of each entry', () => {
    const text = 'Notes.\n@article{mu:2019,\n title = {A {B}}}\n@Book ( par+2020 , title = "C (d)" ) end';
    const { entries } = readBibliography(text, 'bibtex');
    assert.deepEqual(
      entries.map(({ keyStart, keyEnd, start, end }) => [
        text.slice(keyStart, keyEnd),
        text.slice(start, end),
      ]),
      [
        ['mu:2019', '@article{mu:2019,\n title = {A {B}}}'],
        ['par+2020', '@Book ( par+2020 , title = "C (d)" )'],
      ],
    );
    assert.deepEqual(
      entries.map(({ item }) => item.title),
      ['A B', 'C (d)'],
    );
  });

  it('reads names, accents, macros, months and pages', () => {
    const text = String.raw`
      @string{jcs = "Journal of " # cs}
      @string(cs = {Computing})
      @comment{@article{not, title = {no}}}
      @preamble{"\newcommand{\x}{y}"}
      @article{one,
        author = {M{\"u}ller, J{\"o}rg and Jan van der Berg and {IBM Corp.} and de la Cruz, Jr, Ana},
        title = {The {\O}re of \emph{Everything} \& {NASA}},
        journal = jcs, year = 2019, month = jan, pages = {1--20}, doi = {10.1/a_b}, url = {https://x.org/a%20b~c},
      }`;
    assert.deepEqual(only(text, 'bibtex').item, {
      id: 'one',
      type: 'article-journal',
      title: 'The Øre of Everything & NASA',
      author: [
        { family: 'Müller', given: 'Jörg' },
        { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der' },
        { literal: 'IBM Corp.' },
        { family: 'Cruz', given: 'Ana', 'non-dropping-particle': 'de la', suffix: 'Jr' },
      ],
      'container-title': 'Journal of Computing',
      issued: '2019-01',
      page: '1-20',
      DOI: '10.1/a_b',
      URL: 'https://x.org/a%20b~c',
    });
  });

  it('keeps what is uncertain or open of a BibLaTeX date', () => {
    const dates = ['1723~', '2004-22', '1988/', '2019-07-03', '2001?/2003'].map(
      (date) => only(`@book{a, title = {T}, date = {${date}}, urldate = {2020-02-03}}`, 'biblatex').item,
    );
    assert.deepEqual(
      dates.map(({ issued }) => issued),
      ['1723~', '2004-22', '1988/..', '2019-07-03', '2001?/2003'],
    );
    assert.equal(dates[0]?.accessed, '2020-02-03');
  });

  it('gives an entry what its crossref and xdata hold, also in a circle', () => {
    const text = `@inproceedings{in, title = {Inner}, crossref = {proc}, xdata = {de}}
      @proceedings{proc, title = {Proceedings}, year = 2001, publisher = {P}, crossref = {in}}
      @xdata{de, language = {german}, xdata = {de}}`;
    const bibliography = readBibliography(text, 'biblatex');
    assert.deepEqual(keys(bibliography), ['in', 'proc']);
    const [inner] = bibliography.entries;
    assert.deepEqual(inner?.item, {
      id: 'in',
      type: 'paper-conference',
      title: 'Inner',
      'container-title': 'Proceedings',
      publisher: 'P',
      issued: '2001',
      language: 'german',
    });
  });

  it('reads macros that name each other in a circle as nothing', () => {
    const text = '@string{a = b}@string{b = a}@book{x, title = a # { T}}';
    assert.equal(only(text, 'bibtex').item.title, 'T');
  });

  it('tells of each fault, and reads the other fields and entries', () => {
    const text = `@article{open, title = {A
@book{ title = {no key}}
@misc{early, title = {B}}, year = 2000}
@misc{comma, title = {C}
  author = {Doe, Jane},
  year = 2020
}
@misc{space in key, title = {D}}
@misc{bare}
@misc{last, title = {E}, year = 2021`;
    const bibliography = readBibliography(text, 'bibtex');
    assert.deepEqual(keys(bibliography), ['open', 'early', 'comma', 'space', 'bare', 'last']);
    assert.deepEqual(problems(text, 'bibtex'), [
      'This entry is never closed.',
      'This entry has no key.',
      'The entry "early" ends here, but more fields follow.',
      'A comma is missing behind the key "space".',
      'This entry is never closed.',
      '"comma" cannot be read here: a comma is missing.',
      '"space" cannot be read here: an equals sign is missing.',
    ]);
    const [open, , comma, , bare, last] = bibliography.entries;
    assert.equal(open?.item.title, 'A');
    assert.deepEqual(comma?.item, {
      id: 'comma',
      type: 'document',
      title: 'C',
      author: [{ family: 'Doe', given: 'Jane' }],
      issued: '2020',
    });
    assert.equal(text.slice(comma?.problem?.start).indexOf('author'), 0);
    assert.deepEqual(bare?.item, { id: 'bare', type: 'document', title: '' });
    assert.equal(last?.item.issued, '2021');
  });
});

describe('reading CSL-JSON', () => {
  it('finds the id and the extent of each item, and writes dates in EDTF', () => {
    const text = `[ {"type": "book", "id": "a b", "title": "<i>T</i>", "author": [{"family": "F", "id": "no"}],
      "issued": {"date-parts": [["2019", 7]], "circa": true}},
      {"id": 7, "title": "U", "issued": {"raw": "2001-02-03"}} ]`;
    const { entries, problems: faults } = readBibliography(`\uFEFF${text}`, 'csl-json');
    assert.deepEqual(faults, []);
    assert.deepEqual(
      entries.map(({ keyStart, keyEnd }) => `\uFEFF${text}`.slice(keyStart, keyEnd)),
      ['a b', '7'],
    );
    assert.deepEqual(
      entries.map(({ item }) => item),
      [
        { id: 'a b', type: 'book', title: 'T', author: [{ family: 'F' }], issued: '2019-07~' },
        { id: '7', type: 'document', title: 'U', issued: '2001-02-03' },
      ],
    );
  });

  it('reads the items around a fault, and says where it is', () => {
    const text =
      '[{"id": "a", "title": "A"}, {"id": "b", "title" "B"}, {"title": "C"}, {"id": "d", "title": "D"';
    const bibliography = readBibliography(text, 'csl-json');
    assert.deepEqual(keys(bibliography), ['a', 'b', 'd']);
    assert.deepEqual(
      bibliography.entries.map(({ item }) => item.title),
      ['A', '', 'D'],
    );
    assert.equal(bibliography.problems[0]?.start, text.indexOf('"B"'));
    assert.ok(problems(text, 'csl-json').includes('This item has no id.'));
  });

  it('reads an item that the end of the file cuts off within its id', () => {
    const text = '[{"id": "lea';
    const [entry] = readBibliography(text, 'csl-json').entries;
    assert.equal(entry?.key, 'lea');
    assert.equal(text.slice(entry?.keyStart, entry?.keyEnd), 'lea');
    assert.equal(entry?.end, text.length);
  });

  it('says that a file is no list', () => {
    assert.deepEqual(problems('{"id": "a"}', 'csl-json'), ['This file is no list of CSL-JSON items.']);
  });

  it('does not fall over deep nesting', () => {
    const text = `[{"id": "a"}, ${'['.repeat(200_000)}`;
    assert.ok(readBibliography(text, 'csl-json').problems.length > 0);
  });
});

describe('reading YAML', () => {
  it('finds items in CSL-YAML, alone or with a document’s metadata', () => {
    const text = `---
title: Paper
# The works
references:
  - id: a2020 # key
    title: 'A \\*B\\*'
    issued:
      - year: 2020
        month: 3
  # between
  - title: |
      id: no
    id: "b 2"
  - {id: c, title: C}
nocite: '*'
---
`;
    const { entries, problems: faults } = readBibliography(text, 'csl-yaml');
    assert.deepEqual(faults, []);
    assert.deepEqual(
      entries.map(({ keyStart, keyEnd }) => text.slice(keyStart, keyEnd)),
      ['a2020', 'b 2', 'c'],
    );
    assert.deepEqual(
      entries.map(({ item: { title, issued } }) => [title, issued]),
      [
        ['A *B*', '2020-03'],
        ['id: no', undefined],
        ['C', undefined],
      ],
    );
    assert.match(text.slice(entries[0]?.start, entries[0]?.end), /^- id: a2020[\s\S]*month: 3$/);
  });

  it('reads a list at the margin, in brackets, and with anchors', () => {
    for (const text of [
      '- id: a\n  title: A\n- id: b\n  title: B\n',
      'references:\n- id: a\n  title: A\n- id: b\n  title: B\nlang: en\n',
      'references: [{id: a, title: A}, {id: b, title: B}]',
      '- &x\n  id: a\n  title: A\n- <<: *x\n  id: b\n  title: B\n',
      '- &x\n  id: a\n  title: B\n- <<: *x\n  id: b\n',
    ]) {
      const bibliography = readBibliography(text, 'csl-yaml');
      assert.deepEqual(keys(bibliography), ['a', 'b'], text);
      assert.equal(bibliography.entries[1]?.item.title, 'B');
    }
  });

  it('reads Hayagriva entries with what stands in their parents', () => {
    const text = `harry:
    type: Book
    title: {value: "Harry {Potter}", short: HP}
    author: ["Rowling, J. K.", {name: "Example Ltd"}]
    publisher: {name: Bloomsbury, location: London}
    serial-number: {isbn: 978-0}
"quoted key":
    type: Article
    title: Kinetics
    author: van der Berg, Jr, Jan
    date: 2014-03
    page-range: 1-2
    parent:
        type: Newspaper
        title: The Daily
        volume: 3
    url: {value: https://x.org, date: 2020-01-02}
`;
    const { entries, problems: faults } = readBibliography(text, 'hayagriva');
    assert.deepEqual(faults, []);
    assert.deepEqual(
      entries.map(({ item }) => item),
      [
        {
          id: 'harry',
          type: 'book',
          title: 'Harry Potter',
          author: [{ family: 'Rowling', given: 'J. K.' }, { literal: 'Example Ltd' }],
          publisher: 'Bloomsbury',
          'publisher-place': 'London',
          ISBN: '978-0',
        },
        {
          id: 'quoted key',
          type: 'article-newspaper',
          title: 'Kinetics',
          author: [{ family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van der', suffix: 'Jr' }],
          'container-title': 'The Daily',
          volume: 3,
          issued: '2014-03',
          page: '1-2',
          URL: 'https://x.org',
          accessed: '2020-01-02',
        },
      ],
    );
  });

  it('tells of each fault, and reads the other entries', () => {
    const yaml = '- id: a\n  title: "A\n- title: B\n- id: c\n  title: C\n';
    const bibliography = readBibliography(yaml, 'csl-yaml');
    assert.deepEqual(keys(bibliography), ['a', 'c']);
    assert.equal(bibliography.entries[1]?.item.title, 'C');
    const found = problems(yaml, 'csl-yaml');
    assert.equal(found[0], 'This item has no id.');
    assert.match(found[1] ?? '', /^This is not YAML: a quotation mark, .* is missing\.$/);
    assert.deepEqual(keys(readBibliography('a:\n  title: A\nplain\nb:\n  title: B\n', 'hayagriva')), [
      'a',
      'b',
    ]);
  });

  it('does not fall over aliases that multiply', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) {
      const before = `*${String.fromCharCode(96 + n)}`;
      const name = String.fromCharCode(97 + n);
      lines.push(`${name}: &${name} [${Array(9).fill(before).join(', ')}]`);
    }
    assert.ok(readBibliography(lines.join('\n'), 'hayagriva').problems.length > 0);
  });
});

describe('CSL dates in EDTF', () => {
  it('turns back what is written for processors', () => {
    for (const date of [
      '2019',
      '2019-07',
      '2019-07-03',
      '2019~',
      '2004-22',
      '2019/2021-05',
      '2019/..',
      '0079',
    ]) {
      assert.equal(edtfDate(cslDate(date)), date);
    }
    assert.equal(edtfDate({ literal: 'in press' }), 'in press');
    assert.equal(edtfDate({ 'date-parts': [['x']] }), undefined);
  });
});

describe('any bibliography', () => {
  const word = fc.stringMatching(/^[A-Za-zäöéßøŁ]{1,8}$/);
  const special = fc.constantFrom(
    '&',
    '%',
    '{x}',
    '$5',
    '#1',
    '_',
    '~',
    '^',
    '\\',
    '*',
    '[a]',
    '"q"',
    ': b',
    '# c',
  );
  const words = fc
    .tuple(word, fc.array(fc.oneof(word, word, special), { maxLength: 5 }))
    .map(([first, rest]) => [first, ...rest].join(' '));
  const name = fc.oneof(
    fc.record({ family: word.map(capital), given: word.map(capital) }),
    fc.record({
      family: word.map(capital),
      given: word.map(capital),
      'non-dropping-particle': fc.constant('von'),
    }),
    words.map((literal) => ({ literal })),
  );
  const item: fc.Arbitrary<CslItem> = fc.record(
    {
      id: fc.stringMatching(/^[A-Za-z_][\w:.+/-]{0,10}\w$/),
      type: fc.constantFrom(
        'article-journal',
        'book',
        'chapter',
        'webpage',
        'report',
        'thesis',
        'paper-conference',
      ),
      title: words,
      author: fc.array(name, { minLength: 1, maxLength: 3 }),
      'container-title': words,
      publisher: words,
      issued: fc.constantFrom('2019', '2019-07', '1999-12', '0850'),
      DOI: fc.constantFrom('10.1000/x_y(1)'),
      URL: fc.constantFrom('https://example.org/a_b?c=d%20e#f'),
    },
    { requiredKeys: ['id', 'type', 'title'] },
  );
  const items = fc.uniqueArray(item, { selector: ({ id }) => id, minLength: 1, maxLength: 4 });

  function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  function shown({ id, title, author, issued, DOI, URL }: CslItem) {
    const names = author?.map((one) =>
      'literal' in one
        ? one.literal
        : [one['non-dropping-particle'], one.family, one.given].filter(Boolean).join(' '),
    );
    return { id, title, names, issued, DOI, URL };
  }

  for (const format of bibliographyFormats) {
    it(`is read as it was printed: ${format}`, () => {
      fc.assert(
        fc.property(items, (printed) => {
          const text = printBibliography(printed, format);
          const bibliography = readBibliography(text, format);
          assert.deepEqual([...bibliographyProblems(bibliography)].filter(Boolean), []);
          assert.deepEqual(
            bibliography.entries.map((entry) => shown(entry.item)),
            printed.map(shown),
          );
          for (const { key, keyStart, keyEnd } of bibliography.entries) {
            assert.equal(text.slice(keyStart, keyEnd), key);
          }
        }),
        { numRuns: 200 },
      );
    });

    it(`is read whatever its text is, with places within it, in order: ${format}`, () => {
      const pieces = fc.array(
        fc.oneof(
          fc.constantFrom(
            '@article{',
            '@string{a = ',
            '@comment{',
            '@book(',
            '{',
            '}',
            '(',
            ')',
            '"',
            '"id": ',
            '[',
            ']',
            ',',
            '\n',
            '\n  ',
            '- ',
            'id: ',
            'key:',
            ' = ',
            ' # ',
            '\\"',
            '$',
            '\\begin{',
            '%',
            '&a ',
            '*a',
            '|\n',
            '---\n',
            'references:\n',
            'author',
            ' and ',
            'title',
            'crossref = {k}',
            'k,',
            '\uFEFF',
            '\r\n',
            '\t',
            '<<: ',
            '2019',
          ),
          fc.string({ maxLength: 6, unit: 'binary' }),
        ),
        { maxLength: 40 },
      );
      fc.assert(
        fc.property(pieces, (parts) => {
          const text = parts.join('');
          const bibliography = readBibliography(text, format);
          let before = 0;
          for (const { key, keyStart, keyEnd, start, end, item, problem } of bibliography.entries) {
            assert.ok(before <= start && start <= keyStart && keyStart <= keyEnd && keyEnd <= end, text);
            assert.ok(end <= text.length);
            assert.equal(item.id, key);
            assert.equal(typeof item.title, 'string');
            if (problem)
              assert.ok(0 <= problem.start && problem.start <= problem.end && problem.end <= text.length);
            before = end;
          }
          for (const { start, end, message, remedy } of bibliography.problems) {
            assert.ok(0 <= start && start <= end && end <= text.length, `${start}-${end} of ${text.length}`);
            assert.ok(message && remedy);
          }
        }),
        { numRuns: 500 },
      );
    });
  }
});
