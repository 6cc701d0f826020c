/** Hayagriva entries, the YAML that Typst reads. */
import type { CslItem } from '../corpus/schema.ts';
import { cslDate } from './cslDate.ts';

type Name = NonNullable<CslItem['author']>[number];

/** CSL type → entry type and that of the parent, which holds the container. */
const types: Readonly<Record<string, readonly [string, string]>> = {
  article: ['article', 'periodical'],
  'article-journal': ['article', 'periodical'],
  'article-magazine': ['article', 'periodical'],
  'article-newspaper': ['article', 'newspaper'],
  'post-weblog': ['article', 'blog'],
  post: ['web', 'web'],
  webpage: ['web', 'web'],
  book: ['book', 'anthology'],
  chapter: ['chapter', 'anthology'],
  'entry-dictionary': ['entry', 'reference'],
  'entry-encyclopedia': ['entry', 'reference'],
  'paper-conference': ['article', 'proceedings'],
  manuscript: ['manuscript', 'anthology'],
  report: ['report', 'anthology'],
  thesis: ['thesis', 'anthology'],
  software: ['repository', 'repository'],
};

/** What stands under the key of the item. */
export function hayagrivaEntry(item: CslItem): Readonly<Record<string, unknown>> {
  const [type, parentType] = types[item.type] ?? ['misc', 'misc'];
  const container = item['container-title'];
  const inParent = container !== undefined && parentType === 'periodical';
  const numbers = { volume: item.volume, issue: item.issue };
  return defined({
    type,
    title: protectCase(item.title),
    author: item.author?.map(name),
    editor: item.editor?.map(name),
    date: date(item.issued),
    parent:
      container === undefined
        ? undefined
        : defined({ type: parentType, title: protectCase(container), ...(inParent ? numbers : {}) }),
    ...(inParent ? {} : numbers),
    publisher: publisher(item),
    edition: item.edition,
    'page-range': item.page === undefined ? undefined : String(item.page).replace(/\s*–\s*/g, '-'),
    genre: item.genre && formatted(item.genre),
    note: item.note && formatted(item.note),
    abstract: item.abstract && formatted(item.abstract),
    url:
      item.URL &&
      (item.accessed && date(item.accessed) ? { value: item.URL, date: date(item.accessed) } : item.URL),
    'serial-number': serialNumber(item),
    language: item.language,
  });
}

/** Styles name both the container and the publisher, also where they are one. */
function publisher(item: CslItem): string | Readonly<Record<string, unknown>> | undefined {
  if (item.publisher === undefined || item.publisher === item['container-title']) return undefined;
  const name = formatted(item.publisher);
  const place = item['publisher-place'];
  return place === undefined ? name : { name, location: formatted(place) };
}

function serialNumber({ DOI, ISBN, ISSN, number }: CslItem): Readonly<Record<string, unknown>> | undefined {
  const numbers = defined({ doi: DOI, isbn: ISBN, issn: ISSN, serial: number });
  return Object.keys(numbers).length > 0 ? numbers : undefined;
}

/** In a text, a comma parts the family name from the given one, and small words at the start are a particle. */
function name(given: Name): string | Readonly<Record<string, unknown>> {
  if ('literal' in given) return /[,\s]/.test(given.literal) ? { name: given.literal } : given.literal;
  const particle = [given['dropping-particle'], given['non-dropping-particle']].filter(Boolean).join(' ');
  // A comma, or a small word behind a capital, would part the family name.
  const parted = /,|\p{Lu}\S*\s+\p{Ll}/u.test(given.family ?? '');
  const plain = !particle && !given.suffix && !parted && (given.given || !/\s/.test(given.family ?? ''));
  if (plain) return [given.family, given.given].filter(Boolean).join(', ');
  return defined({
    name: given.family,
    'given-name': given.given,
    prefix: particle || undefined,
    suffix: given.suffix,
  });
}

/** Hayagriva has days, months and years, and a tilde for doubt; a range is known by its beginning. */
function date(edtf: string | undefined): string | undefined {
  const { 'date-parts': [from] = [], circa } = edtf === undefined ? {} : cslDate(edtf);
  const parts = from?.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'));
  return parts && (circa ? '~' : '') + parts.join('-');
}

/** A style may change the case of a title; words with capitals within, such as `OpenAI`, keep theirs in braces. */
function protectCase(title: string): string {
  return title.replace(/\S+/g, (word) =>
    /\p{L}.*\p{Lu}/u.test(word) ? `{${formatted(word)}}` : formatted(word),
  );
}

/** Braces keep the case and dollars make mathematics, unless escaped. */
function formatted(text: string): string {
  return text.replace(/[\\{}$]/g, '\\$&');
}

function defined(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
