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
  const modern = dialect === 'biblatex';
  const type = entryType(item, modern);
  const plain = (value: string | number | undefined) =>
    value === undefined ? undefined : escapeField(String(value));
  const container = item['container-title'] ?? (/^(?:misc|online)$/.test(type) ? item.publisher : undefined);
  const field = containerField(type, modern);
  const fields: Readonly<Record<string, string | undefined>> = {
    author: names(item.author),
    editor: names(item.editor),
    translator: names(item.translator),
    title: protectCase(item.title),
    shorttitle: modern && item['title-short'] ? protectCase(item['title-short']) : undefined,
    key: modern || item.author || item.editor ? undefined : plain(sortKey(item)),
    [field]: container && containerText(field, container),
    entrysubtype: modern ? /^article-(magazine|newspaper)$/.exec(item.type)?.[1] : undefined,
    series: item['collection-title'] && protectCase(item['collection-title']),
    // A report's and a thesis's maker has a field of its own.
    [type === 'techreport' || type === 'report'
      ? 'institution'
      : /thesis$/.test(type)
        ? 'school'
        : 'publisher']: item.publisher === container ? undefined : whole(item.publisher),
    [modern ? 'location' : 'address']: whole(item['publisher-place']),
    ...issuedFields(item.issued, modern),
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

/** BibTeX's styles leave out an entry that wants an author and has none, but for a `misc`. */
function entryType(item: CslItem, modern: boolean): string {
  const [biblatex, bibtex] = types[item.type] ?? ['misc', 'misc'];
  if (modern) return biblatex;
  return item.author || (item.editor && bibtex === 'book') ? bibtex : 'misc';
}

/** What BibTeX's styles sort and cite by where there is no name; those of natbib then leave out the year. */
function sortKey(item: CslItem): string {
  const { year } = bibtexDate(item.issued);
  return [item['container-title'] ?? item.title, year].filter(Boolean).join(', ');
}

function containerField(type: string, modern: boolean) {
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

/** Pandoc changes the case of a book's title, as of any; `organization` is a list. */
function containerText(field: string, title: string): string | undefined {
  if (field === 'booktitle') return protectCase(title);
  return field === 'organization' ? whole(title) : escapeField(title);
}

/** A field that BibLaTeX reads as a list, whose `and` would part it. */
function whole(text: string | undefined): string | undefined {
  const escaped = text && escapeField(text);
  return escaped && /\band\b/i.test(escaped) ? `{${escaped}}` : escaped;
}

/** Styles change the case of a title; its capitals stay as they are within braces. */
function protectCase(title: string): string {
  const written = balanced(title) ? escapeText : escapeField;
  return title
    .split(/(\s+)/)
    .map((word, index) => {
      const escaped = written(word);
      const changes = index === 0 ? /^(?:.+\p{Lu}|\P{L}*\p{Ll})/su.test(word) : /\p{Lu}/u.test(word);
      return changes ? `{${escaped}}` : escaped;
    })
    .join('');
}

/** BibTeX counts braces even after a backslash, so one without its partner is written by name. */
function escapeField(text: string): string {
  const escaped = escapeText(text);
  return balanced(text)
    ? escaped
    : escaped.replace(/\\\{/g, '\\textbraceleft{}').replace(/\\\}/g, '\\textbraceright{}');
}

/** Only TeX reads `\textbar`, and it makes a dash of the character at worst. */
function escapeText(text: string): string {
  return escapeLatex(text.replace(/\s+/g, ' ')).replace(/\\textbar\{\}/g, '|');
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** An address is not read as LaTeX, only its braces are counted. */
function verbatim(address: string): string {
  return address.replace(/[\s{}\\]/g, encodeURIComponent);
}

/** BibLaTeX reads EDTF but for quarters and sets, and writes an open end as nothing. */
function biblatexDate(edtf: string): string {
  return edtf.replace(/\.\./g, '').replace(/(?<=(?:^|\/)-?\d{4})-(?:2[5-9]|3\d|4[01])(?=$|[?~%/])/g, '');
}

/** What is no EDTF to BibLaTeX is a year in words. */
function issuedFields(edtf: string | undefined, modern: boolean) {
  return modern && edtf && !/^[[{]/.test(edtf) ? { date: biblatexDate(edtf) } : bibtexDate(edtf);
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
