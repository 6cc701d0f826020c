/** Reads one YAML file of a dossier against the schema, entry by entry, so that a bad entry loses only itself. */
import * as l10n from '@vscode/l10n';
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type * as z from 'zod/mini';
import { yamlFault } from '../yamlFault.ts';
import type { Place, Problem } from './problem.ts';

/** A valid entry, and where its parts stand in the file. */
export interface Entry<T> {
  readonly value: T;
  readonly file: string;
  /** The place of a part of the entry, such as `at('participants', 0, 'entity')`; the nearest whole where it is absent. */
  at(...path: readonly PropertyKey[]): Place;
}

export interface YamlFile<T> {
  readonly entries: readonly Entry<T>[];
  /** Ids of entries that were dropped: what refers to them is not at fault. */
  readonly droppedIds: readonly string[];
  readonly problems: readonly Problem[];
}

/** So many faults of one file are told; more would not be read. */
const maxProblems = 500;
/** Entries nest no deeper than this; more is a mistake or an attack. */
const maxDepth = 20;

/**
 * Reads a file whose root is a map with one list, such as `events: […]`.
 *
 * @param key the root key that holds the list.
 */
export function readYamlList<T>(
  file: string,
  text: string,
  key: string,
  schema: z.ZodMiniType<T>,
): YamlFile<T> {
  const { root, reader } = openYaml(file, text);
  const { problems } = reader;
  if (!root) return { entries: [], droppedIds: [], problems };
  const list = root.get(key, true);
  for (const pair of root.items) {
    if (String(pair.key) !== key) {
      reader.report(
        pair.key,
        l10n.t('unknown key "{0}"', String(pair.key)),
        l10n.t('the file holds one list, "{0}:"', key),
      );
    }
  }
  if (!isSeq(list)) {
    // A list that is yet to be written is empty.
    const empty = isScalar(list) && list.value === null;
    if (!empty && (list !== undefined || root.items.length === 0)) {
      reader.report(
        list ?? root,
        l10n.t('"{0}" is not a list', key),
        l10n.t('write "{0}:" and one "- " for each entry', key),
      );
    }
    return { entries: [], droppedIds: [], problems };
  }
  const entries: Entry<T>[] = [];
  const droppedIds: string[] = [];
  for (const node of list.items) {
    const entry = reader.read(node, schema);
    if (entry) entries.push(entry);
    else if (isMap(node)) droppedIds.push(String(node.get('id') ?? ''));
  }
  return { entries, droppedIds, problems };
}

/** Reads a file whose root is one entry, such as `dossier.yaml`. */
export function readYamlEntry<T>(file: string, text: string, schema: z.ZodMiniType<T>): YamlFile<T> {
  const { root, reader } = openYaml(file, text);
  const entry = root && reader.read(root, schema);
  return {
    entries: entry ? [entry] : [],
    droppedIds: [],
    problems: reader.problems,
  };
}

