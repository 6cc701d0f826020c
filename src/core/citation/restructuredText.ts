/** reStructuredText with sphinxcontrib-bibtex: `` :cite:p:`{see}key{para. 3}` ``. */

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
import { newParts } from './locator.ts';
import { blank } from './masking.ts';
import { paragraphAround } from './paragraph.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationForm, CitationPart, CitationSyntax, FoundCitation } from './syntax.ts';

interface RoleCitation extends FoundCitation {
  readonly role: string;
}

export const restructuredText: CitationSyntax = {
  id: 'restructuredText',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },

  print: (parts, _context, form) => printCitation(parts, form),

  citations: findCitations,

  /** Parts with and without author are in different roles. */
  joint: /^, $/,

  rewrite(text, citation, parts, _context, form) {
    const { start, end } = citation;
    const old = findCitations(text).filter((one) => start <= one.start && one.end <= end);
    const [first] = old;
    const role = first && old.length === 1 && citeRoleAgain(first.role, parts, form);
    if (!role || parts.length === 0) {
      return [{ start, end, newText: parts.length > 0 ? printCitation(parts, form) : '' }];
    }
    const pieces = citeRolePieces(text.slice(start + first.role.length + 3, end - 1));
    const inside = printKept(citation, pieces, parts, (part) => printCiteRoleText([part], style)).join(', ');
    return [{ start, end, newText: `:${role}:\`${inside}\`` }];
  },

  insert(text, offset, parts, _context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) {
      // A role ends before a space or a closing mark only.
      return place(text, offset, printCitation(parts, form), { clash: /^[^\s'")\]}>/\\:.,;!?’”»…–—-]/u });
    }
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    return joinsCiteRole(around.role, more)
      ? append(around.end - 1, `, ${printCiteRoleText(more, style)}`)
      : append(around.end, `, ${printCitation(more)}`);
  },

  keyAt(text, offset) {
    const { start } = paragraphAround(text, offset);
    const role = openRole.exec(text.slice(start, offset));
    // The text is looked at as a whole only where there is a role.
    if (!role || prose(text.slice(0, offset))[start + role.index] !== ':') return undefined;
    return citeRoleKeyAt(text, start + role.index + (role[1] ?? '').length, offset);
  },

  keyEdit: (_text, range, key) => citeRoleKeyEdit(range, key),
};

const style = {
  joint: ', ',
  /** No escape lets braces stand within braces. */
  escapeText: (text: string) => text.replace(/\{/g, '(').replace(/\}/g, ')').replace(/[\\`]/g, '\\$&'),
};

function printCitation(parts: readonly CitationPart[], form?: CitationForm): string {
  const role = citeRoleFor(parts, form);
  return role
    ? `:${role}:\`${printCiteRoleText(parts, style)}\``
    : parts.map((part) => printCitation([part], form)).join(', ');
}

const rolePattern =
  /(?<![\p{L}\p{N}\\:`])(:((?:foot(?:full)?)?cite(?::[a-z]+)?):`)((?:(?!\n[ \t]*\r?\n)[^`\\]|\\[^\n]){1,2000})`/gu;

const openRole = /(?<![\p{L}\p{N}\\:`])(:(?:foot(?:full)?)?cite(?::[a-z]+)?:`)[^`]*$/u;

function findCitations(text: string): RoleCitation[] {
  const found: RoleCitation[] = [];
  for (const match of prose(text).matchAll(rolePattern)) {
    const [all, opening = '', name = '', inside = ''] = match;
    const start = match.index;
    const parts = readCiteRoleText(name, inside, start + opening.length, (escaped) =>
      escaped.replace(/\\(.)/g, '$1'),
    );
    if (parts) found.push({ start, end: start + all.length, form: citeRoleForm(name), parts, role: name });
  }
  return found;
}

/** Directives whose content is no prose. */
const codeDirective =
  /^(?:code|code-block|sourcecode|highlight|literalinclude|math|raw|prompt|doctest|test(?:code|setup|output|cleanup)|graphviz|digraph|graph|mermaid|uml|ipython|jupyter-execute|productionlist)$/;

/** Blanks comments, code and inline literals. */
function prose(text: string): string {
  let result = '';
  /** Blank lines and lines further in than this are code. */
  let codeUnder: number | undefined;
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const isCode = codeUnder !== undefined && (line.trim() === '' || indent > codeUnder);
    if (!isCode) codeUnder = opensCode(line);
    result += isCode || isComment(line) || /^\s*>>> /.test(line) ? blank(line, /.+/g) : line;
  }
  return blank(result, /``(?:(?!\n[ \t]*\r?\n)[^`]|`(?!`)){1,2000}``/g);
}

/** @returns the indentation of the text that introduces code; undefined when the line introduces none. */
function opensCode(line: string): number | undefined {
  const directive = /^([ \t]*)\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:-]*\w)::/.exec(line);
  if (directive) return codeDirective.test(directive[2] ?? '') ? (directive[1] ?? '').length : undefined;
  if (isComment(line)) return line.indexOf('..');
  if (!/::\s*$/.test(line)) return undefined;
  return /^[ \t]*(?:(?:[-*+•]|\w{1,3}[.)]|#\.|\(\w{1,3}\))[ \t]+)*/.exec(line)?.[0].length;
}

/** Two points that begin no directive, target, footnote, citation or substitution. */
function isComment(line: string): boolean {
  return /^[ \t]*\.\.(?:\s*$|[ \t]+(?![\w:-]*\w::|_|__|\[|\|))/.test(line);
}
