/** Declaring a bibliography in a draft, as its syntax does it. */
import { isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import type { SyntaxId } from '../citation/syntax.ts';
import { applyEdits, lineBreak, type TextEdit } from '../textEdit.ts';
import { type DeclaredBibliography, declaredBibliographies } from './declared.ts';

/** The language in which each syntax declares; undefined for those that cite without a bibliography. */
const declaringLanguage: Readonly<Record<SyntaxId, string | undefined>> = {
  pandoc: 'markdown',
  latex: 'latex',
  natbib: 'latex',
  biblatex: 'latex',
  typst: 'typst',
  restructuredText: 'restructuredtext',
  myst: 'markdown',
  asciidoc: 'asciidoc',
  org: 'org',
  asciidocPlain: undefined,
  markdownLink: undefined,
  markdownReference: undefined,
  markdownFootnote: undefined,
  html: undefined,
  mediawiki: undefined,
  text: undefined,
};

/** Whether citations of a syntax are keys that a bibliography must hold. */
export function needsBibliography(syntax: SyntaxId): boolean {
  return declaringLanguage[syntax] !== undefined;
}

/**
 * Declares a bibliography: in the front matter, after the document class, at the end, wherever the syntax wants it.
 * The rest of the text stays as it is.
 *
 * @param path relative to the draft, with `/` between folders.
 * @returns no edits where the draft declares this file already; undefined where it cannot be done safely.
 */
export function declareBibliography(text: string, syntax: SyntaxId, path: string): TextEdit[] | undefined {
  const language = declaringLanguage[syntax];
  if (!language || /[\n\r\0]/.test(path)) return undefined;
  const declared = declaredBibliographies(text, language);
  if (names(declared, path)) return [];
  const edit = edits[language === 'latex' ? syntax : language === 'markdown' ? syntax : language]?.(
    text,
    path,
    declared,
  );
  if (!edit) return undefined;
  const result = [{ ...edit, newText: edit.newText.replace(/\n/g, lineBreak(text)) }];
  // A text in which a comment or a block is left open would swallow the declaration.
  return names(declaredBibliographies(applyEdits(text, result), language), path) ? result : undefined;
}

function names(declared: readonly DeclaredBibliography[], path: string): boolean {
  return declared.some((one) => one.path === path || one.path === `./${path}`);
}

type Declare = (
  text: string,
  path: string,
  declared: readonly DeclaredBibliography[],
) => TextEdit | undefined;

const edits: Readonly<Record<string, Declare>> = {
  pandoc: inFrontMatter,
  myst: (text, path) => atEnd(text, `\`\`\`{bibliography} ${path}\n\`\`\`\n`),
  restructuredtext: (text, path) => atEnd(text, `.. bibliography:: ${path}\n`),
  typst: (text, path) => (/["\\]/.test(path) ? undefined : atEnd(text, `#bibliography("${path}")\n`)),
  biblatex: inPreamble,
  latex: (text, path, declared) => atDocumentEnd(text, path, declared, 'plain'),
  natbib: (text, path, declared) => atDocumentEnd(text, path, declared, 'plainnat'),
  asciidoc: (text, path) => inHeader(text, /^(?:=[ \t]|:[^:\s]|\/\/)/, `:bibtex-file: ${path}`),
  org: (text, path) => inHeader(text, /^(?:#\+\w+:|# |-\*-)/, `#+bibliography: ${path}`),
};

function inFrontMatter(text: string, path: string): TextEdit | undefined {
  const scalar = stringify(path, { lineWidth: 0 }).trimEnd();
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^\uFEFF?---[ \t]*\r?\n/.exec(text)?.[0];
  const closing = opening && /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(opening.length));
  if (!opening || !closing) return insertAt(mark, `---\nbibliography: ${scalar}\n---\n\n`);
  const base = opening.length;
  const end = base + closing.index;
  const document = parseDocument(text.slice(base, end));
  if (document.errors.length) return undefined;
  const contents: unknown = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return insertAt(end, `bibliography: ${scalar}\n`);
  }
  if (!isMap(contents) || contents.flow) return undefined;
  if (!contents.has('bibliography')) return insertAt(end, `bibliography: ${scalar}\n`);
  const value = contents.get('bibliography', true);
  if (isSeq(value) && value.range) {
    const [from, to] = value.range;
    if (value.flow) return insertAt(base + to - 1, `${value.items.length ? ', ' : ''}${flowScalar(path)}`);
    const lineStart = text.lastIndexOf('\n', base + from) + 1;
    const indent = text.slice(lineStart, base + from);
    const atBreak = text[base + to - 1] === '\n';
    if (indent.trim() !== '') return undefined;
    return insertAt(base + to, `${atBreak ? '' : '\n'}${indent}- ${scalar}${atBreak ? '\n' : ''}`);
  }
  if (!isScalar(value) || !value.range) return undefined;
  const [from, to] = value.range;
  // An empty value stands right behind its colon.
  if (value.value === null || value.value === '') {
    const space = /[ \t]$/.test(text.slice(0, base + from)) ? '' : ' ';
    return { start: base + from, end: base + to, newText: space + scalar };
  }
  if (typeof value.value !== 'string') return undefined;
  const both = `[${flowScalar(value.value)}, ${flowScalar(path)}]`;
  return { start: base + from, end: base + to, newText: both };
}

/** A string that may stand in a flow list; JSON's strings are YAML's. */
function flowScalar(text: string): string {
  return /^[\w./-]*[a-z][\w./-]*$/i.test(text) ? text : JSON.stringify(text);
}

/** After the line that loads biblatex, else after that of the document class, else at the beginning. */
function inPreamble(text: string, path: string): TextEdit | undefined {
  if (/[{}%\\#]/.test(path)) return undefined;
  const line = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1);
  const after =
    line(/^[^%\n]*\\addbibresource\s*(?:\[[^\]]*\])?\{[^}]*\}.*$/gm) ??
    line(/^[^%\n]*\\usepackage\s*(?:\[[^\]]*\])?\s*\{[^}]*\bbiblatex\b[^}]*\}.*$/gm);
  if (after) return insertAt(after.index + after[0].length, `\n\\addbibresource{${path}}`);
  const begin = text.search(/^[^%\n]*\\begin\{document\}/m);
  const loads = /^[^%\n]*\\usepackage\s*(?:\[[^\]]*\])?\s*\{[^}]*\bbiblatex\b/m.test(text);
  const lines = `${loads ? '' : '\\usepackage{biblatex}\n'}\\addbibresource{${path}}\n`;
  if (loads) return begin < 0 ? undefined : insertAt(begin, lines);
  const documentClass = line(/^[^%\n]*\\documentclass\s*(?:\[[^\]]*\])?\s*\{[^}]*\}.*$/gm);
  return documentClass
    ? insertAt(documentClass.index + documentClass[0].length, `\n${lines.trimEnd()}`)
    : insertAt(0, `\\addbibresource{${path}}\n`);
}