function openYaml(file: string, text: string): { root: YAMLMap | undefined; reader: Reader } {
  const lines = new LineCounter();
  // Mistakes in one entry must not hide the rest, so the parser's errors are reported and the tree is still read.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const reader = new Reader(file, lines, (node) => node.toJS(document, { maxAliasCount: 50 }));
  for (const error of [...document.errors, ...document.warnings]) {
    const { message, remedy } = yamlFault(error);
    reader.reportAt(lines.linePos(error.pos[0]), l10n.t('not valid YAML: {0}', message), remedy);
  }
  if (isMap(document.contents)) return { root: document.contents, reader };
  if (document.errors.length === 0) {
    reader.reportAt(
      { line: 1, col: 1 },
      l10n.t('the file holds no map'),
      l10n.t('begin it with a key, such as "title:"'),
    );
  }
  return { root: undefined, reader };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #toJS: (node: Node) => unknown;

  constructor(file: string, lines: LineCounter, toJS: (node: Node) => unknown) {
    this.#file = file;
    this.#lines = lines;
    this.#toJS = toJS;
  }

  read<T>(node: unknown, schema: z.ZodMiniType<T>): Entry<T> | undefined {
    if (!isNode(node) || !isMap(node)) {
      this.report(node, l10n.t('an entry is not a map'), l10n.t('write its fields as "key: value" lines'));
      return undefined;
    }
    if (depth(node) > maxDepth) {
      this.report(
        node,
        l10n.t('an entry nests deeper than {0} levels', maxDepth),
        l10n.t('flatten it to the documented fields'),
      );
      return undefined;
    }
    let value: unknown;
    try {
      value = this.#toJS(node);
    } catch (error) {
      this.report(
        node,
        l10n.t('an entry cannot be read: {0}', String(error)),
        l10n.t('write it out without aliases'),
      );
      return undefined;
    }
    const result = schema.safeParse(value, {
      error: (issue) => describe(issue),
    });
    const at = (...path: readonly PropertyKey[]): Place => this.#place(nodeAt(node, path));
    if (result.success) return { value: result.data, file: this.#file, at };
    for (const issue of result.error.issues) this.#reportIssue(node, innermost(issue));
    return undefined;
  }

  report(node: unknown, message: string, remedy: string): void {
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    this.reportAt(this.#lines.linePos(offset), message, remedy);
  }

  reportAt({ line, col }: { line: number; col: number }, message: string, remedy: string): void {
    if (this.problems.length >= maxProblems) return;
    // linePos answers line 0 for an empty file.
    const place = { line: Math.max(line, 1), column: Math.max(col, 1) };
    this.problems.push({
      severity: 'error',
      file: this.#file,
      ...place,
      message,
      remedy,
    });
  }

  #reportIssue(node: YAMLMap, issue: z.core.$ZodIssue): void {
    const where = issue.path.map(String).join('.');
    const { line, column } = this.#placeOf(node, issue);
    const name = node.get('id');
    const subject = [typeof name === 'string' ? name : '', where].filter(Boolean).join(', ');
    const message = subject ? `${subject}: ${issue.message}` : issue.message;
    this.reportAt({ line, col: column }, message, remedyFor(issue));
  }

  #placeOf(node: YAMLMap, issue: z.core.$ZodIssue): Place {
    if (issue.code !== 'unrecognized_keys') return this.#place(nodeAt(node, issue.path));
    const holder = nodeAt(node, issue.path);
    const pair = isMap(holder) && holder.items.find((item) => String(item.key) === issue.keys[0]);
    return this.#place(pair && isNode(pair.key) ? pair.key : holder);
  }

  #place(node: Node): Place {
    const { line, col } = this.#lines.linePos(node.range?.[0] ?? 0);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** The node at a path; the nearest whole where the path leads nowhere. */
function nodeAt(root: YAMLMap, path: readonly PropertyKey[]): Node {
  let at: Node = root;
  for (const step of path) {
    let next: unknown;
    if (isMap(at)) {
      const pair = at.items.find((item) => String(item.key) === String(step));
      // An empty value has no place of its own; its key has.
      next = isNode(pair?.value) && pair.value.range?.[0] !== pair.value.range?.[1] ? pair.value : pair?.key;
    } else if (isSeq(at)) next = at.items[Number(step)];
    if (!isNode(next)) return at;
    at = next;
  }
  return at;
}

function depth(node: unknown, level = 0): number {
  if (level > maxDepth) return level;
  const children = isMap(node) ? node.items.map((pair) => pair.value) : isSeq(node) ? node.items : [];
  return children.reduce<number>((deepest, child) => Math.max(deepest, depth(child, level + 1)), level);
}

function describe(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? l10n.t('is missing') : wrongType(issue.expected);
    case 'unrecognized_keys':
      return l10n.t('unknown field "{0}"', issue.keys.join('", "'));
    case 'invalid_value':
      return l10n.t('is not one of: {0}', issue.values.join(', '));
    case 'too_small':
      return l10n.t('is empty');
    default:
      return undefined;
  }
}

function wrongType(expected: string): string {
  switch (expected) {
    case 'array':
      return l10n.t('is not a list');
    case 'object':
    case 'record':
      return l10n.t('is not a map');
    case 'string':
      return l10n.t('is not text');
    case 'boolean':
      return l10n.t('is neither true nor false');
    default:
      return l10n.t('is not a {0}', expected);
  }
}

/** A union's own message says little; the fault lies in the alternative that came furthest. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flat()
    .filter((candidate) => candidate.path.length > 0 || candidate.code === 'unrecognized_keys')
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (inner) return innermost({ ...inner, path: [...issue.path, ...inner.path] });
  return issue.message === 'Invalid input'
    ? { ...issue, message: l10n.t('is not written as the format asks') }
    : issue;
}

function remedyFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return l10n.t('correct the spelling or remove it');
    case 'invalid_value':
      return l10n.t('use one of these words');
    case 'invalid_type':
      return l10n.t('add or correct the field');
    default:
      return l10n.t('correct the value');
  }
}
