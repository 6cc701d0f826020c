import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import {
  appendItem,
  type BibliographyFormat,
  bibliographyFormat,
  bibliographyFormats,
  bibliographyKeys,
  printBibliography,
} from '../../src/core/bibliography/bibliography.ts';
import { declaredBibliographies } from '../../src/core/bibliography/declared.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

const item: CslItem = {
  id: 'overweel2020',
  type: 'post-weblog',
  title: 'OpenAI & Microsoft: 50% of {GPT-3}_x #1 $5',
  author: [{ family: 'Overweel', given: 'Leon' }, { literal: 'Ends and Means, Inc.' }],
  'container-title': 'Dynamically Typed',
  issued: '2020-10-11',
  URL: 'https://example.org/a_b?x=1%20&y={2}',
  custom: { trust: 'ours alone' },
};
const small: CslItem = { id: 'k', type: 'book', title: 'T', issued: '2024-10?' };

describe('bibliography entries', () => {
  it('BibLaTeX', () => {
    assert.equal(
      printBibliography([item], 'biblatex'),
      `@online{overweel2020,
  author = {Overweel, Leon and {Ends and Means, Inc.}},
  title = {{OpenAI} \\& {Microsoft:} 50\\% of {\\{GPT-3\\}\\_x} \\#1 \\$5},
  organization = {Dynamically Typed},
  date = {2020-10-11},
  url = {https://example.org/a_b?x=1%20&y=%7B2%7D},
}
`,
    );
    assert.match(printBibliography([small], 'biblatex'), /date = \{2024-10\?\}/);
  });

  it('BibTeX', () => {
    const printed = printBibliography([item], 'bibtex');
    assert.match(printed, /^@misc\{overweel2020,/);
    assert.match(printed, /howpublished = \{Dynamically Typed\},\n {2}year = \{2020\},\n {2}month = oct,/);
  });

  it('BibTeX without an author, whose styles pass over all other types', () => {
    assert.match(
      printBibliography([small], 'bibtex'),
      /^@misc\{k,\n {2}title = \{T\},\n {2}key = \{T, 2024\},\n {2}year = \{2024\},\n {2}month = oct,\n\}$/m,
    );
  });

  it('CSL-JSON and CSL-YAML leave out what only a dossier knows', () => {
    const [json] = JSON.parse(printBibliography([item], 'csl-json'));
    assert.deepEqual(json.issued, { 'date-parts': [[2020, 10, 11]] });
    const { references } = parse(printBibliography([item], 'csl-yaml'));
    assert.equal(references[0].issued, '2020-10-11');
    assert.equal(references[0].title, 'OpenAI & Microsoft: 50% of {GPT-3}\\_x #1 \\$5');
    assert.equal(json.custom ?? references[0].custom, undefined);
  });

  it('Hayagriva', () => {
    assert.deepEqual(parse(printBibliography([item, small], 'hayagriva')), {
      overweel2020: {
        type: 'article',
        title: '{OpenAI} & Microsoft: 50% of {\\{GPT-3\\}_x} #1 \\$5',
        author: ['Overweel, Leon', { name: 'Ends and Means, Inc.' }],
        date: '2020-10-11',
        parent: { type: 'blog', title: 'Dynamically Typed' },
        url: item.URL,
      },
      k: { type: 'book', title: 'T', date: '~2024-10' },
    });
  });

  it('a brace without its partner', () => {
    assert.match(
      printBibliography([{ ...small, title: 'A } b' }], 'biblatex'),
      /title = \{A \\textbraceright\{\} b\}/,
    );
  });

  it('keeps the day, braces within braces, and names of two in one', () => {
    const given: CslItem = {
      ...small,
      title: 'A {{b}} {c d}',
      publisher: 'Simon and Schuster',
      issued: '2020-01-30',
    };
    const printed = printBibliography([given], 'biblatex');
    assert.match(printed, /title = \{A \\\{\\\{b\\\}\\\} \\\{c d\\\}\}/);
    assert.match(printed, /publisher = \{\{Simon and Schuster\}\}/);
    assert.match(printed, /date = \{2020-01-30\}/);
    const quarter = printBibliography([{ ...small, issued: '2020-33' }], 'biblatex');
    assert.match(quarter, /date = \{2020\}/);
    assert.match(printBibliography([{ ...small, title: 'yes' }], 'csl-yaml'), /title: "yes"/);
  });

  it('names with particles and suffixes', () => {
    const named: CslItem = {
      ...small,
      author: [
        { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
        { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
        { family: 'de la Cruz' },
      ],
    };
    assert.match(
      printBibliography([named], 'biblatex'),
      /author = \{van Beethoven, Ludwig and King, Jr\., Martin Luther and \{de la Cruz\}\}/,
    );
  });
});

const appended: readonly [BibliographyFormat, string, string][] = [
  ['biblatex', '', '@book{k,\n  title = {T},\n  date = {2024-10?},\n}\n'],
  [
    'biblatex',
    '@book{a, title={A}}',
    '@book{a, title={A}}\n\n@book{k,\n  title = {T},\n  date = {2024-10?},\n}\n',
  ],
  [
    'biblatex',
    '% mine\r\n@book{a, title={A}}\r\n\r\n',
    '% mine\r\n@book{a, title={A}}\r\n\r\n@book{k,\r\n  title = {T},\r\n  date = {2024-10?},\r\n}\r\n',
  ],
  ['hayagriva', 'a:\n  type: book', 'a:\n  type: book\nk:\n  type: book\n  title: T\n  date: ~2024-10\n'],
  [
    'hayagriva',
    'a:\n  type: book\n\n# end\n',
    'a:\n  type: book\nk:\n  type: book\n  title: T\n  date: ~2024-10\n\n# end\n',
  ],
  [
    'csl-yaml',
    'references:\n  - id: a\n',
    'references:\n  - id: a\n  - id: k\n    type: book\n    title: T\n    issued: 2024-10?\n',
  ],
  ['csl-yaml', '- id: a # x\n', '- id: a # x\n- id: k\n  type: book\n  title: T\n  issued: 2024-10?\n'],
  [
    'csl-yaml',
    '---\nreferences: []\n...\n',
    '---\nreferences: [{"id":"k","type":"book","title":"T","issued":"2024-10?"}]\n...\n',
  ],
  [
    'csl-yaml',
    'lang: en\n',
    'lang: en\nreferences:\n  - id: k\n    type: book\n    title: T\n    issued: 2024-10?\n',
  ],
  [
    'csl-json',
    '[{"id":"a"}]',
    '[{"id":"a"},{"id":"k","type":"book","title":"T","issued":{"date-parts":[[2024,10]],"circa":true}}]',
  ],
];

describe('adding to a bibliography', () => {
  for (const [format, before, after] of appended) {
    it(`${format}: ${JSON.stringify(before)}`, () => {
      const result = appendItem(before, format, small);
      assert.equal(result.kind === 'append' && applyEdits(before, [result.edit]), after);
    });
  }

  it('follows the indentation of JSON', () => {
    const before = '[\n\t{\n\t\t"id": "a"\n\t}\n]\n';
    const result = appendItem(before, 'csl-json', { id: 'k', type: 'book', title: 'T' });
    assert.equal(
      result.kind === 'append' && applyEdits(before, [result.edit]),
      '[\n\t{\n\t\t"id": "a"\n\t},\n\t{\n\t\t"id": "k",\n\t\t"type": "book",\n\t\t"title": "T"\n\t}\n]\n',
    );
  });

  it('touches nothing it cannot read', () => {
    for (const [format, text] of [
      ['csl-json', '{"items": []}'],
      ['csl-json', '[{'],
      ['csl-yaml', 'references: "no'],
      ['hayagriva', 'just text'],
      ['hayagriva', '{a: {type: book}}'],
    ] as const) {
      assert.equal(appendItem(text, format, small).kind, 'unreadable', text);
    }
  });

  const key = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(?:[-:.][a-z0-9]{1,3})?$/);
  const title = fc.string({
    unit: fc.constantFrom(...'aB {}$%&#_~^\\"\'*@[]<>:-?!é日ש\u00a0'),
    minLength: 1,
    maxLength: 20,
  });
  for (const format of bibliographyFormats) {
    it(`${format}: adds every item once and keeps what was there`, () => {
      fc.assert(
        fc.property(
          fc.uniqueArray(key, { minLength: 1, maxLength: 4, comparator: 'IsStrictlyEqual' }),
          title,
          (keys, words) => {
            let text = '';
            for (const id of keys) {
              const given: CslItem = { id, type: 'article-journal', title: words, 'container-title': words };
              const result = appendItem(text, format, given);
              assert.ok(result.kind === 'append');
              const { start, end, newText } = result.edit;
              assert.equal(start, end);
              text = text.slice(0, start) + newText + text.slice(end);
              assert.equal(appendItem(text, format, given).kind, 'present');
            }
            assert.deepEqual([...(bibliographyKeys(text, format) ?? [])].sort(), [...keys].sort());
          },
        ),
        { numRuns: 30 },
      );
    });
  }
});

describe('the keys of a .bib file', () => {
  for (const [text, keys] of [
    ['@book{a, title={x @book{no,} y}}\n@ARTICLE ( b:c/d , x = 1)', 'a b:c/d'],
    ['@string{jan = "x"} @preamble{"y"} @comment{@book{a,}} mail me@home', ''],
    ['@book{a,\n title={never closed\n\n@book{b,}', 'a b'],
    ['@book{müller:2020-x,}', 'müller:2020-x'],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(bibliographyKeys(text, 'bibtex')?.join(' '), keys));
  }
});

describe('the format of a bibliography', () => {
  for (const [path, text, reader, format] of [
    ['refs.bib', '', 'biblatex', 'biblatex'],
    ['refs.bib', '', 'natbib', 'bibtex'],
    ['refs.bib', '', 'restructuredText', 'bibtex'],
    ['refs.bib', '', 'pandoc', 'biblatex'],
    ['refs.json', '', 'pandoc', 'csl-json'],
    ['refs.yaml', '', 'pandoc', 'csl-yaml'],
    ['refs.yml', '', 'typst', 'hayagriva'],
    ['refs.yml', 'references:\n- id: a\n', 'typst', 'csl-yaml'],
    ['refs.ris', '', 'pandoc', undefined],
  ] as const) {
    it(`${path} of ${reader}`, () => assert.equal(bibliographyFormat(path, text, reader), format));
  }
});

describe('the bibliographies a document names', () => {
  for (const [language, text, expected] of [
    ['markdown', '---\nbibliography: refs.bib\n---\n', 'refs.bib'],
    ['quarto', '---\nbibliography:\n  - "a b.bib"\n  - b.json\n---\n', 'a b.bib|b.json'],
    ['rmd', "---\r\nbibliography: [a.bib, 'b.yaml']\r\n---\r\n", 'a.bib|b.yaml'],
    ['markdown', 'bibliography: no.bib', ''],
    ['markdown', '---\nbibliography: https://example.org/x.bib\n---\n', ''],
    ['markdown', '```{bibliography} refs.bib\n```', 'refs.bib'],
    ['yaml', 'project: x\nbibliography: refs.bib\n', 'refs.bib'],
    ['latex', '% \\addbibresource{no.bib}\n\\addbibresource[label=x]{refs.bib}', 'refs.bib'],
    ['latex', '\\bibliography{a, sub/b}', 'a.bib|sub/b.bib'],
    ['latex', '\\bibliographystyle{plain}\\addbibresource[location=remote]{x.bib}', ''],
    ['typst', '#bibliography("refs.yml", style: "apa") // #bibliography("no.bib")', 'refs.yml'],
    ['typst', '#bibliography(("a.bib", "b.yml"))', 'a.bib|b.yml'],
    ['asciidoc', ':bibtex-file: refs.bib', 'refs.bib'],
    ['org', '#+BIBLIOGRAPHY: "my refs.bib"', 'my refs.bib'],
    ['restructuredtext', '.. bibliography:: a.bib b.bib', 'a.bib|b.bib'],
  ] as const) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      const found = declaredBibliographies(text, language);
      assert.equal(found.map(({ path }) => path).join('|'), expected);
      for (const { path, start, end } of found) assert.ok(path.startsWith(text.slice(start, end)));
    });
  }
});
