import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { declareBibliography, needsBibliography } from '../../src/core/bibliography/declare.ts';
import { declaredBibliographies, projectBibliographies } from '../../src/core/bibliography/declared.ts';
import { type SyntaxId, syntaxIds } from '../../src/core/citation/syntax.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

/** A draft as it stands and with `references.bib` declared. */
const cases: readonly [SyntaxId, string, string][] = [
  ['pandoc', '', '---\nbibliography: references.bib\n---\n\n'],
  ['pandoc', 'Text\n', '---\nbibliography: references.bib\n---\n\nText\n'],
  ['pandoc', '---\ntitle: T\n---\nText', '---\ntitle: T\nbibliography: references.bib\n---\nText'],
  ['pandoc', '---\r\ntitle: T\r\n---\r\n', '---\r\ntitle: T\r\nbibliography: references.bib\r\n---\r\n'],
  ['pandoc', '---\nbibliography:\n---\n', '---\nbibliography: references.bib\n---\n'],
  ['pandoc', '---\nbibliography: a.bib\n---\n', '---\nbibliography: [a.bib, references.bib]\n---\n'],
  ['pandoc', '---\nbibliography: [a.bib]\n---\n', '---\nbibliography: [a.bib, references.bib]\n---\n'],
  [
    'pandoc',
    '---\nbibliography:\n  - a.bib\ntitle: T\n---\n',
    '---\nbibliography:\n  - a.bib\n  - references.bib\ntitle: T\n---\n',
  ],
  [
    'pandoc',
    '---\nText without front matter',
    '---\nbibliography: references.bib\n---\n\n---\nText without front matter',
  ],
  [
    'biblatex',
    '\\documentclass{article}\n\\usepackage{biblatex}\n\\begin{document}\nx\n\\end{document}\n',
    '\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{references.bib}\n\\begin{document}\nx\n\\end{document}\n',
  ],
  [
    'biblatex',
    '\\documentclass[a4paper]{article} % mine\n\\begin{document}',
    '\\documentclass[a4paper]{article} % mine\n\\usepackage{biblatex}\n\\addbibresource{references.bib}\n\\begin{document}',
  ],
  [
    'natbib',
    '\\documentclass{article}\n\\begin{document}\nx\n\\end{document}\n',
    '\\documentclass{article}\n\\begin{document}\nx\n\\bibliographystyle{plainnat}\n\\bibliography{references}\n\\end{document}\n',
  ],
  [
    'latex',
    '\\bibliographystyle{alpha}\n\\bibliography{a}\n',
    '\\bibliographystyle{alpha}\n\\bibliography{a,references}\n',
  ],
  ['typst', '= T\nText', '= T\nText\n\n#bibliography("references.bib")\n'],
  ['typst', 'Text // a note', 'Text // a note\n\n#bibliography("references.bib")\n'],
  ['asciidoc', '= T\nAuthor\n:toc:\n\nText\n', '= T\nAuthor\n:toc:\n:bibtex-file: references.bib\n\nText\n'],
  ['asciidoc', 'Text\n', ':bibtex-file: references.bib\n\nText\n'],
  [
    'org',
    '#+title: T\n#+author: A\nText\n',
    '#+title: T\n#+author: A\n#+bibliography: references.bib\nText\n',
  ],
  ['org', '* Head\n', '#+bibliography: references.bib\n\n* Head\n'],
  ['restructuredText', 'T\n=\n', 'T\n=\n\n.. bibliography:: references.bib\n'],
  ['myst', 'Text\n', 'Text\n\n```{bibliography} references.bib\n```\n'],
];

