/**
 * AsciiDoc by itself: `<<key>>`, `<<key,[key, para. 3]>>`, and a list of references with an anchor for each key:
 * `* [[[key]]] Overweel, L. (2020). …` under `[bibliography]`.
 */
import { insertion, lineBreak, type TextEdit } from '../textEdit.ts';
import { asciidocProse, escapeAsciidoc, unescapeAsciidoc } from './asciidoc.ts';
import {
  locatorAt,
  locatorOf,
  newParts,
  printLocator,
  printSuffix,
  readSuffix,
  wholeLocator,
} from './locator.ts';
import { append, atEnd, enclosing, foundKeyAt, place } from './place.ts';
import type { CitationContext, CitationPart, CitationSyntax, FoundCitation, FoundPart } from './syntax.ts';

export const asciidocPlain: CitationSyntax = {
  id: 'asciidocPlain',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: false, narrative: false },

  print: (parts) => printReferences(parts),

  citations: findCitations,

  joint: /^, $/,

  rewrite(text, citation, parts, context) {
    const { start, end } = citation;
    return [{ start, end, newText: printReferences(parts) }, ...listEdits(text, parts, context)];
  },

  keyAt(text, offset) {
    const found = foundKeyAt(findCitations(text), offset);
    const typed = /<<([^\s,<>[\]#]*)$/.exec(text.slice(Math.max(0, offset - 200), offset));
    if (found || !typed || !hasReferenceList(text)) return found;
    return { start: offset - (typed[1] ?? '').length, end: offset };
  },

  keyEdit: (_text, { start, end }, key) =>
    /^[^\s,<>[\]#]+$/.test(key) ? { start, end, newText: key } : undefined,

  insert(text, offset, parts, context) {
    const around = enclosing(findCitations(text), offset);
    const more = newParts(parts, around?.parts ?? []);
    if (around && more.length === 0) return insertion([], around.end);
    const cited = around
      ? append(around.end, `, ${printReferences(more)}`)
      : place(text, offset, printReferences(more), { clash: /^[\p{L}\p{N}([]/u });
    return { edits: [...cited.edits, ...listEdits(text, more, context)], cursor: cited.cursor };
  },
};

/** Whether a document keeps its references in a list of its own. */
export function hasReferenceList(text: string): boolean {
  return /^\[bibliography\]|\[\[\[[^\]\s]/m.test(asciidocProse(text));
}

function printReferences(parts: readonly CitationPart[]): string {
  return parts.map(printReference).join(', ');
}

/** A reference shows its key in brackets; words around the key take the place of that. */
function printReference(part: CitationPart): string {
  const locator = locatorOf(part);
  const tail = (locator ? `, ${printLocator(locator)}` : '') + printSuffix(part.suffix);
  if (!tail && !part.prefix) return `<<${part.source}>>`;
  // A comma tells where the key ends, and the first word that is the key tells where the prefix does.
  const prefix = (part.prefix ? `${escapeAsciidoc(part.prefix)} ` : '')
    .replace(/,/g, '&#44;')
    .replace(new RegExp(keyAsWord(part.source), 'gu'), characterReference);
  return `<<${part.source},[${prefix}${part.source}${escapeAsciidoc(tail)}]>>`;
}

/** A regular expression for a key where it is a word of the shown text. */
function keyAsWord(key: string): string {
  return `(?<=^| )${key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?=$|[,:;.!?&])`;
}

/** A word with its first character written as `&#97;`. */
function characterReference(word: string): string {
  const [first = ''] = word;
  return `&#${first.codePointAt(0)};${word.slice(first.length)}`;
}

const reference = /<<([^\s,<>[\]#]+)(?:,[ \t]*((?:(?!>>)[^\n]){0,1000}))?>>/g;
const anchor = /\[\[\[([^\s,[\]]+)(?:,[^\]\n]*)?\]\]\]/g;

/** References to what a list of references has; others lead to sections or figures. */
function findCitations(text: string): FoundCitation[] {
  const source = asciidocProse(text);
  const listed = new Set([...source.matchAll(anchor)].map(([, key]) => key));
  return [...source.matchAll(reference)].flatMap((match): FoundCitation[] => {
    const [all, key = '', shown = ''] = match;
    if (!listed.has(key)) return [];
    const start = match.index;
    const part: FoundPart = {
      source: key,
      ...readShown(shown, key),
      keyStart: start + 2,
      keyEnd: start + 2 + key.length,
    };
    return [{ start, end: start + all.length, form: 'parenthetical', parts: [part] }];
  });
}

/** Reads `[see key, para. 3, passim]`; a text of another shape says nothing of a place. */
function readShown(shown: string, key: string): Partial<CitationPart> {
  const inside = /^\[(.*)\]$/s.exec(shown.trim())?.[1];
  if (inside === undefined) return {};
  const at = inside.search(new RegExp(keyAsWord(key), 'u'));
  if (at < 0) return {};
  const prefix = unescapeAsciidoc(inside.slice(0, at)).trim();
  const tail = unescapeAsciidoc(inside.slice(at + key.length));
  const gap = /^, ?/.exec(tail)?.[0].length ?? 0;
  const locator = locatorAt(tail.slice(gap));
  const rest = tail.slice(gap + (locator?.length ?? 0));
  const where = locator ? (rest ? locator.fields : wholeLocator(tail.slice(gap))) : {};
  return { ...(prefix ? { prefix } : {}), ...where, ...readSuffix(locator ? rest : tail) };
}

/** The references that the list lacks, behind its last entry; with a section of its own where there is none. */
function listEdits(text: string, parts: readonly CitationPart[], context: CitationContext): TextEdit[] {
  const source = asciidocProse(text);
  const anchors = [...source.matchAll(anchor)];
  const listed = new Set(anchors.map(([, key]) => key));
  const lacking = [...new Set(parts.map((part) => part.source))].filter((key) => !listed.has(key));
  if (lacking.length === 0) return [];
  const eol = lineBreak(text);
  const entries = lacking.map((key) => `* [[[${key}]]] ${plainEntry(context.reference(key, 'text'))}`);
  const last = anchors.at(-1);
  if (last) {
    const end = entryEnd(source, last.index);
    return [{ start: end, end, newText: entries.map((entry) => eol + entry).join('') }];
  }
  const section = /^\[bibliography\][ \t]*(?:\r?\n={1,6}[ \t].*)?/m.exec(source);
  if (!section) return [atEnd(text, ['[bibliography]', '== References', '', ...entries], undefined)];
  const end = section.index + section[0].length;
  return [{ start: end, end, newText: eol + eol + entries.join(eol) }];
}

/** Where the entry of a list ends that holds an offset: before the next entry, blank line or section. */
function entryEnd(source: string, from: number): number {
  const next = /\r?\n(?=[ \t]*(?:\r?\n|$|[*-] |=+ |\[))/.exec(source.slice(from));
  return next ? from + next.index : source.trimEnd().length;
}

/** A reference as a line of AsciiDoc; its addresses become links by themselves. */
function plainEntry(entry: string): string {
  return entry
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replace(
            /[*`#^~+{}<>]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
            (mark) => `&#${mark.charCodeAt(0)};`,
          ),
    )
    .join('');
}
