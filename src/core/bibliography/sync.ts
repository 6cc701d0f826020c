/** What a bibliography lacks of the dossier, and where the two differ. */
import { parse } from 'yaml';
import type { CslItem } from '../corpus/schema.ts';
import { applyEdits, lineBreak, type TextEdit } from '../textEdit.ts';
import { appendItem, type BibliographyFormat, printBibliography } from './bibliography.ts';
import type { BibliographyEntry } from './entry.ts';
import { readBibliography } from './read.ts';

export interface SyncQuestion {
  readonly text: string;
  readonly format: BibliographyFormat;
  /** The keys that the draft cites. */
  readonly cited: Iterable<string>;
  /** The keys that the draft's other bibliographies hold. */
  readonly elsewhere: ReadonlySet<string>;
  /** The dossier's item for a key. */
  item(key: string): CslItem | undefined;
  /** Whether the dossier has it from a bibliography itself, which is no measure for another. */
  isFromBibliography?(key: string): boolean;
  /** Whether an entry stands as it was written last, by its fingerprint; one that does not is the writer's work. */
  isUntouched(key: string, fingerprint: string): boolean;
}

/** A change of one entry. */
export interface SyncChange {
  readonly key: string;
  /** Not in the bibliography; as it was written, but out of date; or changed by the writer. */
  readonly kind: 'missing' | 'outdated' | 'edited';
  /** The CSL variables that differ; empty where only what CSL has no name for does. */
  readonly fields: readonly string[];
  readonly item: CslItem;
}

export interface SyncPlan {
  readonly changes: readonly SyncChange[];
  /** Entries of the dossier's that nothing cites. They are never removed. */
  readonly uncited: readonly string[];
}

/** Compares a bibliography with the dossier. Entries that the dossier does not know are no part of it. */
export function planSync(question: SyncQuestion): SyncPlan {
  const { text, format, elsewhere } = question;
  const cited = new Set(question.cited);
  const changes: SyncChange[] = [];
  const held = new Set<string>();
  const { entries } = readBibliography(text, format);
  for (const entry of entries) {
    const { key } = entry;
    const item = question.item(key);
    if (!item || held.has(key) || question.isFromBibliography?.(key)) continue;
    held.add(key);
    const fields = differences(entry.item, asRead(item, format));
    if (!fields.length) continue;
    const untouched = question.isUntouched(key, entryFingerprint(text, entry, format));
    changes.push({ key, kind: untouched ? 'outdated' : 'edited', fields, item });
  }
  for (const key of cited) {
    const item = question.item(key);
    const known = held.has(key) || elsewhere.has(key) || entries.some((entry) => entry.key === key);
    if (item && !known) changes.push({ key, kind: 'missing', fields: [], item });
  }
  return { changes, uncited: [...held].filter((key) => !cited.has(key)) };
}

/**
 * Makes changes; what is outside the entries concerned stays, byte by byte.
 *
 * @returns the new text, and the keys whose entries cannot be replaced safely.
 */
export function applySync(
  text: string,
  format: BibliographyFormat,
  changes: readonly SyncChange[],
): { readonly text: string; readonly failed: readonly string[] } {
  const attempt = replaced(text, format, changes);
  if (attempt !== undefined) return { text: attempt, failed: [] };
  let result = text;
  const failed: string[] = [];
  for (const change of changes) {
    const next = replaced(result, format, [change]);
    if (next === undefined) failed.push(change.key);
    else result = next;
  }
  return { text: result, failed };
}

/**
 * What tells an entry as it was written from one that was changed since: any change but that of white space counts,
 * also in fields that CSL does not have.
 */
export function entryFingerprint(text: string, entry: BibliographyEntry, format: BibliographyFormat): string {
  return hash(content(text, entry, format));
}

/** The fingerprint of an entry that is written now. */
export function writtenFingerprint(item: CslItem, format: BibliographyFormat): string | undefined {
  const text = printBibliography([item], format);
  const [entry] = readBibliography(text, format).entries;
  return entry && entryFingerprint(text, entry, format);
}

