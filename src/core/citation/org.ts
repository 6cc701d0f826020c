/** Org's citations: `[cite:see @key para. 3;@other]`, `[cite/t:@key]`, `[cite/na:@key]`. */
import { insertion } from '../textEdit.ts';
import { printKept } from './edit.ts';
import { locatorAt, locatorOf, newParts, printLocator, printSuffix, readSuffix } from './locator.ts';
import { blank, blankBlocks } from './masking.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationForm, CitationPart, CitationSyntax, FoundCitation, FoundPart } from './syntax.ts';

interface OrgCitation extends FoundCitation {
  readonly style: string;
  /** Where another part goes: a text for the whole citation may follow the last. */
  readonly partsEnd: number;
}

export const org: CitationSyntax = {
  id: 'org',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },

  print: (parts, _context, form) => printCitation(parts, form),

  citations: findCitations,

  /** Parts with and without author are two citations. */
  joint: /^ $/,

  rewrite(text, citation, parts, _context, form) {
    const { start, end } = citation;
    const whole = (newText: string) => [{ start, end, newText }];
    if (parts.length === 0) return whole('');
    const old = findCitations(text).filter((one) => start <= one.start && one.end <= end);
    const [first] = old;
    const same = parts.every((part) => Boolean(part.suppressAuthor) === suppresses(first?.style ?? ''));
    if (!first || old.length > 1 || form !== citation.form || (form === 'parenthetical' && !same)) {
      return whole(printCitation(parts, form));
    }
    const head = `[cite${first.style ? `/${first.style}` : ''}:`;
    const pieces = text.slice(start + head.length, end - 1).split(';');
    return whole(`${head}${printKept(citation, pieces, parts, printPart).join(';')}]`);
  },

  insert(text, offset, parts, _context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) return place(text, offset, printCitation(parts, form), { clash: /^[\p{L}\p{N}([]/u });
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    return more.every((part) => Boolean(part.suppressAuthor) === suppresses(around.style))
      ? append(around.partsEnd, more.map((part) => `;${printPart(part)}`).join(''))
      : append(around.end, ` ${printCitation(more)}`);
  },

  keyAt(text, offset) {
    const from = Math.max(0, offset - longest);
    const before = text.slice(from, offset);
    const at = before.lastIndexOf('[cite');
    const opening = /^\[cite(?:\/[\w/-]+)?:/.exec(before.slice(Math.max(0, at)))?.[0].length ?? 0;
    if (at < 0 || opening === 0 || closing(before, at + opening) !== undefined) return undefined;
    const piece = /[^;]*$/.exec(before.slice(at + opening))?.[0] ?? '';
    const mark = piece.indexOf('@');
    if (mark < 0 || /\n[ \t]*\r?\n/.test(piece)) return undefined;
    const start = offset - piece.length + mark + 1;
    const end = start + (keyHere.exec(text.slice(start - 1, start + 1000))?.[1] ?? '').length;
    const more = text.slice(end, offset);
    if (end < offset && !/^[^[\];,@\r\n]*$/.test(more)) return undefined;
    // The text is looked at as a whole only where there may be a key.
    return prose(text)[from + at] === '[' ? { start, end: Math.max(end, offset) } : undefined;
  },

  keyEdit: (_text, { start, end }, source) =>
    key.exec(`@${source}`)?.[1] === source ? { start, end, newText: source } : undefined,
};

/** The style is that of a citation as a whole, so that parts with and without author are several. */
function printCitation(parts: readonly CitationPart[], form: CitationForm = 'parenthetical'): string {
  const suppressed = parts.filter((part) => part.suppressAuthor).length;
  if (form === 'parenthetical' && suppressed > 0 && suppressed < parts.length) {
    return parts.map((part) => printCitation([part])).join(' ');
  }
  const style = form === 'narrative' ? '/t' : suppressed > 0 ? '/na' : '';
  return `[cite${style}:${parts.map(printPart).join(';')}]`;
}

/** No space stands at a semicolon: Org takes it for part of the prefix. */
function printPart(part: CitationPart): string {
  const prefix = part.prefix ? `${escapeText(part.prefix).trim()} ` : '';
  const locator = locatorOf(part);
  const suffix = printSuffix(part.suffix);
  const after = escapeText(locator ? ` ${printLocator(locator)}${suffix}` : suffix);
  // A key takes in most marks that follow it.
  return `${prefix}@${part.source}${/^[^\s,]/.test(after) ? ' ' : ''}${after}`;
}

/** What ends a part, or cannot be escaped for all who read Org, is written as what looks like it. */
const lookalikes: Readonly<Record<string, string>> = { ';': ',', '[': '(', ']': ')', '@': '＠', '^': 'ˆ' };

/** Org's escape for other markup is a space of no width, here on both sides. */
function escapeText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[;[\]@^]/g, (mark) => lookalikes[mark] ?? mark)
    .replace(/[_\\]|(?<![\p{L}\p{N}])[*/=~+]/gu, '\u200b$&\u200b')
    .replace(/\$/g, '\\dollar{}');
}

