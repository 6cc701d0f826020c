/** Reads RIS files: at once where the records are, and what they hold when it is asked for. */

import { parse, parseMixed, type RisRecord } from '@citation-js/plugin-ris/lib/ris.js';
import * as l10n from '@vscode/l10n';
import type { CslItem } from '../corpus/schema.ts';
import { lower } from '../mentions/fold.ts';
import { possibleKeys } from '../reading/citationKeys.ts';
import type { Bibliography, BibliographyEntry, BibliographyProblem } from './entry.ts';
import { readCslItem } from './readCsl.ts';

/**
 * Never throws. A record is cited by its `ID`; one without has the key that its author and year give, with a letter
 * behind it where another has that.
 */
export function readRis(text: string): Bibliography {
  const { records, problems } = scan(text);
  const keys = new Set(records.flatMap(({ id }) => (id ? lower(id.key) : [])));
  /** The best key of a record → the keys that are still left for others like it. */
  const left = new Map<string, Generator<string, never>>();
  const entries = records.map((record) => {
    if (record.id) return new RisEntry(text, record, record.id.key);
    const { item } = new RisEntry(text, record, '');
    const best = possibleKeys(item).next().value;
    const possible = left.get(best) ?? possibleKeys(item);
    left.set(best, possible);
    let key = possible.next().value;
    while (keys.has(key)) key = possible.next().value;
    keys.add(key);
    return new RisEntry(text, record, key);
  });
  return { entries, problems };
}

interface ScannedRecord {
  readonly start: number;
  readonly end: number;
  readonly id: { readonly key: string; readonly start: number } | undefined;
}

/** A line that begins a field: two letters or a letter and a digit, two spaces, a hyphen. */
const fieldLine = /^[ \t\uFEFF]*([A-Z][A-Z\d]) {2}-(?: (.*))?$/;

function scan(text: string): { records: ScannedRecord[]; problems: BibliographyProblem[] } {
  const records: ScannedRecord[] = [];
  const problems: BibliographyProblem[] = [];
  let open: { start: number; id: ScannedRecord['id'] } | undefined;
  let stray = false;
  const finish = (end: number, closed: boolean) => {
    if (!open) return;
    records.push({ ...open, end });
    if (!closed) {
      problems.push({
        start: open.start,
        end: open.start + 2,
        message: l10n.t('This record has no end.'),
        remedy: l10n.t('Close it by a line "ER  - ".'),
      });
    }
    open = undefined;
  };
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end).replace(/\r$/, '');
    const [, tag, value = ''] = fieldLine.exec(line) ?? [];
    if (tag === 'TY') {
      finish(lastLineEnd(text, start), false);
      open = { start: start + line.indexOf('TY'), id: undefined };
      stray = false;
    } else if (tag === 'ER') finish(start + line.trimEnd().length, true);
    else if (open) {
      // A key with a space in it could not be cited.
      if (tag === 'ID' && !open.id && /^\S+$/.test(value.trim())) {
        open.id = { key: value.trim(), start: start + line.length - value.trimStart().length };
      }
    } else if (line.trim() !== '' && !stray) {
      stray = true;
      problems.push({
        start,
        end: start + line.length,
        message: l10n.t('This stands in no record.'),
        remedy: l10n.t('Begin a record by a line such as "TY  - JOUR", or take this out.'),
      });
    }
    start = end + 1;
  }
  finish(text.trimEnd().length, false);
  return { records, problems };
}

function lastLineEnd(text: string, lineStart: number): number {
  return text.slice(0, lineStart).trimEnd().length;
}

class RisEntry implements BibliographyEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  #item: CslItem | undefined;

  constructor(text: string, { start, end, id }: ScannedRecord, key: string) {
    this.#text = text;
    this.key = key;
    this.start = start;
    this.end = end;
    this.keyStart = id?.start ?? start;
    this.keyEnd = id ? id.start + key.length : start;
  }

  get item(): CslItem {
    this.#item ??= readCslItem(this.key, fields(this.source));
    return this.#item;
  }

  get source(): string {
    return this.#text.slice(this.start, this.end);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** What a record may have several of; of anything else the first counts, as the library asks for one. */
const repeatable = /^(?:A[1-4U]|ED|KW)$/;

function fields(source: string): Fields {
  // The library fails at a record without a type.
  const [record] = parse(source.replace(/^TY {2}-[ \t]*(?=\r?\n|$)/, 'TY  - GEN'));
  if (!record) return {};
  const single = Object.entries(record).map(([tag, value]) => [
    tag,
    repeatable.test(tag) || typeof value === 'string' ? value : (value[0] ?? ''),
  ]);
  return withPersons(converted(Object.fromEntries(single)));
}

function converted(record: RisRecord): Fields {
  try {
    const { reporter: _reporter, ...fields } = withDates(parseMixed(record));
    // The library takes a newspaper article's author for its reporter, whom no style prints.
    const author = fields.author ?? (record.AU && parseMixed({ TY: 'JOUR', AU: record.AU }).author);
    return author ? { ...fields, author } : fields;
  } catch {
    // A field that cannot be converted does not lose what a work is known by.
    const { AU, A1 = AU, TI, T1 = TI } = record;
    return { title: T1, author: [A1 ?? []].flat().map((literal) => ({ literal })) };
  }
}

/** Dates with parts left empty, such as `2020///`, which the library hands on as they are. */
function withDates(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const raw = typeof value === 'object' && value !== null ? (value as { raw?: unknown }).raw : undefined;
      const [, ...parts] =
        typeof raw === 'string' ? (/^(\d{4})(?:\/(\d\d?))?(?:\/(\d\d?))?\/*(?:\/.*)?$/.exec(raw) ?? []) : [];
      return parts.length ? [name, { 'date-parts': [parts.filter(Boolean).map(Number)] }] : [name, value];
    }),
  );
}

/** A name in one piece is an organisation's; nothing tells it from a person's single name. */
function withPersons({ id: _id, ...fields }: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map((one: unknown) => (isSingle(one) ? { literal: one.family } : one))
        : value,
    ]),
  );
}

function isSingle(name: unknown): name is { readonly family: string } {
  return typeof name === 'object' && name !== null && 'family' in name && Object.keys(name).length === 1;
}
