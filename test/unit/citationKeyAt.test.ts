import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type CitationPart, type SyntaxId, syntaxIds } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { context } from './citationFamily.ts';

/** A text with the cursor as `|`, and the key that is typed there in `«»`; a text without them has no key. */
const cases: Readonly<Partial<Record<SyntaxId, readonly string[]>>> = {
  pandoc: [
    '[@«|»',
    '[@«nad|»',
    '[@«|»]',
    '[@«nad|ella2019»]',
    'It paid [@«over|weel2020», para. 3].',
    '[see @a, p. 3; -@«b|»]',
    '[@«nadella 2019|»',
    '[@«open-|»]',
    '[@a, p. 3|]',
    '[@a; see |]',
    '[@{«https://x.org/|a»}]',
    'As @«doe|» says',
    'As @«doe:|»',
    'The end, says @doe.|',
    'As @doe says|',
    'me@exa|mple.com',
    'me@|',
    '\\@a|',
    'https://x.org/@me|',
    '[text](https://x.org/@me|)',
    '`[@a|`]',
    '```\n[@a|\n```\n',
    '~~~~\n```\n~~~~\n\n[@«a|»',
    '<!-- [@a| -->',
    '<!-- x --> [@«a|»',
    '---\ntwitter: "@me|"\n---\n',
    '---\nnocite: |\n  @«a|»\n---\n'.replace('nocite: |', 'nocite: >'),
    'A line\n[@«ke|»\nand more',
    '[@a|\n\n'.replace('@a', '@«a').replace('|', '|»'),
  ],
  latex: [
    '\\cite{«|»}',
    '\\cite{«|»',
    '\\cite{a,«b|»}',
    '\\cite{a, «b|c», d}',
    '\\citep[see][p. {3}]{«a|»}',
    '\\autocites[p. 1]{a}[see][]{b,«c|»}',
    '\\textcite{«nadella 2019|»}',
    '\\cite{«nad|»\nand more',
    '\\nocite{«a|»}',
    '% \\cite{a|}',
    '\\begin{verbatim}\\cite{a|}\\end{verbatim}',
    '\\emph{a|}',
    '\\cite{a} b|',
    '\\citestyle{a|}',
    '\\cite[a|]{b}',
  ],
  typst: [
    '@«|»',
    '@«nad|»',
    'See @«doe|».',
    'See @doe.|',
    'See @«doe:|»',
    'me@exa|mple.com',
    '#cite(<«|»',
    '#cite(<«a|.b»>)',
    '#cite(label("«x|/y»"), form: "prose")',
    '#cite(label("«|»',
    '#cite(<a>, supplement: [p|])',
    '`@a|`',
    '// @a|',
    '/* @a| */',
    'https://x.org/@me|',
  ],
  restructuredText: [
    ':cite:p:`«|»',
    ':cite:p:`«a|»`',
    ':cite:`a,«b|c»`',
    ':cite:t:`{see}«a|»{p. 3}`',
    ':cite:p:`{see|}a`',
    ':cite:p:`a{p|}`',
    ':cite:p:`«nadella 2019|»`',
    ':ref:`a|`',
    '.. :cite:p:`a|`',
    '``:cite:p:`a|` ``',
  ],
  myst: [
    '{cite:p}`«|»',
    '{cite}`«a|»`',
    '{cite:t}`{see}«a|»{p. 3}`',
    '{cite:p}`a,«b|»`',
    '[@«a|»]',
    '{ref}`a|`',
    '```\n{cite}`a|`\n```',
  ],
  asciidoc: [
    'cite:[«|»',
    'cite:[«a|»]',
    'cite:[a(3), «b|»(4)]',
    'cite:see[«a|»]',
    'cite:[a(3|)]',
    'citenp:[«nadella 2019|»]',
    '// cite:[a|]',
    'xcite:[a|]',
    'link:[a|]',
  ],
  org: [
    '[cite:@«|»',
    '[cite:@«a|»]',
    '[cite/t:see @a p. 3;@«b|»]',
    '[cite:@«nadella 2019|»]',
    '[cite:see |]',
    '[cite:@a] b@c|',
    '@a|',
    '# [cite:@a|]',
  ],
  html: ['<a class="citation" data-cites="a «b|c»">A</a>', '<a href="b|">A</a>'],
  mediawiki: ['<ref name="«a|»" />', '<ref>a|</ref>'],
  markdownLink: ['[@a|]'],
  text: ['[@a|]'],
};

function syntaxOf(id: SyntaxId) {
  return syntaxFor('', id, '');
}

