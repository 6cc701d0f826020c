/** Additions to a dossier's files, as edits that leave every other character where it is. */
import {
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { lists } from '../corpus/schema.ts';
import { indented, lineBreak, type TextEdit } from '../textEdit.ts';

type ListFile = keyof typeof lists;

/**
 * Adds entries at the end of a list file; at least one.
 *
 * @param text the file's; empty for a file that is not there yet.
 * @returns undefined where the file is no YAML list that could be added to.
 */
export function addEntries(file: ListFile, text: string, entries: readonly object[]): TextEdit | undefined {
  const { key } = lists[file];
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length) return undefined;
  const { contents } = document;
  if (contents === null) return lines(text, text.length, print({ [key]: entries }));
  if (!isMap(contents)) return undefined;
  const list = contents.get(key, true);
  if (isSeq(list) && (list.items.length || !list.flow)) return addItems(text, list, entries);
  const empty = isSeq(list) || (isScalar(list) && list.value === null);
  const pair = contents.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (!pair) return lines(text, endOf(contents), print({ [key]: entries }));
  if (!empty || !isScalar(pair.key)) return undefined;
  // An empty list, as `[]` or as nothing: the entry takes its place.
  const start = (pair.key.range?.[1] ?? 0) + 1;
  const end = isSeq(list) ? endOf(list) : start;
  return { start, end, newText: withBreaks(text, `\n${print(entries).trimEnd()}`) };
}

/**
 * Adds a value to a list field of an entry; makes the field where the entry has none.
 *
 * @returns `present` when the list holds the value already; undefined where there is no such entry, or its field is no
 *   list.
 */
export function addToField(
  file: ListFile,
  text: string,
  id: string,
  field: string,
  value: unknown,
): TextEdit | 'present' | undefined {
  const { contents } = parseDocument(text, { logLevel: 'silent' });
  const list = isMap(contents) ? contents.get(lists[file].key, true) : undefined;
  const entry = isSeq(list) ? list.items.find((one) => isMap(one) && one.get('id') === id) : undefined;
  if (!isMap(entry)) return undefined;
  const present = entry.get(field, true);
  if (present === undefined) return addField(text, entry, field, [value]);
  if (!isSeq(present)) return undefined;
  if (present.items.some((one) => isScalar(one) && one.value === value)) return 'present';
  return addItems(text, present, [value]);
}

function addItems(text: string, list: YAMLSeq, values: readonly unknown[]): TextEdit {
  if (list.flow) {
    const close = endOf(list) - 1;
    const last = text.slice(0, close).trimEnd().at(-1);
    const separator = last === '[' || last === ',' ? '' : ', ';
    return { start: close, end: close, newText: separator + values.map(flow).join(', ') };
  }
  const start = list.range?.[0] ?? 0;
  return lines(text, endOf(list), indented(print(values), ' '.repeat(columnOf(text, start))));
}

function addField(text: string, entry: YAMLMap, field: string, value: unknown): TextEdit {
  if (entry.flow) {
    const close = endOf(entry) - 1;
    return { start: close, end: close, newText: `, ${field}: ${flow(value)}` };
  }
  const start = entry.range?.[0] ?? 0;
  return lines(text, endOf(entry), indented(`${field}: ${flow(value)}\n`, ' '.repeat(columnOf(text, start))));
}

/** Where a value ends: before the comments and blank lines that follow it. */
function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function print(value: unknown): string {
  return stringify(value, { lineWidth: 0, indentSeq: false });
}

/** On one line, so that it fits between brackets. */
function flow(value: unknown): string {
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trim();
}

/** Puts whole lines behind an offset, on a line of their own. */
function lines(text: string, offset: number, block: string): TextEdit {
  const rest = text.slice(offset);
  const atBreak = offset === 0 || text[offset - 1] === '\n';
  const newText = atBreak ? block : `\n${/^[ \t]*\r?\n/.test(rest) ? block.replace(/\n$/, '') : block}`;
  return { start: offset, end: offset, newText: withBreaks(text, newText) };
}

function withBreaks(text: string, added: string): string {
  return added.replace(/\n/g, lineBreak(text));
}
