/** The source that is cited at a place of a text. */
import { paragraphAround } from './paragraph.ts';
import type { CitationSyntax, FoundPart } from './syntax.ts';

/**
 * The part of a citation whose key stands at an offset, its ends included. Of a long text only the paragraph is read.
 *
 * @returns undefined where there is no key, or none is written yet.
 */
export function partAt(syntax: CitationSyntax, text: string, offset: number): FoundPart | undefined {
  const range = syntax.keyAt(text, offset);
  if (!range || range.start === range.end) return undefined;
  const { start, end } = paragraphAround(text, offset);
  const parts = syntax.citations(text.slice(start, end)).flatMap((citation) => citation.parts);
  const found = parts.find(
    (part) => start + part.keyStart === range.start && start + part.keyEnd === range.end,
  );
  if (found) return { ...found, keyStart: range.start, keyEnd: range.end };
  // A citation that is not closed yet has its key all the same.
  const source = text.slice(range.start, range.end);
  return /^\S+$/.test(source) ? { source, keyStart: range.start, keyEnd: range.end } : undefined;
}