describe('declaring a bibliography', () => {
  for (const [syntax, before, after] of cases) {
    it(`${syntax}: ${JSON.stringify(before)}`, () => {
      const edits = declareBibliography(before, syntax, 'references.bib');
      assert.ok(edits);
      assert.equal(applyEdits(before, edits), after);
      assert.deepEqual(declareBibliography(after, syntax, 'references.bib'), []);
    });
  }

  it('is refused where it would be swallowed or cannot be read', () => {
    assert.equal(declareBibliography('Text', 'typst', 'a"b.bib'), undefined);
    assert.equal(declareBibliography('---\na: [\n---\n', 'pandoc', 'references.bib'), undefined);
    assert.equal(declareBibliography('---\n{a: 1}\n---\n', 'pandoc', 'references.bib'), undefined);
    assert.equal(declareBibliography('x', 'html', 'references.bib'), undefined);
    assert.equal(declareBibliography('x', 'latex', 'a}b.bib'), undefined);
  });

  const languages: Readonly<Record<string, string>> = {
    pandoc: 'markdown',
    myst: 'markdown',
    latex: 'latex',
    natbib: 'latex',
    biblatex: 'latex',
    typst: 'typst',
    restructuredText: 'restructuredtext',
    asciidoc: 'asciidoc',
    org: 'org',
  };
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '---',
      '...',
      'title: T',
      'bibliography: a.bib',
      'bibliography:',
      '  - a.bib',
      '\\documentclass{article}',
      '\\usepackage{biblatex}',
      '\\addbibresource{a.bib}',
      '\\bibliography{a}',
      '\\begin{document}',
      '\\end{document}',
      '= Title',
      ':toc:',
      '#+title: T',
      '% comment',
      '// comment',
      '/*',
      '```',
      '',
    ),
  );
  const texts = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
    .map(([lines, eol]) => lines.join(eol));
  const paths = fc.constantFrom('references.bib', 'a b.bib', 'sub/x.bib', "it's.bib", 'ä#é.bib', '[x].bib');

  for (const syntax of syntaxIds.filter(needsBibliography)) {
    it(`keeps all else and is found afterwards: ${syntax}`, () => {
      fc.assert(
        fc.property(texts, paths, (text, path) => {
          const edits = declareBibliography(text, syntax, path);
          if (!edits) return;
          const after = applyEdits(text, edits);
          const found = declaredBibliographies(after, languages[syntax] ?? '').map((one) => one.path);
          assert.ok(found.includes(path) || found.includes(`./${path}`));
          for (const { path: known } of declaredBibliographies(text, languages[syntax] ?? '')) {
            assert.ok(found.includes(known), known);
          }
          // Only a scalar that becomes a list, or an empty value, is replaced.
          for (const { start, end } of edits) assert.ok(end === start || syntax === 'pandoc');
        }),
      );
    });
  }
});

describe('the bibliographies of a project', () => {
  const inside = (text: string, name: Parameters<typeof projectBibliographies>[1]) =>
    projectBibliographies(text, name).map(({ path, start, end }) => [path, text.slice(start, end)]);

  it('of Quarto, bookdown, Jupyter Book and MyST', () => {
    assert.deepEqual(inside('project:\n  type: book\nbibliography: [a.bib, "b.bib"]\n', '_quarto.yml'), [
      ['a.bib', 'a.bib'],
      ['b.bib', 'b.bib'],
    ]);
    assert.deepEqual(inside('bibliography: a.bib\n', '_bookdown.yml'), [['a.bib', 'a.bib']]);
    assert.deepEqual(inside('title: T\nbibtex_bibfiles:\n  - a.bib\n', '_config.yml'), [['a.bib', 'a.bib']]);
    assert.deepEqual(inside('version: 1\nproject:\n  bibliography:\n    - a.bib\n', 'myst.yml'), [
      ['a.bib', 'a.bib'],
    ]);
    assert.deepEqual(inside('bibliography: https://example.org/a.bib\n', '_quarto.yml'), []);
  });

  it('of Sphinx, where they are a list of literal strings', () => {
    assert.deepEqual(
      inside(
        "# bibtex_bibfiles = ['no.bib']\nbibtex_bibfiles = [\n  'a.bib',\n  \"sub/b.bib\",\n]\nx = 1\n",
        'conf.py',
      ),
      [
        ['a.bib', 'a.bib'],
        ['sub/b.bib', 'sub/b.bib'],
      ],
    );
    assert.deepEqual(inside("bibtex_bibfiles = glob('*.bib')\n", 'conf.py'), []);
    assert.deepEqual(inside("bibtex_bibfiles = [here + 'a.bib']\n", 'conf.py'), []);
  });

  it('of any text whatever', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const name of ['conf.py', 'myst.yml', '_quarto.yml'] as const) projectBibliographies(text, name);
      }),
    );
  });
});
