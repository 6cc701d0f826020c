/** Citations that are written anew: other parts, another order, the other form, or none. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { keyByAddress } from '../../src/core/citation/address.ts';
import { citationAt, citationGroups, replaceCitation } from '../../src/core/citation/edit.ts';
import { locatorOf, printLocator, samePart } from '../../src/core/citation/locator.ts';
import {
  type CitationForm,
  type CitationPart,
  type SyntaxId,
  syntaxIds,
  type TextFormat,
} from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { partsWith, context as plainContext } from './citationFamily.ts';

const context = {
  ...plainContext,
  inText: (parts: readonly CitationPart[], _format: TextFormat, form?: CitationForm) => {
    const shown = parts.map((part) => {
      const locator = locatorOf(part);
      return part.source + (locator ? `, ${printLocator(locator)}` : '');
    });
    return form === 'narrative' ? shown.join('; ') : `(${shown.join('; ')})`;
  },
  reference: (key: string) => `The *${key}*. <https://example.org/${key}>.`,
};
const keyOf = (url: string) => /^https:\/\/example\.org\/(.+)$/.exec(url)?.[1];
const [a, b, c]: [CitationPart, CitationPart, CitationPart] = [
  { source: 'a' },
  { source: 'b' },
  { source: 'c' },
];
const p = (source: string, paragraph: number): CitationPart => ({ source, paragraph });

/** What to make of the citation at the cursor; `undefined` for a part stands for the one that is there. */
const rows: readonly [SyntaxId, string, readonly (CitationPart | number)[], string, CitationForm?][] = [
  ['pandoc', 'x [see *this* @a, p. 3; @b]| y', [1], 'x [@b]| y'],
  ['pandoc', 'x [see *this* @a, p. 3; @b]| y', [1, 0, c], 'x [@b; see *this* @a, p. 3; @c]| y'],
  ['pandoc', 'x [@a]| y', [p('a', 3)], 'x [@a, para. 3]| y'],
  ['pandoc', 'x [@a]| y', [0], 'x @a| y', 'narrative'],
  ['pandoc', 'x @a [p. 3]|: y', [0], 'x [@a, p. 3]|: y', 'parenthetical'],
  ['pandoc', 'x [@a]|, y', [], 'x|, y'],
  ['pandoc', '[@a]| y', [], '|y'],
  ['pandoc', '- x\n  [@a]|\n  y', [], '- x\n|  y'],
  ['latex', 'x~\\cite[p. 3]{a|}.', [], 'x|.'],
  ['latex', 'x \\cite{a, b, c|} y', [2, 0], 'x \\cite{c, a}| y'],
  ['latex', 'x \\cite[3]{a}, \\cite{b|}.', [1, 0], 'x \\cite[3]{b,a}|.'],
  ['natbib', '\\citep[see \\emph{x}][]{a|}.', [0, b], '\\citep[see \\emph{x}][]{a,b}|.'],
  ['natbib', '\\citet*{a|}.', [p('a', 3)], '\\citet*[para. 3]{a}|.'],
  ['natbib', '\\Citep{a|}.', [0], '\\Citet{a}|.', 'narrative'],
  ['natbib', '\\citetext{\\citealp[p. 1]{a}; \\citealp{b|}}.', [1], '\\citep{b}|.'],
  [
    'natbib',
    '\\citetext{\\citealp[p. 1]{a}; \\citealp{b|}}.',
    [0, 1, p('c', 2)],
    '\\citetext{\\citealp[p. 1]{a}; \\citealp{b}; \\citealp[para. 2]{c}}|.',
  ],
  ['biblatex', '\\parencite{a|}.', [p('a', 3)], '\\parencite[para. 3]{a}|.'],
  ['biblatex', '\\footcite[12]{a|}.', [0, p('b', 3)], '\\footcites[12]{a}[para. 3]{b}|.'],
  ['biblatex', '\\parencites[12]{a}[see \\emph{so}][]{b|}.', [1], '\\parencite[see \\emph{so}][]{b}|.'],
  ['biblatex', '\\parencite{a|}.', [{ ...a, suppressAuthor: true }], '\\parencite*{a}|.'],
  [
    'biblatex',
    '\\textcite{b}, \\parencite{a}; \\textcite{c|}',
    [0],
    '\\textcite{b}, \\parencite{a}; \\parencite{c}|',
    'parenthetical',
  ],
  ['biblatex', '\\autocite{a|} [y]', [p('a', 1), b], '\\autocites[para. 1]{a}{b}\\relax| [y]'],
  ['typst', 'x @a[p. *3*] @b| y', [1, 0], 'x @b @a[p. *3*]| y'],
  ['typst', 'x @a| y', [0], 'x #cite(<a>, form: "prose")| y', 'narrative'],
  ['typst', 'x @a @b|.', [0], 'x @a|.'],
  ['restructuredText', ':footcite:p:`a|`', [0, p('b', 1)], ':footcite:p:`a, b{para. 1}`|'],
  ['restructuredText', ':cite:ps:`{see \\*}a|, b`', [0], ':cite:ps:`{see \\*}a`|'],
  ['myst', '{cite:p}`a,b|`', [1, 0], '{cite:p}`b, a`|'],
  ['myst', '{cite:p}`a|`', [0], '{cite:t}`a`|', 'narrative'],
  ['asciidoc', 'cite:see[a(3)], cite:also[b]|', [1], 'cite:also[b]|'],
  [
    'asciidocPlain',
    'x <<a>>|.\n\n* [[[a]]] A.\n',
    [p('a', 3), b],
    'x <<a,[a, para. 3]>>, <<b>>|.\n\n* [[[a]]] A.\n* [[[b]]] The &#42;b&#42;. &#60;https://example.org/b&#62;.\n',
  ],
  ['org', '[cite/t/c:see *a* @a p. 3;@b]|', [1, 0], '[cite/t/c:@b;see *a* @a p. 3]|'],
  [
    'markdownLink',
    'x ([my *a*](https://example.org/a); [b](https://example.org/b))|.',
    [1, 0],
    'x ([b](https://example.org/b); [my *a*](https://example.org/a))|.',
  ],
  ['markdownLink', 'x ([a](https://example.org/a))|.', [0], 'x [a](https://example.org/a)|.', 'narrative'],
  [
    'markdownReference',
    'x ([a]|[q]).\n\n[q]: https://example.org/a',
    [p('a', 3), b],
    'x ([a, para. 3][q]; [b][b])|.\n\n[q]: https://example.org/a\n[b]: https://example.org/b\n',
  ],
  [
    'markdownFootnote',
    'x[^1]|.\n\n[^1]: Mine: <https://example.org/a>, p. 3. <https://example.org/b>.\n',
    [1],
    'x[^1]|.\n\n[^1]: <https://example.org/b>.\n',
  ],
  ['markdownFootnote', 'x[^1]|.\n\n[^1]: <https://example.org/a>.\n', [], 'x|.\n\n'],
  [
    'markdownFootnote',
    'x[^1]| y[^1].\n\n[^1]: <https://example.org/a>.\n',
    [0, b],
    'x[^2]| y[^1].\n\n[^1]: <https://example.org/a>.\n[^2]: <https://example.org/a>. The *b*. <https://example.org/b>.\n',
  ],
  ['mediawiki', 'x<ref name="a">A.</ref>|. y<ref name="a" />', [], 'x|. y<ref name="a">A.</ref>'],
  [
    'mediawiki',
    'x<ref>?</ref><ref name="a">A.</ref>{{rp|3}}|.',
    [p('a', 3)],
    'x<ref>?</ref><ref name="a">A.</ref>{{rp|para. 3}}|.',
  ],
  [
    'html',
    'x (<a data-cites="a" href="u"><i>A</i></a>; <a href="https://example.org/b">B|</a>)',
    [1, 0],
    'x (<a href="https://example.org/b">B</a>; <a data-cites="a" href="u"><i>A</i></a>)|',
  ],
];

