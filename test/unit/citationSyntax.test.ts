import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  type CitationContext,
  type CitationPart,
  type SyntaxId,
  syntaxIds,
} from '../../src/core/citation/syntax.ts';
import { insertAtAll, syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

/** A style with nothing of a real one but its shape. */
const context: CitationContext = {
  item: (key) =>
    key === 'unlinked'
      ? undefined
      : { id: key, type: 'article', title: key, URL: `https://example.org/${key}` },
  inText: (parts, _format, form) => {
    const shown = parts.map((part) => part.source + (part.paragraph ? `, para. ${part.paragraph}` : ''));
    return form === 'narrative' ? shown.join('; ') : `(${shown.join('; ')})`;
  },
  reference: (key) => `The *${key}*.`,
};

const p3: CitationPart = { source: 'overweel2020', paragraph: 3 };
const plain: CitationPart = { source: 'overweel2020' };

/** Inserts at `|`; the result shows the cursor as `|`. */
function insert(id: SyntaxId, marked: string, parts: readonly CitationPart[]): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const syntax = syntaxFor('', id, text);
  const { edits, cursor } = syntax.insert(text, offset, parts, context);
  const result = applyEdits(text, edits);
  return `${result.slice(0, cursor)}|${result.slice(cursor)}`;
}

