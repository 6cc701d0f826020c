/** Plain Markdown with footnotes: `[^3]`, and the reference as the footnote's text at the end of the document. */
import { insertion, lineBreak, type TextEdit } from '../textEdit.ts';
import { locatorOf, printLocator, printSuffix } from './locator.ts';
import { blankMarkdownCode } from './masking.ts';
import { append, enclosing } from './place.ts';
import type { CitationContext, CitationPart, CitationSyntax } from './syntax.ts';

export const markdownFootnote: CitationSyntax = {
  id: 'markdownFootnote',

  /** The footnote's text; its marker needs the document. */
  print: printNote,

  /** A footnote names no keys. */
  citations: () => [],

  keyAt: () => undefined,

  keyEdit: () => undefined,

  insert(text, offset, parts, context) {
    const notes = footnotes(text);
    const definition = notes.definitions.find((one) => one.start < offset && offset <= one.end);
    if (definition) return extend(text, definition, parts, context);
    const label = notes.nextLabel;
    const at = enclosing(notes.markers, offset)?.end ?? offset;
    const marker = { start: at, end: at, newText: `[^${label}]` };
    const note = `[^${label}]: ${printNote(parts, context)}`;
    return {
      edits: [marker, atEnd(text, note, notes.definitions.at(-1)?.end)],
      cursor: at + marker.newText.length,
    };
  },
};

interface Span {
  readonly start: number;
  readonly end: number;
}

function footnotes(text: string): { markers: Span[]; definitions: Span[]; nextLabel: number } {
  const source = blankMarkdownCode(text);
  const spans = (pattern: RegExp) =>
    [...source.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].trimEnd().length,
    }));
  const numbers = [...source.matchAll(/\[\^(\d{1,9})\]/g)].map((match) => Number(match[1]));
  return {
    markers: spans(/\[\^[^[\]\s]{1,200}\](?!:)/g),
    definitions: spans(
      /^ {0,3}\[\^[^[\]\s]{1,200}\]:.*(?:\r?\n(?:[ \t]+\S.*|[ \t]*(?=\r?\n(?: {4}|\t))))*/gm,
    ),
    nextLabel: numbers.reduce((most, number) => Math.max(most, number), 0) + 1,
  };
}

/** The definition goes after the last line; right under a definition that ends the document, else after a blank line. */
function atEnd(text: string, note: string, lastDefinition: number | undefined): TextEdit {
  const eol = lineBreak(text);
  const follows = lastDefinition === text.trimEnd().length;
  const breaks = /(?:\r?\n)*$/.exec(text)?.[0].split('\n').length ?? 1;
  const gap = eol.repeat(Math.max(0, (follows ? 2 : 3) - breaks));
  return { start: text.length, end: text.length, newText: `${gap}${note}${eol}` };
}

function extend(text: string, definition: Span, parts: readonly CitationPart[], context: CitationContext) {
  const present = text.slice(definition.start, definition.end);
  const more = parts.filter((part) => !present.includes(notePart(part, context)));
  if (more.length === 0) return insertion([], definition.end);
  const separator = /[.;]$/.test(present) ? ' ' : present.endsWith(':') ? ' ' : '; ';
  return append(definition.end, separator + printNote(more, context));
}

function printNote(parts: readonly CitationPart[], context: CitationContext): string {
  return parts.map((part) => notePart(part, context)).join(' ');
}

/** `See Overweel, D. (2020). *Title*. Outlet, para. 3.`; the note itself in a style that has notes. */
function notePart(part: CitationPart, context: CitationContext): string {
  const note = context.note?.(part, 'markdown');
  if (note !== undefined) return note;
  const reference = context.reference(part.source, 'markdown').replace(/\s+/g, ' ').trim();
  const locator = locatorOf(part);
  const place = (locator ? `, ${printLocator(locator)}` : '') + escapeMarkdown(printSuffix(part.suffix));
  const whole = place ? `${reference.replace(/\.$/, '')}${place}` : reference;
  const ended = /[.!?]$/.test(whole) || (!place && whole.endsWith('>')) ? whole : `${whole}.`;
  return part.prefix ? `${escapeMarkdown(part.prefix)} ${ended}` : ended;
}

function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>]/g, '\\$&');
}
