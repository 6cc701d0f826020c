/** Plain Markdown with footnotes: `[^3]`, and the reference as the footnote's text at the end of the document. */
import { insertion, type TextEdit } from '../textEdit.ts';
import { printKept } from './edit.ts';
import { locatorAt, locatorOf, printLocator, printSuffix } from './locator.ts';
import { blankMarkdownCode } from './masking.ts';
import { append, atEnd, enclosing } from './place.ts';
import type {
  CitationContext,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyOfUrl,
} from './syntax.ts';

export const markdownFootnote: CitationSyntax = {
  id: 'markdownFootnote',

  supports: { locator: true, prefix: false, suffix: false, suppressAuthor: false, narrative: false },

  /** The footnote's text; its marker needs the document. */
  print: printNote,

  /** A footnote names addresses, not keys; its marker is the citation. */
  citations: (text, keyOf) => (keyOf ? findCitations(text, keyOf) : []),

  rewrite(text, citation, parts, context) {
    const { markers, definitions, nextLabel } = footnotes(text);
    const label = text.slice(citation.start, citation.end);
    const definition = definitions.find(({ start, end }) =>
      text.slice(start, end).trimStart().startsWith(`${label}:`),
    );
    const marker = { start: citation.start, end: citation.end };
    const shared = markers.filter(({ start, end }) => text.slice(start, end) === label).length > 1;
    if (!definition) return [];
    if (parts.length === 0)
      return [{ ...marker, newText: '' }, ...(shared ? [] : [removal(text, definition)])];
    const body = bodyStart(text, definition);
    const pieces = piecesOf(text.slice(body, definition.end), citation, body);
    const note = printKept(citation, pieces, parts, (part) => notePart(part, context)).join(' ');
    if (!shared) return [{ start: body, end: definition.end, newText: note }];
    const own = `[^${nextLabel}]`;
    return [{ ...marker, newText: own }, atEnd(text, [`${own}: ${note}`], definitions.at(-1)?.end)];
  },

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
      edits: [marker, atEnd(text, [note], notes.definitions.at(-1)?.end)],
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

function bodyStart(text: string, { start, end }: Span): number {
  return start + (/^ {0,3}\[\^[^[\]\s]+\]:[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0);
}

function findCitations(text: string, keyOf: KeyOfUrl): FoundCitation[] {
  const { markers, definitions } = footnotes(text);
  const cited = new Map<string, FoundPart[]>();
  for (const definition of definitions) {
    const body = bodyStart(text, definition);
    const label = text.slice(definition.start, body).trim().slice(0, -1);
    const parts = readNote(text.slice(body, definition.end), body, keyOf);
    if (parts.length > 0 && !cited.has(label)) cited.set(label, parts);
  }
  return markers.flatMap(({ start, end }): FoundCitation[] => {
    const parts = cited.get(text.slice(start, end));
    return parts ? [{ start, end, form: 'parenthetical', parts }] : [];
  });
}

/** The sources that a note gives the addresses of, and the places in them. */
function readNote(note: string, base: number, keyOf: KeyOfUrl): FoundPart[] {
  return [...note.matchAll(/https?:\/\/[^\s<>()[\]]+/g)].flatMap(({ 0: match, index }): FoundPart[] => {
    const url = match.replace(/[.,;:]+$/, '');
    const source = keyOf(url);
    if (source === undefined) return [];
    const keyStart = base + index;
    const { fields } = noteTail(note.slice(index + url.length));
    return [{ source, ...fields, keyStart, keyEnd: keyStart + url.length }];
  });
}

/** What follows an address and belongs to its source: `>, para. 3.` */
function noteTail(text: string): { length: number; fields: Partial<CitationPart> } {
  const marks = /^[>)\]]*/.exec(text)?.[0].length ?? 0;
  const gap = /^, /.exec(text.slice(marks))?.[0].length ?? 0;
  const locator = gap > 0 ? locatorAt(text.slice(marks + gap)) : undefined;
  const end = locator ? marks + gap + locator.length : marks;
  return { length: text[end] === '.' ? end + 1 : end, fields: locator?.fields ?? {} };
}

/** The text of each source in a note; what stands before the first or after the last belongs to it. */
function piecesOf(note: string, { parts }: FoundCitation, base: number): string[] {
  let done = 0;
  return parts.map(({ keyEnd }, index) => {
    const from = keyEnd - base;
    const end = index === parts.length - 1 ? note.length : from + noteTail(note.slice(from)).length;
    const piece = note.slice(done, end).trim();
    done = end;
    return piece;
  });
}

/** Takes a definition out with its line. */
function removal(text: string, { start, end }: Span): TextEdit {
  const after = /^[ \t]*(?:\r?\n)?/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end: end + after, newText: '' };
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