describe('writing a citation anew', () => {
  for (const [id, marked, wanted, result, form] of rows) {
    it(`${id}: ${JSON.stringify(marked)} → ${JSON.stringify(result)}`, () => {
      const offset = marked.search(/\|(?!3|para)/);
      const text = marked.slice(0, offset) + marked.slice(offset + 1);
      const syntax = syntaxFor('', id, text);
      const citation = citationAt(syntax, text, offset, keyOf);
      assert.ok(citation, 'no citation at the cursor');
      const parts = wanted.map(
        (one) => (typeof one === 'number' ? citation.parts[one] : one) as CitationPart,
      );
      const { edits, cursor } = replaceCitation(syntax, text, citation, parts, context, form);
      const changed = applyEdits(text, edits);
      assert.equal(`${changed.slice(0, cursor)}|${changed.slice(cursor)}`, result);
    });
  }

  it('asciidocPlain: reads words before the key in which the key occurs', () => {
    const syntax = syntaxFor('', 'asciidocPlain', '');
    const part = { source: 'a', prefix: 'options a, a. and', paragraph: 3 };
    const { edits } = syntax.insert('', 0, [part], context);
    const text = applyEdits('', edits);
    assert.match(text, /^<<a,\[options &#97;&#44; &#97;\. and a, para\. 3\]>>/);
    assert.ok(samePart(citationGroups(syntax, text, keyOf)[0]?.parts[0] as CitationPart, part));
  });

  for (const id of syntaxIds.filter((one) => one !== 'text')) {
    const syntax = syntaxFor('', id, '');
    const { supports } = syntax;
    const fields = (['prefix', 'suffix', 'suppressAuthor'] as const).filter((field) => supports[field]);
    const some = partsWith(fields, '&%$^*<>="\'(),', 3);
    const forms: readonly CitationForm[] = supports.narrative
      ? ['parenthetical', 'narrative']
      : ['parenthetical'];
    const write = (parts: readonly CitationPart[]) => {
      const { edits } = syntax.insert('Before and after.\n', 6, parts, context);
      return applyEdits('Before and after.\n', edits);
    };

    it(`${id}: its own parts change nothing`, () => {
      fc.assert(
        fc.property(some, (parts) => {
          const text = write(parts);
          for (const citation of citationGroups(syntax, text, keyOf)) {
            assert.deepEqual(replaceCitation(syntax, text, citation, citation.parts, context).edits, []);
          }
        }),
        { numRuns: 40 },
      );
    });

    it(`${id}: other parts are read back, in order and with all that it supports`, () => {
      fc.assert(
        fc.property(some, some, fc.constantFrom(...forms), fc.boolean(), (first, more, form, keep) => {
          const text = write(first);
          const [citation] = citationGroups(syntax, text, keyOf);
          assert.ok(citation, text);
          const wanted = (keep ? [...more, ...citation.parts] : more).map(
            ({ suppressAuthor, prefix, ...part }) =>
              // Not every syntax says as part of the sentence what it says in brackets.
              form === 'narrative'
                ? part
                : { ...part, ...(prefix ? { prefix } : {}), ...(suppressAuthor ? { suppressAuthor } : {}) },
          );
          const changed = applyEdits(
            text,
            replaceCitation(syntax, text, citation, wanted, context, form).edits,
          );
          const read = citationGroups(syntax, changed, keyOf);
          const found = read.flatMap((one) => one.parts);
          assert.equal(found.length, wanted.length, `${text} → ${changed}`);
          for (const [index, part] of wanted.entries()) {
            assert.ok(
              samePart(part, found[index] as CitationPart),
              `${text} → ${changed}: ${JSON.stringify(part)}`,
            );
          }
          for (const one of read) assert.equal(one.form, form);
          assert.match(changed, /^Before.* and after\.\n/);
        }),
        { numRuns: 60 },
      );
    });

    it(`${id}: without parts it goes, and nothing else`, () => {
      fc.assert(
        fc.property(some, (parts) => {
          const text = write(parts);
          const [citation] = citationGroups(syntax, text, keyOf);
          assert.ok(citation);
          const changed = applyEdits(text, replaceCitation(syntax, text, citation, [], context).edits);
          assert.match(changed, /^Before and after\.\n/);
          assert.deepEqual(citationGroups(syntax, changed, keyOf), []);
        }),
        { numRuns: 40 },
      );
    });
  }
});

describe('addresses of sources', () => {
  const find = keyByAddress([
    { id: 'a', type: 'webpage', title: 'A', URL: 'https://www.example.org/x/?id=1&utm_source=y' },
    { id: 'b', type: 'article', title: 'B', DOI: '10.1/ABC' },
  ]);
  for (const [url, key] of [
    ['http://example.org/x?id=1#top', 'a'],
    ['https://EXAMPLE.org/x/?id=1', 'a'],
    ['https://example.org/x', undefined],
    ['https://dx.doi.org/10.1/abc', 'b'],
    ['javascript:alert(1)', undefined],
    ['https://example.org/%E0%A4%A', undefined],
  ] as const) {
    it(`${url} → ${key}`, () => assert.equal(find(url), key));
  }
});

describe('the README', () => {
  const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
  for (const [field, label] of [
    ['locator', 'Locator'],
    ['prefix', 'Text before'],
    ['suffix', 'Text after'],
    ['suppressAuthor', 'Without author'],
    ['narrative', 'As part of the sentence'],
  ] as const) {
    it(`names the syntaxes that have “${label}”`, () => {
      const read = syntaxIds.filter((id) => id !== 'text');
      const have = read.filter((id) => syntaxFor('', id, '').supports[field]);
      const list = have.length === read.length ? 'all' : have.map((id) => `\`${id}\``).join(', ');
      assert.ok(readme.includes(`| ${label} | ${list} |`), list);
    });
  }
});