/** @returns undefined when the result does not read as it should. */
function replaced(
  text: string,
  format: BibliographyFormat,
  changes: readonly SyncChange[],
): string | undefined {
  const before = readBibliography(text, format);
  const byKey = new Map<string, BibliographyEntry>();
  for (const entry of before.entries) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  const edits = changes.flatMap(({ key, kind, item }): TextEdit[] => {
    const entry = byKey.get(key);
    if (kind === 'missing' || !entry) return [];
    return [{ start: entry.start, end: entry.end, newText: entryText(text, entry, item, format) }];
  });
  let result = applyEdits(text, edits);
  for (const { kind, item } of changes) {
    if (kind !== 'missing') continue;
    const added = appendItem(result, format, item);
    if (added.kind === 'unreadable') return undefined;
    if (added.kind === 'append') result = applyEdits(result, [added.edit]);
  }
  const after = readBibliography(result, format);
  const changed = new Map(changes.map(({ key, item }) => [key, item]));
  const expected = before.entries.map(({ key }) => key);
  const sound =
    after.problems.length <= before.problems.length &&
    expected.every((key, index) => after.entries[index]?.key === key) &&
    [...changed].every(([key, item]) =>
      after.entries.some(
        (entry) => entry.key === key && !differences(entry.item, asRead(item, format)).length,
      ),
    );
  return sound ? result : undefined;
}

/** An item printed in the place of an entry, with its indentation. */
function entryText(
  text: string,
  { start, end }: BibliographyEntry,
  item: CslItem,
  format: BibliographyFormat,
): string {
  const old = text.slice(start, end);
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const lead = text.slice(start - column, start);
  const indent = /^[ \t]*/.exec(lead)?.[0] ?? '';
  const trailing = /\s*$/.exec(old)?.[0] ?? '';
  const lines = printedEntry(old, indent, item, format).trimEnd();
  const hanging = format === 'csl-yaml' && lead.trim() === '-' ? ' '.repeat(column) : indent;
  return lines.replace(/\n(?=.)/g, `\n${hanging}`).replace(/\n/g, lineBreak(text)) + trailing;
}

function printedEntry(old: string, indent: string, item: CslItem, format: BibliographyFormat): string {
  const printed = printBibliography([item], format);
  if (format === 'csl-json') {
    const [value] = JSON.parse(printed) as unknown[];
    return JSON.stringify(value, undefined, old.includes('\n') ? indent || '  ' : undefined);
  }
  if (format === 'csl-yaml') {
    const block = printed.replace(/^references:\n/, '').replace(/(?<=^|\n) {2}/g, '');
    if (old.startsWith('{')) return JSON.stringify((parse(block) as unknown[])[0]);
    return old.startsWith('-') ? block : block.replace(/(?<=^|\n)(?:- | {2})/g, '');
  }
  return printed;
}

/** An item as it reads once it is written: formats differ in what they can say. */
function asRead(item: CslItem, format: BibliographyFormat): CslItem {
  return readBibliography(printBibliography([item], format), format).entries[0]?.item ?? item;
}

function differences(one: CslItem, other: CslItem): string[] {
  const [a, b] = [one, other] as unknown as Readonly<Record<string, unknown>>[];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter(
    (name) =>
      name !== 'id' &&
      name !== 'custom' &&
      JSON.stringify(sorted(a?.[name])) !== JSON.stringify(sorted(b?.[name])),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, sorted(part)]),
  );
}

function content(text: string, { start, end }: BibliographyEntry, format: BibliographyFormat): string {
  const own = text.slice(start, end);
  if (format === 'bibtex' || format === 'biblatex') return own.replace(/\s+/g, ' ').trim();
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  try {
    const value: unknown = parse(' '.repeat(column) + own);
    return JSON.stringify(sorted(Array.isArray(value) ? value[0] : value));
  } catch {
    return own;
  }
}

/** FNV-1a of 32 bits, twice with different beginnings; tells texts apart, keeps no secret. */
function hash(text: string): string {
  const half = (seed: number) => {
    let state = seed;
    for (let index = 0; index < text.length; index++) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    return (state >>> 0).toString(36);
  };
  return `${half(0x811c9dc5)}.${half(0x050c5d1f)}`;
}
