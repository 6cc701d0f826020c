/** The tests that every citation syntax passes, over its own tables. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { locatorAt } from '../../src/core/citation/locator.ts';
import type {
  CitationContext,
  CitationForm,
  CitationPart,
  CitationSyntax,
  SyntaxId,
} from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

export interface Family {
  readonly id: SyntaxId;
  /** A text and the citations in it: keys joined by `+`, citations by a space. */
  readonly keys: readonly (readonly [string, string])[];
  /** A text with the cursor as `|` (or `‸`), what is cited there, and the text that it makes. */
  readonly insertions: readonly (readonly [string, readonly CitationPart[], string])[];
  /** Parts and how they are printed as part of the sentence; where the syntax has that, it is read back. */
  readonly narrative: readonly (readonly [readonly CitationPart[], string])[];
  /** Parts that the syntax writes in full. */
  readonly writable: fc.Arbitrary<readonly CitationPart[]>;
  /** What opens something, to be repeated without an end. */
  readonly openings: readonly string[];
}

export const p3: CitationPart = { source: 'overweel2020', paragraph: 3 };
export const plain: CitationPart = { source: 'overweel2020' };

/** Sources with an address, but for `unlinked`; a style with nothing of a real one but its shape. */
export const context: CitationContext = {
  item: (key) =>
    key === 'unlinked'
      ? undefined
      : { id: key, type: 'article', title: key, URL: `https://example.org/${key}` },
  inText: (parts, format, form) => {
    const shown = parts.map((part) => part.source + (part.paragraph ? `, para. ${part.paragraph}` : ''));
    const text =
      format === 'html' ? shown.join('; ').replace(/&/g, '&amp;').replace(/</g, '&lt;') : shown.join('; ');
    return form === 'narrative' ? text : `(${text})`;
  },
  reference: (key) => `The *${key}*.`,
};

/** Parts with any of some fields; texts are words, also of some further characters. */
export function partsWith(
  fields: readonly ('prefix' | 'suffix' | 'suppressAuthor')[],
  characters: string,
  maxLength = 3,
): fc.Arbitrary<CitationPart[]> {
  const word = fc.string({ unit: fc.constantFrom(...'abcxyzé', ...characters), minLength: 1, maxLength: 6 });
  const words = fc
    .tuple(fc.stringMatching(/^[a-z]{2,6}$/), fc.array(word, { maxLength: 2 }))
    .map(([first, rest]) => [`${first}e`, ...rest].join(' '))
    // Most syntaxes read words behind a key that say a place, `note c`, as its locator.
    .filter((text) => !locatorAt(text));
  const some: Readonly<Record<(typeof fields)[number], fc.Arbitrary<string | boolean>>> = {
    prefix: words,
    suffix: words,
    suppressAuthor: fc.constant(true),
  };
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
  const part = fc
    .tuple(
      fc.stringMatching(/^[a-zé][a-z0-9é_]{0,5}(?:[-:./+][a-z0-9]{1,4}){0,2}$/),
      place,
      ...fields.map((name) => fc.option(some[name], { nil: undefined })),
    )
    .map(([source, where, ...values]): CitationPart => {
      const given = fields.flatMap((name, index) =>
        values[index] === undefined ? [] : [[name, values[index]]],
      );
      return { source, ...where, ...Object.fromEntries(given) };
    });
  return fc.array(part, { minLength: 1, maxLength });
}

