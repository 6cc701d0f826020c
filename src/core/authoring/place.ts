/** What stands at a place of a YAML file that is being written. */
import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Path } from './fields.ts';

/** A name or a value at an offset, `[start, end)` in UTF-16 units. */
export interface YamlPlace {
  /** The way to the value; for a field's name, to the value behind it. */
  readonly path: Path;
  readonly part: 'field' | 'value';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * An entry of a list file behind the file's head, as a file by itself: a file may hold thousands of entries, and the
 * parser takes half a millisecond for one. What follows a list of entries belongs to the last.
 */
interface Excerpt {
  readonly text: string;
  /** Where the entry starts in `text`; 0 where that is the whole file. */
  readonly from: number;
  /** How much further back the entry starts in the file. */
  readonly shift: number;
  /** Its number in the list. */
  readonly index: number;
}

/** Where the entries of the file's first list start. Within an entry, whatever it is, lines are indented further. */
function entryStarts(source: string): number[] {
  const indent = /^([ \t]*)-(?=\s)/m.exec(source)?.[1];
  if (indent === undefined) return [];
  return [...source.matchAll(new RegExp(`^${indent}-(?=\\s)`, 'gm'))].map(({ index }) => index);
}

function excerpt(source: string, starts: readonly number[], index: number): Excerpt {
  const start = starts[index];
  if (start === undefined) return { text: source, from: 0, shift: 0, index: 0 };
  const head = source.slice(0, starts[0]);
  const from = head.length;
  return { text: head + source.slice(start, starts[index + 1]), from, shift: start - from, index };
}

/** The entry that an offset is in; the whole file where it is in none. */
function excerptAt(source: string, offset: number): Excerpt {
  const starts = entryStarts(source);
  return excerpt(
    source,
    starts,
    starts.findLastIndex((start) => start <= offset),
  );
}

/**
 * What stands at an offset.
 *
 * @returns undefined between entries, in comments and in files that are no YAML there.
 */
export function yamlPlaceAt(source: string, offset: number): YamlPlace | undefined {
  return scalarsAround(source, offset).find(({ start, end }) => start <= offset && offset <= end);
}

/** Every name and value of the entry at an offset, in order. */
export function scalarsAround(source: string, offset: number): YamlPlace[] {
  return scalarsIn(excerptAt(source, offset));
}

/** Every name and value of the entries that hold a word, in order. */
export function scalarsNear(source: string, word: string): YamlPlace[] {
  const starts = entryStarts(source);
  if (!starts.length) return source.includes(word) ? scalarsIn(excerpt(source, starts, 0)) : [];
  return starts.flatMap((start, index) =>
    source.slice(start, starts[index + 1]).includes(word) ? scalarsIn(excerpt(source, starts, index)) : [],
  );
}

function scalarsIn({ text, from, shift, index }: Excerpt): YamlPlace[] {
  const found: YamlPlace[] = [];
  walk(text, index, ({ path, part, scalar }) => {
    const [valueFrom, valueTo] = scalar.range ?? [0, 0];
    const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
    const start = valueFrom + quoted;
    if (start < from) return;
    const end = Math.max(start, valueTo - quoted);
    found.push({ path, part, start: start + shift, end: end + shift, text: textOf(scalar) });
  });
  return found;
}

interface Found {
  readonly path: Path;
  readonly part: YamlPlace['part'];
  readonly scalar: Scalar;
  /** The map whose field it names. */
  readonly holder: YAMLMap | undefined;
}

/** @param first the number of the first entry. */
function walk(source: string, first: number, visit: (found: Found) => void): void {
  const go = (node: unknown, path: Path): void => {
    if (isScalar(node)) visit({ path, part: 'value', scalar: node, holder: undefined });
    else if (isSeq(node)) {
      const before = path.length === 1 ? first : 0;
      for (const [index, item] of node.items.entries()) go(item, [...path, before + index]);
    } else if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (!isScalar(key)) continue;
        const inner = [...path, textOf(key)];
        visit({ path: inner, part: 'field', scalar: key, holder: node });
        go(value, inner);
      }
    }
  };
  go(parseDocument(source, { logLevel: 'silent' }).contents, []);
}

function textOf(scalar: Scalar): string {
  return String(scalar.value ?? '');
}

/** Stands for the word that is being typed. */
const mark = 'dossierCursorMark';

/** A word being typed, both as what it may be: a field's name, or a value. */
export interface Typing {
  readonly start: number;
  readonly end: number;
  /** What stands before the cursor already. */
  readonly typed: string;
  /** A colon follows: it is a field's name that is being changed. */
  readonly named: boolean;
  /** Where the word would stand as a field's name; undefined where none fits. */
  readonly field: { readonly path: Path; readonly siblings: readonly string[] } | undefined;
  /** Where it would stand as a value. */
  readonly value: Path | undefined;
}

/** What the word around an offset may be. The parser is asked twice, with a mark in the word's place. */
export function typingAt(source: string, offset: number): Typing {
  const { text, from, shift, index } = excerptAt(source, offset);
  const at = offset - shift;
  const before = /[^\s,[\]{}"']*$/.exec(text.slice(Math.max(from, at - 200), at))?.[0] ?? '';
  const after = /^[^\s,[\]{}"':]*/.exec(text.slice(at, at + 200))?.[0] ?? '';
  const start = at - before.length;
  const end = at + after.length;
  const named = /^[ \t]*:(?=\s|$)/.test(text.slice(end));
  const lead = text.slice(0, start) + (/[\s[{,"']$/.test(text.slice(0, start)) || start === 0 ? '' : ' ');
  const ask = (word: string): Excerpt => ({ text: lead + word + text.slice(end), from: 0, shift: 0, index });
  return {
    start: start + shift,
    end: end + shift,
    typed: before,
    named,
    field: fieldIn(ask(named ? mark : `${mark}: x`)),
    value: named
      ? undefined
      : scalarsIn(ask(mark)).find(({ part, text: written }) => part === 'value' && written === mark)?.path,
  };
}

function fieldIn({ text, index }: Excerpt): Typing['field'] {
  let found: Typing['field'];
  walk(text, index, ({ path, part, scalar, holder }) => {
    if (part !== 'field' || scalar.value !== mark) return;
    const names = holder?.items.map(({ key }) => (isScalar(key) ? textOf(key) : '')) ?? [];
    found = { path: path.slice(0, -1), siblings: names.filter((name) => name !== mark) };
  });
  return found;
}