const insertions: readonly [SyntaxId, string, readonly CitationPart[], string][] = [
  ['pandoc', '|', [p3], '[@overweel2020, para. 3]|'],
  ['pandoc', 'So it was|.', [p3], 'So it was [@overweel2020, para. 3]|.'],
  ['pandoc', 'So it was |', [plain], 'So it was [@overweel2020]|'],
  ['pandoc', '“|Quoted”', [plain], '“[@overweel2020]| Quoted”'],
  ['pandoc', 'He said "so"|.', [plain], 'He said "so" [@overweel2020]|.'],
  ['pandoc', 'a **b**| c', [plain], 'a **b** [@overweel2020]| c'],
  ['pandoc', 'So |(maybe)', [plain], 'So [@overweel2020]| (maybe)'],
  ['pandoc', 'x|', [plain, p3], 'x [@overweel2020; @overweel2020, para. 3]|'],
  ['pandoc', 'x [@a|].', [p3], 'x [@a; @overweel2020, para. 3|].'],
  ['pandoc', 'x [see @a, p. 5|; @b, chap. 2].', [plain], 'x [see @a, p. 5; @b, chap. 2; @overweel2020|].'],
  ['pandoc', 'x [@over|weel2020, para. 3].', [p3], 'x [@overweel2020, para. 3]|.'],
  ['pandoc', 'As @a|b says', [plain], 'As @ab [@overweel2020]| says'],
  ['pandoc', 'As @ab [p. |3] says', [plain], 'As @ab [p. 3; @overweel2020|] says'],
  ['pandoc', 'x|', [{ source: 'a..b/' }], 'x [@{a..b/}]|'],
  ['pandoc', 'x|', [{ source: 'a', suffix: '99 years' }], 'x [@a, {}, 99 years]|'],
  ['markdownLink', 'x|.', [p3], 'x ([overweel2020, para. 3](https://example.org/overweel2020))|.'],
  ['markdownLink', 'x|.', [{ source: 'unlinked' }], 'x (unlinked)|.'],
  [
    'markdownLink',
    'x ([a](https://example.org/a)|).',
    [plain],
    'x ([a](https://example.org/a); [overweel2020](https://example.org/overweel2020)|).',
  ],
  ['markdownLink', 'x [a|](u).', [plain], 'x [a](u) ([overweel2020](https://example.org/overweel2020))|.'],
  [
    'markdownReference',
    'x|.',
    [p3],
    'x ([overweel2020, para. 3][overweel2020])|.\n\n[overweel2020]: https://example.org/overweel2020\n',
  ],
  [
    'markdownReference',
    'x ([a][1]|).\n\n[1]: https://example.org/a\n[Overweel2020]: https://example.org/other',
    [plain, { source: 'a' }],
    'x ([a][1]; [overweel2020][overweel2020-2]|).\n\n[1]: https://example.org/a\n' +
      '[Overweel2020]: https://example.org/other\n[overweel2020-2]: https://example.org/overweel2020\n',
  ],
  ['markdownReference', 'x|', [{ source: 'unlinked' }], 'x (unlinked)|'],
  [
    'asciidocPlain',
    'x|.\n',
    [p3],
    'x <<overweel2020,[overweel2020, para. 3]>>|.\n\n[bibliography]\n== References\n\n' +
      '* [[[overweel2020]]] The &#42;overweel2020&#42;.\n',
  ],
  [
    'asciidocPlain',
    'x|.\n\n[bibliography]\n== Sources\n\n* [[[a]]] A,\n  more.\n\n== End\n',
    [plain, { source: 'a' }],
    'x <<overweel2020>>, <<a>>|.\n\n[bibliography]\n== Sources\n\n* [[[a]]] A,\n  more.\n' +
      '* [[[overweel2020]]] The &#42;overweel2020&#42;.\n\n== End\n',
  ],
  [
    'asciidocPlain',
    'x <<a|>>, <<fig>>.\n\n* [[[a]]] A.',
    [{ source: 'a' }],
    'x <<a>>|, <<fig>>.\n\n* [[[a]]] A.',
  ],
  ['markdownFootnote', 'So.|\n', [p3], 'So.[^1]|\n\n[^1]: The *overweel2020*, para. 3.\n'],
  ['markdownFootnote', 'So.|', [plain], 'So.[^1]|\n\n[^1]: The *overweel2020*.\n'],
  [
    'markdownFootnote',
    'A[^1] b[^x].|\r\n\r\n[^1]: One.\r\n',
    [plain],
    'A[^1] b[^x].[^2]|\r\n\r\n[^1]: One.\r\n[^2]: The *overweel2020*.\r\n',
  ],
  [
    'markdownFootnote',
    'A[^|1].\n\n[^1]: One.',
    [plain],
    'A[^1][^2]|.\n\n[^1]: One.\n[^2]: The *overweel2020*.\n',
  ],
  ['markdownFootnote', 'A[^1].\n\n[^1]: One.|\n', [plain], 'A[^1].\n\n[^1]: One. The *overweel2020*.|\n'],
  ['markdownFootnote', '`[^7]` a|', [plain], '`[^7]` a[^1]|\n\n[^1]: The *overweel2020*.\n'],
  ['latex', 'So|.', [p3], 'So~\\cite[para. 3]{overweel2020}|.'],
  ['latex', 'So |now', [plain], 'So \\cite{overweel2020}| now'],
  ['latex', 'So~|', [plain], 'So~\\cite{overweel2020}|'],
  ['latex', '\\cite{a|}', [plain], '\\cite{a,overweel2020|}'],
  ['latex', '\\cite{a, b|}', [plain], '\\cite{a, b, overweel2020|}'],
  ['latex', '\\cite{a|}', [p3], '\\cite{a}, \\cite[para. 3]{overweel2020}|'],
  ['latex', '\\cite{overweel|2020}', [plain], '\\cite{overweel2020}|'],
  ['latex', 'x|', [{ source: 'a', suffix: '50% & [more]' }], 'x~\\cite[50\\% \\& {[}more{]}]{a}|'],
  ['latex', '% \\cite{a|}\n', [plain], '% \\cite{a~\\cite{overweel2020}|}\n'],
  ['natbib', 'x|', [p3], 'x~\\citep[para. 3]{overweel2020}|'],
  ['natbib', 'x|', [{ ...p3, prefix: 'see' }], 'x~\\citep[see][para. 3]{overweel2020}|'],
  ['natbib', 'x|', [p3, { source: 'b' }], 'x~\\citetext{\\citealp[para. 3]{overweel2020}; \\citealp{b}}|'],
  [
    'natbib',
    '\\citep[p. 1]{a|}.',
    [p3],
    '\\citetext{\\citealp[p. 1]{a}; \\citealp[para. 3]{overweel2020}}|.',
  ],
  [
    'natbib',
    '\\citetext{\\citealp[p. 1]{a|}}',
    [plain],
    '\\citetext{\\citealp[p. 1]{a}; \\citealp{overweel2020}|}',
  ],
  ['natbib', '\\citet{a|}', [p3], '\\citet{a}, \\citep[para. 3]{overweel2020}|'],
  ['biblatex', 'x|', [p3], 'x~\\autocite[para. 3]{overweel2020}|'],
  ['biblatex', 'x|', [{ source: 'a', prefix: 'see' }], 'x~\\autocite[see][]{a}|'],
  ['biblatex', 'x|', [p3, { source: 'b' }], 'x~\\autocites[para. 3]{overweel2020}{b}|'],
  ['biblatex', 'x| [y]', [p3, { source: 'b' }], 'x~\\autocites[para. 3]{overweel2020}{b}\\relax| [y]'],
  ['biblatex', '\\parencite{a|}', [p3], '\\parencites{a}[para. 3]{overweel2020}|'],
  ['biblatex', '\\autocite[12]{a,b|}', [plain], '\\autocites[12]{a,b}{overweel2020}|'],
  ['biblatex', '\\autocites[12]{a|}{b}', [plain], '\\autocites[12]{a}{b}{overweel2020}|'],
  ['biblatex', '\\nocite{a|}', [p3], '\\nocite{a,overweel2020|}'],
  ['typst', 'x|.', [p3], 'x @overweel2020[para. 3]|.'],
  ['typst', 'x |y', [plain], 'x @overweel2020| y'],
  ['typst', 'x|[y]', [plain], 'x @overweel2020| [y]'],
  ['typst', 'x|', [{ ...p3, source: 'doi/10.1' }], 'x #cite(label("doi/10.1"), supplement: [para. 3])|'],
  ['typst', 'x|', [{ source: 'a.' }], 'x #cite(<a.>)|'],
  ['typst', 'x|.', [{ ...p3, suppressAuthor: true }], 'x (#cite(<overweel2020>, form: "year"), para. 3)|.'],
  [
    'typst',
    'x (#cite(<a|b>, form: "year"), para. 3).',
    [plain],
    'x (#cite(<ab>, form: "year"), para. 3) @overweel2020|.',
  ],
  [
    'typst',
    '#cite(<a|b>, form: "prose")',
    [plain],
    '#cite(<ab>, form: "prose") #cite(<overweel2020>, form: "prose")|',
  ],
  ['typst', 'x @a|b[p. 1].', [p3], 'x @ab[p. 1] @overweel2020[para. 3]|.'],
  ['typst', 'x @a|b @overweel2020.', [plain], 'x @ab| @overweel2020.'],
  ['text', 'x|.', [p3], 'x (overweel2020, para. 3)|.'],
];

