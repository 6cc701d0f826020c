/** What an HTML page says of itself: Highwire's citation tags, JSON-LD, Open Graph, Dublin Core, and the rest. */
import { oneLine } from './blocks.ts';
import { Fields } from './document.ts';
import { doiIn } from './doi.ts';
import { addJsonLd } from './jsonLd.ts';
import { limits } from './limits.ts';
import { parseName, parseNames } from './names.ts';
import { writtenDate } from './writtenDate.ts';

/** The fields that a page's metadata give, the more careful kinds of metadata first. */
export function htmlFields(document: Document, source: string): Fields {
  const fields = new Fields();
  const metas = metaTags(document);
  const meta = (...names: readonly string[]) => names.flatMap((name) => metas.get(name) ?? [])[0];
  const all = (name: string) => metas.get(name) ?? [];

  addHighwire(fields, meta, all);
  addJsonLd(
    fields,
    [...document.querySelectorAll('script[type="application/ld+json"]')].map(
      (script) => script.textContent ?? '',
    ),
  );
  fields.add('title', meta('og:title', 'twitter:title', 'dc.title', 'dcterms.title', 'parsely-title'));
  const authors = [
    ...all('author'),
    ...all('article:author'),
    ...all('dc.creator'),
    ...all('dcterms.creator'),
    ...all('parsely-author'),
  ];
  fields.add(
    'author',
    authors
      .slice(0, 50)
      .map((author) => parseNames(author))
      .find((names) => names.length > 0),
  );
  const date = meta(
    'article:published_time',
    'og:article:published_time',
    'dc.date.issued',
    'dcterms.issued',
    'dc.date',
    'dcterms.date',
    'date',
    'pubdate',
    'publish-date',
    'parsely-pub-date',
    'datepublished',
  );
  fields.add('issued', date && writtenDate(date));
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? undefined;
  fields.add('URL', address(canonical) ?? address(meta('og:url', 'twitter:url')));
  fields.add('container-title', meta('og:site_name', 'application-name'));
  if (/^(?:article|post|webpage)/.test(fields.get('type') ?? ''))
    fields.add('container-title', fields.get('publisher'));
  fields.add('publisher', meta('dc.publisher', 'dcterms.publisher'));
  const language =
    document.documentElement?.getAttribute('lang') ?? meta('og:locale', 'dc.language', 'content-language');
  fields.add(
    'language',
    language && /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(language)
      ? language.replaceAll('_', '-')
      : undefined,
  );
  addSavedFrom(fields, source);
  addVisible(fields, document);
  if (fields.get('type') === undefined && meta('og:type') === 'article' && fields.get('issued')) {
    fields.add('type', 'webpage', 'og:type');
  }
  return fields;
}

type Meta = (...names: readonly string[]) => string | undefined;

function metaTags(document: Document): Map<string, string[]> {
  const metas = new Map<string, string[]>();
  for (const tag of [...document.querySelectorAll('meta')].slice(0, 2_000)) {
    const name = (
      tag.getAttribute('name') ??
      tag.getAttribute('property') ??
      tag.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = oneLine((tag.getAttribute('content') ?? '').slice(0, limits.field));
    if (name && content) metas.set(name, [...(metas.get(name) ?? []), content]);
  }
  return metas;
}

/** Google Scholar's and Zotero's tags: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing */
function addHighwire(fields: Fields, meta: Meta, all: (name: string) => string[]): void {
  fields.add('title', meta('citation_title'));
  const authors = all('citation_author')
    .slice(0, 200)
    .flatMap((author) => parseName(author) ?? []);
  fields.add('author', authors.length ? authors : parseNames(meta('citation_authors') ?? ''));
  const date = meta('citation_publication_date', 'citation_date', 'citation_online_date', 'citation_year');
  fields.add('issued', date && writtenDate(date));
  const journal = meta('citation_journal_title');
  const conference = meta('citation_conference_title');
  const institution = meta('citation_technical_report_institution', 'citation_dissertation_institution');
  fields.add('container-title', journal ?? conference ?? meta('citation_inbook_title'));
  fields.add('publisher', meta('citation_publisher') ?? institution);
  fields.add('volume', meta('citation_volume'));
  fields.add('issue', meta('citation_issue'));
  const [first, last] = [meta('citation_firstpage'), meta('citation_lastpage')];
  fields.add('page', first && last && first !== last ? `${first}-${last}` : first);
  fields.add('DOI', doiIn(meta('citation_doi', 'dc.identifier', 'prism.doi')));
  fields.add('ISBN', meta('citation_isbn'));
  fields.add('ISSN', meta('citation_issn'));
  fields.add('language', meta('citation_language'));
  const type = journal
    ? 'article-journal'
    : conference
      ? 'paper-conference'
      : meta('citation_dissertation_institution')
        ? 'thesis'
        : meta('citation_technical_report_institution')
          ? 'report'
          : meta('citation_inbook_title')
            ? 'chapter'
            : meta('citation_isbn')
              ? 'book'
              : undefined;
  fields.add('type', type);
}

/** Browsers and SingleFile note where they saved a page from. */
function addSavedFrom(fields: Fields, source: string): void {
  const head = source.slice(0, 5_000);
  const from = 'the comment of the program that saved the page';
  const url = /<!--\s*saved from url=\(\d+\)(\S+)/.exec(head) ?? /SingleFile\s+url:\s*(\S+)/.exec(head);
  fields.add('URL', address(url?.[1]), from);
  const saved = /SingleFile\s+url:[^>]*?saved date:\s*\w{3} (\w{3} \d\d \d{4})/.exec(head)?.[1];
  fields.add('accessed', saved && writtenDate(saved), from);
}

/** What only the page's text shows. */
function addVisible(fields: Fields, document: Document): void {
  const site = fields.get('container-title');
  const heading = oneLine(document.querySelector('h1')?.textContent ?? '');
  const whole = oneLine(document.querySelector('title')?.textContent ?? '');
  const parts = whole.split(/\s+[|–—·»-]\s+/);
  // Sites add their name to the title of the tab; the heading tells which part is the article's.
  const title =
    parts.length > 1 && heading && parts.includes(heading)
      ? heading
      : parts.length > 1 && parts.at(-1) === site
        ? parts.slice(0, -1).join(' – ')
        : whole;
  fields.add('title', title.slice(0, limits.field), 'the title of the page');
  fields.add('title', heading.slice(0, limits.field), 'the first heading');
  const time = document
    .querySelector('article time[datetime], main time[datetime], time[pubdate]')
    ?.getAttribute('datetime');
  fields.add('issued', time ? writtenDate(time) : undefined, 'the first date of the article');
  const byline = document.querySelector(
    '[rel="author"], [itemprop="author"] [itemprop="name"], [itemprop="author"], .byline',
  );
  const names = parseNames(
    oneLine(byline?.textContent ?? '')
      .replace(/^(?:by|von|par|por|di)\s+/i, '')
      .slice(0, 200),
  );
  fields.add('author', names.length <= 10 ? names : undefined, 'the byline');
}

function address(text: string | undefined): string | undefined {
  return text && /^https?:\/\/\S+$/.test(text) ? text : undefined;
}
