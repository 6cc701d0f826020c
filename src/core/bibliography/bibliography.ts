/** Bibliography files: their formats, their keys, and adding an item without touching what is there. */
import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import type { CslItem } from '../corpus/schema.ts';
import { indented, lineBreak, type TextEdit } from '../textEdit.ts';
import { printBibtex } from './bibtex.ts';
import { scanBibtex } from './bibtexScan.ts';
import { cslJson } from './cslJson.ts';
import { hayagrivaEntry } from './hayagriva.ts';

export const bibliographyFormats = ['bibtex', 'biblatex', 'csl-json', 'csl-yaml', 'hayagriva'] as const;
export type BibliographyFormat = (typeof bibliographyFormats)[number];

/** What is read as a bibliography; the last two are other programs' own and never written. */
export type ReadableFormat = BibliographyFormat | 'ris' | 'zotero';

/** Syntaxes whose tools know the fields of BibTeX only: `year`, not `date`. */
const bibtexReaders = new Set(['latex', 'natbib', 'restructuredText', 'myst', 'asciidoc']);

/**
 * The format of a bibliography file, by its name, its text and who reads it.
 *
 * @param reader id of the syntax that cites from it.
 * @returns undefined when the name is of no known kind.
 */
export function bibliographyFormat(
  path: string,
  text: string,
  reader: string,
): BibliographyFormat | undefined {
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === 'bib') return bibtexReaders.has(reader) ? 'bibtex' : 'biblatex';
  if (extension === 'bibtex') return 'bibtex';
  if (extension === 'json') return 'csl-json';
  if (extension !== 'yaml' && extension !== 'yml') return undefined;
  if (/^(?:references\s*:|-\s)/m.test(text)) return 'csl-yaml';
  return reader === 'typst' || /\S/.test(text.replace(/^(?:#.*|---|\.\.\.)$/gm, ''))
    ? 'hayagriva'
    : 'csl-yaml';
}

/** As `bibliographyFormat`, with the formats that are only read. */
export function readableFormat(path: string, text: string, reader: string): ReadableFormat | undefined {
  if (/\.ris$/i.test(path)) return 'ris';
  const format = bibliographyFormat(path, text, reader);
  return format === 'csl-json' && isZoteroExport(text) ? 'zotero' : format;
}

/** Whether a text in JSON is what Better BibTeX exports under its own name. */
function isZoteroExport(text: string): boolean {
  return /^\s*\{/.test(text.slice(0, 100)) && /"items"\s*:\s*\[/.test(text.slice(0, 200_000));
}

/** The extensions of files that may be bibliographies, in lower case and without the dot. */
export const bibliographyExtensions: readonly string[] = ['bib', 'bibtex', 'ris', 'json', 'yaml', 'yml'];

/** One item in a format, as a file that holds it alone. */
export function printBibliography(items: readonly CslItem[], format: BibliographyFormat): string {
  if (format === 'csl-json') return `${JSON.stringify(items.map(cslJson), undefined, 2)}\n`;
  if (format === 'csl-yaml') return stringify({ references: items.map(cslYaml) }, yamlStyle);
  if (format === 'hayagriva') {
    return stringify(Object.fromEntries(items.map((item) => [item.id, hayagrivaEntry(item)])), yamlStyle);
  }
  return items.map((item) => `${printBibtex(item, format)}\n`).join('\n');
}

/**
 * The keys that a bibliography holds, in its order.
 *
 * @returns undefined when the text is not of the format.
 */
export function bibliographyKeys(text: string, format: BibliographyFormat): string[] | undefined {
  if (format === 'bibtex' || format === 'biblatex') return scanBibtex(text).entries.map(({ key }) => key);
  if (text.trim() === '') return [];
  if (format === 'csl-json') return jsonItems(text)?.map(idOf);
  const root = yamlRoot(text);
  if (format === 'csl-yaml' && root) {
    if (isMap(root) && !root.has('references')) return [];
    return references(root)?.items.map((entry) => idOf(isMap(entry) ? entry.toJSON() : {}));
  }
  return isMap(root) ? root.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : undefined;
}

/** What adding an item to a bibliography comes to. */
export type Append =
  | { readonly kind: 'append'; readonly edit: TextEdit }
  /** The key is there; the entry stays as the writer has it. */
  | { readonly kind: 'present' }
  /** The text is not of the format; nothing can be added safely. */
  | { readonly kind: 'unreadable' };

/** Adds an item at the end of a bibliography, once; what is there stays, byte by byte. */
export function appendItem(text: string, format: BibliographyFormat, item: CslItem): Append {
  const keys = bibliographyKeys(text, format);
  if (!keys) return { kind: 'unreadable' };
  // Biber and BibTeX know keys that differ in case alone as one.
  const same = format === 'bibtex' ? (key: string) => key.toLowerCase() : (key: string) => key;
  if (keys.some((key) => same(key) === same(item.id))) return { kind: 'present' };
  const edit =
    text.trim() === ''
      ? addedLines(text, text.length, printBibliography([item], format))
      : place(text, format, item);
  const eol = lineBreak(text);
  return edit
    ? { kind: 'append', edit: { ...edit, newText: edit.newText.replace(/\n/g, eol) } }
    : { kind: 'unreadable' };
}

/** The edit of a bibliography that holds something; `undefined` where its list cannot be found. */
function place(text: string, format: BibliographyFormat, item: CslItem): TextEdit | undefined {
  if (format === 'bibtex' || format === 'biblatex') {
    const gap = /\n[ \t]*\r?\n$/.test(text) ? '' : '\n';
    const edit = addedLines(text, text.length, printBibliography([item], format));
    return { ...edit, newText: edit.newText.replace(/^\n?/, (breaks) => breaks + gap) };
  }
  if (format === 'csl-json') return placeJson(text, item);
  const root = yamlRoot(text);
  if (!root) return undefined;
  if (format === 'hayagriva') {
    return isMap(root) && !root.flow
      ? addedLines(text, endOf(root), printBibliography([item], format))
      : undefined;
  }
  const list = references(root);
  if (list) return placeInSequence(text, list, item);
  return isMap(root) && !root.flow
    ? addedLines(text, endOf(root), printBibliography([item], format))
    : undefined;
}

/** Puts whole lines at an offset, after a line break when the offset is not at a line's beginning. */
function addedLines(text: string, offset: number, lines: string): TextEdit {
  const atBreak = /(?:^|\n)$/.test(text.slice(0, offset));
  const rest = text.slice(offset);
  const before = atBreak ? '' : '\n';
  const after = !atBreak && /^\r?\n/.test(rest) ? lines.replace(/\n$/, '') : lines;
  return { start: offset, end: offset, newText: before + after };
}

/** Pandoc reads YAML 1.1, to which `yes` is no text. */
const yamlStyle = { lineWidth: 0, compat: 'yaml-1.1' } as const;

/** What Pandoc does not show as text. */
const verbatimFields = new Set([
  'id',
  'type',
  'issued',
  'accessed',
  'original-date',
  'URL',
  'DOI',
  'ISBN',
  'ISSN',
  'language',
]);

/** Text of CSL-YAML is Markdown to Pandoc. */
function cslYaml(item: CslItem): Readonly<Record<string, unknown>> {
  const { custom: _custom, ...rest } = item;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      verbatimFields.has(name) ? value : markdownText(value),
    ]),
  );
}

/** Escapes a text, or those of some names. */
function markdownText(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/[\\*$^~`<@]|\b_|_\b|\](?=\()|&(?=#?\w+;)/g, '\\$&');
  }
  if (Array.isArray(value)) return value.map(markdownText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, markdownText(part)]));
}

function yamlRoot(text: string): YAMLMap | YAMLSeq | undefined {
  const document = parseDocument(text);
  const { contents } = document;
  return document.errors.length === 0 && (isMap(contents) || isSeq(contents)) ? contents : undefined;
}

/** The list of items: under `references`, or the whole file. */
function references(root: YAMLMap | YAMLSeq): YAMLSeq | undefined {
  const list = isMap(root) ? root.get('references', true) : root;
  return isSeq(list) ? list : undefined;
}

/** Where a collection's last value ends: before the comments and blank lines that follow it. */
function endOf(node: YAMLMap | YAMLSeq): number {
  return node.range?.[1] ?? 0;
}

function placeInSequence(text: string, list: YAMLSeq, item: CslItem): TextEdit | undefined {
  if (list.flow) {
    const close = endOf(list) - 1;
    const last = text.slice(0, close).trimEnd().at(-1);
    const separator = last === '[' || last === ',' ? '' : ', ';
    return { start: close, end: close, newText: separator + JSON.stringify(cslYaml(item)) };
  }
  const start = list.range?.[0] ?? 0;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return undefined;
  const lines = indented(stringify([cslYaml(item)], yamlStyle), indent);
  return addedLines(text, endOf(list), lines);
}

/** @returns undefined when the text is not a JSON array. */
function jsonItems(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function placeJson(text: string, item: CslItem): TextEdit {
  const at = text.slice(0, text.lastIndexOf(']')).trimEnd().length;
  const unit = /\[\s*\n([ \t]+)/.exec(text)?.[1];
  const empty = text[at - 1] === '[';
  const pretty = unit !== undefined || empty;
  const printed = JSON.stringify(cslJson(item), undefined, pretty ? (unit ?? '  ') : undefined);
  const block = pretty ? `\n${indented(printed, unit ?? '  ')}` : printed;
  const closes = empty && !/\n/.test(text.slice(at, text.lastIndexOf(']'))) ? '\n' : '';
  return { start: at, end: at, newText: `${empty ? '' : ','}${block}${closes}` };
}

function idOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : '';
}
