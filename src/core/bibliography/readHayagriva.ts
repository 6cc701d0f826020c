/** Hayagriva entries as CSL items: the inverse of `hayagrivaEntry`, and what else Typst reads. */
import type { CslItem } from '../corpus/schema.ts';
import { readCslItem } from './readCsl.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Entry type, or entry type and that of the parent → CSL type. */
const types: Readonly<Record<string, string>> = {
  article: 'article-journal',
  'article newspaper': 'article-newspaper',
  'article blog': 'post-weblog',
  'article web': 'post-weblog',
  'article proceedings': 'paper-conference',
  'article conference': 'paper-conference',
  'article anthology': 'chapter',
  anthos: 'chapter',
  anthology: 'book',
  artwork: 'graphic',
  audio: 'song',
  blog: 'webpage',
  book: 'book',
  case: 'legal_case',
  chapter: 'chapter',
  conference: 'paper-conference',
  entry: 'entry-encyclopedia',
  legislation: 'legislation',
  manuscript: 'manuscript',
  misc: 'document',
  newspaper: 'periodical',
  original: 'document',
  patent: 'patent',
  performance: 'performance',
  periodical: 'periodical',
  post: 'post',
  proceedings: 'book',
  reference: 'book',
  report: 'report',
  repository: 'software',
  scene: 'motion_picture',
  thesis: 'thesis',
  thread: 'post',
  video: 'motion_picture',
  web: 'webpage',
};

/** What stands under a key. Nothing of it is trusted to be of the right kind. */
export function readHayagrivaEntry(key: string, fields: Fields): CslItem {
  const parents = (Array.isArray(fields.parent) ? fields.parent : [fields.parent]).map(record);
  const parent = parents[0] ?? {};
  /** A volume or a publisher is often written with the whole of which the entry is a part. */
  const own = (name: string) => fields[name] ?? parent[name];
  const publisher = own('publisher');
  const url = fields.url ?? parent.url;
  const numbers = typeof own('serial-number') === 'object' ? record(own('serial-number')) : {};
  const ownNumbers = record(fields['serial-number']);
  const type = text(fields.type).toLowerCase();
  return readCslItem(key, {
    type: types[`${type} ${text(parent.type).toLowerCase()}`] ?? types[type] ?? 'document',
    title: formatted(fields.title),
    author: names(fields.author),
    editor: names(own('editor')),
    translator: names(affiliated(fields, 'translator')),
    'container-title': formatted(parent.title) || undefined,
    issued: text(own('date')),
    volume: scalar(own('volume')),
    issue: scalar(own('issue')),
    edition: scalar(own('edition')),
    page: scalar(fields['page-range']),
    publisher: formatted(record(publisher).name ?? publisher) || undefined,
    'publisher-place': formatted(record(publisher).location ?? own('location')) || undefined,
    genre: formatted(fields.genre) || undefined,
    note: formatted(fields.note) || undefined,
    abstract: formatted(fields.abstract) || undefined,
    URL: text(record(url).value ?? url) || undefined,
    accessed: text(record(url).date) || undefined,
    DOI: text(ownNumbers.doi ?? numbers.doi) || undefined,
    ISBN: text(ownNumbers.isbn ?? numbers.isbn) || undefined,
    ISSN: text(ownNumbers.issn ?? numbers.issn) || undefined,
    number: scalar(ownNumbers.serial ?? fields['serial-number']),
    language: text(fields.language) || undefined,
  });
}

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function scalar(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function text(value: unknown): string {
  return String(scalar(value) ?? '').trim();
}

/** Text in which braces keep the case and dollars make mathematics, unless escaped; or that text with its short form. */
function formatted(value: unknown): string {
  return text(record(value).value ?? value).replace(/\\(.)|[{}]/gs, '$1');
}

function affiliated(fields: Fields, role: string): unknown {
  const groups = Array.isArray(fields.affiliated) ? fields.affiliated.map(record) : [];
  return groups.find((group) => text(group.role).toLowerCase() === role)?.names;
}

function names(value: unknown): Fields[] {
  return (Array.isArray(value) ? value : [value]).map(name).filter((one) => Object.keys(one).length > 0);
}

/** A name's first comma parts the family name from the given one; small words at the start are a particle. */
function name(value: unknown): Fields {
  const { name: whole, 'given-name': given, prefix, suffix } = record(value);
  if (whole !== undefined) {
    const alone = [given, prefix, suffix].every((part) => part === undefined);
    return alone
      ? { literal: text(whole) }
      : { family: whole, given, 'non-dropping-particle': prefix, suffix };
  }
  const parts = text(value)
    .split(',')
    .map((part) => part.trim());
  if (parts.length === 1) return parts[0] ? { literal: parts[0] } : {};
  const [, particle, family] = /^((?:\p{Ll}\S*\s+)*)(.*)$/su.exec(parts[0] ?? '') ?? [];
  const [middle, last] = parts.length > 2 ? [parts[1], parts[2]] : [undefined, parts[1]];
  return { family, given: last, 'non-dropping-particle': particle?.trim(), suffix: middle };
}
