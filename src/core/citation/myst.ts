/** MyST: the roles that Sphinx reads as well, and Pandoc's citations for what a role cannot say. */

import { insertion } from '../textEdit.ts';
import {
  citeRoleAgain,
  citeRoleFor,
  citeRoleForm,
  citeRoleKeyAt,
  citeRoleKeyEdit,
  citeRolePieces,
  joinsCiteRole,
  printCiteRoleText,
  readCiteRoleText,
} from './citeRole.ts';
import { printKept } from './edit.ts';
import { locatorOf, newParts, printLocator, printSuffix } from './locator.ts';
import { blank, blankMarkdownCode } from './masking.ts';
import { pandoc, printPandocKey, printPandocList } from './pandoc.ts';
import { paragraphAround } from './paragraph.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationForm, CitationPart, CitationSyntax, FoundCitation } from './syntax.ts';

interface MystCitation extends FoundCitation {
  /** The role and how many backticks hold its text; undefined for one of Pandoc's. */
  readonly role?: { readonly name: string; readonly ticks: number };
}

export const myst: CitationSyntax = {
  id: 'myst',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },

  print: (parts, _context, form) => printCitation(parts, form),

  citations: findCitations,

  /** Parts with and without author are in different roles; narrative ones that no role can say stand one by one. */
  joint: /^,? $/,

  rewrite(text, citation, parts, _context, form) {
    const { start, end } = citation;
    const old = findCitations(text).filter((one) => start <= one.start && one.end <= end);
    const role = old.length === 1 ? old[0]?.role : undefined;
    const name = role && citeRoleAgain(role.name, parts, form);
    if (role && name && parts.length > 0 && parts.every(fitsRole)) {
      const ticks = '`'.repeat(role.ticks);
      const inside = text.slice(text.indexOf('}', start) + 1 + role.ticks, end - role.ticks);
      const printed = printKept(citation, citeRolePieces(inside), parts, (part) =>
        printCiteRoleText([part], style),
      );
      return [{ start, end, newText: `{${name}}${ticks}${printed.join(', ')}${ticks}` }];
    }
    if (old.length === 1 && !role && form === 'parenthetical' && citation.form === form && parts.length > 0) {
      return [{ start, end, newText: printPandocList(text, citation, parts, printPart) }];
    }
    return [{ start, end, newText: parts.length > 0 ? printCitation(parts, form) : '' }];
  },

  insert(text, offset, parts, _context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) return place(text, offset, printCitation(parts, form), { clash: /^[\p{L}\p{N}([{`]/u });
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    const { role } = around;
    if (role && joinsCiteRole(role.name, more) && more.every(fitsRole)) {
      return append(around.end - role.ticks, `, ${printCiteRoleText(more, style)}`);
    }
    if (!role && around.form === 'parenthetical') {
      return append(around.end - 1, `; ${more.map(printPart).join('; ')}`);
    }
    return append(around.end, ` ${printCitation(more)}`);
  },

  keyAt(text, offset) {
    const { start } = paragraphAround(text, offset);
    const role = openRole.exec(text.slice(start, offset));
    if (!role && !text.slice(start, offset).includes('@')) return undefined;
    // The text is looked at as a whole only where there may be a key.
    const source = prose(text.slice(0, offset + 1000));
    if (!role) return pandoc.keyAt(source, offset);
    if (
      blankMarkdownCode(source.slice(0, start + role.index + (role[1] ?? '').length))[start + role.index] !==
      '{'
    ) {
      return undefined;
    }
    return citeRoleKeyAt(text, start + role.index + role[0].length - (role[2] ?? '').length, offset);
  },

  keyEdit(text, range, key) {
    return /(?:^|[^\\])@\{?$/.test(text.slice(Math.max(0, range.start - 3), range.start))
      ? pandoc.keyEdit(text, range, key)
      : citeRoleKeyEdit(range, key);
  },
};

const openRole = /(?<!\\)(\{(?:foot)?cite(?::[a-z]+)?\})`{1,3}([^`]*)$/;

/** Whether Markdown cites by roles, as only MyST does. */
export function citesByRole(text: string): boolean {
  return /\{(?:foot)?cite[:}]/.test(text) && roles(prose(text)).length > 0;
}

const style = { joint: ' ', escapeText: (text: string) => text };

/** MyST takes every comma and semicolon in a role for the end of a key, even within braces. */
function fitsRole(part: CitationPart): boolean {
  return /^(?:\{[^{},;`]*\})?[^{},;`]+(?:\{[^{},;`]*\})?$/.test(printCiteRoleText([part], style));
}

function printCitation(parts: readonly CitationPart[], form: CitationForm = 'parenthetical'): string {
  const role = citeRoleFor(parts, form);
  if (role && parts.every(fitsRole)) return `{${role}}\`${printCiteRoleText(parts, style)}\``;
  if (form === 'narrative') return parts.map(printNarrative).join(', ');
  // Sphinx reads roles alone.
  if (!role && parts.every(fitsRole)) return parts.map((part) => printCitation([part])).join(' ');
  return `[${parts.map(printPart).join('; ')}]`;
}

function printPart(part: CitationPart): string {
  const prefix = part.prefix ? `${escapeText(part.prefix).trim()} ` : '';
  const tail = printTail(part);
  return `${prefix}${part.suppressAuthor ? '-' : ''}${printPandocKey(part.source)}${tail && `, ${tail}`}`;
}

function printNarrative(part: CitationPart): string {
  const prefix = part.prefix ? `${escapeText(part.prefix).trim()} ` : '';
  const tail = printTail(part);
  return prefix + printPandocKey(part.source) + (tail && ` [${tail}]`);
}

/** MyST knows no locators: what follows the key is shown as it is, so that braces have no place there. */
function printTail(part: CitationPart): string {
  const locator = locatorOf(part);
  const suffix = printSuffix(part.suffix);
  return escapeText(locator ? printLocator(locator) + suffix : suffix.replace(/^, /, ''));
}

/** MyST reads no escapes: what would end a part is written as what looks like it. */
const lookalikes: Readonly<Record<string, string>> = {
  ';': ',',
  '[': '(',
  ']': ')',
  '`': "'",
  '@': '＠',
  '\\': '＼',
};

function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[;[\]`@\\]/g, (mark) => lookalikes[mark] ?? mark);
}

function readText(text: string): string {
  return text.replace(/＠/g, '@').replace(/＼/g, '\\');
}

/** Pandoc's citations, as MyST has them. */
function keyed(source: string): MystCitation[] {
  return pandoc.citations(source).map((one) => ({
    ...one,
    parts: one.parts.map((part) => ({
      ...part,
      ...(part.prefix && { prefix: readText(part.prefix) }),
      ...(part.suffix && { suffix: readText(part.suffix) }),
    })),
  }));
}

function findCitations(text: string): MystCitation[] {
  const source = prose(text);
  const all = [...roles(source), ...keyed(source)].sort((a, b) => a.start - b.start);
  let done = 0;
  return all.filter(({ start, end }) => {
    const apart = start >= done;
    if (apart) done = end;
    return apart;
  });
}

function roles(source: string): MystCitation[] {
  const found: MystCitation[] = [];
  const body = /(`{1,3})([^`]{1,2000})\1(?!`)/y;
  for (const match of blankMarkdownCode(source).matchAll(
    /(?<!\\)\{((?:foot)?cite(?::[a-z]+)?)\}(?=[ \t\r\n])/g,
  )) {
    const [opening, name = ''] = match;
    body.lastIndex = match.index + opening.length;
    const [all, ticks = '', inside = ''] = body.exec(source) ?? [];
    if (!all || /\n[ \t]*\r?\n/.test(inside)) continue;
    const parts = readCiteRoleText(name, inside, match.index + opening.length + ticks.length);
    if (!parts) continue;
    const end = match.index + opening.length + all.length;
    const role = { name, ticks: ticks.length };
    found.push({ start: match.index, end, form: citeRoleForm(name), parts, role });
  }
  return found;
}

/** Directives whose content is no prose. */
const codeDirective =
  /^\{(?:code|code-block|code-cell|sourcecode|literalinclude|include|math|raw|mermaid|graphviz|bibliography|eval-rst|toctree|csv-table|doctest|productionlist)\}/;

/** Blanks comments, and the fences of directives that hold prose: what is left in fences is code. */
function prose(text: string): string {
  const open: string[] = [];
  let code = '';
  return blank(text, /^%.*/gm).replace(
    /^([ \t]*)(`{3,}|~{3,})([^\r\n]*)/gm,
    (line, indent: string, mark: string, rest: string) => {
      const closes = (opening: string) => rest.trim() === '' && opening !== '' && mark.startsWith(opening);
      if (code) {
        if (closes(code)) code = '';
        return line;
      }
      const isDirective = /^\s*\{[\w:-]+\}/.test(rest) && !codeDirective.test(rest.trim());
      if (isDirective) open.push(mark);
      else if (closes(open.at(-1) ?? '')) open.pop();
      else {
        code = mark;
        return line;
      }
      return indent + blank(mark + rest, /.+/g);
    },
  );
}
