/** Bibliographies written by the extension, read back by the tools: what they read is what was written. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { type BibliographyFormat, printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { cslDate } from '../../src/core/bibliography/cslDate.ts';
import { cslJson } from '../../src/core/bibliography/cslJson.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { folderWith, run } from './run.ts';
import { needs } from './tools.ts';
import { typstCompiler } from './typst.ts';

const titles = [
  'A {braced} title',
  'A {{twice}} braced \\{title\\}',
  'R&D: 50% of #1 for $5 or $6',
  'Snake_case _a_ and x^2 ^y^',
  'Tilde ~ and ~~two~~',
  'Back\\slash \\n \\textbf{x}',
  'a < b > c <br> </p>',
  'An &amp; entity &lt; & &#38;',
  '"Straight" and \'single\' quotes',
  '“Curly” quotes, and »others«',
  '*Stars* **two** [link](x) ![i](y) @at #cite #[x]',
  '中文標題與日本語、한국어',
  'عنوان بالعربية: مثال',
  'כותרת בעברית',
  'Combining e\u0301 n\u0303 and e\u0301',
  'Emoji 🎉 and 👩‍💻 end',
  'Dash – em — hy-phen',
  'iPhone, OpenAI, McDonald and ΑΒΓ',
  'lower case at first',
  `Long ${'and Longer '.repeat(100).trim()}`,
  'Ends with backslash \\',
  '% a comment',
  '# A heading',
  '- An item',
  'Colon: value',
  'key = {value},',
  'null',
  'yes',
  '2020',
  '1e3',
  '12:30:45',
  '[Bracketed]',
  'And others',
  'A // comment /* b */ end',
  '| Pipe | and |',
  'At www.x.org or https://x.org/a_b?c=d&e#f',
  '%20 \\& \\%',
  '{}',
  '$',
  '_',
  '\\',
  '@book{x, title={y}}',
];