describe('citation insertion', () => {
  for (const [id, before, parts, after] of insertions) {
    it(`${id}: ${JSON.stringify(before)}`, () => assert.equal(insert(id, before, parts), after));
  }

  it('serves several cursors with one set of edits', () => {
    const text = 'One.\nTwo.\n';
    const { edits, cursors } = insertAtAll(syntaxFor('', 'pandoc', text), text, [3, 8], [plain], context);
    assert.equal(applyEdits(text, edits), 'One [@overweel2020].\nTwo [@overweel2020].\n');
    assert.deepEqual(cursors, [19, 40]);
  });

  it('shares one footnote, and one joining, between cursors', () => {
    const text = 'One.\n';
    const notes = insertAtAll(syntaxFor('', 'markdownFootnote', text), text, [3, 4], [plain], context);
    assert.equal(applyEdits(text, notes.edits), 'One[^1].[^1]\n\n[^1]: The *overweel2020*.\n');
    const cited = '[@abc]';
    const joined = insertAtAll(syntaxFor('', 'pandoc', cited), cited, [2, 4], [plain], context);
    assert.equal(applyEdits(cited, joined.edits), '[@abc; @overweel2020]');
    assert.deepEqual(joined.cursors, [20, 20]);
  });
});

describe('a line without end', () => {
  for (const id of syntaxIds) {
    it(`is read in time in ${id}, whatever opens in it and never closes`, () => {
      const syntax = syntaxFor('', id, '');
      for (const piece of [
        '\\[',
        '[',
        '[@a',
        '[a](',
        '(',
        '{',
        '<',
        '`',
        '\\cite{',
        '{{cite',
        '#cite(',
        '<<',
        '$',
      ]) {
        const text = piece.repeat(Math.ceil(100_000 / piece.length));
        assert.deepEqual(
          syntax.citations(text, (url) => url).filter(({ end }) => end > text.length),
          [],
        );
        syntax.keyAt(text, text.length);
      }
    }).timeout(5000);
  }
});

