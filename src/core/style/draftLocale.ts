/** The language that a draft is written in, as the draft itself says it. */
import { frontMatter, yamlFields } from '../frontMatter.ts';
import { blankTexComments, blankTypstComments } from './draftStyle.ts';

/**
 * Reads `lang:` of YAML front matter (of a whole file when the language is `yaml`), the main language of LaTeX's babel
 * or polyglossia, Typst's `set text(lang: …)`, AsciiDoc's `:lang:`, Org's `#+language:` and `<html lang>`.
 *
 * @returns BCP 47; undefined where the draft does not say it.
 */
export function draftLocale(text: string, languageId: string): string | undefined {
  const found = find(text, languageId)?.trim().replaceAll('_', '-');
  return found && /^[a-z]{2,3}(?:-[a-z\d]{1,8})*$/i.test(found) ? found : undefined;
}

function find(text: string, languageId: string): string | undefined {
  switch (languageId) {
    case 'latex':
    case 'tex':
    case 'rsweave':
      return inLatex(blankTexComments(text));
    case 'typst':
    case 'typ':
      return inTypst(blankTypstComments(text));
    case 'asciidoc':
    case 'adoc':
      return /^:lang:[ \t]*(\S+)/m.exec(text)?.[1];
    case 'org':
      return /^[ \t]*#\+language:[ \t]*(\S+)/im.exec(text)?.[1];
    case 'html':
      return /<html\b[^<>]*\slang\s*=\s*["']?([^\s"'<>]+)/i.exec(text)?.[1];
    default: {
      const { lang, language } = languageId === 'yaml' ? yamlFields(text) : frontMatter(text);
      return [lang, language].find((value) => typeof value === 'string');
    }
  }
}

function inTypst(source: string): string | undefined {
  const text = /\bset\s+text\(((?:[^()"]|"[^"\n]*"|\([^()]*\)){0,1000})\)/g;
  for (const [, settings = ''] of source.matchAll(text)) {
    const lang = /\blang:\s*"([^"\n]+)"/.exec(settings)?.[1];
    const region = /\bregion:\s*"([^"\n]+)"/.exec(settings)?.[1];
    if (lang) return region ? `${lang}-${region}` : lang;
  }
  return undefined;
}

function inLatex(source: string): string | undefined {
  const [, variant = '', main] =
    /\\set(?:main|default)language\s*(?:\[([^\]]*)\])?\s*\{([^{}]*)\}/.exec(source) ?? [];
  if (main !== undefined) {
    const named = /\bvariant\s*=\s*(\w+)/.exec(variant)?.[1];
    return latexLanguage(named ?? '') ?? latexLanguage(main);
  }
  const provided = /\\babelprovide\s*\[[^\]]*\bmain\b[^\]]*\]\s*\{([^{}]*)\}/.exec(source)?.[1];
  if (provided !== undefined) return latexLanguage(provided);
  const babel = /\\usepackage\s*(?:\[([^\]]*)\])?\s*\{[^{}]*\bbabel\b[^{}]*\}/.exec(source);
  if (!babel) return undefined;
  const own = options(babel[1]);
  const named = own.flatMap((option) => /^main\s*=\s*(.*)$/.exec(option)?.[1] ?? [])[0];
  if (named !== undefined) return latexLanguage(named);
  // Of several languages the last is the main one; those of the class count when the package names none.
  const global = options(/\\documentclass\s*\[([^\]]*)\]/.exec(source)?.[1]);
  return [global, own].flatMap((list) => list.flatMap((option) => latexLanguage(option) ?? [])).at(-1);
}

function options(text = ''): string[] {
  return text.split(',').map((option) => option.trim());
}

/** Names of babel and polyglossia → BCP 47. */
const latexLanguages: Readonly<Record<string, string>> = {
  american: 'en-US',
  english: 'en-US',
  us: 'en-US',
  usenglish: 'en-US',
  australian: 'en-AU',
  british: 'en-GB',
  canadian: 'en-CA',
  newzealand: 'en-NZ',
  uk: 'en-GB',
  ukenglish: 'en-GB',
  austrian: 'de-AT',
  german: 'de-DE',
  germanb: 'de-DE',
  naustrian: 'de-AT',
  ngerman: 'de-DE',
  nswissgerman: 'de-CH',
  swiss: 'de-CH',
  swissgerman: 'de-CH',
  acadian: 'fr-CA',
  canadien: 'fr-CA',
  francais: 'fr-FR',
  french: 'fr-FR',
  brazil: 'pt-BR',
  brazilian: 'pt-BR',
  portuges: 'pt-PT',
  portuguese: 'pt-PT',
  chinese: 'zh-CN',
  czech: 'cs-CZ',
  danish: 'da-DK',
  dutch: 'nl-NL',
  italian: 'it-IT',
  japanese: 'ja-JP',
  norsk: 'nb-NO',
  norwegian: 'nb-NO',
  nynorsk: 'nn-NO',
  polish: 'pl-PL',
  spanish: 'es-ES',
  swedish: 'sv-SE',
};

/** @returns undefined for what is no language, and for one whose locale is not here: VS Code's then serves as well. */
function latexLanguage(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(latexLanguages, key) ? latexLanguages[key] : undefined;
}
