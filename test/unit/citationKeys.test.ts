import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CitationContext, CitationPart, SyntaxId } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

const context: CitationContext = { item: () => undefined, inText: () => '', reference: () => '' };

/** A text and the citations in it: keys joined by `+`, citations by a space. */
const cases: Readonly<Record<'pandoc' | 'latex' | 'typst', readonly (readonly [string, string])[]>> = {
  pandoc: [
    ['[@a-b]', 'a-b'],
    ['[@doe:2020; @x/y.z]', 'doe:2020+x/y.z'],
    ['[@müller2020; @日本_1]', 'müller2020+日本_1'],
    ['See @doe2020.', 'doe2020'],
    ['See @doe2020, @roe2021; and @poe2022: so', 'doe2020 roe2021 poe2022'],
    ['@doe--roe', 'doe'],
    ['[@{https://example.org/x?y=1}]', 'https://example.org/x?y=1'],
    ['[see -@a, p. 3; also @b]', 'a+b'],
    ['@a [p. 3; @b]', 'a+b'],
    ['@a [@b; @c]', 'a+b+c'],
    ['@a [p. 3] and [@b]', 'a b'],
    ['[a [@b] c @d]', 'b d'],
    ['mail me@example.com or <you@example.org>', ''],
    ['\\@a and \\[@b]', 'b'],
    ['`@a` and ``x ` @b``', ''],
    ['```\n[@a]\n```\n[@b]', 'b'],
    ['~~~ python\n@a\n~~~\n@b', 'b'],
    ['<!-- [@a] -->', ''],
    ['[text](https://medium.com/@user/post) https://x.org/@me', ''],
    ['[@a](https://example.org)', 'a'],
    ['---\ntwitter: "@me"\nnocite: |\n  @a, @b\n---\n@c', 'a b c'],
    ['[@a and text;]', 'a'],
    ['[@a; text]', 'a'],
    ['[@a\n\n; @b]', 'a b'],
  ],
  latex: [
    ['\\cite{a-b}', 'a-b'],
    ['\\cite{doe:2020, x/y.z ,q_1}', 'doe:2020+x/y.z+q_1'],
    ['\\autocite[see][p. {3]}]{müller}', 'müller'],
    ['\\autocites[p. 1]{a}[see][]{b,c} [x]', 'a+b+c'],
    ['\\textcite{a} \\Parencite*{b} \\citeauthor{c} \\footcite{d}', 'a b c d'],
    ['\\citep[e.g.][]{a}, \\citet{b}', 'a b'],
    ['\\citetext{\\citealp{a}; \\citealp{b}}', 'a b'],
    ['\\nocite{*}', '*'],
    ['% \\cite{a}\n50\\% \\cite{b}', 'b'],
    ['\\begin{verbatim}\\cite{a}\\end{verbatim}\\verb|\\cite{b}|', ''],
    ['me@example.com', ''],
    ['\\newcommand{\\mycite}[1]{\\cite{#1}}', '#1'],
    ['\\citestyle{nature} \\citep {a}', 'a'],
    ['\\cite{a', ''],
  ],
  typst: [
    ['@a-b @doe:2020', 'a-b doe:2020'],
    ['See @a. And @b: so, @c...', 'a b c'],
    ['@müller2020[p. 3 @x]', 'müller2020 x'],
    ['#cite(<a.b>) #cite(label("x/y"), form: "prose")', 'a.b x/y'],
    ['#cite(<a>, supplement: [p. 3],)', 'a'],
    ['`@a` // @b\n/* @c */ @d', 'd'],
    ['https://medium.com/@user me\\@example.com', ''],
    ['```typ\n@a\n```', ''],
  ],
};

describe('citation keys', () => {
  for (const [id, rows] of Object.entries(cases)) {
    for (const [text, expected] of rows) {
      it(`${id}: ${JSON.stringify(text)}`, () => {
        const found = syntaxFor('', id as SyntaxId, text).citations(text);
        assert.equal(found.map((one) => one.parts.map((part) => part.source).join('+')).join(' '), expected);
        for (const { start, end, parts } of found) {
          for (const { source, keyStart, keyEnd } of parts) {
            assert.equal(text.slice(keyStart, keyEnd), source);
            assert.ok(start <= keyStart && keyEnd <= end);
          }
        }
      });
    }
  }
});

