/** The styles and locales that come with the extension, and the names that people know them by. */

/** Style id → what people call it. The ids are the names of the files in media/csl and dist/csl. */
export const bundledStyles = {
  apa: 'APA, 7th edition',
  'chicago-author-date': 'Chicago, 18th edition: author-date',
  'chicago-notes-bibliography': 'Chicago, 18th edition: notes',
  'modern-language-association': 'MLA, 9th edition',
  ieee: 'IEEE',
  'harvard-cite-them-right': 'Harvard: Cite Them Right, 12th edition',
  vancouver: 'Vancouver: NLM, Citing Medicine',
  'american-medical-association': 'AMA, 11th edition',
} as const;
export type BundledStyle = keyof typeof bundledStyles;

export const defaultStyle: BundledStyle = 'apa';

/** Former ids of the CSL project's repository, and those of Typst where they differ. */
const otherNames: Readonly<Record<string, BundledStyle>> = {
  'american-psychological-association': 'apa',
  'chicago-fullnotes': 'chicago-notes-bibliography',
  'chicago-fullnote-bibliography': 'chicago-notes-bibliography',
  'chicago-notes': 'chicago-notes-bibliography',
  mla: 'modern-language-association',
  'institute-of-electrical-and-electronics-engineers': 'ieee',
  harvard1: 'harvard-cite-them-right',
  nlm: 'vancouver',
  'nlm-citation-sequence': 'vancouver',
  'vancouver-nlm': 'vancouver',
  ama: 'american-medical-association',
};

/** Where the CSL project and Zotero have the styles. */
const repositories =
  /^https?:\/\/(?:(?:www\.)?zotero\.org\/styles\/|(?:raw\.githubusercontent|github)\.com\/citation-style-language\/styles\/(?:[^/]+\/)*)/i;

/**
 * The bundled style that a name stands for: an id, a former or a common one, a file's name, or the address of a style
 * where Zotero or the CSL project has it.
 *
 * @returns undefined when it stands for none.
 */
export function bundledStyle(name: string): BundledStyle | undefined {
  const id = name
    .replace(repositories, '')
    .replace(/\.csl$/i, '')
    .toLowerCase();
  if (Object.hasOwn(bundledStyles, id)) return id as BundledStyle;
  return Object.hasOwn(otherNames, id) ? otherNames[id] : undefined;
}

/** BCP 47; for each language, its first stands for every region that is not here. */
export const bundledLocales = [
  'en-US',
  'en-GB',
  'cs-CZ',
  'da-DK',
  'de-DE',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'nb-NO',
  'nl-NL',
  'pl-PL',
  'pt-PT',
  'pt-BR',
  'sv-SE',
  'zh-CN',
] as const;
export type BundledLocale = (typeof bundledLocales)[number];

/** English as written outside of America. */
const british = /^en-(?:au|ie|in|nz|za)\b/;

/** The locale nearest to a BCP 47 tag; `en-US` where there is none. */
export function bundledLocale(language: string): BundledLocale {
  const tag = language.toLowerCase().replaceAll('_', '-');
  if (british.test(tag)) return 'en-GB';
  const primary = tag.split('-')[0]?.replace(/^n[on]$/, 'nb');
  return (
    bundledLocales.find((known) => known.toLowerCase() === tag) ??
    bundledLocales.find((known) => known.startsWith(`${primary}-`)) ??
    'en-US'
  );
}

/** Where the build puts a style. */
export function stylePath(style: BundledStyle): string {
  return `dist/csl/${style}.csl`;
}

/** Where the build puts a locale. */
export function localePath(locale: BundledLocale): string {
  return `dist/csl/locales-${locale}.xml`;
}
