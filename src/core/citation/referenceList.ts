/** Where a draft's reference list stands, and what makes one in each syntax. */
import { type Insertion, insertion, lineBreak } from '../textEdit.ts';
import type { SyntaxId, TextFormat } from './syntax.ts';

/** What a reference list is made from. */
export interface ReferenceListParts {
  /** Paths of the bibliographies that the draft declares. */
  readonly bibliographies: readonly string[];
  /** The entries of what the draft cites, in the order of the writer's style. */
  entries(format: TextFormat): readonly string[];
}

/** A list that is there already, `[start, end)`, or what inserts one. */
export type ReferenceList =
  | { readonly kind: 'there'; readonly start: number; readonly end: number }
  | { readonly kind: 'insert'; readonly insertion: Insertion }
  /** The list would have no entries. */
  | { readonly kind: 'empty' };

/** The place at which the tools of a syntax put the list that they make. */
interface Place {
  readonly pattern: RegExp;
  readonly print: (text: string, bibliographies: readonly string[]) => string;
}

const bibliographyOf = (paths: readonly string[]) => (paths.length > 0 ? paths : ['references.bib']);

const latexPlace = (style: string): Place => ({
  pattern: /^(?:[^%\n\\]|\\[^%\n])*?(\\(?:printbibliography|bibliography\s*\{))/m,
  print: (text, paths) => {
    const names = bibliographyOf(paths).map((path) => path.replace(/\.bib$/i, ''));
    const chosen = /\\bibliographystyle\s*\{/.test(text) ? '' : `\\bibliographystyle{${style}}\n`;
    return `${chosen}\\bibliography{${names.join(',')}}`;
  },
});

const places: Readonly<Partial<Record<SyntaxId, Place>>> = {
  pandoc: {
    pattern: /^:{3,}[ \t]*\{[^}\n]*#refs\b[^}\n]*\}|<div\b[^<>\n]*\bid="refs"/m,
    print: () => '::: {#refs}\n:::',
  },
  latex: latexPlace('plain'),
  natbib: latexPlace('plainnat'),
  biblatex: { pattern: latexPlace('').pattern, print: () => '\\printbibliography' },
  typst: {
    pattern: /^[^\n]*?(?<!\/\/.*)#bibliography\s*\(/m,
    print: (_text, paths) => {
      const names = bibliographyOf(paths).map((path) => `"${path.replace(/["\\]/g, '\\$&')}"`);
      return `#bibliography(${names.length > 1 ? `(${names.join(', ')})` : names[0]})`;
    },
  },
  restructuredText: {
    pattern: /^[ \t]*\.\. bibliography::/m,
    print: (_text, paths) => ['.. bibliography::', ...paths].join(' '),
  },
  myst: { pattern: /^[`~:]{3,}\{bibliography\}/m, print: () => '```{bibliography}\n```' },
  asciidoc: { pattern: /^bibliography::\[/m, print: () => 'bibliography::[]' },
  // Citing fills it.
  asciidocPlain: { pattern: /^\[bibliography\]/m, print: () => '[bibliography]\n== References' },
  org: { pattern: /^[ \t]*#\+print_bibliography:/im, print: () => '#+print_bibliography:' },
  mediawiki: { pattern: /\{\{\s*reflist\b|<references\b/i, print: () => '{{Reflist}}' },
};

/** How syntaxes write the list themselves that have no tool for it. */
const formats: Readonly<Partial<Record<SyntaxId, TextFormat>>> = {
  markdownLink: 'markdown',
  markdownReference: 'markdown',
  markdownFootnote: 'markdown',
  html: 'html',
};

/**
 * Puts a reference list at an offset, in blank lines of its own; one that is there is found instead. A list that is
 * written out and lacks entries is brought up to date where it stands.
 */
export function referenceList(
  id: SyntaxId,
  text: string,
  offset: number,
  parts: ReferenceListParts,
): ReferenceList {
  const place = places[id];
  const eol = lineBreak(text);
  if (place) {
    const found = place.pattern.exec(text);
    if (found) {
      const end = found.index + found[0].length;
      return { kind: 'there', start: end - (found[1] ?? found[0]).length, end };
    }
    return block(text, offset, place.print(text, parts.bibliographies).replace(/\n/g, eol));
  }
  const entries = parts.entries(formats[id] ?? 'text').map((entry) => entry.replace(/\s+/g, ' ').trim());
  if (entries.length === 0) return { kind: 'empty' };
  const { before, between, after, line } = shapeOf(id);
  const lines = entries.map(line);
  const printed = [before, lines.join(between), after].filter((one) => one !== '').join('\n');
  const present = presentLines(text, lines);
  const [first, last] = [present[0], present.at(-1)];
  if (!first || !last) return block(text, offset, printed.replace(/\n/g, eol));
  const { start } = first;
  const { end } = last;
  const alone = present.reduce(
    (rest, one) => rest.replace(text.slice(one.start, one.end), ''),
    text.slice(start, end),
  );
  if (present.length === lines.length || alone.trim() !== '') return { kind: 'there', start, end };
  const newText = lines.join(between).replace(/\n/g, eol);
  return { kind: 'insert', insertion: insertion([{ start, end, newText }], end) };
}

function shapeOf(id: SyntaxId) {
  const plain = { before: '', after: '', between: '\n\n', line: (entry: string) => entry };
  if (id === 'html') {
    const line = (entry: string) => `<p>${entry}</p>`;
    return { before: '<div class="references">', after: '</div>', between: '\n', line };
  }
  return plain;
}

/** The entries that stand on lines of their own. */
function presentLines(text: string, lines: readonly string[]): { start: number; end: number }[] {
  const wanted = new Set(lines);
  return [...text.matchAll(/^[ \t]*(\S.*?)[ \t]*\r?$/gm)].flatMap(({ 0: all, 1: content = '', index }) => {
    const start = index + all.indexOf(content);
    return wanted.has(content) ? [{ start, end: start + content.length }] : [];
  });
}

/** Puts a block at an offset, apart from the text around it. */
function block(text: string, offset: number, printed: string): ReferenceList {
  const eol = lineBreak(text);
  const breaks = (gap: string) => gap.split('\n').length - 1;
  const gapBefore = /(?:[ \t]*\r?\n)*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const gapAfter = /^(?:[ \t]*\r?\n)*/.exec(text.slice(offset))?.[0] ?? '';
  const isFirst = text.slice(0, offset).trim() === '';
  const isLast = text.slice(offset).trim() === '';
  const before = isFirst ? '' : eol.repeat(Math.max(0, 2 - breaks(gapBefore)));
  const after = eol.repeat(Math.max(0, (isLast ? 1 : 2) - breaks(gapAfter)));
  const edit = { start: offset, end: offset, newText: before + printed + after };
  return {
    kind: 'insert',
    insertion: { edits: [edit], cursor: offset + before.length + printed.length },
  };
}
