/** Reads BibTeX and BibLaTeX files: at once where the entries are, and an entry's fields when they are asked for. */
import * as l10n from '@vscode/l10n';
import type { CslItem } from '../corpus/schema.ts';
import { bibtexItem, type Expected, type RawEntry, type ReadFields, readFields } from './bibtexItem.ts';
import { type ScannedEntry, scanBibtex } from './bibtexScan.ts';
import type { Bibliography, BibliographyEntry, BibliographyProblem, SearchText } from './entry.ts';

/** Never throws; a fault within an entry is its own `problem`. */
export function readBibtex(text: string): Bibliography {
  const { entries, macros, problems } = scanBibtex(text);
  const file = new BibtexFile(text, macros, entries);
  // BibLaTeX's containers of shared fields cannot be cited.
  const citable = entries.filter(({ type }) => type !== 'xdata');
  return { entries: citable.map((entry) => new BibtexEntry(file, entry)), problems };
}

/** Chains of `crossref` and `xdata` are followed this far. */
const maxParents = 8;

class BibtexFile {
  readonly text: string;
  readonly #macros: ReadonlyMap<string, string>;
  readonly #entries: readonly ScannedEntry[];
  #byKey: Map<string, ScannedEntry> | undefined;
  #hasHeirs: boolean | undefined;
  #definitions: string | undefined;

  constructor(text: string, macros: ReadonlyMap<string, string>, entries: readonly ScannedEntry[]) {
    this.text = text;
    this.#macros = macros;
    this.#entries = entries;
  }

  /** All macros. */
  get definitions(): string {
    this.#definitions ??= [...this.#macros.values()].join('\n');
    return this.#definitions;
  }

  fields({ fieldsStart, fieldsEnd }: ScannedEntry): ReadFields {
    const source = this.text.slice(fieldsStart, fieldsEnd);
    return readFields(source, this.macrosIn(source));
  }

  /** An entry with what it takes from its `xdata`, and the entries that its `crossref` leads to. */
  family(scanned: ScannedEntry, fields: ReadFields['fields']): [RawEntry, ...RawEntry[]] {
    const family: [RawEntry, ...RawEntry[]] = [this.#withData(scanned, fields)];
    for (let parent = family[0]; family.length < maxParents; ) {
      const found = this.#find(parent.fields.crossref);
      if (!found || family.some(({ key }) => key === found.key)) break;
      parent = this.#withData(found, this.fields(found).fields);
      family.push(parent);
    }
    // The end of the chain names no other: a circle would be followed for ever.
    const { crossref: _ended, ...rest } = family.at(-1)?.fields ?? {};
    const last = family.length - 1;
    const end = family[last];
    if (end) family[last] = { ...end, fields: rest };
    return family;
  }

  #withData({ type, key }: ScannedEntry, own: ReadFields['fields']): RawEntry {
    let fields = own;
    const seen = new Set([key]);
    const names = (value: unknown) => String(value ?? '').split(',');
    const waiting = names(own.xdata);
    for (let name = waiting.shift(); name !== undefined && seen.size <= maxParents; name = waiting.shift()) {
      const found = this.#find(name);
      if (!found || seen.has(found.key)) continue;
      seen.add(found.key);
      const inherited = this.fields(found).fields;
      waiting.push(...names(inherited.xdata));
      fields = { ...inherited, ...fields };
    }
    return { type, key, fields };
  }