function readText(text: string): string {
  return text
    .replace(/\\dollar\{\}/g, '$')
    .replace(/ˆ|\\asciicirc\{\}/g, '^')
    .replace(/＠/g, '@')
    .replace(/\u200b([*/=~+_\\])\u200b/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The longest citation that is read, in UTF-16 units. */
const longest = 4000;

function findCitations(text: string): OrgCitation[] {
  const source = prose(text);
  const found: OrgCitation[] = [];
  for (const match of source.matchAll(/\[cite(?:\/([\w/-]+))?:/g)) {
    const [opening, style = ''] = match;
    if (match.index < (found.at(-1)?.end ?? 0)) continue;
    const inside = match.index + opening.length;
    const close = closing(source, inside);
    if (close === undefined) continue;
    const pieces = readPieces(source.slice(inside, close), inside, suppresses(style));
    if (!pieces) continue;
    const form = /^t(?:ext)?(?:\/|$)/.test(style) ? 'narrative' : 'parenthetical';
    found.push({ start: match.index, end: close + 1, form, style, ...pieces });
  }
  return found;
}

function suppresses(style: string): boolean {
  return /^(?:na|noauthor)(?:\/|$)/.test(style);
}

/** @returns the offset of the bracket that closes the citation; undefined when none does in its paragraph. */
function closing(source: string, from: number): number | undefined {
  const ahead = source.slice(from, from + longest);
  let depth = 0;
  for (const { 0: mark, index } of ahead.matchAll(/\[cite|[[\]]|\n[ \t]*\r?\n/g)) {
    if (mark.length > 1) return undefined;
    if (mark === '[') depth++;
    else if (depth-- === 0) return from + index;
  }
  return undefined;
}

const key = /@([\p{L}\p{N}\p{M}_.:?!`'/*@+|(){}<>&^$#%~-]+)/u;
const keyHere = new RegExp(`^${key.source}`, 'u');

/** The parts; a text for the whole citation goes to the first or the last of them. */
function readPieces(
  text: string,
  base: number,
  suppressAuthor: boolean,
): { parts: FoundPart[]; partsEnd: number } | undefined {
  const parts: FoundPart[] = [];
  let partsEnd = base;
  let at = base;
  let before = '';
  for (const piece of text.split(';')) {
    const match = key.exec(piece);
    const last = parts.at(-1);
    if (match) {
      const [all, source = ''] = match;
      const prefix = `${before}${readText(piece.slice(0, match.index))}`.trim();
      const keyStart = at + match.index + 1;
      parts.push({
        source,
        ...(prefix ? { prefix } : {}),
        ...readTail(piece.slice(match.index + all.length)),
        ...(suppressAuthor ? { suppressAuthor } : {}),
        keyStart,
        keyEnd: keyStart + source.length,
      });
      before = '';
      partsEnd = at + piece.trimEnd().length;
    } else if (!last) before = `${readText(piece)} `;
    else if (piece.trim()) {
      const suffix = [last.suffix, readText(piece)].filter((one) => one).join(' ');
      parts[parts.length - 1] = { ...last, suffix };
    }
    at += piece.length + 1;
  }
  return parts.length > 0 ? { parts, partsEnd } : undefined;
}

function readTail(tail: string): Partial<CitationPart> {
  const text = readText(tail);
  const gap = /^,? ?/.exec(text)?.[0].length ?? 0;
  const locator = locatorAt(text.slice(gap));
  return locator ? { ...locator.fields, ...readSuffix(text.slice(gap + locator.length)) } : readSuffix(text);
}

/** Blanks code, comments and text that Org takes as it stands. */
function prose(text: string): string {
  const withoutBlocks = blankBlocks(
    text,
    /^[ \t]*#\+(begin|end)_(src|example|export|comment)\b.*$/gim,
    ([, word]) => word?.toLowerCase() === 'begin',
    ([, word, name], [, , opened]) =>
      word?.toLowerCase() === 'end' && name?.toLowerCase() === opened?.toLowerCase(),
  );
  return blank(
    withoutBlocks,
    /^[ \t]*[#:](?:[ \t].*)?$/gm,
    /(?<=^|[\s({'"-])([=~])(?![\s\u200b])[^\n=~]*[^\s=~]\1(?=$|[\s)}'".,;:!?-])/gm,
  );
}
