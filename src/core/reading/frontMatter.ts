/** Front matter of Markdown, as Hugo, Jekyll, Quarto, Obsidian and Pandoc have it: YAML, or TOML between `+++`. */
import * as l10n from '@vscode/l10n';
import { parse, TomlError } from 'smol-toml';
import { LineCounter, parseDocument } from 'yaml';
import type { CslItem } from '../corpus/schema.ts';
import { yamlFault } from '../yamlFault.ts';
import { oneLine } from './blocks.ts';
import { type FieldName, Fields, type ReadProblem } from './document.ts';
import { doiIn } from './doi.ts';
import { limits } from './limits.ts';
import { messageOf } from './messageOf.ts';
import { type Name, parseName, parseNames } from './names.ts';
import { writtenDate } from './writtenDate.ts';

export interface FrontMatter {
  readonly fields: Fields;
  /** Where the text begins, in UTF-16 units. */
  readonly end: number;
  readonly problems: readonly ReadProblem[];
}

/** Reads the front matter of a document; one that is at fault is left out of the text all the same, and told. */
export function readFrontMatter(text: string): FrontMatter {
  const match =
    /^(---)[ \t]*\n(?:([\s\S]*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text) ??
    /^(\+\+\+)[ \t]*\n(?:([\s\S]*?)\n)??\+\+\+[ \t]*(?:\n|$)/.exec(text);
  const source = match?.[2] ?? '';
  // Without a key it is a thematic break and text.
  if (!match || (source.trim() && !/^[ \t]*["']?[\w.-]{1,100}["']?[ \t]*[:=[]|^[ \t]*[#[{]/m.test(source))) {
    return { fields: new Fields(), end: 0, problems: [] };
  }
  const end = match[0].length;
  if (source.length > limits.frontMatter) {
    const remedy = l10n.t('keep only what describes the document');
    return {
      fields: new Fields(),
      end,
      problems: [fault(l10n.t('the front matter is too large to read'), remedy)],
    };
  }
  if (nesting(source) > limits.frontMatterDepth) {
    return {
      fields: new Fields(),
      end,
      problems: [fault(l10n.t('the front matter nests too deep to read'), l10n.t('flatten it'))],
    };
  }
  const { value, problems } = match[1] === '---' ? readYaml(source) : readToml(source);
  return { fields: fieldsOf(value), end, problems };
}

/** How deep brackets nest; those in quoted text count as well, which harms nobody. */
function nesting(source: string): number {
  let [depth, deepest] = [0, 0];
  for (const bracket of source.match(/[[\]{}]|^[ \t]*(?:- ){20,}/gm) ?? []) {
    depth +=
      bracket === '[' || bracket === '{' ? 1 : bracket === ']' || bracket === '}' ? -1 : bracket.length;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

interface Parsed {
  readonly value: unknown;
  readonly problems: readonly ReadProblem[];
}

function readYaml(source: string): Parsed {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(source, { lineCounter, prettyErrors: false, logLevel: 'silent' });
    const problems = document.errors.slice(0, 3).map((error) => {
      // The fence before it is line 1.
      const line = Math.max(lineCounter.linePos(error.pos[0]).line, 1) + 1;
      const { message, remedy } = yamlFault(error);
      return fault(l10n.t('the front matter is not valid YAML: {0}', message), remedy, line);
    });
    return { value: document.toJS({ maxAliasCount: limits.yamlAliases }), problems };
  } catch (error) {
    const remedy = l10n.t('write the front matter out without aliases and deep nesting');
    return {
      value: undefined,
      problems: [fault(l10n.t('the front matter cannot be read: {0}', messageOf(error)), remedy)],
    };
  }
}

function readToml(source: string): Parsed {
  try {
    return { value: parse(source), problems: [] };
  } catch (error) {
    const line = error instanceof TomlError ? error.line + 1 : 1;
    const message = messageOf(error).split('\n', 1).join('');
    return {
      value: undefined,
      problems: [
        fault(l10n.t('the front matter is not valid TOML: {0}', message), l10n.t('correct it'), line),
      ],
    };
  }
}

/** What the fields are called, the more telling name first. */
const texts: readonly (readonly [FieldName, readonly string[]])[] = [
  ['container-title', ['container-title', 'publication', 'journal', 'site', 'website', 'publication-title']],
  ['publisher', ['publisher']],
  ['abstract', ['abstract']],
  ['language', ['lang', 'language']],
  ['volume', ['volume']],
  ['issue', ['issue']],
  ['page', ['page', 'pages']],
  ['ISBN', ['isbn']],
  ['genre', ['genre']],
];
const dates = ['issued', 'date', 'published', 'date-published', 'publishdate', 'pubdate', 'datepublished'];
const addresses = ['url', 'source', 'canonicalurl', 'canonical-url', 'link', 'source-url', 'external-url'];
const authors = ['author', 'authors', 'by', 'creator', 'byline'];

/** CSL types that a front matter may name, so that `type: post` of a site generator is not taken for one it is not. */
const types =
  /^(?:article(?:-journal|-magazine|-newspaper)?|book|chapter|document|entry-(?:dictionary|encyclopedia)|interview|legal_case|legislation|manuscript|paper-conference|personal_communication|post-weblog|report|review|speech|thesis|webpage|dataset|software|standard|pamphlet|hearing|bill|broadcast|map|motion_picture)$/;

function fieldsOf(value: unknown): Fields {
  const fields = new Fields();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields;
  const given = new Map(
    Object.entries(value).map(([key, field]) => [key.toLowerCase().replaceAll('_', '-'), field as unknown]),
  );
  const first = <T>(names: readonly string[], read: (field: unknown) => T | undefined): T | undefined => {
    for (const name of names) {
      const found = read(given.get(name));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const title = first(['title'], plainText);
  const subtitle = first(['subtitle'], plainText);
  fields.add('title', title && subtitle ? `${title}: ${subtitle}` : title);
  fields.add('author', first(authors, namesOf));
  fields.add('editor', first(['editor', 'editors'], namesOf));
  fields.add('issued', first(dates, dateOf));
  fields.add('accessed', first(['accessed', 'date-accessed', 'clipped', 'retrieved'], dateOf));
  fields.add('URL', first(addresses, addressOf));
  fields.add(
    'DOI',
    first(['doi'], (field) => doiIn(plainText(field))),
  );
  const type = first(['type'], plainText);
  fields.add('type', type && types.test(type) ? type : undefined);
  for (const [name, keys] of texts) fields.add(name, first(keys, plainText));
  return fields;
}

function plainText(field: unknown): string | undefined {
  if (typeof field === 'number' || typeof field === 'boolean') return String(field);
  return typeof field === 'string'
    ? oneLine(unlinked(field.slice(0, 2 * limits.field))).slice(0, limits.field) || undefined
    : undefined;
}

/** Obsidian writes names as links to notes. */
function unlinked(text: string): string {
  return text.replace(/\[\[(?:[^\][|]{0,200}\|)?([^\][]{0,200})\]\]/g, '$1');
}

function namesOf(field: unknown): CslItem['author'] {
  if (typeof field === 'string') return nonEmpty(parseNames(unlinked(field)));
  if (Array.isArray(field)) return nonEmpty(field.slice(0, 200).flatMap((one) => nameOf(one) ?? []));
  const name = nameOf(field);
  return name && [name];
}

function nameOf(field: unknown): Name | undefined {
  if (typeof field === 'string') return parseName(unlinked(field));
  if (typeof field !== 'object' || field === null) return undefined;
  const { name, family, given, literal } = field as Readonly<Record<string, unknown>>;
  const known = plainText(literal);
  if (known) return { literal: known };
  const [last, rest] = [plainText(family), plainText(given)];
  if (last) return rest ? { family: last, given: rest } : { family: last };
  return typeof name === 'object' ? nameOf(name) : parseName(plainText(name) ?? '');
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length ? list : undefined;
}

function dateOf(field: unknown): string | undefined {
  // TOML has dates of its own.
  if (field instanceof Date)
    return Number.isNaN(field.getTime()) ? undefined : field.toISOString().slice(0, 10);
  return typeof field === 'string' || typeof field === 'number' ? writtenDate(String(field)) : undefined;
}

/** Site generators also write a path of the site there, which leads nowhere from a draft. */
function addressOf(field: unknown): string | undefined {
  const text = plainText(field);
  return text && /^https?:\/\/\S+$/.test(text) ? text : undefined;
}

function fault(message: string, remedy: string, line = 1): ReadProblem {
  return { severity: 'warning', message, remedy, line };
}
