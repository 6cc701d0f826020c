import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createLibrary } from '../../src/core/bibliography/library.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { citationAt } from '../../src/core/citation/edit.ts';
import { paragraphProblems } from '../../src/core/citation/paragraphProblems.ts';
import { type CitationContext, type SyntaxId, syntaxIds } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { Dossier } from '../../src/core/dossier.ts';

const syntax = (id: SyntaxId) => syntaxFor('', id, '');
const paragraph = (number: number) => ({ number, text: `Paragraph ${number}.`, headings: [] });
const item = {
  id: 'tea2020',
  type: 'webpage',
  title: 'What tea costs',
  URL: 'https://example.com/tea',
} as const;
const dossier = new Dossier([
  {
    id: 'tea',
    title: 'Tea',
    topics: [],
    entities: [],
    events: [],
    claims: [],
    disagreements: [],
    sources: [
      {
        id: 'tea2020',
        item,
        paragraphs: [1, 3, 5].map(paragraph),
        gone: [{ number: 2, quote: 'It was so' }],
      },
      { id: 'book1990', item: { id: 'book1990', type: 'book', title: 'A book' }, paragraphs: [] },
    ],
  } as never,
]);

function found(text: string, id: SyntaxId = 'pandoc', bib = '', isRead?: (key: string) => boolean) {
  const files = bib ? [{ file: 'a.bib', ...readBibliography(bib, 'biblatex') }] : [];
  return paragraphProblems(text, syntax(id), createLibrary(dossier, files), isRead);
}

describe('paragraphs that a draft cites', () => {
  const rows: readonly [name: string, text: string, missing: readonly number[], bib?: string][] = [
    ['that are there', '[@tea2020, para. 3] and [@tea2020]', []],
    ['that have gone', '[see @tea2020, para. 2; @tea2020, para. 3]', [2]],
    ['that never were', '[@tea2020, para. 9]', [9]],
    ['in a list', '[@tea2020, paras. 1, 2, 7]', [2, 7]],
    ['in a range whose middle has gone', '[@tea2020, paras. 1-3]', [2]],
    ['in a range over numbers that were never given', '[@tea2020, paras. 3-5]', []],
    ['in a shortened range', '[@tea2020, paras. 3-1]', []],
    ['of a source without a text', '[@book1990, para. 7]', []],
    ['of what no dossier has', '[@nobody, para. 7]', []],
    ['by page, section or chapter', '[@tea2020, p. 2; @tea2020, sec. 2; @tea2020, chap. 9]', []],
    ['in code', '`[@tea2020, para. 2]`', []],
    [
      'of the same work in the bibliography',
      '[@tea2020, para. 2]',
      [2],
      '@online{tea2020, title={What Tea Costs}}',
    ],
    ['of another work with the key', '[@tea2020, para. 2]', [], '@book{tea2020, title={Tea in Ceylon}}'],
  ];
  for (const [name, text, missing, bib] of rows) {
    it(`${name}: ${missing.join(', ') || 'no problem'}`, () => {
      const problems = found(text, 'pandoc', bib);
      assert.deepEqual(
        problems.map((one) => one.paragraph),
        missing,
      );
      for (const { start, end, paragraph: number } of problems) {
        assert.equal(text.slice(start, end), name.includes('range') ? '1' : String(number));
      }
    });
  }

  it('are told with how they began', () => {
    assert.deepEqual(
      found('[@tea2020, paras. 2, 9]').map(({ quote }) => quote),
      ['It was so', undefined],
    );
  });

  it('are not told of while their document is still to be read', () => {
    assert.deepEqual(
      found('[@tea2020, para. 2]', 'pandoc', '', (key) => key !== 'tea2020'),
      [],
    );
  });

  const context: CitationContext = {
    item: () => item,
    inText: (parts) => `(Tea, 2020, para. ${parts[0]?.paragraph})`,
    reference: () => 'Tea. <https://example.com/tea>',
  };
  // Rendered text names no source.
  for (const id of syntaxIds.filter((one) => one !== 'text')) {
    it(`are found in ${id}, at a place where the citation can be edited`, () => {
      const { print, supports, insert } = syntax(id);
      assert.ok(print, supports.locator ? '' : 'no locator');
      const { edits } = insert('A word.', 6, [{ source: 'tea2020', paragraph: 2 }], context);
      const text = edits
        .toSorted((a, b) => b.start - a.start)
        .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), 'A word.');
      const problems = found(text, id);
      assert.deepEqual(
        problems.map((one) => [one.paragraph, one.part]),
        [[2, 0]],
        text,
      );
      const [problem] = problems;
      assert.ok(problem);
      const library = createLibrary(dossier, []);
      const keyOf = () => library.works[0]?.key;
      assert.equal(citationAt(syntax(id), text, problem.citationAt, keyOf)?.parts[0]?.source, 'tea2020');
    });
  }
});
