import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { createMatcher, type Mention } from '../../src/core/mentions/matcher.ts';
import { assertAgreement, entity, linesOf } from './mentionsFixture.ts';
import { referenceMentions } from './mentionsReference.ts';

const entities = [
  entity('ada', ['Ada Byron', 'Ada King Byron'], ['Byron', { label: 'Ada', caseSensitive: true }]),
  entity('king', [{ label: 'King', ambiguous: true, except: ['King crab', 'the King Byron'] }]),
  entity('queen', [{ label: 'King', ambiguous: true, near: ['byron-inc'] }, 'Queen']),
  entity('byron-inc', ['Byron Inc', { label: 'Crab', plural: true }]),
  entity('model', ['B-2', 'Ada B-2', 'IT']),
];
const matcher = createMatcher(entities);
const words = [
  'Ada',
  'Byron',
  'King',
  'Inc',
  'crab',
  'Crabs',
  'B-2',
  'B',
  '2',
  'IT',
  'it',
  'the',
  'Queen',
  'x',
];
const languages = ['plaintext', 'markdown', 'latex', 'typst', 'html', 'asciidoc', 'restructuredtext', 'org'];
const marks = [
  '`',
  '```',
  '```js',
  '~~~',
  '$',
  '$$',
  '*',
  '**',
  '_',
  '[',
  ']',
  '](',
  ')',
  '](x)',
  '<',
  '>',
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '@',
  '#',
  '# ',
  '> ',
  '- ',
  '{',
  '}',
  '\\',
  '\\emph{',
  '\\cite{',
  '\\begin{verbatim}',
  '\\end{verbatim}',
  '---',
  '----',
  '::',
  ':',
  '.',
  ',',
  "'",
  '’s',
  '-',
  '‑',
  '\u00a0',
  '\u00ad',
  '\u0301',
  'é',
  'ß',
  '微',
  '🚀',
  '\ud83d',
  '&nbsp;',
  '~',
  'https://',
  '/',
  '    ',
];

function whole({ start, end, entities: named }: Mention) {
  return { start, end, entities: named };
}

describe('mentions: properties', () => {
  it('in any text and language, spans are sound and a position gives what the text gives', () => {
    const piece = fc.oneof(
      { arbitrary: fc.constantFrom(...words), weight: 4 },
      { arbitrary: fc.constantFrom(' ', ' ', '\n', '\n\n', '\r\n'), weight: 4 },
      { arbitrary: fc.constantFrom(...marks), weight: 3 },
      { arbitrary: fc.string({ unit: 'binary', maxLength: 3 }), weight: 1 },
    );
    const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(...languages), (text, language) => {
        let last = 0;
        for (const { start, end, entities: named } of matcher.find(text, language)) {
          assert.ok(last <= start && start < end && end <= text.length);
          assert.ok(named.length > 0);
          last = end;
        }
        assertAgreement(matcher, text, language);
      }),
      { numRuns: 100 },
    );
  });

  it('after any edit, reading again around it finds what reading all does', () => {
    const pieces = fc.oneof(
      { arbitrary: fc.constantFrom(...words), weight: 4 },
      { arbitrary: fc.constantFrom(' ', '\n', '\n\n', '\n\n', '\r\n'), weight: 4 },
      { arbitrary: fc.constantFrom(...marks), weight: 1 },
    );
    const texts = (most: number) => fc.array(pieces, { maxLength: most }).map((list) => list.join(''));
    const edit = fc.record({ from: fc.nat(), gone: fc.nat({ max: 12 }), added: texts(6) });
    fc.assert(
      fc.property(
        fc.oneof(
          texts(80),
          texts(30).map((text) => `${text}${'Ada\nByron '.repeat(70)}\n\n${text}`),
        ),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...languages),
        (text, edits, language) => {
          let scan = matcher.scan(text, language);
          for (const { from: wish, gone, added } of edits) {
            const from = wish % (scan.text.length + 1);
            const to = Math.min(scan.text.length, from + gone);
            const after = scan.text.slice(0, from) + added + scan.text.slice(to);
            scan = matcher.rescan(scan, after, { from, to, length: added.length });
            assert.deepEqual(scan.mentions.map(whole), matcher.find(after, language).map(whole));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('after an edit, a name that counts by a paragraph above it is found beside others', () => {
    const before = 'Ada Byron wrote.\n\nNothing else.\n\nThe Queen met Byron.';
    const from = before.indexOf('met');
    const after = `${before.slice(0, from)}saw${before.slice(from + 3)}`;
    const again = matcher.rescan(matcher.scan(before, 'plaintext'), after, { from, to: from + 3, length: 3 });
    assert.deepEqual(
      again.mentions.map(({ start, end }) => after.slice(start, end)),
      ['Ada Byron', 'Queen', 'Byron'],
    );
  });

  it('in plain text, it finds what the reference finds', () => {
    const gaps = [
      ' ',
      ' ',
      ' ',
      ' ',
      '  ',
      '\n',
      '\n  ',
      '\u00a0',
      '-',
      '‑',
      '-\n',
      ', ',
      '. ',
      '’s ',
      '\n\n',
      '\n\n\n',
    ];
    const pieces = fc.tuple(fc.constantFrom(...words), fc.constantFrom(...gaps));
    const texts = fc
      .array(pieces, { maxLength: 40 })
      .map((list) => list.map(([word, gap]) => word + gap).join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const found = matcher.find(text, 'plaintext');
        assert.deepEqual(
          found.map(({ start, end, entities: named }) => ({
            start,
            end,
            entities: named.map(({ id }) => id),
          })),
          referenceMentions(entities, text),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('in long paragraphs and lines, a position gives what the text gives', () => {
    const long = 'Ada Byron, King and Queen; '.repeat(700);
    const many = 'the Ada\nByron and\n'.repeat(180);
    const ideographs = '微Queen'.repeat(2000);
    for (const text of [`x\n${long}\nKing ${long}`, `${many}\n${many}`, ideographs]) {
      const mentions = matcher.find(text, 'markdown');
      const lines = linesOf(text);
      const starts = [0];
      for (let line = 0; line < lines.lineCount; line++)
        starts.push((starts[line] ?? 0) + lines.line(line).length + 1);
      for (let index = 0; index < mentions.length; index += 41) {
        const { start, entities: named } = mentions[index] ?? assert.fail();
        const line = starts.findLastIndex((from) => from <= start);
        const found = matcher.at(lines, line, start - (starts[line] ?? 0), 'markdown');
        assert.deepEqual(found?.entities, named);
      }
    }
  });
});
