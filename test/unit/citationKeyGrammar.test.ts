/** Every key that a dossier admits, in every syntax that names keys. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type SyntaxId, syntaxIds } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { citationKey } from '../../src/core/corpus/schema.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { context } from './citationFamily.ts';

/** The others write what readers see, not keys. */
const keyed = syntaxIds.filter(
  (id) => !/^(?:markdownLink|markdownReference|markdownFootnote|asciidocPlain|text)$/.test(id),
);

const keys = [
  'overweel2020',
  'a-b',
  'doe:2020',
  'x/y.z',
  'a_b',
  '_a',
  'a+b',
  'c++/stl',
  'müller2020',
  'Müller', // decomposed
  'ʻokina',
  '日本_1',
  'सत्य',
  'ابن2020',
  'כהן:2020',
  '2020first',
  '1905',
  'Q--r',
  'a.b.c',
  'a::b',
  '10.1000/182',
  'https://example.org/a',
  'dir/',
  'A',
] as const;

/** What may stand around a citation in a sentence. */
const around: readonly (readonly [string, string])[] = [
  ['As ', ' says'],
  ['So ', '.'],
  ['So ', ', and'],
  ['So ', '; or'],
  ['So ', ': thus'],
  ['Did ', '? Yes'],
  ['So ', '! Yes'],
  ['(so ', ')'],
  ['“', '”'],
  ['So ', '…'],
  ['So — ', ' — yes'],
  ['', ''],
];

/** Text in which nobody cites. */
const uncited = [
  'me@example.com',
  'Mail me@example.com, or <you@example.org>.',
  'mailto:me@example.com',
  'first.last+tag@sub.example.co.uk;',
  'git@github.com:a/b.git',
  'cite, citation and [list], {set}, (x), 50% & more #1 $5',
];

function found(id: SyntaxId, text: string): string[] {
  return syntaxFor('', id, '')
    .citations(text)
    .flatMap(({ parts }) => parts.map(({ source }) => source));
}

describe('the keys of citations', () => {
  for (const id of keyed) {
    const syntax = syntaxFor('', id, '');
    describe(id, () => {
      for (const key of keys) {
        it(key, () => {
          for (const form of ['parenthetical', 'narrative'] as const) {
            const printed = syntax.print([{ source: key }], context, form);
            for (const [before, after] of around) {
              const text = before + printed + after;
              assert.deepEqual(found(id, text), [key], text);
            }
          }
        });
      }

      it('are none of an address or of other marks', () => {
        for (const text of uncited) {
          // Typst takes an address for a reference unless it is escaped.
          const written = id === 'typst' ? text.replace(/@/g, '\\@') : text;
          assert.deepEqual(found(id, written), [], written);
        }
      });

      it('are read as they were printed, whatever they are', () => {
        fc.assert(
          fc.property(fc.uniqueArray(anyKey, { minLength: 1, maxLength: 3 }), (some) => {
            const printed = syntax.print(
              some.map((source) => ({ source })),
              context,
            );
            assert.deepEqual(found(id, `So ${printed}.`), some, printed);
          }),
          { numRuns: 100 },
        );
      });

      it('stay, and are joined by another, wherever in the citation it goes', () => {
        fc.assert(
          fc.property(fc.uniqueArray(anyKey, { minLength: 2, maxLength: 4 }), (some) => {
            const [last = '', ...first] = some;
            const text = `So ${syntax.print(
              first.map((source, index) => ({ source, ...(index === 0 ? { paragraph: 3 } : {}) })),
              context,
            )}. Yes.`;
            for (const { start, end } of syntax.citations(text)) {
              for (let offset = start + 1; offset < end; offset++) {
                const edited = applyEdits(
                  text,
                  syntax.insert(text, offset, [{ source: last }], context).edits,
                );
                assert.deepEqual(found(id, edited).sort(), [...some].sort(), edited);
                assert.ok(edited.endsWith('. Yes.') && edited.startsWith('So '), edited);
              }
            }
          }),
          { numRuns: 30 },
        );
      });
    });
  }
});

/** By the grammar of the format, over letters of several scripts. */
const anyKey = fc
  .string({ unit: fc.constantFrom(...'abXYZ0189_:.+/-éü日本אب'), minLength: 1, maxLength: 10 })
  .filter((key) => citationKey.safeParse(key).success);
