/** The fields of one BibTeX entry, read by @citation-js/plugin-bibtex and made an item. */
import { parse as parseFile } from '@citation-js/plugin-bibtex/lib/input/file.js';
import { parse as parseValue } from '@citation-js/plugin-bibtex/lib/input/value.js';
import { type ParsedEntry, parse as toCsl } from '@citation-js/plugin-bibtex/lib/mapping/index.js';
import type { CslItem } from '../corpus/schema.ts';
import { readCslItem } from './readCsl.ts';

/** Name of a field, in lower case → its value, macros resolved, LaTeX as it is. */
export type RawFields = Readonly<Record<string, string | number>>;

export interface ReadFields {
  readonly fields: RawFields;
  /** Where the first fault stands, counted from the start of the fields, and what should stand there. */
  readonly fault?: { readonly at: number; readonly expected: Expected };
}

/** What should stand where a fault is. */
export type Expected = 'equals' | 'quote' | 'braces' | 'comma' | 'value';

/** What the parser expects, by its name for it. */
const expectations: Readonly<Record<string, Expected>> = {
  equals: 'equals',
  quote: 'quote',
  lbrace: 'braces',
  rbrace: 'comma',
};

/** Reading goes on behind a fault this often: an entry has seldom more fields. */
const maxFaults = 20;

/**
 * Reads what stands between an entry's key and its closing brace; what is faulty is left out.
 *
 * @param macros the definitions of the macros used, as they stand in the file.
 */
export function readFields(source: string, macros: string): ReadFields {
  let rest = source;
  let offset = 0;
  let fields: RawFields = {};
  let fault: ReadFields['fault'];
  for (let tries = 0; tries < maxFaults; tries++) {
    const read = parseFields(rest, macros);
    if ('fields' in read) return { fields: { ...read.fields, ...fields }, ...(fault && { fault }) };
    fault ??= { at: offset + read.at, expected: read.expected };
    const before = parseFields(rest.slice(0, read.at), macros);
    const start = 'fields' in before ? before.fields : fieldsBefore(rest.slice(0, read.at), macros);
    fields = { ...start, ...fields };
    const next = /(?<![\w:+-])[A-Za-z_][\w:+-]*\s*=\s*["{\w]/g;
    // A field's own name may be what was not expected, behind a missing comma.
    next.lastIndex = 'fields' in before ? read.at : read.at + 1;
    const following = next.exec(rest);
    if (!following) break;
    rest = rest.slice(following.index);
    offset += following.index;
  }
  return { fields, ...(fault && { fault }) };
}

function parseFields(
  source: string,
  macros: string,
): { readonly fields: RawFields } | { readonly at: number; readonly expected: Expected } {
  const opening = `${macros}@misc{key,`;
  const text = `${opening}${source}\n}`;
  try {
    return { fields: parseFile(text).at(-1)?.properties ?? {} };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line, column] = /at line (\d+) col (\d+)/.exec(message) ?? [];
    const at = line === undefined ? text.length : offsetOf(text, Number(line), Number(column));
    const wanted = /expected "(\w+)"/.exec(message)?.[1];
    return {
      at: Math.min(source.length, Math.max(0, at - opening.length)),
      expected: expectations[wanted ?? ''] ?? 'value',
    };
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let number = 1; number < line; number++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** The fields before a fault: with the last one closed, or else without it. */
function fieldsBefore(source: string, macros: string): RawFields {
  const closed = parseFields(`${source}}`, macros);
  if ('fields' in closed) return closed.fields;
  const starts = [...source.matchAll(/(?:^|[,\n])\s*[A-Za-z_][\w:+-]*\s*=/g)];
  const shorter = parseFields(source.slice(0, starts.at(-1)?.index ?? 0), macros);
  return 'fields' in shorter ? shorter.fields : {};
}

/** An entry and what it inherits from: `fields` of the entries that `crossref` leads to. */
export interface RawEntry {
  readonly type: string;
  readonly key: string;
  readonly fields: RawFields;
}

/** @param entry the entry itself, then those that its `crossref` leads to. */
export function bibtexItem([entry, ...parents]: readonly [RawEntry, ...RawEntry[]]): CslItem {
  const parsed = [entry, ...parents].map(parsedEntry);
  const csl = converted(parsed);
  const { date, urldate, origdate } = entry.fields;
  return readCslItem(entry.key, {
    ...reference(csl),
    ...itemType(entry, csl.type),
    ...names(csl),
    // BibLaTeX writes dates in EDTF, of which the conversion would lose what is uncertain.
    ...dateField('issued', date),
    ...dateField('accessed', urldate),
    ...dateField('original-date', origdate),
  });
}

function converted(entries: readonly ParsedEntry[]): Readonly<Record<string, unknown>> {
  try {
    return toCsl(entries)[0] ?? {};
  } catch {
    // One field that cannot be converted does not lose the others.
    const [entry] = entries;
    const fields = Object.entries(entry?.properties ?? {}).map(([name, value]) => {
      try {
        return toCsl([{ type: entry?.type ?? '', label: '', properties: { [name]: value } }])[0] ?? {};
      } catch {
        return {};
      }
    });
    return Object.assign({}, ...fields);
  }
}

function parsedEntry({ type, key, fields }: RawEntry): ParsedEntry {
  const properties = Object.entries(fields).flatMap(([name, value]) => {
    const parsed = String(value).trim() === '' ? undefined : readValue(name, String(value));
    return parsed === undefined ? [] : [[name, parsed] as const];
  });
  return { type, label: key, properties: Object.fromEntries(properties) };
}

/** @returns undefined for what cannot be read even without its LaTeX. */
function readValue(name: string, value: string): unknown {
  const plain = value
    .replace(/[\\{}$~]/g, ' ')
    .replace(/^(?:\s*and\s)+|(?:\sand)+\s*$|\band(?=\s+and\b)/gi, ' ');
  for (const text of [value, plain.trim()]) {
    try {
      if (text) return parseValue(text, name);
    } catch {}
  }
  return undefined;
}

/** Without what is no part of a reference. */
function reference(csl: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { 'citation-key': _key, custom: _custom, ...rest } = csl;
  return rest;
}

/** Types and kinds of article that BibLaTeX tells apart by other fields than CSL does. */
function itemType({ type, fields }: RawEntry, csl: unknown): Readonly<Record<string, unknown>> {
  const kind = /^(?:magazine|newspaper)$/i.exec(String(fields.entrysubtype ?? ''))?.[0].toLowerCase();
  if (type === 'article' && kind) return { type: `article-${kind}`, genre: fields.type };
  if (csl === 'entry') return { type: 'entry-encyclopedia' };
  return {};
}

/** A name in one piece is an organisation's; nothing tells it from a person's single name. */
function names(csl: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const lists = Object.entries(csl).filter(([, value]) => Array.isArray(value));
  return Object.fromEntries(
    lists.map(([field, list]) => [
      field,
      (list as unknown[]).map((name) => {
        if (typeof name !== 'object' || name === null) return name;
        const { family, ...others } = name as Readonly<Record<string, unknown>>;
        return Object.keys(others).length === 0 ? { literal: family } : name;
      }),
    ]),
  );
}

function dateField(name: string, value: string | number | undefined): Readonly<Record<string, string>> {
  const text = String(value ?? '').trim();
  if (!/^[\dY-][\dX?~%/.T:+Z-]*$/.test(text)) return {};
  return { [name]: text.replace(/^\//, '../').replace(/\/$/, '/..') };
}
