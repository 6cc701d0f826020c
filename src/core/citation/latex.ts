/** LaTeX: `\cite`, natbib's `\citep` and biblatex's `\autocite`, with the notes and lists that each of them has. */
import { type Insertion, insertion } from '../textEdit.ts';
import { printAgain } from './latexAgain.ts';
import { hasNotes, item, type LatexDialect, multiCommand, printCitation } from './latexPrint.ts';
import { findCitations, findKey, type LatexCitation, multiCommands, visible } from './latexRead.ts';
import { newParts } from './locator.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationPart, CitationSyntax } from './syntax.ts';

/** The dialect that a document's preamble loads or, where there is none, that its commands belong to. */
export function latexDialect(text: string): LatexDialect {
  const source = visible(text);
  const loads = (name: string) =>
    new RegExp(
      String.raw`\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{[^}]*\b${name}\b[^}]*\}`,
    ).test(source);
  if (loads('biblatex') || loads('biblatex-chicago') || /\\addbibresource\b/.test(source)) return 'biblatex';
  if (loads('natbib')) return 'natbib';
  if (/\\(?:auto|paren|text|foot|smart)cites?\b/i.test(source)) return 'biblatex';
  return /\\[Cc]ite(?:p|t|alp|alt)\b/.test(source) ? 'natbib' : 'latex';
}

export function latexSyntax(dialect: LatexDialect): CitationSyntax {
  return {
    id: dialect,
    supports: {
      locator: true,
      prefix: dialect !== 'latex',
      suffix: true,
      suppressAuthor: dialect !== 'latex',
      narrative: dialect !== 'latex',
    },
    print: (parts, _context, form) => printCitation(dialect, parts, form),
    citations: findCitations,
    /** Several places of several sources take several commands. */
    joint: /^[,;] $/,
    around(text, citation) {
      const open = '\\citetext{';
      const start = citation.start - open.length;
      const wrapped = text.startsWith(open, start) && text[citation.end] === '}';
      return wrapped ? { ...citation, start, end: citation.end + 1 } : citation;
    },
    rewrite(text, citation, parts, _context, form) {
      const { start, end } = citation;
      const newText = parts.length > 0 ? printAgain(dialect, text, citation, parts, form) : '';
      return [{ start, end, newText: closed(newText, text, end) }];
    },
    insert(text, offset, parts, _context, form) {
      const around = enclosing(findCitations(text), offset);
      if (around) return join(dialect, text, around, newParts(parts, around.parts));
      const printed = printCitation(dialect, parts, form);
      const written = closed(printed, text, offset);
      return place(text, offset, written, {
        before: '~',
        clash: written !== printed ? /^[A-Za-z]/ : /^[\p{L}\p{N}]/u,
      });
    },
    keyAt: findKey,
    keyEdit: (_text, { start, end }, key) =>
      /^[^{}\\,%#~\s]+$/.test(key) ? { start, end, newText: key } : undefined,
  };
}

/** A list of `\autocites` goes on at the next bracket, even after a space: there it is ended. */
function closed(printed: string, text: string, end: number): string {
  const goesOn = /^\\\w*cites\b/.test(printed) && /^\s*[[{]/.test(text.slice(end, end + 200));
  return goesOn ? `${printed}\\relax` : printed;
}

/** Adds parts to a citation, in whichever way its command allows. */
function join(dialect: LatexDialect, text: string, around: LatexCitation, parts: CitationPart[]): Insertion {
  if (parts.length === 0) return insertion([], around.end);
  const { command, nameEnd, listEnd, end, starred } = around;
  const keys = parts
    .map((part) => part.source)
    .join(text.slice(around.start, end).includes(', ') ? ', ' : ',');
  const isList = multiCommands.test(command);
  if (command === 'nocite' || (!isList && !parts.some(hasNotes) && !around.parts.some(hasNotes))) {
    return append(
      listEnd,
      `,${keys.includes(', ') || /, /.test(text.slice(around.start, end)) ? ' ' : ''}${keys}`,
    );
  }
  if (isList) return append(end, parts.map(item).join(''));
  if (dialect === 'biblatex' && multiCommand.test(command) && !starred) {
    return insertion(
      [
        { start: nameEnd, end: nameEnd, newText: 's' },
        { start: end, end, newText: parts.map(item).join('') },
      ],
      end,
    );
  }
  const bare = parts.map((part) => `; \\citealp${item(part)}`).join('');
  if (command === 'citealp') return append(end, bare);
  if (dialect === 'natbib' && command === 'citep' && !starred) {
    return insertion(
      [
        { start: around.start, end: nameEnd, newText: '\\citetext{\\citealp' },
        { start: end, end, newText: `${bare}}` },
      ],
      end,
    );
  }
  return append(end, `, ${printCitation(dialect, parts)}`);
}
