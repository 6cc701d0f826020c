/**
 * Reads CSL-YAML and Hayagriva files. YAML takes about a second a megabyte to parse; an entry of block style ends
 * where a line of the same indentation begins, so that each is parsed for itself, when it is asked for. Files of other
 * shapes are parsed at once.
 */
import * as l10n from '@vscode/l10n';
import { type Document, isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';
import type { CslItem } from '../corpus/schema.ts';
import { yamlFault } from '../yamlFault.ts';
import type { Bibliography, BibliographyEntry, BibliographyProblem, SearchText } from './entry.ts';
import { readCslItem } from './readCsl.ts';
import { readHayagrivaEntry } from './readHayagriva.ts';
import { blocksOf, quickKey, type YamlFormat, type YamlKey } from './yamlBlocks.ts';

/** Never throws; a fault within an entry is its own `problem`. */
export function readYaml(source: string, format: YamlFormat): Bibliography {
  const text = source.replace(/^\uFEFF/, ' ');
  const blocks = /(?:[:[,{-][ \t]+|^)&\w|^%/m.test(text) ? undefined : blocksOf(text, format);
  if (!blocks) return readWhole(text, format);
  const entries: YamlEntry[] = [];
  const problems: BibliographyProblem[] = [];
  for (const [start, end] of blocks) {
    const key = quickKey(text.slice(start, end), start, format);
    if (key) {
      const space = /^[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
      entries.push(new YamlEntry(text, format, { start: start + space, end, key }));
      continue;
    }
    const { parts, faults } = parseEntries(text.slice(start, end), start, format);
    entries.push(...parts.map((part) => new YamlEntry(text, format, part)));
    problems.push(...(faults.length > 0 || parts.length > 0 ? faults : [noKey(start, end, format)]));
  }
  return { entries, problems };
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly key: YamlKey;
  /** What it holds, where that was parsed already. */
  readonly fields?: unknown;
}

function noKey(start: number, end: number, format: YamlFormat): BibliographyProblem {
  return {
    start,
    end,
    message: format === 'hayagriva' ? l10n.t('This entry has no key.') : l10n.t('This item has no id.'),
    remedy:
      format === 'hayagriva'
        ? l10n.t('Begin it with a key and a colon: key:')
        : l10n.t('Give it an id: the key that drafts cite it by.'),
  };
}

function readWhole(text: string, format: YamlFormat): Bibliography {
  const { parts, faults } = parseEntries(text, 0, format);
  return { entries: parts.map((part) => new YamlEntry(text, format, part)), problems: faults };
}

/** Parses a piece of a file: entries with what they hold, and what is wrong. */
function parseEntries(
  source: string,
  offset: number,
  format: YamlFormat,
): { readonly parts: Part[]; readonly faults: BibliographyProblem[] } {
  try {
    const document = parseDocument(source, {
      logLevel: 'silent',
      prettyErrors: false,
      uniqueKeys: false,
      merge: true,
    });
    const faults = document.errors.map((error) => {
      const [start, end] = error.pos;
      return {
        start: offset + Math.min(start, source.length),
        end: offset + Math.min(Math.max(start, end), source.length),
        message: l10n.t('This is not YAML: {0}.', yamlFault(error).message),
        remedy: l10n.t('Check the indentation, colons and quotation marks here and just before.'),
      };
    });
    const { contents } = document;
    const context = { source, offset, format, faults, document };
    if (format === 'hayagriva') {
      if (isMap(contents))
        return { parts: contents.items.flatMap((pair) => hayagrivaPart(pair, context)), faults };
    } else {
      const list = isMap(contents) ? contents.get('references', true) : contents;
      if (isSeq(list)) return { parts: list.items.flatMap((node) => cslPart(node, context)), faults };
      // Metadata of a document without a bibliography, and empty files, are nothing wrong.
      if (isMap(contents) && !list) return { parts: [], faults };
    }
    if (faults.length === 0 && contents !== null && !(isScalar(contents) && contents.value === null)) {
      faults.push(noKey(offset, offset + source.trimEnd().length, format));
    }
    return { parts: [], faults };
  } catch (error) {
    // Nesting beyond the stack.
    const message = l10n.t(
      'This YAML cannot be read: {0}.',
      error instanceof Error ? error.message : String(error),
    );
    const fault = {
      start: offset,
      end: offset,
      message,
      remedy: l10n.t('Write it without deep nesting.'),
    };
    return { parts: [], faults: [fault] };
  }
}

interface Context {
  readonly source: string;
  readonly offset: number;
  readonly format: YamlFormat;
  readonly faults: BibliographyProblem[];
  readonly document: Document;
}

/** @returns undefined where aliases multiply beyond what a bibliography needs. */
function fieldsOf(node: Node, { document, offset, faults }: Context): unknown {
  try {
    return node.toJS(document, { maxAliasCount: 100 });
  } catch (error) {
    const [start = 0, end = 0] = node.range ?? [];
    const message = l10n.t(
      'This YAML cannot be read: {0}.',
      error instanceof Error ? error.message : String(error),
    );
    faults.push({
      start: offset + start,
      end: offset + end,
      message,
      remedy: l10n.t('Write it without aliases.'),
    });
    return undefined;
  }
}

function hayagrivaPart({ key, value }: Pair, context: Context): Part[] {
  const name = keyOf(key, context);
  if (!name) return [];
  const end = isNode(value) ? context.offset + (value.range?.[1] ?? 0) : name.end;
  const fields = isNode(value) ? fieldsOf(value, context) : undefined;
  const quoted = /["']/.test(context.source[name.start - context.offset - 1] ?? '') ? 1 : 0;
  return [{ start: name.start - quoted, end: Math.max(end, name.end), key: name, fields }];
}

function cslPart(node: unknown, context: Context): Part[] {
  if (!isNode(node) || !node.range) return [];
  const [start, end] = node.range;
  const fields = fieldsOf(node, context);
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === 'id') : undefined;
  const key = isPair(pair) ? keyOf(pair.value, context) : undefined;
  if (key) return [{ start: context.offset + start, end: context.offset + end, key, fields }];
  context.faults.push(noKey(context.offset + start, context.offset + end, context.format));
  return [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value && 'toJS' in value;
}

function keyOf(node: unknown, { source, offset }: Context): YamlKey | undefined {
  if (!isScalar(node) || !node.range || node.value === null || String(node.value) === '') return undefined;
  const [from, to] = node.range;
  const quoted = /["']/.test(source[from] ?? '') ? 1 : 0;
  const written = source.slice(from + quoted, to - quoted);
  const text = typeof node.value === 'string' ? node.value : written;
  return { text, start: offset + from + quoted, end: offset + Math.max(from + quoted, to - quoted) };
}

/** Title and names, found by the shape of lines: good enough to rank by. */
const mainLines =
  /^[ \t]*(?:-[ \t]+)*(?:title|author|editor|family|given|literal|name):(.*(?:\n[ \t]+-[ \t].*)*)/gm;

/** YAML without names of fields and marks. */
function values(yaml: string): string {
  return yaml.replace(/^[ \t]*(?:-[ \t]+)*[a-zA-Z-]+:(?=\s|$)|["'{}\\]/gm, ' ');
}

class YamlEntry implements BibliographyEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  readonly #format: YamlFormat;
  readonly #separate: boolean;
  #read: { readonly fields: unknown; readonly problem?: BibliographyProblem | undefined } | undefined;
  #item: CslItem | undefined;

  constructor(text: string, format: YamlFormat, { start, end, key, fields }: Part) {
    this.#text = text;
    this.#format = format;
    this.#separate = fields === undefined;
    this.start = start;
    this.end = end;
    this.key = key.text;
    this.keyStart = key.start;
    this.keyEnd = key.end;
    if (fields !== undefined) this.#read = { fields };
  }

  /** Undefined where it may draw on other parts of the file. */
  get source(): string | undefined {
    return this.#separate ? this.#text.slice(this.start, this.end) : undefined;
  }

  /** All of its text without names of fields; cheaper by far than the item. */
  get searchText(): SearchText | undefined {
    const { source } = this;
    if (source === undefined) return undefined;
    const year = /^[ \t]*(?:-[ \t]+)?(?:issued|date)\s*:\D{0,60}(\d{4})/m.exec(source)?.[1];
    const main = [...source.matchAll(mainLines)].map(([, value = '']) => value).join('\n');
    return { main: values(main), other: values(source), ...(year && { year }) };
  }

  get item(): CslItem {
    this.#item ??= this.#readItem();
    return this.#item;
  }

  get problem(): BibliographyProblem | undefined {
    return this.#parsed().problem;
  }

  #readItem(): CslItem {
    const { fields } = this.#parsed();
    const known =
      typeof fields === 'object' && fields !== null && !Array.isArray(fields) ? { ...fields } : {};
    return this.#format === 'hayagriva'
      ? readHayagrivaEntry(this.key, known)
      : readCslItem(this.key, withoutMarkdown(known));
  }

  #parsed() {
    if (!this.#read) {
      // The lines below a dash are indented as it is: it is parsed with the space before it.
      const start = this.#text.lastIndexOf('\n', this.start - 1) + 1;
      const { parts, faults } = parseEntries(this.#text.slice(start, this.end), start, this.#format);
      this.#read = { fields: parts[0]?.fields, problem: faults[0] };
    }
    return this.#read;
  }
}

/** Text of CSL-YAML is Markdown to Pandoc, that of names as well; what is escaped is meant as it is. */
function withoutMarkdown(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      /^(?:URL|DOI|id)$/.test(name) ? value : withoutEscapes(value),
    ]),
  );
}

function withoutEscapes(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  if (Array.isArray(value)) return value.map(withoutEscapes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutEscapes(inner)]));
}
