/** Pandoc's citations, also those of Quarto and R Markdown: `[see @key, para. 3; -@other]`, `@key [p. 5]`. */
import { insertion } from '../textEdit.ts';
import { printKept } from './edit.ts';
import {
  locatorAt,
  locatorOf,
  newParts,
  printLocator,
  printSuffix,
  readSuffix,
  wholeLocator,
} from './locator.ts';
import { blank, blankMarkdownCode } from './masking.ts';
import { insideMarkdownCode, paragraphAround } from './paragraph.ts';
import { append, enclosing, place } from './place.ts';
import type {
  CitationForm,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyRange,
} from './syntax.ts';

/** A key that needs no braces: letters and digits, with single marks within. */
const plainKey = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[:.#$%&+?<>~/-](?=[\p{L}\p{N}_])|[:/](?=/))*`;
const plainKeyOnly = new RegExp(`^${plainKey}$`, 'u');
const keyPattern = new RegExp(String.raw`(?<![\p{L}\p{N}_\\@/])(-?)@(?:\{([^{}\s]+)\}|(${plainKey}))`, 'gu');

/** What stands between semicolons. */
const pieceOfList = /(?:[^\\;]|\\[\s\S])+/g;

export const pandoc: CitationSyntax = {
  id: 'pandoc',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },

  print: (parts, _context, form) => printCitation(parts, form),

  citations: findCitations,

  rewrite(text, citation, parts, _context, form) {
    const { start, end } = citation;
    const bracketed = form === 'parenthetical' && citation.form === form && parts.length > 0;
    if (!bracketed) return [{ start, end, newText: parts.length > 0 ? printCitation(parts, form) : '' }];
    return [{ start, end, newText: printPandocList(text, citation, parts, printPart) }];
  },

  insert(text, offset, parts, _context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) return place(text, offset, printCitation(parts, form), { clash: /^[\p{L}\p{N}_@({[]/u });
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    if (text[around.end - 1] === ']') return append(around.end - 1, `; ${more.map(printPart).join('; ')}`);
    return append(around.end, ` [${more.map(printPart).join('; ')}]`);
  },

  keyAt: findKey,

  keyEdit(text, { start, end }, key) {
    if (!/^[^{}\s[\]\\`;]+$/.test(key)) return undefined;
    const braced = plainKeyOnly.test(key) || text[start - 1] === '{';
    return { start, end, newText: braced ? key : `{${key}}` };
  },
};

/** A citation in brackets with other parts; those that it has already stay as they are written. */
export function printPandocList(
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  print: (part: CitationPart) => string,
): string {
  const inside = text.slice(citation.start + 1, citation.end - 1);
  const pieces = [...inside.matchAll(pieceOfList)].map(([piece]) => piece.trim());
  return `[${printKept(citation, pieces, parts, print).join('; ')}]`;
}

function printCitation(parts: readonly CitationPart[], form: CitationForm = 'parenthetical'): string {
  const [first, ...rest] = parts;
  if (form === 'parenthetical' || !first) return `[${parts.map(printPart).join('; ')}]`;
  const inner = [printTail(first).replace(/^, /, ''), ...rest.map(printPart)].filter((piece) => piece !== '');
  return printPandocKey(first.source) + (inner.length > 0 ? ` [${inner.join('; ')}]` : '');
}

function printPart(part: CitationPart): string {
  const prefix = part.prefix ? `${escapePandoc(part.prefix).trim()} ` : '';
  return `${prefix}${part.suppressAuthor ? '-' : ''}${printPandocKey(part.source)}${printTail(part)}`;
}

/** `@key`, or `@{key}` where it would end too early. */
export function printPandocKey(key: string): string {
  return plainKeyOnly.test(key) ? `@${key}` : `@{${key}}`;
}

/** A locator that Pandoc would not recognise by itself, or whose end it could not see, goes into braces. */
function printTail(part: CitationPart): string {
  const locator = locatorOf(part);
  const suffix = escapePandoc(printSuffix(part.suffix));
  if (!locator) return locatorAt(part.suffix ?? '') ? `, {}${suffix}` : suffix;
  const printed = printLocator(locator);
  const clear = locatorAt(printed)?.length === printed.length && suffix === '';
  return clear ? `, ${printed}` : `, {${printed.replace(/[{}\r\n]/g, ' ')}}${suffix}`;
}

/** Plain text within a citation. */
function escapePandoc(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\[\];@{}`*^~$<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, '\\$&');
}

function readEscapes(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** Front matter but for `nocite`, code, comments, link targets and addresses. */
function prose(text: string): string {
  const withoutMatter = text.replace(/^---\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/, (matter) =>
    blank(matter, /^(?!nocite:|[ \t]|-[ \t]).*(?:\r?\n(?=[ \t]|-[ \t]).*)*/gm),
  );
  return blank(
    blankMarkdownCode(withoutMatter),
    /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?=[\s)])/g,
    /(?<!@\{?)\bhttps?:\/\/[^\s<>\])]+/g,
  );
}

function findCitations(text: string): FoundCitation[] {
  const source = prose(text);
  const inBrackets = bracketed(source);
  const found: FoundCitation[] = [];
  for (const match of source.matchAll(keyPattern)) {
    if (match.index < (found.at(-1)?.end ?? 0)) continue;
    while ((inBrackets[0]?.end ?? Infinity) <= match.index) inBrackets.shift();
    const [next] = inBrackets;
    found.push(next && next.start < match.index ? next : narrative(source, match, next));
  }
  return found;
}

/** Citations in brackets. A bracket is closed by the paragraph's end at the latest. */
function bracketed(source: string): FoundCitation[] {
  const found: FoundCitation[] = [];
  let open: number[] = [];
  for (const { 0: mark, index } of source.matchAll(/\\[\s\S]|[[\]]|\n[ \t]*\r?(?=\n)/g)) {
    if (mark.startsWith('\n')) open = [];
    else if (mark === '[') open.push(index);
    else if (mark === ']') {
      const start = open.pop();
      if (start === undefined || (found.at(-1)?.start ?? -1) >= start) continue;
      if (/[({[]/.test(source[index + 1] ?? '')) continue;
      const parts = citationParts(source, start + 1, index);
      if (parts) found.push({ start, end: index + 1, form: 'parenthetical', parts });
    }
  }
  return found;
}

/** A key in the sentence, with the brackets after it: more citations, or its locator and then more citations. */
function narrative(source: string, match: RegExpMatchArray, next: FoundCitation | undefined): FoundCitation {
  const start = match.index ?? 0;
  const afterKey = start + match[0].length;
  const first = keyPart(match, 0);
  const gap = /^[ \t]*\r?\n?[ \t]*/.exec(source.slice(afterKey, afterKey + 200))?.[0].length ?? 0;
  const open = afterKey + gap;
  if (next?.start === open) return { start, end: next.end, form: 'narrative', parts: [first, ...next.parts] };
  const bracket = /^\[(?!\^)((?:[^\\[\];\n]|\\.)*)(;(?:[^\\[\]\n]|\\.)*)?\](?![[(])/.exec(
    source.slice(open, open + 2000),
  );
  const rest = bracket?.[2]
    ? citationParts(source, open + 2 + (bracket[1] ?? '').length, open + bracket[0].length - 1)
    : [];
  if (!bracket || !rest) return { start, end: afterKey, form: 'narrative', parts: [first] };
  const parts = [{ ...first, ...readTail(`, ${bracket[1] ?? ''}`) }, ...rest];
  return { start, end: open + bracket[0].length, form: 'narrative', parts };
}

/** @returns undefined unless every piece between semicolons cites one key. */
function citationParts(source: string, start: number, end: number): FoundPart[] | undefined {
  const parts: FoundPart[] = [];
  for (const piece of source.slice(start, end).matchAll(pieceOfList)) {
    const [match] = piece[0].matchAll(keyPattern);
    if (!match) return undefined;
    const prefix = readEscapes(piece[0].slice(0, match.index).trim().replace(/\s+/g, ' '));
    const tail = piece[0].slice(match.index + match[0].length);
    parts.push({
      ...keyPart(match, start + piece.index),
      ...(prefix ? { prefix } : {}),
      ...readTail(tail),
    });
  }
  return parts.length > 0 ? parts : undefined;
}

function keyPart(match: RegExpMatchArray, base: number): FoundPart {
  const [all, dash, braced, plain] = match;
  const key = braced ?? plain ?? '';
  const keyStart = base + (match.index ?? 0) + all.length - key.length - (braced ? 1 : 0);
  return {
    source: key,
    ...(dash ? { suppressAuthor: true } : {}),
    keyStart,
    keyEnd: keyStart + key.length,
  };
}

function readTail(tail: string): Partial<CitationPart> {
  const flat = tail.replace(/\s+/g, ' ');
  const braced = /^ ?,? ?\{([^{}]*)\}/.exec(flat);
  if (braced) {
    const locator = braced[1] ? wholeLocator(braced[1]) : {};
    return { ...locator, ...readSuffix(readEscapes(flat.slice(braced[0].length))) };
  }
  const gap = /^ ?,? ?/.exec(flat)?.[0].length ?? 0;
  const locator = locatorAt(flat.slice(gap));
  if (!locator) return readSuffix(readEscapes(flat));
  return { ...locator.fields, ...readSuffix(readEscapes(flat.slice(gap + locator.length))) };
}

const plainKeyHere = new RegExp(plainKey, 'uy');

function findKey(text: string, offset: number): KeyRange | undefined {
  const around = frontMatterAround(text, offset) ?? paragraphAround(text, offset);
  const before = text.slice(around.start, offset);
  const braced = /@\{([^{}\s]*)$/.exec(before);
  const at = around.start + (braced ? braced.index : before.lastIndexOf('@'));
  if (at < around.start || /[\p{L}\p{N}_\\@/]$/u.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  const source = prose(text.slice(around.start, around.end));
  if (source[at - around.start] !== '@' || insideMarkdownCode(text, at)) return undefined;
  if (braced) {
    const rest = /^[^{}\s]*/.exec(text.slice(offset, around.end))?.[0] ?? '';
    return { start: at + 2, end: offset + rest.length };
  }
  const start = at + 1;
  plainKeyHere.lastIndex = start;
  const key = plainKeyHere.exec(text)?.[0] ?? '';
  if (start + key.length >= offset) return { start, end: start + key.length };
  // What is typed after the key: words of a search in brackets, else a mark that a key may go on after.
  const more = text.slice(start + key.length, offset);
  const isOpen = bracketIsOpen(source.slice(0, at - around.start));
  if (!key || !(isOpen ? /^[^[\]{};,@\\\r\n]*$/ : /^[:/-]$/).test(more)) return undefined;
  const rest = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset, around.end))?.[0] ?? '';
  return { start, end: offset + rest.length };
}

/** A key may stand in the front matter under `nocite`, which the whole of it tells. */
function frontMatterAround(text: string, offset: number): KeyRange | undefined {
  if (offset > 20_000 || !/^---\r?\n/.test(text)) return undefined;
  const end =
    /^---\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/.exec(text.slice(0, 40_000))?.[0].length ?? 0;
  return offset < end ? { start: 0, end } : undefined;
}

function bracketIsOpen(source: string): boolean {
  let depth = 0;
  for (const { 0: mark } of source.matchAll(/\\[\s\S]|[[\]]/g)) {
    if (mark === '[') depth++;
    else if (mark === ']') depth = Math.max(0, depth - 1);
  }
  return depth > 0;
}
