import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { citeTemplate } from '../../src/core/citation/mediawikiTemplate.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { p3, partsWith, plain, testFamily } from './citationFamily.ts';

const note =
  '<ref name="overweel2020">{{Cite web |title=overweel2020 |url=https://example.org/overweel2020}}</ref>';

testFamily({
  id: 'mediawiki',
  keys: [
    ['<ref name="a-b">{{Cite news |title=T}}</ref>', 'a-b'],
    [
      '<ref name=doe:2020 /><REF name=\'x/y.z\' group="n"/>{{rp|3}} <ref name="müller">M</ref>',
      'doe:2020+x/y.z müller',
    ],
    ['<ref>Unnamed</ref><ref name="a" /> <ref group="n">b</ref>', 'a'],
    ['<ref name="ref:2020" />', '2020'],
    ['<ref name="a">x', ''],
    ['<references><ref name="a">A</ref></references>', 'a'],
    ['<!-- <ref name="a" /> --><nowiki><ref name="b" /></nowiki><ref name="c" />', 'c'],
    ['<nowiki /><ref name="a" /><syntaxhighlight lang="xml"><ref name="b" /></syntaxhighlight>', 'a'],
    ['mail me@example.com', ''],
  ],
  insertions: [
    ['So|.', [plain], `So${note}|.`],
    ['So.| Now', [p3], `So.${note}{{rp|para. 3}}| Now`],
    [`So.${note} Now.‸`, [p3], `So.${note} Now.<ref name="overweel2020" />{{rp|para. 3}}‸`],
    [
      '<ref name="overweel2020" group="n">A</ref> b|',
      [plain],
      '<ref name="overweel2020" group="n">A</ref> b<ref name="overweel2020" group="n" />|',
    ],
    ['x|', [plain, p3], `x${note}<ref name="overweel2020" />{{rp|para. 3}}|`],
    ['x|', [{ source: 'unlinked' }], 'x<ref name="unlinked">The *unlinked*.</ref>|'],
    [
      'x|',
      [{ source: 'unlinked', suffix: 'a = {{b|c}}' }],
      'x<ref name="unlinked">The *unlinked*.</ref>{{rp|a &#61; &#123;&#123;b&#124;c&#125;&#125;}}|',
    ],
    ['x|', [{ ...plain, prefix: 'see' }], `x see ${note}|`],
    ['x <ref name="a" />| y', [{ ...plain, prefix: 'see' }], `x <ref name="a" /> see ${note}| y`],
    ['x <ref name="a">A|</ref>.', [plain], `x <ref name="a">A</ref>${note}|.`],
    ['x <ref>A|</ref>.', [plain], `x <ref>A</ref>${note}|.`],
    ['x <ref name="a" />‸{{rp|3}}.', [plain], `x <ref name="a" />{{rp|3}}${note}‸.`],
    ['x <ref name="over|weel2020" />.', [plain], 'x <ref name="overweel2020" />|.'],
  ],
  narrative: [],
  writable: partsWith(['suffix'], '&%$#_{}~^;@*<>="\'\\[]()`,+-/|'),
  openings: ['<ref name="', '<ref name="a">', '<ref', '<ref>{{', '<!--', '<nowiki>', '<ref name="a" />{{rp|'],
});

const item: CslItem = {
  id: 'k',
  type: 'article-newspaper',
  title: "Is {{A}} | B = ''C'' [1]?",
  author: [
    { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
    { literal: 'Ends, Inc.' },
  ],
  'container-title': 'The Times',
  issued: '2020-10-11',
  accessed: '2021-02-03',
  URL: 'https://example.org/a?b=[1]|{c}',
};

describe('mediawiki: templates', () => {
  for (const [name, given, expected] of [
    [
      'news',
      item,
      '{{Cite news |last1=van Beethoven |first1=Ludwig |author2=Ends, Inc. |title=Is &#123;&#123;A&#125;&#125; &#124; B &#61; &#39;&#39;C&#39;&#39; &#91;1&#93;? |work=The Times |date=2020-10-11 |url=https://example.org/a?b=%5B1%5D%7C%7Bc%7D |access-date=2021-02-03}}',
    ],
    [
      'chapter',
      {
        id: 'k',
        type: 'chapter',
        title: 'C',
        'container-title': 'B',
        issued: '2020-10?',
        page: '3–5',
        ISBN: '1',
      },
      '{{Cite book |chapter=C |title=B |date=Oct 2020 |pages=3–5 |isbn=1}}',
    ],
    [
      'book',
      { id: 'k', type: 'book', title: 'B', editor: [{ family: 'E' }], issued: '2020~' },
      '{{Cite book |editor-last=E |title=B |date=c. 2020}}',
    ],
    [
      'web page',
      { id: 'k', type: 'post-weblog', title: 'B', URL: 'https://x.org', accessed: '2021' },
      '{{Cite web |title=B |url=https://x.org}}',
    ],
    [
      'address of another kind',
      { id: 'k', type: 'webpage', title: 'B', URL: 'javascript:x' },
      '{{Cite book |title=B}}',
    ],
  ] as const satisfies readonly (readonly [string, CslItem, string])[]) {
    it(name, () => assert.equal(citeTemplate(given), expected));
  }
});
