/** schema.org in JSON-LD, as news sites and journals describe their pages. */
import { oneLine } from './blocks.ts';
import type { Fields } from './document.ts';
import { limits } from './limits.ts';
import { type Name, parseName } from './names.ts';
import { writtenDate } from './writtenDate.ts';

type Thing = Readonly<Record<string, unknown>>;

/** schema.org type → CSL type. */
const types: Readonly<Record<string, string>> = {
  NewsArticle: 'article-newspaper',
  ReportageNewsArticle: 'article-newspaper',
  AnalysisNewsArticle: 'article-newspaper',
  OpinionNewsArticle: 'article-newspaper',
  BackgroundNewsArticle: 'article-newspaper',
  ScholarlyArticle: 'article-journal',
  MedicalScholarlyArticle: 'article-journal',
  BlogPosting: 'post-weblog',
  LiveBlogPosting: 'post-weblog',
  SocialMediaPosting: 'post',
  Report: 'report',
  Book: 'book',
  Chapter: 'chapter',
  Thesis: 'thesis',
  Dataset: 'dataset',
  Article: 'webpage',
  TechArticle: 'webpage',
};

/** Adds what the scripts say of the page's main thing. */
export function addJsonLd(fields: Fields, scripts: readonly string[]): void {
  const things = scripts.slice(0, 20).flatMap((script) => parse(script));
  const main = things.find((thing) => typeOf(thing) !== undefined && (thing.headline ?? thing.name));
  if (!main) return;
  const type = typeOf(main);
  fields.add('title', text(main.headline) ?? text(main.name));
  const authors = list(main.author).flatMap((one) => name(one) ?? []);
  fields.add('author', authors.length ? authors : undefined);
  const published = text(main.datePublished) ?? text(main.dateCreated);
  fields.add('issued', published && writtenDate(published));
  fields.add('URL', address(main.url) ?? address(main.mainEntityOfPage));
  const whole = text((list(main.isPartOf)[0] as Thing | undefined)?.name);
  const publisher = text((list(main.publisher)[0] as Thing | undefined)?.name);
  fields.add('container-title', whole);
  fields.add('publisher', publisher);
  fields.add('language', text(main.inLanguage));
  fields.add('ISBN', text(main.isbn));
  fields.add('type', type && types[type] !== undefined ? types[type] : undefined);
}

function parse(script: string): Thing[] {
  if (script.length > 1_000_000) return [];
  try {
    const value: unknown = JSON.parse(
      script.replace(/^\s*(?:\/\/)?<!(?:--|\[CDATA\[)|(?:\/\/)?(?:-->|\]\]>)\s*$/g, ''),
    );
    return list(value)
      .filter(isThing)
      .flatMap((thing) => [
        thing,
        ...list(thing['@graph']).filter(isThing),
        ...list(thing.mainEntity).filter(isThing),
      ]);
  } catch {
    // Pages with broken JSON-LD still have their other metadata.
    return [];
  }
}

function typeOf(thing: Thing): string | undefined {
  return list(thing['@type']).find(
    (type): type is string => typeof type === 'string' && Object.hasOwn(types, type),
  );
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.slice(0, 1_000);
  return value === undefined || value === null ? [] : [value];
}

function text(value: unknown): string | undefined {
  const [first] = list(value);
  return typeof first === 'string' ? oneLine(first).slice(0, limits.field) || undefined : undefined;
}

function name(value: unknown): Name | undefined {
  if (typeof value === 'string') return parseName(value);
  if (!isThing(value)) return undefined;
  const [family, given, whole] = [text(value.familyName), text(value.givenName), text(value.name)];
  if (family && given) return { family, given };
  return list(value['@type']).includes('Organization')
    ? whole
      ? { literal: whole }
      : undefined
    : parseName(whole ?? '');
}

function address(value: unknown): string | undefined {
  const found = isThing(value) ? value['@id'] : value;
  return typeof found === 'string' && /^https?:\/\/\S+$/.test(found) ? found : undefined;
}
