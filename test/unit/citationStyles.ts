/** The bundled styles, set up as a test needs them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BundledStyle, bundledLocale } from '../../src/core/style/bundledStyles.ts';
import { CitationStyle } from '../../src/core/style/citationStyle.ts';

const folder = path.resolve(import.meta.dirname, '../../media/csl');
const kept = new Map<string, CitationStyle>();

/** The text of a file of media/csl. */
export function cslFile(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

/** A style from its XML. */
export function styleOf(xml: string, language = 'en-US'): CitationStyle {
  const locales = ['en-US', bundledLocale(language)].map((tag) => [tag, cslFile(`locales-${tag}.xml`)]);
  return new CitationStyle(xml, language, Object.fromEntries(locales));
}

/** A bundled style; set up once for all tests. */
export function bundled(style: BundledStyle, language = 'en-US'): CitationStyle {
  const id = `${style} ${language}`;
  const known = kept.get(id) ?? styleOf(cslFile(`${style}.csl`), language);
  kept.set(id, known);
  return known;
}