export function testFamily(family: Family): void {
  const syntax = syntaxFor('', family.id, '');
  describe(`${family.id}: keys`, () => {
    for (const [text, expected] of family.keys) {
      it(JSON.stringify(text), () => {
        const found = syntax.citations(text).map(({ parts }) => parts.map((part) => part.source).join('+'));
        assert.equal(found.join(' '), expected);
        assertKeysStand(syntax, text);
      });
    }
  });

  describe(`${family.id}: insertion`, () => {
    for (const [before, parts, after] of family.insertions) {
      it(JSON.stringify(before), () => assert.equal(insert(syntax, before, parts), after));
    }
  });

  describe(`${family.id}: narrative`, () => {
    for (const [parts, expected] of family.narrative) {
      it(expected, () => {
        assert.equal(syntax.print(parts, context, 'narrative'), expected);
        assert.deepEqual(read(syntax, `x ${expected}.`, 'narrative'), parts);
      });
    }
  });

  describe(`${family.id}: round trips`, () => {
    it('reading what was printed gives the same', () => {
      fc.assert(
        fc.property(family.writable, (parts) => {
          const printed = syntax.print(parts, context);
          assert.deepEqual(read(syntax, `x ${printed}. Y`, 'parenthetical'), parts, printed);
        }),
        { numRuns: 80 },
      );
    });

    it('an insertion anywhere keeps every citation', () => {
      fc.assert(
        fc.property(family.writable, family.writable, fc.nat(), (given, more, place) => {
          const text = `x ${syntax.print(given, context)}, y ${syntax.print(more.slice(0, 1), context)}.`;
          const [around] = syntax.citations(text);
          assert.ok(around, text);
          const offset = around.start + 1 + (place % (around.end - around.start - 1));
          const edited = applyEdits(text, syntax.insert(text, offset, more, context).edits);
          const wanted = new Set([
            ...places(syntax, text),
            ...more.flatMap((one) => places(syntax, syntax.print([one], context))),
          ]);
          const there = new Set(places(syntax, edited));
          for (const one of wanted) assert.ok(there.has(one), `${text} → ${edited}: ${one}`);
          assertKeysStand(syntax, edited);
        }),
        { numRuns: 80 },
      );
    });

    it('any text is read and added to, and nothing in it is lost', () => {
      const marks = [...'[]{}()@;,:`\\|<>/*=-"&\n a', '\n\n', ...family.openings];
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...marks), { maxLength: 40 }), fc.nat(), (pieces, place) => {
          const text = pieces.join('');
          assertKeysStand(syntax, text);
          const offset = place % (text.length + 1);
          const { edits, cursor } = syntax.insert(text, offset, [{ source: 'k', paragraph: 2 }], context);
          assert.ok(cursor <= applyEdits(text, edits).length);
          for (const edit of edits) assert.equal(edit.start, edit.end);
        }),
        { numRuns: 200 },
      );
    });

    it('a long text of openings that nothing closes is read within a second', () => {
      const started = performance.now();
      for (const opening of family.openings) syntax.citations(opening.repeat(40_000 / opening.length));
      assert.ok(performance.now() - started < 1000);
    });
  });
}

/** Inserts at the cursor; the result shows it in the same way. */
function insert(syntax: CitationSyntax, marked: string, parts: readonly CitationPart[]): string {
  const mark = marked.includes('‸') ? '‸' : '|';
  const text = marked.replace(mark, '');
  const { edits, cursor } = syntax.insert(text, marked.indexOf(mark), parts, context);
  const result = applyEdits(text, edits);
  return result.slice(0, cursor) + mark + result.slice(cursor);
}

/** The parts of all citations of a text, which must be of one form. */
function read(syntax: CitationSyntax, text: string, form: CitationForm): CitationPart[] {
  return syntax.citations(text).flatMap((one) => {
    assert.equal(one.form, form);
    return one.parts.map(({ keyStart: _start, keyEnd: _end, ...part }) => part);
  });
}

/** The parts of all citations, to be compared as texts. */
function places(syntax: CitationSyntax, text: string): string[] {
  const fields = ['source', 'paragraph', 'locator', 'label', 'value', 'prefix', 'suffix', 'suppressAuthor'];
  return syntax.citations(text).flatMap(({ parts }) => parts.map((part) => JSON.stringify(part, fields)));
}

function assertKeysStand(syntax: CitationSyntax, text: string): void {
  let done = 0;
  for (const { start, end, parts } of syntax.citations(text)) {
    assert.ok(done <= start && start < end && end <= text.length);
    done = end;
    for (const { source, keyStart, keyEnd } of parts) {
      assert.equal(text.slice(keyStart, keyEnd), source);
      assert.ok(start <= keyStart && keyEnd <= end);
    }
  }
}
