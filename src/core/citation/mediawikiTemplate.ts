/** Sources in the citation templates that wikis share (Citation Style 1): `{{Cite news |title=… |url=…}}`. */
import type { CslItem } from '../corpus/schema.ts';
import { formatDate } from '../date.ts';
import { isWebAddress } from '../webAddress.ts';

/** CSL type → template, and its parameter for the container. */
const templates: Readonly<Record<string, readonly [string, string]>> = {
  'article-newspaper': ['news', 'work'],
  'article-journal': ['journal', 'journal'],
  'article-magazine': ['magazine', 'magazine'],
  book: ['book', 'series'],
  chapter: ['book', 'title'],
  'entry-dictionary': ['encyclopedia', 'encyclopedia'],
  'entry-encyclopedia': ['encyclopedia', 'encyclopedia'],
  'paper-conference': ['conference', 'book-title'],
  report: ['report', 'work'],
  thesis: ['thesis', 'work'],
};

export function citeTemplate(item: CslItem): string {
  const url = item.URL && isWebAddress(item.URL) ? item.URL : undefined;
  const [template, container] = templates[item.type] ?? (url ? ['web', 'website'] : ['book', 'series']);
  const inBook = container === 'title' && item['container-title'] !== undefined;
  const fields: readonly (readonly [string, string | number | undefined])[] = [
    ...names(item.author, (number) => [`last${number}`, `first${number}`, `author${number}`]),
    ...names(item.editor, (number) => [`editor${number}-last`, `editor${number}-first`, `editor${number}`]),
    [inBook ? 'chapter' : 'title', item.title],
    [container, item['container-title']],
    ['publisher', item.publisher === item['container-title'] ? undefined : item.publisher],
    ['location', item['publisher-place']],
    ['date', item.issued && templateDate(item.issued)],
    ['edition', item.edition],
    ['volume', item.volume],
    ['issue', item.issue],
    [/\d\D+\d/.test(String(item.page)) ? 'pages' : 'page', item.page],
    ['language', item.language],
    ['doi', item.DOI],
    ['isbn', item.ISBN],
    ['issn', item.ISSN],
  ];
  const written = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [` |${name}=${escapeWikitext(String(value))}`],
  );
  const address = url ? [` |url=${url.replace(/[\s"'<>[\]{|}]/g, percent)}`] : [];
  // A template that has no address takes no day of access, and none but a whole one.
  const accessed =
    url && /^\d{4}-\d\d-\d\d$/.test(item.accessed ?? '') ? [` |access-date=${item.accessed}`] : [];
  return `{{Cite ${template}${[...written, ...address, ...accessed].join('')}}}`;
}

/** Text without markup: marks that would begin some become references to characters. */
export function escapeWikitext(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[[\]{}|<>=]|''+|~~~+|__+|&(?=#?\w+;)/g, (marks) =>
      [...marks].map((mark) => `&#${mark.charCodeAt(0)};`).join(''),
    );
}

type Name = NonNullable<CslItem['author']>[number];

/** The number is left out where there is one name only. */
function names(
  list: readonly Name[] = [],
  parameters: (number: string) => readonly [string, string, string],
): (readonly [string, string | undefined])[] {
  return list.flatMap((name, index) => {
    const [last, first, whole] = parameters(list.length > 1 ? String(index + 1) : '');
    if ('literal' in name) return [[whole, name.literal] as const];
    const join = (...words: readonly (string | undefined)[]) => words.filter((word) => word).join(' ');
    const family = join(name['dropping-particle'], name['non-dropping-particle'], name.family);
    const given = [name.given, name.suffix].filter((word) => word).join(', ');
    return [[last, family || given] as const, [first, family ? given : undefined] as const];
  });
}

/** Templates know no doubt, and `c.` before a year only. */
function templateDate(edtf: string): string {
  const date = edtf.replace(/[?%~]/g, '');
  if (/^\d{4}-\d\d-\d\d$/.test(date)) return date;
  const approximate = /^\d{4}[~%]$/.test(edtf);
  return `${approximate ? 'c. ' : ''}${formatDate(date)}`;
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
