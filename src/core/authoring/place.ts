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
 * What stands at an offset.
 *
 * @returns undefined between entries, in comments and in files that are no YAML there.
 */
export function yamlPlaceAt(source: string, offset: number): YamlPlace | undefined {
  return scalars(source).find(({ start, end }) => start <= offset && offset <= end);
}

/** Every name and value of a file, in order. */
export function scalars(source: string): YamlPlace[] {
  const found: YamlPlace[] = [];
  walk(source, ({ path, part, scalar }) => {
    const [from, to] = scalar.range ?? [0, 0];
    const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
    const start = from + quoted;
    found.push({ path, part, start, end: Math.max(start, to - quoted), text: textOf(scalar) });
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

function walk(source: string, visit: (found: Found) => void): void {
  const go = (node: unknown, path: Path): void => {
    if (isScalar(node)) visit({ path, part: 'value', scalar: node, holder: undefined });
    else if (isSeq(node)) for (const [index, item] of node.items.entries()) go(item, [...path, index]);
    else if (isMap(node)) {
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
  const before = /[^\s,[\]{}"']*$/.exec(source.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = /^[^\s,[\]{}"':]*/.exec(source.slice(offset, offset + 200))?.[0] ?? '';
  const start = offset - before.length;
  const end = offset + after.length;
  const named = /^[ \t]*:(?=\s|$)/.test(source.slice(end));
  const ask = (word: string) =>
    source.slice(0, start) +
    (/[\s[{,"']$/.test(source.slice(0, start)) || start === 0 ? '' : ' ') +
    word +
    source.slice(end);
  return {
    start,
    end,
    typed: before,
    named,
    field: fieldAt(ask(named ? mark : `${mark}: x`)),
    value: named
      ? undefined
      : scalars(ask(mark)).find(({ part, text }) => part === 'value' && text === mark)?.path,
  };
}

function fieldAt(source: string): Typing['field'] {
  let found: Typing['field'];
  walk(source, ({ path, part, scalar, holder }) => {
    if (part !== 'field' || scalar.value !== mark) return;
    const names = holder?.items.map(({ key }) => (isScalar(key) ? textOf(key) : '')) ?? [];
    found = { path: path.slice(0, -1), siblings: names.filter((name) => name !== mark) };
  });
  return found;
}
