/** AsciiDoc with asciidoctor-bibtex: `cite:[key(para. 3), other]`, `cite:see[key]`, `citenp:[key]`. */
import { insertion } from '../textEdit.ts';
import {
  locatorAt,
  locatorOf,
  newParts,
  printLocator,
  printSuffix,
  readSuffix,
  wholeLocator,
} from './locator.ts';
import { blank, blankBlocks } from './masking.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationForm, CitationPart, CitationSyntax, FoundCitation, FoundPart } from './syntax.ts';

export const asciidoc: CitationSyntax = {
  id: 'asciidoc',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: false, narrative: true },

  print: (parts, _context, form) => printCitation(parts, form),

  citations: findCitations,

  /** The text before stands for a citation as a whole, so that parts with their own are several. */
  joint: /^, $/,

  insert(text, offset, parts, _context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) return place(text, offset, printCitation(parts, form), { clash: /^[\p{L}\p{N}([]/u });
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    return more.some((part) => part.prefix)
      ? append(around.end, `, ${printCitation(more)}`)
      : append(around.end - 1, `, ${more.map(printItem).join(', ')}`);
  },

  keyAt(text, offset) {
    const from = Math.max(0, offset - 2000);
    const match = openMacro.exec(text.slice(from, offset));
    const typed = /(?:[^(),]|\([^()]*\))*$/.exec(match?.[1] ?? '')?.[0].trimStart();
    if (!match || typed === undefined || /[()]/.test(typed)) return undefined;
    if (/[()]/.test((match[1] ?? '').replace(/\([^()]*\)/g, ''))) return undefined;
    // The text is looked at as a whole only where there is a macro.
    if (asciidocProse(text)[from + match.index] !== 'c') return undefined;
    const rest = /^[^\s,()[\]]*/.exec(text.slice(offset, offset + 300))?.[0] ?? '';
    return { start: offset - typed.length, end: offset + rest.length };
  },

  keyEdit: (_text, { start, end }, key) =>
    /^[^\s,()[\]`]+$/.test(key) ? { start, end, newText: key } : undefined,
};

/** The text before stands for a citation as a whole, so that a part that has its own begins another. */
function printCitation(parts: readonly CitationPart[], form: CitationForm = 'parenthetical'): string {
  const name = form === 'narrative' ? 'citenp' : 'cite';
  const groups: CitationPart[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last && !part.prefix) last.push(part);
    else groups.push([part]);
  }
  return groups
    .map((group) => `${name}:${escapeAsciidoc(group[0]?.prefix ?? '')}[${group.map(printItem).join(', ')}]`)
    .join(', ');
}

/** Of pages only the number is written: what comes before it is for the style. */
function printItem(part: CitationPart): string {
  const locator = locatorOf(part);
  const suffix = printSuffix(part.suffix);
  const where = locator?.label === 'page' ? locator.value : locator && printLocator(locator);
  const after = escapeAsciidoc(where ? where + suffix : suffix.replace(/^, /, ''));
  return part.source + (after ? `(${after})` : '');
}

/** Marks that would end the citation or begin markup become references to characters. */
export function escapeAsciidoc(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /[[\]()<>{}*_`#^~+\\]|--|^[:]|&(?=#?\w+;)/g,
      (marks) => `&#${marks.charCodeAt(0)};${marks.slice(1)}`,
    );
}

export function unescapeAsciidoc(text: string): string {
  return text.replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

const item = String.raw`[^\s,()[\]]+(?:\([^)\n]{0,1000}\))?`;
const macro = new RegExp(
  String.raw`(?<![\p{L}\p{N}_\\])(cite|citenp):((?:[^\s[\]:][^[\]\n]{0,200})?)\[(${item}(?:[ \t]*,[ \t]*${item})*)\]`,
  'gu',
);

const openMacro = /(?<![\p{L}\p{N}_\\])(?:cite|citenp):(?:[^\s[\]:][^[\]\n]{0,200})?\[([^[\]\r\n]*)$/u;

function findCitations(text: string): FoundCitation[] {
  return [...asciidocProse(text).matchAll(macro)].map((match) => {
    const [all, name = '', before = '', list = ''] = match;
    const start = match.index;
    const prefix = unescapeAsciidoc(before).trim();
    return {
      start,
      end: start + all.length,
      form: name === 'citenp' ? 'narrative' : 'parenthetical',
      parts: readItems(list, start + all.length - 1 - list.length).map((part, index) =>
        prefix && index === 0 ? { ...part, prefix } : part,
      ),
    };
  });
}

function readItems(list: string, base: number): FoundPart[] {
  return [...list.matchAll(/([^\s,()[\]]+)(?:\(([^)]*)\))?/g)].map((match) => {
    const [, source = '', after = ''] = match;
    const keyStart = base + match.index;
    return {
      source,
      ...readAfter(unescapeAsciidoc(after).trim()),
      keyStart,
      keyEnd: keyStart + source.length,
    };
  });
}

function readAfter(text: string): Partial<CitationPart> {
  const locator = locatorAt(text);
  if (!locator) return readSuffix(text);
  const rest = text.slice(locator.length);
  return { ...(rest ? locator.fields : wholeLocator(text)), ...readSuffix(rest) };
}

/** Whether a document is written for asciidoctor-bibtex: it names a bibliography file or cites by macro. */
export function citesByMacro(text: string): boolean {
  return /^:bib(?:tex|liography)-[\w-]+:/m.test(text) || findCitations(text).length > 0;
}

/** Blanks comments, blocks of code and of what passes through, paragraphs that are indented, and code in a line. */
export function asciidocProse(text: string): string {
  const withoutBlocks = blankBlocks(
    text,
    /^(-{4,}|\.{4,}|\+{4,}|\/{4,}|```)(.*)$/gm,
    ([, mark, rest]) => mark === '```' || rest?.trim() === '',
    ([, mark, rest], [, opening]) => mark === opening && rest?.trim() === '',
  );
  return blank(
    withoutBlocks,
    /^\/\/(?!\/).*/gm,
    /(?<=\n[ \t]*\r?\n)[ \t]+(?![*.-]|\d+\.|[^\n]*::)\S.*(?:\r?\n[ \t]*\S.*)*/g,
    /(?<![\p{L}\p{N}\\`])`[^`\r\n]+`(?![\p{L}\p{N}`])/gu,
  );
}
