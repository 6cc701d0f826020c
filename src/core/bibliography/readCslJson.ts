/** Reads bibliographies in JSON: at once where the items are, and what they hold when it is asked for. */
import * as l10n from '@vscode/l10n';
import { parse, printParseErrorCode, visit } from 'jsonc-parser';
import type { CslItem } from '../corpus/schema.ts';
import type { Bibliography, BibliographyEntry, BibliographyProblem } from './entry.ts';
import { readCslItem } from './readCsl.ts';

/** How a file in JSON holds its items. */
export interface JsonShape {
  /** The property that has the list; undefined where the file is the list itself. */
  readonly list?: string;
  /** The properties that may have the key, the best first. */
  readonly keys: readonly string[];
  readonly item: (key: string, fields: Readonly<Record<string, unknown>>) => CslItem;
  readonly noList: Omit<BibliographyProblem, 'start' | 'end'>;
  readonly noKey: Omit<BibliographyProblem, 'start' | 'end'>;
}

const cslShape = (): JsonShape => ({
  keys: ['id'],
  item: readCslItem,
  noList: {
    message: l10n.t('This file is no list of CSL-JSON items.'),
    remedy: l10n.t('Put the items in square brackets: [ {"id": "key", …} ].'),
  },
  noKey: {
    message: l10n.t('This item has no id.'),
    remedy: l10n.t('Give it an "id": the key that drafts cite it by.'),
  },
});

/** Never throws. */
export function readCslJson(source: string): Bibliography {
  return readJson(source, cslShape());
}

