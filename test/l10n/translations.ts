/**
 * `npm run l10n <language>`: brings the translation into a language up to date with the source. Texts that are gone are
 * taken out; new ones are added, empty, to be filled in. The first time, both files are made.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../workbench/paths.ts';
import { sources, textsOf } from './sourceTexts.ts';

/** English text → its translation; or, for the manifest, key → text. */
export type Texts = Readonly<Record<string, string>>;

/** The texts that are localised, each under itself, in alphabetical order. */
export function englishTexts(texts = textsOf(sources)): Texts {
  const keys = new Set(texts.flatMap(({ text, localised }) => (localised ? text : [])));
  return Object.fromEntries([...keys].sort().map((key) => [key, key]));
}

export const translationFile = (language: string): string =>
  path.join(projectFolder, `media/l10n/bundle.l10n.${language}.json`);
export const manifestFile = (language: string): string =>
  path.join(projectFolder, `package.nls${language === 'en' ? '' : `.${language}`}.json`);

export function readTexts(file: string): Texts {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function update(file: string, english: Texts): void {
  const known = readTexts(file);
  const texts = Object.keys(english).map((key) => [key, known[key] ?? ''] as const);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`);
  const open = texts.filter(([, text]) => !text).length;
  console.log(`${path.relative(projectFolder, file)}: ${texts.length} texts, ${open} to be translated`);
}

if (import.meta.main) {
  const [language] = process.argv.slice(2);
  if (!language) throw new Error('Name a language: npm run l10n de');
  update(translationFile(language), englishTexts());
  update(manifestFile(language), readTexts(manifestFile('en')));
}