  #find(key: unknown): ScannedEntry | undefined {
    if (typeof key !== 'string' && typeof key !== 'number') return undefined;
    this.#byKey ??= new Map([...this.#entries].reverse().map((entry) => [entry.key, entry]));
    return this.#byKey.get(String(key).trim());
  }

  /** The fields of the entries that an entry's fields take others from by name. */
  inherited(source: string): string {
    this.#hasHeirs ??= /crossref|xdata/i.test(this.text);
    if (!this.#hasHeirs) return '';
    const named = source.matchAll(/(?<!\w)(?:crossref|xdata)\s*=\s*["{]([^"}]*)/gi);
    const parents = [...named].flatMap(([, keys = '']) =>
      keys.split(',').flatMap((key) => this.#find(key) ?? []),
    );
    return parents.map(({ fieldsStart, fieldsEnd }) => this.text.slice(fieldsStart, fieldsEnd)).join(' ');
  }

  /** The definitions of the macros that a text uses, and of those that these use, in the order they are needed. */
  macrosIn(source: string, used = new Set<string>()): string {
    if (this.#macros.size === 0) return '';
    let definitions = '';
    for (const [, name = ''] of source.matchAll(/[=#]\s*([A-Za-z_][\w:+-]*)/g)) {
      const macro = name.toLowerCase();
      const definition = this.#macros.get(macro);
      if (definition === undefined || used.has(macro)) continue;
      used.add(macro);
      definitions += `${this.macrosIn(definition, used)}${definition}\n`;
    }
    return definitions;
  }
}

class BibtexEntry implements BibliographyEntry {
  readonly #file: BibtexFile;
  readonly #scanned: ScannedEntry;
  #read: ReadFields | undefined;
  #item: CslItem | undefined;

  constructor(file: BibtexFile, scanned: ScannedEntry) {
    this.#file = file;
    this.#scanned = scanned;
  }

  get key(): string {
    return this.#scanned.key;
  }

  get keyStart(): number {
    return this.#scanned.keyStart;
  }

  get keyEnd(): number {
    return this.#scanned.keyStart + this.#scanned.key.length;
  }

  get start(): number {
    return this.#scanned.start;
  }

  get end(): number {
    return this.#scanned.end;
  }

  get item(): CslItem {
    this.#item ??= bibtexItem(this.#file.family(this.#scanned, this.#fields().fields));
    return this.#item;
  }

  get problem(): BibliographyProblem | undefined {
    const { fault } = this.#fields();
    // One that is never closed is reported by its outline.
    if (!fault || !this.#scanned.closed) return undefined;
    const start = this.#scanned.fieldsStart + fault.at;
    return {
      start: Math.min(start, this.end),
      end: Math.min(start + 1, this.end),
      message: missing(this.key, fault.expected),
      remedy: l10n.t('Check the comma, braces and quotation marks of the field before.'),
    };
  }

  get source(): string {
    const { start, end, fieldsStart, fieldsEnd } = this.#scanned;
    const { text } = this.#file;
    return text.slice(start, end) + this.#file.inherited(text.slice(fieldsStart, fieldsEnd));
  }

  get surroundings(): string {
    return this.#file.definitions;
  }

  /** All of its text, with the macros it uses, without names of fields and LaTeX; cheaper by far than the item. */
  get searchText(): SearchText {
    const { fieldsStart, fieldsEnd } = this.#scanned;
    const source = this.#file.text.slice(fieldsStart, fieldsEnd);
    const all = [source, this.#file.macrosIn(source), this.#file.inherited(source)].join(' ');
    const year = /\b(?:year|date)\s*=\s*["{]?\s*(\d{4})/i.exec(source)?.[1];
    return {
      main: plainLatex(mainFields(source)),
      other: plainLatex(all),
      ...(year && { year }),
    };
  }

  #fields(): ReadFields {
    this.#read ??= this.#file.fields(this.#scanned);
    return this.#read;
  }
}

/** Where title and names stand, found by the shape of lines: good enough to rank by. */
function mainFields(source: string): string {
  const found = source.matchAll(
    /(?:^|[,\n])\s*(?:author|editor|title|subtitle|shorttitle)\s*=([^=]*)(?=,\s*[\w-]+\s*=|$)/gi,
  );
  return [...found].map(([, value = '']) => value).join(' ');
}

/** Letters without their accents, as the search folds them; good enough to find by, not to show. */
function plainLatex(source: string): string {
  const values = source.replace(/@string\s*[{(]|(?<![\w:+-])[A-Za-z_][\w:+-]*\s*=\s*(?=["{\w])/gi, ' ');
  const letters = values.includes('\\')
    ? values
        .replace(/\\["'`^~=.]\s*\{?\\?([A-Za-z])\}?|\\[Hcuvdbtkr]\s*\{\\?([A-Za-z])\}/g, '$1$2')
        .replace(/\\(ss|ae|oe|AE|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])\s?/g, '$1')
        .replace(/\\(?:[A-Za-z]+\s*|.)/g, ' ')
    : values;
  return letters.replace(/[{}]/g, '');
}

function missing(key: string, expected: Expected): string {
  switch (expected) {
    case 'equals':
      return l10n.t('"{0}" cannot be read here: an equals sign is missing.', key);
    case 'quote':
      return l10n.t('"{0}" cannot be read here: a quotation mark is missing.', key);
    case 'braces':
      return l10n.t('"{0}" cannot be read here: a value in braces is missing.', key);
    case 'comma':
      return l10n.t('"{0}" cannot be read here: a comma is missing.', key);
    case 'value':
      return l10n.t('"{0}" cannot be read here: a value is missing.', key);
  }
}
