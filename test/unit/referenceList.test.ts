import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { referenceList } from '../../src/core/citation/referenceList.ts';
import { type SyntaxId, syntaxIds, type TextFormat } from '../../src/core/citation/syntax.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

const parts = {
  bibliographies: [] as readonly string[],
  entries: (format: TextFormat) => (format === 'html' ? ['<i>A</i>.', 'B.'] : ['*A*.', 'B.']),
};

function insert(id: SyntaxId, marked: string, bibliographies = parts.bibliographies): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const list = referenceList(id, text, offset, { ...parts, bibliographies });
  if (list.kind !== 'insert') return list.kind;
  const { edits, cursor } = list.insertion;
  const changed = applyEdits(text, edits);
  return `${changed.slice(0, cursor)}|${changed.slice(cursor)}`;
}

describe('reference lists', () => {
  for (const [id, before, after, paths] of [
    ['pandoc', 'x|', 'x\n\n::: {#refs}\n:::|\n'],
    ['pandoc', 'x\n\n|\n\ny', 'x\n\n::: {#refs}\n:::|\n\ny'],
    ['pandoc', 'x\r\n|', 'x\r\n\r\n::: {#refs}\r\n:::|\r\n'],
    [
      'latex',
      'x\n\n|\\end{document}',
      'x\n\n\\bibliographystyle{plain}\n\\bibliography{references}|\n\n\\end{document}',
    ],
    [
      'natbib',
      '\\bibliographystyle{apalike}\n|',
      '\\bibliographystyle{apalike}\n\n\\bibliography{a,b}|\n',
      ['a.bib', 'b.bib'],
    ],
    ['biblatex', '|', '\\printbibliography|\n'],
    ['typst', '|', '#bibliography("references.bib")|\n'],
    ['typst', '|', '#bibliography(("a.bib", "b.yml"))|\n', ['a.bib', 'b.yml']],
    ['restructuredText', '|', '.. bibliography::|\n'],
    ['myst', '|', '```{bibliography}\n```|\n'],
    ['asciidoc', '|', 'bibliography::[]|\n'],
    ['asciidocPlain', 'x|', 'x\n\n[bibliography]\n== References|\n'],
    ['org', '|', '#+print_bibliography:|\n'],
    ['mediawiki', '|', '{{Reflist}}|\n'],
    ['markdownLink', 'x\n|', 'x\n\n*A*.\n\nB.|\n'],
    ['html', '<p>x</p>\n|', '<p>x</p>\n\n<div class="references">\n<p><i>A</i>.</p>\n<p>B.</p>\n</div>|\n'],
    ['text', 'x|', 'x\n\n*A*.\n\nB.|\n'],
    ['markdownLink', '|x\n\nB.\n', 'x\n\n*A*.\n\nB.|\n'],
  ] as const satisfies readonly (readonly [SyntaxId, string, string, (readonly string[])?])[]) {
    it(`${id}: ${JSON.stringify(before)}`, () => assert.equal(insert(id, before, paths), after));
  }

  for (const id of syntaxIds) {
    it(`${id}: one that is there is found`, () => {
      const first = referenceList(id, 'x\n', 2, parts);
      assert.ok(first.kind === 'insert');
      const text = applyEdits('x\n', first.insertion.edits);
      const again = referenceList(id, text, 0, parts);
      assert.ok(again.kind === 'there', id);
      assert.ok(again.start >= 2 && again.end > again.start && again.end <= text.length);
    });
  }

  it('is none in a comment, and none without sources', () => {
    assert.match(insert('latex', '% \\bibliography{x}\n|'), /\n\\bibliography/);
    const none = { ...parts, entries: () => [] };
    assert.equal(referenceList('markdownLink', '', 0, none).kind, 'empty');
    assert.equal(referenceList('pandoc', '', 0, none).kind, 'insert');
  });
});