describe('narrative citations', () => {
  for (const [id, parts, expected] of [
    ['pandoc', [p3], '@overweel2020 [para. 3]'],
    ['pandoc', [{ ...p3, suffix: '99 more' }, { source: 'b' }], '@overweel2020 [{para. 3}, 99 more; @b]'],
    ['natbib', [p3], '\\citet[para. 3]{overweel2020}'],
    ['biblatex', [p3, { source: 'b' }], '\\textcites[para. 3]{overweel2020}{b}'],
    ['typst', [p3], '#cite(<overweel2020>, supplement: [para. 3], form: "prose")'],
    ['markdownLink', [plain], '[overweel2020](https://example.org/overweel2020)'],
  ] as const) {
    it(`${id}: ${expected}`, () => {
      const syntax = syntaxFor('', id, '');
      assert.equal(syntax.print(parts, context, 'narrative'), expected);
      for (const { form, parts: found } of syntax.citations(expected)) {
        assert.equal(form, 'narrative');
        assert.deepEqual(
          found.map(({ keyStart: _s, keyEnd: _e, ...part }) => part),
          [...parts],
        );
      }
    });
  }
});

const choices: readonly [string, string, SyntaxId][] = [
  ['markdown', 'plain', 'markdownLink'],
  ['markdown', 'mail me@example.com', 'markdownLink'],
  ['markdown', '---\nbibliography: refs.bib\n---\n', 'pandoc'],
  ['markdown', '---\ntitle: x\ncsl: apa.csl\n---\n', 'pandoc'],
  ['markdown', 'cited [@a].', 'pandoc'],
  ['markdown', 'code `[@a]`.', 'markdownLink'],
  ['quarto', '', 'pandoc'],
  ['rmd', '', 'pandoc'],
  ['latex', '\\documentclass{article}', 'latex'],
  ['latex', '\\usepackage[round]{natbib}', 'natbib'],
  ['latex', '\\usepackage{amsmath,natbib}', 'natbib'],
  ['latex', '% \\usepackage{natbib}\n\\usepackage[style=apa]{biblatex}', 'biblatex'],
  ['latex', 'A chapter \\parencite{a}.', 'biblatex'],
  ['latex', 'A chapter \\citet{a}.', 'natbib'],
  ['typst', '', 'typst'],
  ['markdown', 'cited {cite:p}`a`.', 'myst'],
  ['markdown', '```{note}\n{cite}`a`\n```', 'myst'],
  ['markdown', 'code `` {cite:p}`a` ``.', 'markdownLink'],
  ['restructuredtext', '', 'restructuredText'],
  ['asciidoc', '', 'asciidocPlain'],
  ['asciidoc', '= A\n:bibtex-file: refs.bib\n', 'asciidoc'],
  ['asciidoc', 'So cite:[a].', 'asciidoc'],
  ['asciidoc', '[bibliography]\n== References\n\n* [[[a]]] A.\n', 'asciidocPlain'],
  ['org', '', 'org'],
  ['html', '', 'html'],
  ['wikitext', '', 'mediawiki'],
  ['plaintext', '', 'text'],
  ['nobody-knows', '', 'text'],
];

describe('the syntax of a document', () => {
  for (const [language, text, id] of choices) {
    it(`${language}: ${JSON.stringify(text)} → ${id}`, () =>
      assert.equal(syntaxFor(language, 'auto', text).id, id));
  }
  it('is overruled by the setting', () => {
    assert.equal(syntaxFor('latex', 'typst', '\\usepackage{natbib}').id, 'typst');
    assert.equal(syntaxFor('markdown', 'auto', '', 'markdownFootnote').id, 'markdownFootnote');
  });
});
