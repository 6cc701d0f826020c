/** A writer's own style: what is told of one that cannot be used, and what sorting and numbering it does. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { markdownFootnote } from '../../src/core/citation/markdownFootnote.ts';
import { markdownLink } from '../../src/core/citation/markdownLink.ts';
import { pandoc } from '../../src/core/citation/pandoc.ts';
import { plainText } from '../../src/core/citation/plainText.ts';
import type { CitationSyntax } from '../../src/core/citation/syntax.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { UserError } from '../../src/core/errors.ts';
import { citedKeysOf } from '../../src/core/style/citedKeys.ts';
import { readStyleFile } from '../../src/core/style/styleFile.ts';
import { bundled, cslFile, styleOf } from './citationStyles.ts';

const head = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info/>';
const title = '<text variable="title"/>';
const citation = `<citation><layout prefix="{" suffix="}">${title}</layout></citation>`;

const items: readonly CslItem[] = [
  { id: 'c', type: 'book', title: 'Gamma', author: [{ family: 'Zhu' }], issued: '2020', volume: 10 },
  { id: 'a', type: 'book', title: 'Alpha', author: [{ family: 'Young' }], issued: '2020', volume: 9 },
  {
    id: 'b',
    type: 'book',
    title: 'Beta',
    author: [{ family: 'Young' }],
    issued: '2020',
    URL: 'https://b.org/',
  },
];
const sources = {
  source: (key: string) => items.filter(({ id }) => id === key).map((item) => ({ item }))[0],
};
const keys = ['c', 'b', 'a'];

describe('a style file', () => {
  const faults: readonly (readonly [name: string, xml: string, message: RegExp])[] = [
    ['nothing', '', /not a CSL style/],
    ['text', 'hello', /not a CSL style/],
    ['bytes', '\0\u0001PK', /not a CSL style/],
    ['JSON', '{"name":"style"}', /not a CSL style/],
    ['HTML', '<html><body>404</body></html>', /not a CSL style/],
    ['a style of another format', '<style>p { margin: 0 }</style>', /not a CSL style/],
    ['half a style', cslFile('ieee.csl').slice(0, 9000), /ends before <\/style>/],
    ['a call of no macro', cslFile('ieee.csl').replace('macro="author"', 'macro="none"'), /no macro "none"/],
    [
      'a misspelt element',
      cslFile('ieee.csl').replace('<macro name="author"', '<makro name="author"'),
      /no macro "author"/,
    ],
    ['a style without citations', `${head}</style>`, /says nothing of citations/],
    [
      'a dependent style whose parent is not bundled',
      `${head.replace('<info/>', '<info><link rel="independent-parent" href="http://www.zotero.org/styles/nature"/></info>')}</style>`,
      /only points to http:\/\/www\.zotero\.org\/styles\/nature/,
    ],
    ['a huge file', `${head}${' '.repeat(1_000_001)}</style>`, /too large/],
  ];
  for (const [name, xml, message] of faults) {
    it(`that holds ${name} is refused with its name`, () => {
      const isTold = (error: unknown) =>
        error instanceof UserError && error.message.startsWith('my.csl: ') && message.test(error.message);
      assert.throws(() => readStyleFile(xml, 'my.csl'), isTold);
    });
  }

  it('that calls itself endlessly is refused when it is set up', () => {
    const xml = `${head}<macro name="m"><text macro="m"/></macro><citation><layout><text macro="m"/></layout></citation></style>`;
    assert.equal(readStyleFile(xml, 'my.csl'), undefined);
    assert.throws(() => styleOf(xml).check('my.csl'), /my\.csl: the style does not work \(.*infinite loop/);
  });

  it('that depends on a bundled style is that style', () => {
    const link = '<link rel="independent-parent" href="http://www.zotero.org/styles/vancouver"/>';
    assert.equal(
      readStyleFile(`${head.replace('<info/>', `<info>${link}</info>`)}</style>`, 'my.csl'),
      'vancouver',
    );
  });

  it('of any text is a style, the name of one, or refused', () => {
    const piece = fc.constantFrom(
      head,
      citation,
      '</style>',
      '<info>',
      '<',
      '>',
      '"',
      '&',
      '<!--',
      'macro="x"',
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (xml) => {
        try {
          readStyleFile(xml, 'my.csl');
        } catch (error) {
          assert.ok(error instanceof UserError, String(error));
        }
      }),
    );
  });
});

describe('a style of the writer', () => {
  it('cites, and cites again where it has no reference list', () => {
    const context = styleOf(`${head}${citation}</style>`).context(sources);
    assert.equal(context.inText([{ source: 'a' }], 'text'), '{Alpha}');
    assert.deepEqual(context.bibliography(keys, 'text'), ['{Gamma}', '{Beta}', '{Alpha}']);
    assert.equal(context.reference('a', 'text'), '{Alpha}');
  });

  it('sorts by macros within macros, by variables and by numbers, up and down', () => {
    const macros =
      '<macro name="outer"><group><text macro="inner"/></group></macro>' +
      '<macro name="inner"><names variable="author"/></macro>';
    const list = (sort: string) => {
      const bibliography = `<bibliography><sort>${sort}</sort><layout>${title}</layout></bibliography>`;
      return styleOf(`${head}${macros}${citation}${bibliography}</style>`)
        .context(sources)
        .bibliography(keys, 'text');
    };
    assert.deepEqual(list('<key macro="outer"/>'), ['Beta', 'Alpha', 'Gamma']);
    assert.deepEqual(list('<key macro="outer"/><key variable="title"/>'), ['Alpha', 'Beta', 'Gamma']);
    assert.deepEqual(list('<key macro="outer" sort="descending"/><key variable="title"/>'), [
      'Gamma',
      'Alpha',
      'Beta',
    ]);
    assert.deepEqual(list('<key variable="volume"/>'), ['Alpha', 'Gamma', 'Beta']);
    assert.deepEqual(list('<key macro="inner"/><key macro="outer"/><key variable="title"/>'), [
      'Alpha',
      'Beta',
      'Gamma',
    ]);
  });
});

describe('a reference list', () => {
  it('numbers in the order of citation, or sorts by author', () => {
    const numbered = bundled('ieee').context(sources).bibliography(keys, 'text');
    assert.deepEqual(
      numbered.map((entry) => entry.slice(0, 6)),
      ['[1] Zh', '[2] Yo', '[3] Yo'],
    );
    const sorted = bundled('apa').context(sources).bibliography(keys, 'text');
    assert.deepEqual(sorted, [
      'Young. (2020a). Alpha (Vol. 9).',
      'Young. (2020b). Beta. https://b.org/',
      'Zhu. (2020). Gamma (Vol. 10).',
    ]);
  });

  it('keeps the numbers of keys without a source', () => {
    const entries = bundled('ieee').context(sources).bibliography(['c', 'none', 'a'], 'text');
    assert.match(entries[1] ?? '', /^\[2\] none/);
    assert.match(entries[2] ?? '', /^\[3\] Young/);
  });

  it('of nothing is empty', () =>
    assert.deepEqual(bundled('apa').context(sources).bibliography([], 'text'), []));
});

describe('what the draft cites already', () => {
  it('gives a source the number of its place', () => {
    const numbers = (before: string[], after: string[]) =>
      bundled('vancouver')
        .context(sources, { before, after })
        .inText([{ source: 'b' }], 'text');
    assert.equal(numbers([], []), '(1)');
    assert.equal(numbers(['a', 'c'], []), '(3)');
    assert.equal(numbers(['a'], ['c']), '(2)');
    assert.equal(numbers(['b', 'a'], ['b']), '(1)');
  });

  it('is found by key or, where a draft names none, by address', () => {
    const found = (text: string, syntax: CitationSyntax, offset = text.length) =>
      citedKeysOf(
        text,
        syntax,
        { ...sources, sources: items.map((item) => ({ id: item.id, item })) },
        offset,
      );
    assert.deepEqual(found('[@a; @b] and [@a], @c', pandoc, 12), { before: ['a', 'b'], after: ['a', 'c'] });
    assert.deepEqual(found('([1](https://b.org/))', markdownLink), { before: ['b'], after: [] });
    assert.deepEqual(found('1. Beta. https://b.org/ 2.', plainText), { before: ['b'], after: [] });
    assert.deepEqual(found('([1](https://b.org/more))', markdownLink), { before: [], after: [] });
  });

  it('tells apart works of the same author and year', () => {
    const context = bundled('apa').context(sources, { before: [], after: ['a'] });
    assert.equal(context.inText([{ source: 'b' }], 'text'), '(Young, 2020b)');
  });

  it('makes a later note short', () => {
    const first = bundled('chicago-notes-bibliography').context(sources);
    const later = bundled('chicago-notes-bibliography').context(sources, { before: ['b'] });
    const part = { source: 'b', paragraph: 3 };
    assert.match(first.note?.(part, 'text') ?? '', /^Young, Beta \(2020\), para\. 3, https:\/\/b\.org\/\.$/);
    assert.equal(later.note?.(part, 'text'), 'Young, Beta, para. 3.');
  });
});

describe('notes and raised numbers', () => {
  const chicago = bundled('chicago-notes-bibliography').context(sources);
  const ama = bundled('american-medical-association').context(sources, { before: ['a'] });

  it('stand in a footnote as they are, and in the text in parentheses', () => {
    const { edits } = markdownFootnote.insert('It paid.', 7, [{ source: 'a', prefix: 'See' }], chicago);
    assert.equal(edits.at(-1)?.newText, '\n\n[^1]: See Young, *Alpha*, vol. 9 (2020).\n');
    assert.equal(
      plainText.print([{ source: 'a' }, { source: 'c' }], chicago),
      '(Young, Alpha, vol. 9 (2020); Zhu, Gamma, vol. 10 (2020))',
    );
  });

  it('leave the address of a note to the link', () => {
    assert.equal(markdownLink.print([{ source: 'b' }], chicago), '([Young, *Beta* (2020)](https://b.org/))');
  });

  it('follow the word as a superscript; what has none stands in brackets', () => {
    assert.equal(plainText.insert('It paid.', 7, [{ source: 'b' }], ama).edits[0]?.newText, '²');
    assert.equal(ama.inText([{ source: 'a' }, { source: 'b' }], 'text'), '¹,²');
    assert.equal(ama.inText([{ source: 'b', paragraph: 3 }], 'markdown'), '\\[2(para3)\\]');
    assert.equal(ama.inText([{ source: 'b', paragraph: 3 }], 'html'), '<sup>2(para3)</sup>');
  });
});