describe('the key at an offset', () => {
  for (const [id, rows] of Object.entries(cases)) {
    for (const row of rows) {
      it(`in ${id}: ${JSON.stringify(row)}`, () => {
        const text = row.replace(/[«»|]/g, '');
        const offset = row.replace(/[«»]/g, '').indexOf('|');
        const range = syntaxOf(id as SyntaxId).keyAt(text, offset);
        const shown = range
          ? [...[...text, ''].entries()]
              .map(([at, character]) => {
                const open = at === range.start ? '«' : '';
                const close = at === range.end ? '»' : '';
                return `${open}${at === offset ? '|' : ''}${close}${character}`;
              })
              .join('')
          : `${text.slice(0, offset)}|${text.slice(offset)}`;
        assert.equal(shown, row);
      });
    }
  }

  const key = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:[:._-][a-z0-9]{1,4}){0,2}$/);
  const part = fc.record<CitationPart>(
    { source: key, paragraph: fc.integer({ min: 1, max: 20 }), prefix: fc.constant('see') },
    { requiredKeys: ['source'] },
  );
  const words = fc.constantFrom('', 'It paid ', 'A `code` span. ', '“Quoted” (so) ');
  for (const id of syntaxIds) {
    if (!cases[id] || id === 'text' || id === 'markdownLink') continue;
    it(`is that of the citation wherever one is printed, in ${id}`, () => {
      const syntax = syntaxOf(id);
      fc.assert(
        fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), words, words, (parts, before, after) => {
          const text = `${before}${syntax.print(parts, context)} ${after}`;
          const found = syntax.citations(text).flatMap((one) => one.parts);
          assert.equal(found.length, parts.length);
          for (const { keyStart, keyEnd } of found) {
            for (let offset = keyStart; offset <= keyEnd; offset++) {
              assert.deepEqual(syntax.keyAt(text, offset), { start: keyStart, end: keyEnd });
            }
          }
        }),
      );
    });

    it(`is written anew so that it is read again, in ${id}`, () => {
      const syntax = syntaxOf(id);
      const anyKey = fc.oneof(key, fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }));
      fc.assert(
        fc.property(part, anyKey, words, (first, next, after) => {
          const text = `It paid ${syntax.print([first], context)} ${after}`;
          const [found] = syntax.citations(text)[0]?.parts ?? [];
          assert.ok(found);
          const edit = syntax.keyEdit(text, { start: found.keyStart, end: found.keyEnd }, next);
          if (!edit) return;
          const [changed] = syntax.citations(applyEdits(text, [edit]))[0]?.parts ?? [];
          assert.equal(changed?.source, next);
          assert.equal(changed?.paragraph, first.paragraph);
        }),
      );
    });

    it(`is found or not, but never fails on any text, in ${id}`, () => {
      const syntax = syntaxOf(id);
      const unit = fc.constantFrom(...'a1 \n@[]{}<>()"`:;,.\\-cite#', '\\cite{', '[cite:', ':cite:`', '[@');
      fc.assert(
        fc.property(fc.string({ unit, maxLength: 40 }), fc.nat(40), (text, at) => {
          const offset = Math.min(at, text.length);
          const range = syntax.keyAt(text, offset);
          if (range) assert.ok(0 <= range.start && range.start <= offset && offset <= range.end);
          if (range) assert.ok(range.end <= text.length);
        }),
      );
    });
  }
});

describe('a key that needs quotes', () => {
  const rows: readonly (readonly [SyntaxId, string, string, string | undefined])[] = [
    ['pandoc', '[@«a»]', 'x//y//', '[@{x//y//}]'],
    ['pandoc', '[@{«a»}]', 'b', '[@{b}]'],
    ['pandoc', '[@«a»]', 'b c', undefined],
    ['latex', '\\cite{«a»,b}', 'x,y', undefined],
    ['typst', '@«a»[p. 3]', 'x/y', '#cite(label("x/y"), supplement: [p. 3])'],
    ['typst', '@«a»', 'b.c', '@b.c'],
    ['typst', '#cite(<«a»>)', 'x/y', '#cite(label("x/y"))'],
    ['typst', '#cite(label("«x/y»"))', 'say "so"', '#cite(label("say \\"so\\""))'],
    ['html', '<a data-cites="«a»">A</a>', 'b&c', '<a data-cites="b&amp;c">A</a>'],
    ['mediawiki', '<ref name="«a»" />', '12', '<ref name="ref:12" />'],
  ];
  for (const [id, row, key, expected] of rows) {
    it(`in ${id}: ${row} → ${key}`, () => {
      const text = row.replace(/[«»]/g, '');
      const range = { start: row.indexOf('«'), end: row.indexOf('»') - 1 };
      const edit = syntaxOf(id).keyEdit(text, range, key);
      assert.equal(edit && applyEdits(text, [edit]), expected);
    });
  }
});
