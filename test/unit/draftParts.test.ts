import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { inclusions, namedRoot, type PartLanguage, preamble } from '../../src/core/draftParts.ts';

const included: readonly [PartLanguage, string, string[]][] = [
  [
    'latex',
    '\\input{a}\\include{ch/b}\n% \\input{no}\n\\input{c.tex}',
    ['root a.tex', 'root ch/b.tex', 'root c.tex'],
  ],
  ['latex', '\\subfile{ch/a} \\subfileinclude{b}', ['root ch/a.tex', 'root b.tex']],
  ['latex', '\\import{ch/}{a}\\subimport{sub}{b}', ['root ch/a.tex', 'file sub/b.tex']],
  ['latex', '100\\% \\input{a} \\input{\\jobname}', ['root a.tex']],
  [
    'typst',
    '#include "a.typ"\n// #include "no.typ"\n#import "t.typ": *\n#import "@preview/x:1.0.0"',
    ['file a.typ', 'file t.typ'],
  ],
  ['asciidoc', 'include::a.adoc[]\ninclude::{dir}/b.adoc[]\n', ['file a.adoc']],
  ['org', '#+INCLUDE: "a.org"\n#+include: "b.org::*Head" :minlevel 2\n', ['file a.org', 'file b.org']],
];

describe('the parts of a draft', () => {
  for (const [language, text, expected] of included) {
    it(`${language}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(
        inclusions(text, language).map(({ from, path }) => `${from} ${path}`),
        expected,
      );
    });
  }

  it('name their root', () => {
    assert.equal(namedRoot('% !TEX root = ../main.tex\n\\section{A}', 'latex'), '../main.tex');
    assert.equal(namedRoot('%!TeX program = lualatex\r\n%!TeX root=main\r\n', 'latex'), 'main.tex');
    assert.equal(namedRoot('\\documentclass[../main]{subfiles}', 'latex'), '../main.tex');
    assert.equal(namedRoot('\\documentclass[a4paper]{article}', 'latex'), undefined);
    assert.equal(namedRoot('% !TEX root = a.tex', 'typst'), undefined);
  });

  it('have a preamble up to where the document begins', () => {
    assert.equal(
      preamble('\\usepackage{natbib}\n% \\begin{document}\n\\begin{document}x'),
      '\\usepackage{natbib}\n% \\begin{document}\n',
    );
    assert.equal(preamble('\\usepackage{natbib}'), '\\usepackage{natbib}');
  });

  it('are read from any text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom<PartLanguage>('latex', 'typst', 'asciidoc', 'org'),
        (text, language) => {
          inclusions(text, language);
          namedRoot(text, language);
        },
      ),
    );
  });
});
