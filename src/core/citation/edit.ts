/** Citations that stand in a text: which one is at an offset, and writing it anew with other parts. */
import { type Insertion, insertion, offsetAfter, type TextEdit } from '../textEdit.ts';
import { samePart } from './locator.ts';
import type {
  CitationContext,
  CitationForm,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  KeyOfUrl,
} from './syntax.ts';

/** The citations of a text as a reader sees them: those that follow each other are one where the syntax says so. */
export function citationGroups(syntax: CitationSyntax, text: string, keyOf?: KeyOfUrl): FoundCitation[] {
  const groups: FoundCitation[] = [];
  for (const one of syntax.citations(text, keyOf)) {
    const last = groups.at(-1);
    if (last && last.form === one.form && syntax.joint?.test(text.slice(last.end, one.start))) {
      const { start, form } = last;
      groups[groups.length - 1] = { start, end: one.end, form, parts: [...last.parts, ...one.parts] };
    } else groups.push(one);
  }
  return groups.map((group) => syntax.around?.(text, group) ?? group);
}

/** The citation at an offset, also where the offset touches its outside; undefined when there is none. */
export function citationAt(
  syntax: CitationSyntax,
  text: string,
  offset: number,
  keyOf?: KeyOfUrl,
): FoundCitation | undefined {
  const touching = citationGroups(syntax, text, keyOf).filter(
    ({ start, end }) => start <= offset && offset <= end,
  );
  return touching.find(({ start }) => start < offset) ?? touching[0];
}

/**
 * Writes a citation with other parts or in the other form. What the parts have in common with those that stand there
 * stays as it is written; with no part left the citation goes, and the space that it leaves.
 */
export function replaceCitation(
  syntax: CitationSyntax,
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  context: CitationContext,
  form: CitationForm = citation.form,
): Insertion {
  const sameForm = form === citation.form || !syntax.supports.narrative;
  if (sameForm && sameParts(parts, citation.parts)) return insertion([], citation.end);
  const { start, end } = citation;
  const edits = syntax.rewrite?.(text, citation, parts, context, form) ?? [
    { start, end, newText: parts.length > 0 ? syntax.print(parts, context, form) : '' },
  ];
  const own = edits.find((edit) => edit.start === start && edit.end === end);
  if (!own) return { edits, cursor: offsetAfter(edits, end) };
  const placed = own.newText === '' ? withoutGap(text, own) : apart(text, own);
  const others = edits.filter((edit) => edit !== own);
  const before = others.filter((edit) => edit.end <= placed.start);
  const moved = before.reduce((sum, edit) => sum + edit.newText.length - (edit.end - edit.start), 0);
  const cursor = placed.start + moved + placed.newText.trimEnd().length;
  return { edits: [...others, placed], cursor };
}

function sameParts(some: readonly CitationPart[], others: readonly CitationPart[]): boolean {
  return (
    some.length === others.length &&
    some.every((part, index) => {
      const other = others[index];
      return other !== undefined && samePart(part, other);
    })
  );
}

/** A citation that begins or ends in another way than before must not run into the words beside it. */
function apart(text: string, { start, end, newText }: TextEdit): TextEdit {
  const before =
    /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start)) && newText[0] !== text[start];
  const after = /^[\p{L}\p{N}_({[]/u.test(text.slice(end, end + 2)) && newText.at(-1) !== text[end - 1];
  return { start, end, newText: (before ? ' ' : '') + newText + (after ? ' ' : '') };
}

/** Takes the space before what is removed, or after it at the beginning of a line; a line of its own goes whole. */
function withoutGap(text: string, { start, end }: TextEdit): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = /(?:[ \t\u00a0]+|(?<!~)~)$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const lineEnd = /^\r?\n/.exec(text.slice(end + after))?.[0].length;
  if (start - before > lineStart) {
    const runsOn = /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2));
    return { start: start - before, end, newText: runsOn ? text.slice(start - before, start) : '' };
  }
  if (lineEnd !== undefined && lineStart > 0)
    return { start: lineStart, end: end + after + lineEnd, newText: '' };
  return { start, end: end + after, newText: '' };
}

/** Prints parts; those that a citation holds already stay as they are written. */
export function printKept(
  citation: FoundCitation,
  pieces: readonly string[],
  parts: readonly CitationPart[],
  print: (part: CitationPart) => string,
): string[] {
  const whole = pieces.length === citation.parts.length;
  return parts.map((part) => {
    const at = whole ? citation.parts.findIndex((one) => samePart(one, part)) : -1;
    return pieces[at] ?? print(part);
  });
}
