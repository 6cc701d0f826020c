import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cslDate } from '../../src/core/bibliography/cslDate.ts';
import type { CitationForm, CitationPart, TextFormat } from '../../src/core/citation/syntax.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import type { BundledStyle } from '../../src/core/style/bundledStyles.ts';
import { convertRichText } from '../../src/core/style/richText.ts';
import { bundled } from './citationStyles.ts';

const items: readonly CslItem[] = [
  {
    id: 'overweel2020',
    type: 'post-weblog',
    title: 'OpenAI and Microsoft: GPT-3 and beyond',
    author: [{ family: 'Overweel', given: 'Leon' }],
    'container-title': 'Dynamically Typed',
    issued: '2020-10-11',
    URL: 'https://example.org/a_b?x=1&y=2',
  },
  {
    id: 'thebatch2024',
    type: 'article-magazine',
    title: '[Report on the *strained* partnership]',
    'container-title': 'The Batch',
    issued: '2024-10?',
  },
  { id: 'hostile', type: 'webpage', title: '<img src=x> & "so"', URL: 'javascript:alert(1)', issued: '202X' },
];
const sources = {
  source: (key: string) => items.filter(({ id }) => id === key).map((item) => ({ item }))[0],
};

const inText: readonly [BundledStyle, CitationPart[], TextFormat, CitationForm | undefined, string][] = [
  ['apa', [{ source: 'overweel2020', paragraph: 3 }], 'text', undefined, '(Overweel, 2020, para. 3)'],
  ['apa', [{ source: 'overweel2020', paragraph: 3 }], 'text', 'narrative', 'Overweel (2020, para. 3)'],
  [
    'apa',
    [
      { source: 'overweel2020', prefix: 'see', locator: { label: 'page', value: '3-5' }, suffix: 'and on' },
      { source: 'thebatch2024', suppressAuthor: true },
    ],
    'text',
    undefined,
    '(see Overweel, 2020, pp. 3–5, and on; ca. 2024)',
  ],
  ['apa', [{ source: 'nosuch' }], 'text', undefined, '(nosuch, n.d.)'],
  [
    'apa',
    [{ source: 'overweel2020', locator: { label: 'slide', value: '4' } }],
    'text',
    undefined,
    '(Overweel, 2020, slide 4)',
  ],
  ['vancouver', [{ source: 'overweel2020' }], 'text', undefined, '(1)'],
  ['vancouver', [{ source: 'overweel2020' }], 'text', 'narrative', '(1)'],
];

const references: readonly [BundledStyle, string, TextFormat, string][] = [
  [
    'apa',
    'overweel2020',
    'text',
    'Overweel, L. (2020, October 11). OpenAI and Microsoft: GPT-3 and beyond. Dynamically Typed. https://example.org/a_b?x=1&y=2',
  ],
  [
    'apa',
    'overweel2020',
    'markdown',
    'Overweel, L. (2020, October 11). OpenAI and Microsoft: GPT-3 and beyond. *Dynamically Typed*. <https://example.org/a_b?x=1&y=2>',
  ],
  [
    'apa',
    'overweel2020',
    'html',
    'Overweel, L. (2020, October 11). OpenAI and Microsoft: GPT-3 and beyond. <i>Dynamically Typed</i>. <a href="https://example.org/a_b?x=1&amp;y=2">https://example.org/a_b?x=1&amp;y=2</a>',
  ],
  [
    'apa',
    'thebatch2024',
    'markdown',
    '\\[Report on the \\*strained\\* partnership\\]. (ca. 2024, October). *The Batch*.',
  ],
  ['apa', 'hostile', 'html', '<i>&lt;img src=x&gt; &amp; “so.”</i> (2020s).'],
  ['apa', 'no&such<b>', 'markdown', 'no&such\\<b\\>'],
  [
    'vancouver',
    'overweel2020',
    'text',
    'Overweel L. OpenAI and Microsoft: GPT-3 and beyond. Dynamically Typed [Internet]. 2020 Oct 11. Available from: https://example.org/a_b?x=1&y=2',
  ],
];

describe('rendering in a style', () => {
  for (const [style, parts, format, form, expected] of inText) {
    it(`${style}: ${expected}`, () => {
      assert.equal(bundled(style).context(sources).inText(parts, format, form), expected);
    });
  }
  for (const [style, key, format, expected] of references) {
    it(`${style}: ${key} as ${format}`, () => {
      assert.equal(bundled(style).context(sources).reference(key, format), expected);
    });
  }

  it('speaks the language of the draft', () => {
    const german = bundled('apa', 'de-AT').context(sources).reference('overweel2020', 'text');
    assert.match(german, /Oktober/);
    assert.equal(
      bundled('apa', 'xx').context(sources).reference('overweel2020', 'text'),
      bundled('apa', 'en-GB').context(sources).reference('overweel2020', 'text'),
    );
  });

  it('counts on from what the draft cites', () => {
    const context = bundled('vancouver').context(sources, { before: ['thebatch2024', 'overweel2020'] });
    assert.equal(context.inText([{ source: 'overweel2020' }], 'text'), '(2)');
  });

  it('never takes one dossier’s source for another’s', () => {
    const other = { source: () => ({ item: { id: 'overweel2020', type: 'book', title: 'Other' } }) };
    bundled('apa').context(sources).reference('overweel2020', 'text');
    assert.equal(bundled('apa').context(other).reference('overweel2020', 'text'), 'Other. (n.d.).');
  });
});

describe('dates for CSL', () => {
  for (const [edtf, expected] of [
    ['2023', { 'date-parts': [[2023]] }],
    ['2023-11', { 'date-parts': [[2023, 11]] }],
    ['2023-11-22', { 'date-parts': [[2023, 11, 22]] }],
    ['2023-11-22T10:00:00Z', { 'date-parts': [[2023, 11, 22]] }],
    ['2024-10?', { 'date-parts': [[2024, 10]], circa: true }],
    ['2020~', { 'date-parts': [[2020]], circa: true }],
    ['2023-21', { 'date-parts': [[2023]], season: 1 }],
    ['2023-34', { 'date-parts': [[2023]] }],
    ['2023-XX', { 'date-parts': [[2023]] }],
    ['2023-11-XX', { 'date-parts': [[2023, 11]] }],
    ['2019/2025-01', { 'date-parts': [[2019], [2025, 1]] }],
    ['2019/..', { 'date-parts': [[2019], [0]] }],
    ['../2019', { literal: 'until 2019' }],
    ['202X', { literal: '2020s' }],
  ] as const) {
    it(edtf, () => assert.deepEqual(cslDate(edtf), expected));
  }
});

describe('rendered markup', () => {
  it('links to the web alone', () => {
    const link = '<a href="javascript:alert(1)">x</a> <a href="https://a.org/(b)">y*</a>';
    assert.equal(convertRichText(link, 'html'), 'x <a href="https://a.org/(b)">y*</a>');
    assert.equal(convertRichText(link, 'markdown'), 'x [y\\*](https://a.org/%28b%29)');
    assert.equal(convertRichText(link, 'text'), 'x y*');
  });
});
