/** The citation style that a draft names itself. */
import { blank, blankSpans } from '../citation/masking.ts';
import { frontMatter, yamlFields } from '../frontMatter.ts';
import { bundledStyle } from './bundledStyles.ts';

/**
 * Finds `csl:` of YAML front matter (of a whole file when the language is `yaml`), `style:` of Typst's
 * `bibliography(…)`, AsciiDoc's `:bibtex-style:` and Org's `#+cite_export: csl`.
 *
 * @returns a name or a path as the draft has it; undefined where it names none.
 */
export function draftStyle(text: string, languageId: string): string | undefined {
  return find(text, languageId)?.trim() || undefined;
}

function find(text: string, languageId: string): string | undefined {
  switch (languageId) {
    case 'latex':
    case 'tex':
    case 'rsweave':
      return undefined;
    case 'typst':
    case 'typ': {
      const source = blankTypstComments(text);
      const call = /\bbibliography\((?:[^()"]|"[^"\n]*"|\([^()]*\)){0,1000}?\bstyle:\s*"([^"\n]+)"/;
      return fileOrBundled(call.exec(source)?.[1]);
    }
    case 'asciidoc':
    case 'adoc':
      return fileOrBundled(/^:bibtex-style:[ \t]*(\S.*)$/m.exec(text)?.[1]);
    case 'org':
      return /^[ \t]*#\+cite_export:[ \t]*csl[ \t]+(?:"([^"\n]+)"|(\S+))/im
        .exec(text)
        ?.slice(1)
        .find(Boolean);
    default: {
      const { csl } = languageId === 'yaml' ? yamlFields(text) : frontMatter(text);
      return typeof csl === 'string' ? csl : undefined;
    }
  }
}

/** Typst and AsciiDoc bring styles that are not here; they name them without an extension. */
function fileOrBundled(name: string | undefined): string | undefined {
  return name !== undefined && (/\.csl\s*$/i.test(name) || bundledStyle(name.trim())) ? name : undefined;
}

/** Blanks Typst's comments; offsets stay. */
export function blankTypstComments(text: string): string {
  return blankSpans(text, /\/\*|(?<!:)\/\/.*/g, ([opening]) => (opening === '/*' ? '*/' : ''));
}

/** Blanks TeX's comments; offsets stay. */
export function blankTexComments(text: string): string {
  return blank(text, /(?<!\\)(?:\\\\)*%.*/g);
}
