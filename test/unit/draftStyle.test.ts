import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { draftLocale } from '../../src/core/style/draftLocale.ts';
import { draftStyle } from '../../src/core/style/draftStyle.ts';

type Row = readonly [language: string, text: string, expected: string | undefined];

const styles: readonly Row[] = [
  ['markdown', '---\ncsl: styles/journal.csl # ours\n---\n', 'styles/journal.csl'],
  ['quarto', '---\r\ntitle: x\r\ncsl: "ieee"\r\n---\r\n', 'ieee'],
  ['markdown', '\uFEFF---\ncsl: a.csl\n...\n', 'a.csl'],
  ['markdown', '---\ncsl: [a, b]\n---\n', undefined],
  ['markdown', '---\ncsl: ""\n---\n', undefined],
  ['markdown', '---\ncsl: {\n---\n', undefined],
  ['markdown', 'csl: a.csl\n', undefined],
  ['yaml', 'project:\n  type: book\ncsl: styles/journal.csl\n', 'styles/journal.csl'],
  ['yaml', 'book:\n  csl: a.csl\n', undefined],
  ['yaml', 'csl: {\n', undefined],
  ['typst', '#bibliography("refs.bib", style: "ieee")', 'ieee'],
  ['typst', '#bibliography(("a.bib", "b.yml"), title: [Works (all)], style: "own.csl")', 'own.csl'],
  ['typst', '#set bibliography(style: "mla")', 'mla'],
  ['typst', '// #bibliography("a.bib", style: "ieee")\n', undefined],
  ['typst', '#bibliography("a.bib", style: "gost-r-705-2008-numeric")', undefined],
  ['asciidoc', ':bibtex-style: ieee\n', 'ieee'],
  ['asciidoc', ':bibtex-style: nature\n', undefined],
  ['org', '#+cite_export: csl chicago.csl\n', 'chicago.csl'],
  ['org', '#+CITE_EXPORT: csl "my style.csl"\n', 'my style.csl'],
  ['org', '#+cite_export: biblatex\n', undefined],
  ['latex', '\\bibliographystyle{plain}', undefined],
];

const locales: readonly Row[] = [
  ['markdown', '---\nlang: de-AT\n---\n', 'de-AT'],
  ['quarto', '---\nlang: pt_BR\n---\n', 'pt-BR'],
  ['markdown', '---\nlang: no\n---\n', 'no'],
  ['markdown', '---\nlang: "<b>"\n---\n', undefined],
  ['markdown', 'lang: de\n', undefined],
  ['yaml', 'lang: de\n', 'de'],
  ['yaml', 'language: custom.yml\n', undefined],
  ['latex', '\\usepackage[english,ngerman]{babel}', 'de-DE'],
  ['latex', '\\usepackage[main=british,ngerman]{babel}', 'en-GB'],
  ['latex', '\\documentclass[12pt,french]{article}\n\\usepackage{csquotes,babel}', 'fr-FR'],
  ['latex', '\\documentclass[ngerman]{article}\n\\usepackage[shorthands=off]{babel}', 'de-DE'],
  ['latex', '\\documentclass[ngerman]{article}', undefined],
  ['latex', '% \\usepackage[ngerman]{babel}', undefined],
  ['latex', '\\usepackage[english]{babel}\n\\babelprovide[main,import]{dutch}', 'nl-NL'],
  ['latex', '\\setmainlanguage[variant=british]{english}\n\\setotherlanguage{german}', 'en-GB'],
  ['latex', '\\setdefaultlanguage{spanish}', 'es-ES'],
  ['typst', '#set text(font: "A", lang: "de", region: "CH")', 'de-CH'],
  ['typst', '#set text(size: 11pt)\n#set text(lang: "fr")', 'fr'],
  ['typst', '#text(lang: "fr")[mot]', undefined],
  ['asciidoc', '= Title\n:lang: es\n', 'es'],
  ['org', '#+LANGUAGE: nl\n', 'nl'],
  ['html', '<!doctype html>\n<html class="x" lang="de-CH">', 'de-CH'],
  ['html', '<html><p lang="fr">', undefined],
  ['plaintext', 'lang', undefined],
];

const languages = ['markdown', 'yaml', 'latex', 'typst', 'asciidoc', 'org', 'html', 'plaintext'];

describe('what a draft says of itself', () => {
  for (const [language, text, expected] of styles) {
    it(`style, ${language}: ${JSON.stringify(text)}`, () =>
      assert.equal(draftStyle(text, language), expected));
  }
  for (const [language, text, expected] of locales) {
    it(`language, ${language}: ${JSON.stringify(text)}`, () =>
      assert.equal(draftLocale(text, language), expected));
  }

  it('is read from any text without fail', () => {
    const piece = fc.constantFrom(
      '---\n',
      'csl: ',
      'lang: ',
      '[',
      '"',
      '#set text(',
      'bibliography(',
      'style: "',
      ')',
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...languages), (draft, language) => {
        assert.match(draftLocale(draft, language) ?? 'en', /^[a-z\d-]+$/i);
        assert.notEqual(draftStyle(draft, language), '');
      }),
    );
  });
});