/** Never throws. */
export function readJson(source: string, shape: JsonShape): Bibliography {
  if (source.trim() === '') return { entries: [], problems: [] };
  // A byte order mark is no JSON to the parser; a space in its place keeps the offsets.
  const text = source.replace(/^\uFEFF/, ' ');
  const reader = new JsonReader(text, shape);
  try {
    visit(
      text,
      {
        onArrayBegin: () => reader.open('['),
        onArrayEnd: () => reader.close(),
        onObjectBegin: (offset) => reader.open('{', offset),
        // At the end of a file that lacks the bracket, its length is 0.
        onObjectEnd: (offset, length) => reader.close(offset + length),
        onObjectProperty: (name) => reader.property(name),
        onLiteralValue: (value, offset, length) => reader.literal(value, offset, offset + length),
        onError: (code, offset, length) =>
          reader.fault(reasonOf(printParseErrorCode(code)), offset, offset + length),
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    reader.fault(l10n.t('nested too deeply'), 0, 0);
  }
  return reader.finish();
}

interface JsonKey {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Its place among the properties that may have it. */
  readonly rank: number;
}

class JsonReader {
  readonly #text: string;
  readonly #shape: JsonShape;
  readonly #entries: JsonEntry[] = [];
  readonly #problems: BibliographyProblem[] = [];
  /** The depth of the list's items. */
  readonly #itemDepth: number;
  #depth = 0;
  #list: 'none' | 'open' | 'closed' = 'none';
  #start = -1;
  #outerProperty = '';
  #property = '';
  #id: JsonKey | undefined;
  /** One report for each item: what follows the first fault is seldom another. */
  #faulty = false;

  constructor(text: string, shape: JsonShape) {
    this.#text = text;
    this.#shape = shape;
    this.#itemDepth = shape.list === undefined ? 2 : 3;
  }

  open(bracket: '[' | '{', offset = -1): void {
    this.#depth++;
    if (this.#depth === this.#itemDepth - 1 && bracket === '[' && this.#list === 'none') {
      if (this.#outerProperty === (this.#shape.list ?? '')) this.#list = 'open';
    }
    if (this.#list === 'open' && this.#depth === this.#itemDepth && bracket === '{') {
      this.#start = offset;
      this.#id = undefined;
      this.#faulty = false;
    }
  }

  /** @param end given for an object. */
  close(end?: number): void {
    if (this.#depth === this.#itemDepth && end !== undefined) this.#add(end);
    if (this.#depth === this.#itemDepth - 1 && this.#list === 'open') this.#list = 'closed';
    this.#depth--;
  }

  property(name: string): void {
    if (this.#depth === this.#itemDepth) this.#property = name;
    else if (this.#depth === 1) this.#outerProperty = name;
  }

  literal(value: unknown, start: number, end: number): void {
    const rank = this.#shape.keys.indexOf(this.#property);
    if (this.#depth !== this.#itemDepth || this.#start < 0 || rank < 0) return;
    if (this.#id && this.#id.rank <= rank) return;
    if (typeof value === 'number') this.#id = { key: this.#text.slice(start, end), start, end, rank };
    else if (typeof value === 'string' && value !== '')
      this.#id = { key: value, start: start + 1, end: this.#endsQuoted(start, end) ? end - 1 : end, rank };
  }

  /** Whether a string has its second quotation mark; one that the end of a line cuts off has none. */
  #endsQuoted(start: number, end: number): boolean {
    return end > start + 1 && this.#text.charAt(end - 1) === '"';
  }

  fault(reason: string, start: number, end: number): void {
    if (this.#faulty) return;
    this.#faulty = true;
    this.#problems.push({
      start,
      end,
      message: l10n.t('This is not JSON from here on: {0}.', reason),
      remedy: l10n.t('Check the quotation marks, commas and brackets here and just before.'),
    });
  }

  finish(): Bibliography {
    // An item that the file's end cuts off.
    if (this.#start >= 0) this.#add(this.#text.trimEnd().length);
    if (this.#list === 'none') this.#problems.push({ start: 0, end: 0, ...this.#shape.noList });
    return { entries: this.#entries, problems: this.#problems };
  }

  #add(end: number): void {
    const start = this.#start;
    this.#start = -1;
    if (start < 0) return;
    if (this.#id) {
      this.#entries.push(new JsonEntry(this.#text, [start, end], this.#id, this.#shape));
      return;
    }
    this.#problems.push({ start, end: start + 1, ...this.#shape.noKey });
  }
}

class JsonEntry implements BibliographyEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  readonly #shape: JsonShape;
  #item: CslItem | undefined;

  constructor(text: string, [start, end]: readonly [number, number], id: JsonKey, shape: JsonShape) {
    this.#text = text;
    this.#shape = shape;
    this.start = start;
    this.end = end;
    this.key = id.key;
    this.keyStart = id.start;
    this.keyEnd = id.end;
  }

  get item(): CslItem {
    this.#item ??= this.#shape.item(this.key, this.#fields());
    return this.#item;
  }

  get source(): string {
    return this.#text.slice(this.start, this.end);
  }

  #fields(): Readonly<Record<string, unknown>> {
    for (const read of [JSON.parse, parse]) {
      try {
        const fields: unknown = read(this.source);
        return typeof fields === 'object' && fields !== null ? { ...fields } : {};
      } catch {
        // Not JSON, which the second reads all the same, or nested beyond the stack.
      }
    }
    return {};
  }
}

/** @param code the parser's name for what is wrong. */
function reasonOf(code: string): string {
  switch (code) {
    case 'PropertyNameExpected':
      return l10n.t('property name expected');
    case 'ValueExpected':
      return l10n.t('value expected');
    case 'ColonExpected':
      return l10n.t('colon expected');
    case 'CommaExpected':
      return l10n.t('comma expected');
    case 'CloseBraceExpected':
      return l10n.t('close brace expected');
    case 'CloseBracketExpected':
      return l10n.t('close bracket expected');
    case 'EndOfFileExpected':
      return l10n.t('end of file expected');
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return l10n.t('comments are not allowed');
    case 'UnexpectedEndOfString':
      return l10n.t('unexpected end of string');
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return l10n.t('invalid number format');
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return l10n.t('invalid escape character');
    default:
      return l10n.t('invalid symbol');
  }
}
