import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import {
  appendItem,
  type BibliographyFormat,
  bibliographyFormats,
  printBibliography,
} from '../../src/core/bibliography/bibliography.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import {
  applySync,
  entryFingerprint,
  planSync,
  type SyncPlan,
  writtenFingerprint,
} from '../../src/core/bibliography/sync.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { applyEdits } from '../../src/core/textEdit.ts';

const old: CslItem = {
  id: 'k',
  type: 'article-journal',
  title: 'An Old Title',
  author: [{ family: 'Gray', given: 'Ada' }],
  'container-title': 'Letters',
  issued: '2020-10',
  URL: 'https://example.org/a_b',
};
const item: CslItem = { ...old, title: 'A New Title', issued: '2021' };
const other: CslItem = { id: 'other', type: 'book', title: 'Other: a Book', issued: '1999' };

/** Entries of the writer's around one of the dossier's, as a person would have laid them out. */
const written: Readonly<Record<BibliographyFormat, string>> = {
  bibtex: `% top\n@book{a, title={A}}\n\n${printBibliography([old], 'bibtex')}\n% between\n@misc{z,\n\ttitle = "Z" }`,
  biblatex: `\n@book{a, title={A}} ${printBibliography([old], 'biblatex').trim()} @misc{z, title = "Z" }\n`,
  'csl-json': `[\n    {"id": "a", "type": "book", "title": "A"},\n    ${JSON.stringify(
    JSON.parse(printBibliography([old], 'csl-json'))[0],
    undefined,
    4,
  ).replace(/\n/g, '\n    ')},\n    {"id": "z", "type": "book"}\n]`,
  'csl-yaml': `lang: en\nreferences:\n- id: a # mine\n  type: book\n${printBibliography([old], 'csl-yaml')
    .replace('references:\n', '')
    .replace(/^ {2}/gm, '')}# between\n- {id: z, type: book}\n`,
  hayagriva: `# top\na:\n    type: book\n\n${printBibliography([old], 'hayagriva')}\n# between\nz: { type: book }\n`,
};

function plan(
  text: string,
  format: BibliographyFormat,
  options: Partial<Parameters<typeof planSync>[0]> = {},
) {
  return planSync({
    text,
    format,
    cited: ['k'],
    elsewhere: new Set(),
    item: (key) => (key === 'k' ? item : key === 'other' ? other : undefined),
    isUntouched: (key, fingerprint) => key === 'k' && fingerprint === writtenFingerprint(old, format),
    ...options,
  });
}

const kinds = ({ changes }: SyncPlan) => changes.map(({ key, kind }) => `${kind} ${key}`);