type Name = NonNullable<CslItem['author']>[number];
const names: readonly Name[] = [
  { family: 'Humboldt', given: 'Alexander', 'dropping-particle': 'von' },
  { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
  { family: 'Plato' },
  { family: 'García Márquez', given: 'Gabriel' },
  { literal: 'Ends and Means, Inc.' },
  { literal: 'Barnes & Noble_x' },
  { literal: 'others' },
  { literal: '{Curly} *Stars*' },
  { family: 'Müller-Lüdenscheidt', given: 'Jörg-Dieter' },
  { family: '李', given: '小龙' },
  { family: 'Smith', given: 'J. R.' },
  { family: 'Brown and Sons', given: 'X' },
  { family: 'Family, Inc', given: 'G' },
  { family: 'Le Guin', given: 'Ursula K.' },
  { family: 'lower', given: 'case' },
];

const dates = [
  '2020',
  '2020-05',
  '2020-05-17',
  '2020-01-30',
  '2020-12-25',
  '2019/2021',
  '2020-01-30/2020-02-29',
  '2020~',
  '2020/',
  '0800',
];

const written: readonly CslItem[] = [
  ...titles.map(
    (title, index): CslItem => ({
      ...{ id: `title${index}`, type: 'book', title, author: [{ family: 'Zed', given: 'Z.' }] },
      ...{
        publisher: 'Simon and Schuster',
        'publisher-place': 'Here and There',
        issued: String(1900 + index),
      },
    }),
  ),
  ...names.map(
    (name, index): CslItem => ({
      ...{ id: `name${index}`, type: 'book', title: 'Name', author: [name, { family: 'Zed', given: 'Z.' }] },
      ...{ publisher: 'Press', issued: '2020' },
    }),
  ),
  ...dates.map(
    (issued, index): CslItem => ({
      ...{ id: `date${index}`, type: 'book', title: 'Date', author: [{ family: 'Zed', given: 'Z.' }] },
      ...{ publisher: 'Press', issued },
    }),
  ),
  {
    ...{ id: 'article', type: 'article-journal', title: 'Article', 'container-title': 'R&D and J_K' },
    ...{ author: [{ family: 'Zed', given: 'Z.' }], issued: '2020-10-31', accessed: '2021-12-26' },
    ...{ volume: '12', issue: '3', page: '100-110', DOI: '10.1000/(SICI)1_2<3::AID>4.0.CO;2-#' },
    URL: 'https://example.org/~user/a_b?x=$1&y=2%20#f_^',
  },
  {
    ...{ id: 'chapter', type: 'chapter', title: 'Chapter', 'container-title': 'A Book of New York' },
    ...{ author: [{ family: 'Zed', given: 'Z.' }], editor: [{ literal: 'The Editors' }], issued: '2020' },
    ...{ 'collection-title': 'Of the American Press', publisher: 'Press', page: '7' },
  },
];

/** Fields that all formats have a place for. */
const fields = [
  'title',
  'publisher',
  'publisher-place',
  'container-title',
  'collection-title',
  'volume',
  'issue',
];
fields.push('page', 'DOI', 'URL', 'author', 'editor', 'issued', 'accessed');

/** BibTeX knows no days, no ranges and no doubt. */
const inBibtex = (item: CslItem): CslItem => ({
  ...item,
  ...(item.issued && { issued: /^\d{4}(?:-\d\d)?/.exec(item.issued)?.[0] ?? item.issued }),
});

describe('Round trips', () => {
  const readers: readonly [
    BibliographyFormat,
    string,
    (text: string) => string,
    (item: CslItem) => CslItem,
  ][] = [
    ['biblatex', 'biblatex', (text) => text, (item) => item],
    ['bibtex', 'bibtex', (text) => text, inBibtex],
    ['csl-json', 'csljson', (text) => text, (item) => item],
    ['csl-yaml', 'markdown', (text) => `---\n${text}...\n`, (item) => item],
  ];
  describe('Pandoc', () => {
    before(function () {
      needs(this, 'pandoc');
    });

    for (const [format, from, wrap, expected] of readers) {
      it(format, () => {
        const folder = folderWith({ refs: wrap(printBibliography(written, format)) });
        const { stdout, stderr } = run(folder, 'pandoc', '-f', from, '-t', 'csljson', 'refs');
        assert.equal(stderr, '');
        const items: unknown = JSON.parse(stdout);
        assert.ok(Array.isArray(items));
        const read = new Map(items.map((item) => [item.id, item]));
        const differing = written.flatMap((item) => {
          const wanted = cslJson(expected(item));
          const got = read.get(item.id) ?? {};
          return fields.flatMap((field) =>
            comparable(wanted[field]) === comparable(got[field])
              ? []
              : [`${item.id} ${field}: ${comparable(wanted[field])} → ${comparable(got[field])}`],
          );
        });
        assert.deepEqual(differing, []);
      });
    }
  });

  it('Biber', function () {
    needs(this, 'biber');
    const folder = folderWith({ 'refs.bib': printBibliography(written, 'biblatex') });
    const { stdout } = run(
      folder,
      ...(['biber', '--tool', '--validate-datamodel', '--output-file=read.bib', 'refs.bib'] as const),
    );
    assert.deepEqual(complaints(stdout), []);
    // What it writes again says the same.
    const again = readFileSync(path.join(folder, 'read.bib'), 'utf8');
    assert.equal(again.match(/^@/gm)?.length, written.length);
  });

  for (const style of ['plain', 'plainnat', 'alpha', 'apalike', 'unsrt']) {
    it(`BibTeX's ${style}`, function () {
      needs(this, 'bibtex');
      const folder = folderWith({
        'refs.bib': printBibliography(written, 'bibtex'),
        'draft.aux': `\\relax\n\\citation{*}\n\\bibstyle{${style}}\n\\bibdata{refs}\n`,
      });
      const { code, stdout } = run(folder, 'bibtex', 'draft');
      assert.deepEqual(complaints(stdout), []);
      assert.equal(code, 0);
      const bbl = readFileSync(path.join(folder, 'draft.bbl'), 'utf8');
      for (const { id } of written) assert.ok(bbl.includes(`{${id}}`), id);
    });
  }

  it('LaTeX sets what BibTeX made', function () {
    needs(this, 'bibtex');
    // Other scripts need fonts that this LaTeX has not.
    const latin = written.filter(({ title, author }) =>
      /^[ -~–—“”À-ÿ]*$/.test(title + JSON.stringify(author)),
    );
    const folder = folderWith({
      'refs.bib': printBibliography(latin, 'bibtex'),
      'draft.tex': `\\documentclass{article}
\\usepackage{url}
\\begin{document}
\\nocite{*}
\\bibliographystyle{plain}\\bibliography{refs}
\\end{document}
`,
    });
    const latex = () => run(folder, 'pdflatex', '-interaction=nonstopmode', 'draft').stdout;
    latex();
    run(folder, 'bibtex', 'draft');
    const errors = latex()
      .split('\n')
      .filter((line) => line.startsWith('!'));
    assert.deepEqual(errors, []);
  });

  for (const [name, format] of [
    ['refs.yml', 'hayagriva'],
    ['refs.bib', 'biblatex'],
  ] as const) {
    it(`Typst, ${format}`, function () {
      const folder = folderWith({ 'fields.csl': styleOfFields });
      const compile = typstCompiler(folder);
      if (!compile) return this.skip();
      writeFileSync(path.join(folder, name), printBibliography(written, format));
      const { text, complaints: found } = compile(
        `#bibliography("${name}", full: true, style: "fields.csl")\n`,
      );
      assert.deepEqual(found, []);
      const read = text.split('\n').map(normal);
      // Of a range in a .bib, Typst shows the end.
      const some = written.filter(({ issued }) => format === 'hayagriva' || issued !== '2019/2021');
      const differing = some.flatMap((item) => {
        const line = normal(`¶${item.title}¶${(item.author ?? []).map(shownName).join(';')}¶${year(item)}`);
        return read.some((one) => one.includes(line)) ? [] : [line];
      });
      assert.deepEqual(differing, []);
    });
  }
});

/** Whether values say the same: quotes and spaces are set as typography asks. */
function comparable(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'object') {
    return JSON.stringify(value, (_, inner: unknown) => {
      if (typeof inner === 'string') return normal(inner);
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  }
  return normal(String(value).replace(/<span class="nocase">(.*?)<\/span>/gs, '$1'));
}

function normal(text: string): string {
  return text
    .normalize()
    .replace(/\s+/g, ' ')
    .replace(/["“”„‘’]/g, "'")
    .trim();
}

/** Warnings and errors; that a field has no place in a type of entry is known, and it is kept for those that read it. */
function complaints(output: string): string[] {
  return output
    .split('\n')
    .filter(
      (line) => /warn|error/i.test(line) && !/^INFO|^\(There w/.test(line) && !/Invalid field/.test(line),
    );
}

function shownName(name: Name): string {
  if ('literal' in name) return name.literal;
  const given = [name.given, name['dropping-particle']].filter(Boolean).join(' ');
  // Han names have nothing between their parts.
  return [name.family, given, name.suffix].filter(Boolean).join(/\p{Script=Han}/u.test(given) ? '' : '+');
}

function year({ issued = '' }: CslItem): number | undefined {
  return cslDate(issued)['date-parts']?.[0]?.[0];
}

/** Shows fields as they are. */
const styleOfFields = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" demote-non-dropping-particle="never">
  <info>
    <title>Fields</title>
    <id>fields</id>
    <updated>2020-01-01T00:00:00+00:00</updated>
  </info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>
    <layout prefix="¶" suffix="¶" delimiter="¶">
      <group delimiter="¶">
        <text variable="title"/>
        <names variable="author">
          <name name-as-sort-order="all" delimiter=";" delimiter-precedes-last="always" sort-separator="+"/>
        </names>
        <date variable="issued"><date-part name="year"/></date>
      </group>
    </layout>
  </bibliography>
</style>
`;
