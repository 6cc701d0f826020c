/** Entities, and texts with their names marked, for the tests of the name matcher. */
import assert from 'node:assert/strict';
import type { Entity, Label } from '../../src/core/corpus/model.ts';
import type { Matcher, TextLines } from '../../src/core/mentions/matcher.ts';

export type WrittenLabel = string | Label;

export function entity(
  id: string,
  labels: readonly WrittenLabel[],
  weak: readonly WrittenLabel[] = [],
): Entity {
  const rule = (label: WrittenLabel): Label => (typeof label === 'string' ? { label } : label);
  return {
    id,
    prefLabel: labels.map(rule)[0]?.label ?? id,
    kind: 'organization',
    description: id,
    labels: labels.map(rule),
    weakLabels: weak.map(rule),
  };
}

export function linesOf(text: string): TextLines {
  const lines = text.split(/\r?\n/);
  return { lineCount: lines.length, line: (index) => lines[index] ?? '' };
}

/** Asserts that exactly the names between `⟦` and `⟧` are found, by `find` and by `at` at every offset. */
export function assertNames(matcher: Matcher, marked: string, language: string): void {
  const text = marked.replace(/[⟦⟧]/g, '');
  const mentions = matcher.find(text, language);
  const parts: string[] = [];
  let last = 0;
  for (const { start, end } of mentions) {
    parts.push(text.slice(last, start), '⟦', text.slice(start, end), '⟧');
    last = end;
  }
  assert.equal([...parts, text.slice(last)].join(''), marked, language);
  assertAgreement(matcher, text, language);
}

/** Asserts that `at` finds at every offset what `find` does. */
export function assertAgreement(matcher: Matcher, text: string, language: string): void {
  const mentions = matcher.find(text, language);
  const lines = linesOf(text);
  let lineStart = 0;
  for (let line = 0; line < lines.lineCount; line++) {
    const length = lines.line(line).length;
    for (let character = 0; character <= length; character++) {
      const offset = lineStart + character;
      const mention = mentions.findLast(({ start, end }) => start <= offset && offset <= end);
      const found = matcher.at(lines, line, character, language);
      const where = `${language}, line ${line}, character ${character}: ${JSON.stringify(text)}`;
      const normal = (written: string | undefined) => written?.replaceAll('\r\n', '\n');
      assert.equal(normal(found?.text), normal(mention && text.slice(mention.start, mention.end)), where);
      assert.deepEqual(found?.entities, mention?.entities, where);
      if (found && mention && found.start.line === line) {
        assert.equal(found.start.character - character, mention.start - offset, where);
      }
      if (found && mention && found.end.line === line) {
        assert.equal(found.end.character - character, mention.end - offset, where);
      }
    }
    lineStart += length + (text.startsWith('\r\n', lineStart + length) ? 2 : 1);
  }
}
