/** BibTeX and BibLaTeX entries. */

import { escapeLatex } from '../citation/latexText.ts';
import type { CslItem } from '../corpus/schema.ts';
import { cslDate } from './cslDate.ts';

export type BibtexDialect = 'bibtex' | 'biblatex';

type Name = NonNullable<CslItem['author']>[number];

/** CSL type → entry type in BibLaTeX and in BibTeX. */
const types: Readonly<Record<string, readonly [string, string]>> = {
  article: ['article', 'article'],
  'article-journal': ['article', 'article'],
  'article-magazine': ['article', 'article'],
  'article-newspaper': ['article', 'article'],
  review: ['article', 'article'],
  book: ['book', 'book'],
  chapter: ['incollection', 'incollection'],
  'entry-dictionary': ['inreference', 'incollection'],
  'entry-encyclopedia': ['inreference', 'incollection'],
  'paper-conference': ['inproceedings', 'inproceedings'],
  manuscript: ['unpublished', 'unpublished'],
  report: ['report', 'techreport'],
  thesis: ['thesis', 'phdthesis'],
  webpage: ['online', 'misc'],
  post: ['online', 'misc'],
  'post-weblog': ['online', 'misc'],
  software: ['software', 'misc'],
  dataset: ['dataset', 'misc'],
};
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** An item as an entry, without a line break at its end. */
export function printBibtex(item: CslItem, dialect: BibtexDialect): string {
  const type = types[item.type]?.[dialect === 'biblatex' ? 0 : 1] ?? 'misc';
  const plain = (value: string | number | undefined) =>
    value === undefined ? undefined : escapeField(String(value));
  const modern = dialect === 'biblatex';
  const fields: Readonly<Record<string, string | undefined>> = {
    author: names(item.author),
    editor: names(item.editor),
    translator: names(item.translator),
    title: protectCase(item.title),
    shorttitle: modern && item['title-short'] ? protectCase(item['title-short']) : undefined,
    [containerField(type, modern)]: plain(item['container-title']),
    entrysubtype: modern ? /^article-(magazine|newspaper)$/.exec(item.type)?.[1] : undefined,
    series: plain(item['collection-title']),
    // A report's and a thesis's maker has a field of its own.
    [type === 'techreport' || type === 'report'
      ? 'institution'
      : /thesis$/.test(type)
        ? 'school'
        : 'publisher']: plain(item.publisher),
    [modern ? 'location' : 'address']: plain(item['publisher-place']),
    ...(modern ? { date: item.issued && biblatexDate(item.issued) } : bibtexDate(item.issued)),
    volume: plain(item.volume),
    number: plain(item.issue ?? item.number),
    edition: plain(item.edition),
    pages: plain(item.page)?.replace(/(\d)\s*[-–]\s*(?=\d)/g, '$1--'),
    type: type === 'thesis' ? (plain(item.genre) ?? 'phdthesis') : plain(item.genre),
    doi: item.DOI && verbatim(item.DOI),
    isbn: plain(item.ISBN),
    issn: plain(item.ISSN),
    url: item.URL && verbatim(item.URL),
    urldate: item.accessed && biblatexDate(item.accessed),
    note: plain(item.note),
    keywords: plain(item.keyword),
    abstract: plain(item.abstract),
  };
  const lines = Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name} = ${name === 'month' ? value : `{${value}}`},`);
  return [`@${type}{${item.id},`, ...lines, '}'].join('\n');
}

function containerField(type: string, modern: boolean): string {
  if (type === 'article') return modern ? 'journaltitle' : 'journal';
  if (/^in/.test(type)) return 'booktitle';
  return modern ? 'organization' : 'howpublished';
}

function names(list: readonly Name[] | undefined): string | undefined {
  return list?.map(name).join(' and ');
}

function name(given: Name): string {
  if ('literal' in given) return `{${escapeField(given.literal)}}`;
  const part = (text: string | undefined) => {
    const escaped = escapeField(text ?? '');
    return /,|\band\b/i.test(escaped) ? `{${escaped}}` : escaped;
  };
  const particle = [given['dropping-particle'], given['non-dropping-particle']].filter(Boolean).join(' ');
  const family = [particle, part(given.family)].filter(Boolean).join(' ');
  // A family name of several words needs no comma to be one, but without it the words would be given names.
  const pieces = [family, part(given.suffix), part(given.given)].filter(Boolean);
  return pieces.length === 1 && /\s/.test(family) ? `{${family}}` : pieces.join(', ');
}

/** Styles change the case of a title; its capitals stay as they are within braces. */
function protectCase(title: string): string {
  return title
    .split(/(\s+)/)
    .map((word, index) => {
      const escaped = escapeField(word);
      const changes = index === 0 ? /^.+\p{Lu}/su.test(word) : /\p{Lu}/u.test(word);
      return changes ? `{${escaped}}` : escaped;
    })
    .join('');
}

/** BibTeX counts braces even after a backslash, so one without its partner is written by name. */
function escapeField(text: string): string {
  const escaped = escapeLatex(text.replace(/\s+/g, ' '));
  const paired = /^[^{}]*(?:\{[^{}]*\}[^{}]*)*$/.test(text);
  return paired
    ? escaped
    : escaped.replace(/\\\{/g, '\\textbraceleft{}').replace(/\\\}/g, '\\textbraceright{}');
}

/** An address is not read as LaTeX, only its braces are counted. */
function verbatim(address: string): string {
  return address.replace(/[\s{}\\]/g, encodeURIComponent);
}

/** BibLaTeX reads EDTF but for quarters, and writes an open end as nothing. */
function biblatexDate(edtf: string): string {
  return edtf.replace(/\.\./g, '').replace(/-(?:2[5-9]|3\d|4[01])(?=$|[?~%/])/g, '');
}

function bibtexDate(edtf: string | undefined): Readonly<Record<string, string | undefined>> {
  if (edtf === undefined) return {};
  const date = cslDate(edtf);
  const [year, month] = date['date-parts']?.[0] ?? [];
  return {
    year: year === undefined ? escapeLatex(date.literal ?? '') : String(year),
    month: month === undefined ? undefined : months[month - 1],
  };
}