/** Joins the `\bibliography` that is there, or puts one before the end of the document. */
function atDocumentEnd(
  text: string,
  path: string,
  declared: readonly DeclaredBibliography[],
  style: string,
): TextEdit | undefined {
  if (/[{}%\\#,]/.test(path) || !/\.bib$/.test(path)) return undefined;
  const name = path.replace(/\.bib$/, '');
  const last = declared.at(-1);
  if (last && /\\(?:no)?bibliography\s*\{[^{}]*$/.test(text.slice(0, last.start))) {
    return insertAt(last.end, `,${name}`);
  }
  const styled = /^[^%\n]*\\bibliographystyle\b/m.test(text);
  const lines = `${styled ? '' : `\\bibliographystyle{${style}}\n`}\\bibliography{${name}}\n`;
  const end = [...text.matchAll(/^[ \t]*\\end\{document\}/gm)].at(-1);
  return end ? insertAt(end.index, lines) : atEnd(text, lines);
}

/** After the lines at the beginning of a text that belong to its header, or before everything. */
function inHeader(text: string, headerLine: RegExp, line: string): TextEdit {
  if (!headerLine.test(text)) return insertAt(0, `${line}\n\n`);
  const header = /^[^\r\n]*(?:\r?\n[^\r\n]*\S[^\r\n]*)*/.exec(text)?.[0] ?? '';
  const lines = header.split(/(?<=\n)/);
  const isOrg = line.startsWith('#');
  const count = isOrg ? lines.findIndex((one) => !headerLine.test(one)) : -1;
  const offset = count < 0 ? header.length : lines.slice(0, count).join('').length;
  return /(?:^|\n)$/.test(text.slice(0, offset))
    ? insertAt(offset, `${line}\n`)
    : insertAt(offset, `\n${line}`);
}

/** As a block of its own at the end of a text. */
function atEnd(text: string, block: string): TextEdit {
  const gap =
    text.trim() === '' ? '' : /\n[ \t]*\r?\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return insertAt(text.length, gap + block);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { start: offset, end: offset, newText };
}