const key = fc.stringMatching(/^[a-zé][a-z0-9é_]{0,5}(?:[-:./+][a-z0-9]{1,4}){0,2}$/);
const words = fc
  .stringMatching(/^[a-z]{2,6}(?: [&%$#_{}~^;@*<>="'\\[\]a-z]{1,6}){0,2}$/)
  .map((text) => text.trim());
const place = fc.oneof(
  fc.constant({}),
  fc.integer({ min: 1, max: 999 }).map((paragraph) => ({ paragraph })),
  fc
    .constantFrom(
      { label: 'page', value: '3-5' },
      { label: 'chapter', value: '2' },
      { label: 'section', value: 'iv' },
    )
    .map((locator) => ({ locator })),
);
const optional = <K extends string, V>(name: K, value: fc.Arbitrary<V>) =>
  fc.option(value, { nil: undefined }).map((some) => (some === undefined ? {} : { [name]: some }));
const part = (...fields: fc.Arbitrary<object>[]): fc.Arbitrary<CitationPart> =>
  fc.tuple(key, place, ...fields).map(([source, ...rest]) => Object.assign({ source }, ...rest));
const withAffixes = part(optional('prefix', words), optional('suffix', words));

/** Which parts a syntax can write in full. */
const writable: readonly [SyntaxId, fc.Arbitrary<CitationPart[]>][] = [
  [
    'pandoc',
    fc.array(
      part(
        optional('prefix', words),
        optional('suffix', words),
        optional('suppressAuthor', fc.constant(true)),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  ],
  ['natbib', fc.array(withAffixes, { minLength: 1, maxLength: 1 })],
  ['biblatex', fc.array(withAffixes, { minLength: 1, maxLength: 3 })],
  ['latex', fc.array(part(optional('suffix', words)), { minLength: 1, maxLength: 1 })],
  [
    'typst',
    fc.array(part(optional('suffix', words), optional('suppressAuthor', fc.constant(true))), {
      minLength: 1,
      maxLength: 1,
    }),
  ],
];

const bare = ({
  keyStart: _start,
  keyEnd: _end,
  ...rest
}: CitationPart & { keyStart: number; keyEnd: number }) => rest;

describe('citation round trips', () => {
  for (const [id, parts] of writable) {
    const syntax = syntaxFor('', id, '');
    it(`${id}: reading what was printed gives the same`, () => {
      fc.assert(
        fc.property(parts, (given) => {
          const printed = syntax.print(given, context);
          const found = syntax.citations(`x ${printed}. Y`);
          assert.deepEqual(
            found.flatMap((one) => one.parts.map(bare)),
            given,
            printed,
          );
        }),
        { numRuns: 80 },
      );
    });

    it(`${id}: an insertion anywhere keeps every citation`, () => {
      fc.assert(
        fc.property(parts, parts, fc.nat(), (given, more, place) => {
          const text = `x ${syntax.print(given, context)}, y ${syntax.print(more.slice(0, 1), context)}.`;
          const [around] = syntax.citations(text);
          assert.ok(around);
          const offset = around.start + 1 + (place % (around.end - around.start - 1));
          const edited = applyEdits(text, syntax.insert(text, offset, more, context).edits);
          const keys = (source: string) =>
            new Set(
              syntax
                .citations(source)
                .flatMap((one) => one.parts.map((found) => JSON.stringify(bare(found)))),
            );
          const wanted = new Set([
            ...keys(text),
            ...more.map((one) => keys(syntax.print([one], context))).flatMap((set) => [...set]),
          ]);
          for (const one of wanted) assert.ok(keys(edited).has(one), `${text} → ${edited}`);
        }),
        { numRuns: 80 },
      );
    });
  }

  it('never fails, and finds keys where they stand, in any text', () => {
    const soup = fc.string({
      unit: fc.constantFrom(
        '[',
        ']',
        '@',
        'a',
        ';',
        '{',
        '}',
        '\\',
        '\\cite',
        '#cite(<',
        '>)',
        '`',
        '\n',
        ' ',
        '-',
        '(',
        ')',
        '%',
        ',',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(soup, fc.nat(), (text, place) => {
        for (const [id] of writable) {
          const syntax = syntaxFor('', id, '');
          for (const { start, end, parts } of syntax.citations(text)) {
            assert.ok(start < end && end <= text.length);
            for (const found of parts) assert.equal(text.slice(found.keyStart, found.keyEnd), found.source);
          }
          const offset = place % (text.length + 1);
          const { edits, cursor } = syntax.insert(text, offset, [{ source: 'k' }], context);
          const result = applyEdits(text, edits);
          assert.ok(cursor <= result.length);
          for (const edit of edits) assert.ok(id === 'natbib' || edit.start === edit.end);
        }
      }),
      { numRuns: 200 },
    );
  });

  // Looking for the end of each anew would take minutes, and end in a timeout.
  it('reads a long text of openings that nothing closes', () => {
    const openings = [
      '[',
      '[@a',
      '`a ``',
      '~~~ x\n',
      '<!--',
      '](',
      '\\cite{a',
      '\\cite[',
      '\\begin{verbatim}',
      '/* ',
      '@a[',
      '[^1',
    ];
    for (const opening of openings) {
      const text = opening.repeat(20_000 / opening.length);
      for (const [id] of writable) {
        for (const { end } of syntaxFor('', id, '').citations(text)) assert.ok(end <= text.length);
      }
    }
  });
});
