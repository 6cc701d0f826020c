/** Where a citation stands in a text, and the spaces around it. */
import { type Insertion, insertion, lineBreak, type TextEdit } from '../textEdit.ts';
import type { FoundCitation, KeyRange } from './syntax.ts';

export interface Spacing {
  /** Goes before a citation that follows a word or a closing mark. */
  readonly before?: string;
  /** What follows the offset and would be read as part of the citation. */
  readonly clash: RegExp;
}

/** A text after which no space is wanted: it ends in one, in a dash, or in a mark that opens something. */
const opens = /(?:^|[\s\u00a0([{“‘«„¿¡—–/]|(?<!~)~)["'*_]*$/u;

/** Puts a citation at an offset with the spaces it needs. The cursor stands right after the citation. */
export function place(text: string, offset: number, citation: string, spacing: Spacing): Insertion {
  const previous = text.slice(Math.max(0, offset - 8), offset);
  const apart = previous !== '' && !opens.test(previous);
  const before = apart ? (spacing.before ?? ' ') : '';
  const after = spacing.clash.test(text.slice(offset, offset + 40)) ? ' ' : '';
  const edit = { start: offset, end: offset, newText: before + citation + after };
  return { edits: [edit], cursor: offset + before.length + citation.length };
}

/** Puts text at an offset as it is. */
export function append(offset: number, newText: string): Insertion {
  return insertion([{ start: offset, end: offset, newText }], offset);
}

/** The citation, link or other span in which an offset lies; one that touches its outside does not. */
export function enclosing<T extends { readonly start: number; readonly end: number }>(
  spans: readonly T[],
  offset: number,
): T | undefined {
  return spans.find((span) => span.start < offset && offset < span.end);
}

/**
 * Puts lines at the end of a text, after a blank line.
 *
 * @param last where the last line of their kind ends: there the blank line is left out.
 */
export function atEnd(text: string, lines: readonly string[], last: number | undefined): TextEdit {
  const eol = lineBreak(text);
  const follows = last === text.trimEnd().length;
  const breaks = /(?:\r?\n)*$/.exec(text)?.[0].split('\n').length ?? 1;
  const gap = eol.repeat(Math.max(0, (follows ? 2 : 3) - breaks));
  return { start: text.length, end: text.length, newText: `${gap}${lines.join(eol)}${eol}` };
}

/** The key at an offset, its ends included, among citations that are complete. */
export function foundKeyAt(citations: readonly FoundCitation[], offset: number): KeyRange | undefined {
  for (const { parts } of citations) {
    const part = parts.find(({ keyStart, keyEnd }) => keyStart <= offset && offset <= keyEnd);
    if (part) return { start: part.keyStart, end: part.keyEnd };
  }
  return undefined;
}