describe('comparing a bibliography with the dossier', () => {
  for (const format of bibliographyFormats) {
    describe(format, () => {
      const text = written[format];

      it('finds what is out of date, and replaces nothing else', () => {
        const found = plan(text, format);
        assert.deepEqual(kinds(found), ['outdated k']);
        assert.deepEqual([...(found.changes[0]?.fields ?? [])].sort(), ['issued', 'title']);
        const { text: after, failed } = applySync(text, format, found.changes);
        assert.deepEqual(failed, []);
        assert.deepEqual(kinds(plan(after, format)), []);
        const entry = readBibliography(text, format).entries.find(({ key }) => key === 'k');
        assert.ok(entry);
        assert.equal(after.slice(0, entry.start), text.slice(0, entry.start));
        assert.ok(after.endsWith(text.slice(entry.end)));
        assert.match(after, /New/);
        assert.doesNotMatch(after, /Old/);
      });

      it('takes an entry that the writer has changed for his own, also in a field that CSL lacks', () => {
        const field = { 'csl-json': '"mine": 1,', 'csl-yaml': 'mine: 1', hayagriva: 'mine: 1' };
        const more = text.replace(
          /^([ \t]*)(?="?url\b)/im,
          (indent) => `${indent}${field[format as keyof typeof field] ?? 'mine = {1},'}\n${indent}`,
        );
        assert.notEqual(more, text);
        assert.deepEqual(kinds(plan(more, format)), ['edited k']);
        assert.deepEqual(kinds(plan(text.replace('Letters', 'Mine'), format)), ['edited k']);
      });

      it('knows its own entries by their content, whatever the white space', () => {
        const entries = readBibliography(text, format).entries;
        const entry = entries.find(({ key }) => key === 'k');
        assert.ok(entry);
        assert.equal(entryFingerprint(text, entry, format), writtenFingerprint(old, format));
        const spaced = text.replaceAll('\n', '\r\n');
        const same = readBibliography(spaced, format).entries.find(({ key }) => key === 'k');
        assert.ok(same);
        assert.equal(entryFingerprint(spaced, same, format), writtenFingerprint(old, format));
      });

      it('finds nothing in what it has just written', () => {
        const fresh = printBibliography([item, other], format);
        assert.deepEqual(plan(fresh, format, { cited: ['k', 'other'] }), { changes: [], uncited: [] });
      });

      it('adds what is cited and missing, unless another bibliography has it', () => {
        const cited = ['k', 'other', 'nobody'];
        const found = plan(text, format, { cited });
        assert.deepEqual(kinds(found), ['outdated k', 'missing other']);
        const { text: after } = applySync(text, format, found.changes);
        assert.deepEqual(
          readBibliography(after, format).entries.map(({ key }) => key),
          ['a', 'k', 'z', 'other'],
        );
        assert.deepEqual(kinds(plan(text, format, { cited, elsewhere: new Set(['other']) })), ['outdated k']);
      });

      it('reports what is cited no longer, and only that', () => {
        assert.deepEqual(plan(text, format, { cited: [] }).uncited, ['k']);
      });

      it('keeps Windows line breaks', () => {
        const windows = text.replaceAll('\n', '\r\n');
        const { text: after } = applySync(windows, format, plan(windows, format).changes);
        assert.doesNotMatch(after, /[^\r]\n/);
        assert.deepEqual(kinds(plan(after, format)), []);
      });
    });
  }

  it('keeps the separators of Unicode within a field, which end no line', () => {
    const odd: CslItem = { id: 'k', type: 'book', title: 'One\u2028two\u2029three' };
    const title = /One\stwo\sthree/;
    for (const format of bibliographyFormats) {
      const text = printBibliography([other, { ...odd, title: 'One' }, { ...other, id: 'z' }], format);
      const { changes } = plan(text, format, { item: (key) => (key === 'k' ? odd : undefined) });
      const { text: synced } = applySync(text, format, changes);
      assert.deepEqual(
        readBibliography(synced, format).entries.map(({ key }) => key),
        ['other', 'k', 'z'],
        format,
      );
      assert.match(synced, title, format);
      const added = appendItem(printBibliography([other], format), format, odd);
      assert.ok(added.kind === 'append', format);
      assert.match(added.edit.newText, title, format);
    }
  });

  it('loses no other entry and changes none, whatever the fields hold', () => {
    const value = fc
      .string({
        minLength: 1,
        unit: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 1 }), fc.constant('\u2028')),
      })
      .filter((one) => one.trim() === one && one !== '');
    fc.assert(
      fc.property(
        fc.constantFrom(...bibliographyFormats),
        value,
        value,
        fc.array(fc.record({ title: value, publisher: value }), { maxLength: 3 }),
        (format, before, after, rest) => {
          const mine = rest.map((fields, index): CslItem => ({ id: `m${index}`, type: 'book', ...fields }));
          const ours: CslItem = { id: 'k', type: 'book', title: before };
          const next: CslItem = { ...ours, title: after };
          let text = '';
          for (const one of [...mine.slice(0, 1), ours, ...mine.slice(1)]) {
            const added = appendItem(text, format, one);
            if (added.kind !== 'append') return;
            text = applyEdits(text, [added.edit]);
          }
          const { changes } = plan(text, format, { item: (key) => (key === 'k' ? next : undefined) });
          const result = applySync(text, format, changes);
          const items = (of: string) =>
            readBibliography(of, format).entries.map((entry) =>
              entry.key === 'k' ? 'k' : JSON.stringify(entry.item),
            );
          assert.deepEqual(items(result.text), items(text));
        },
      ),
    );
  });
});
