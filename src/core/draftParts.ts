/** A draft in several files: which files a text includes, and which root it names. */
import { blank, blankSpans } from './citation/masking.ts';

/** Languages whose drafts are put together from files, and the extensions of those files. */
export const partExtensions = {
  latex: ['tex', 'ltx', 'Rnw'],
  typst: ['typ'],
  asciidoc: ['adoc', 'asciidoc'],
  org: ['org'],
} as const;
export type PartLanguage = keyof typeof partExtensions;

const languages: Readonly<Record<string, PartLanguage>> = {
  latex: 'latex',
  tex: 'latex',
  'latex-expl3': 'latex',
  rsweave: 'latex',
  typst: 'typst',
  typ: 'typst',
  asciidoc: 'asciidoc',
  adoc: 'asciidoc',
  org: 'org',
};

/** @returns undefined for a language whose drafts stand in one file. */
export function partLanguage(languageId: string): PartLanguage | undefined {
  return languages[languageId];
}

/** A file that a text includes. */
export interface Inclusion {
  /** As a path with its extension. */
  readonly path: string;
  /** What the path is relative to: the folder of the root, or that of the including file. */
  readonly from: 'root' | 'file';
}

/** The files that a text includes, in its order; a path that is computed is left out. */
export function inclusions(text: string, language: PartLanguage): Inclusion[] {
  switch (language) {
    case 'latex':
      return inLatex(text);
    case 'typst': {
      const source = blankSpans(text, /\/\*|(?<!:)\/\/.*/g, ([open]) => (open === '/*' ? '*/' : ''));
      return relative(source, /#?\b(?:include|import)\s+"([^"\n@]+\.typ)"/g);
    }
    case 'asciidoc':
      return relative(text, /^include::([^[\]{}\n]+)\[[^\n]*\][ \t]*$/gm);
    case 'org':
      return relative(text, /^[ \t]*#\+include:[ \t]*"([^"\n:]+\.org)(?:::[^"\n]*)?"/gim);
  }
}

/**
 * The root that a LaTeX file names itself, relative to its folder: by `% !TEX root = …`, or by the class `subfiles`.
 *
 * @returns undefined where it names none.
 */
export function namedRoot(text: string, language: PartLanguage): string | undefined {
  if (language !== 'latex') return undefined;
  const magic = /^[ \t]*%[ \t]*!\s*tex[ \t]+root[ \t]*=[ \t]*(\S.*?)[ \t]*$/im.exec(
    text.slice(0, headLength),
  );
  const path = magic?.[1] ?? /\\documentclass\s*\[([^\]\n]+)\]\s*\{subfiles\}/.exec(uncommented(text))?.[1];
  return path && withExtension(path.trim());
}

/** A LaTeX preamble: what stands before the document begins, or the whole of a file that does not begin one. */
export function preamble(text: string): string {
  const begin = uncommented(text).indexOf('\\begin{document}');
  return begin < 0 ? text : text.slice(0, begin);
}

/** Where editors look for magic comments, in UTF-16 units. */
const headLength = 4000;

function inLatex(text: string): Inclusion[] {
  const found: Inclusion[] = [];
  const pattern =
    /\\(?:(input|include|subfile|subfileinclude)\s*\{([^{}\\\n]+)\}|(sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}\\\n]*)\}\s*\{([^{}\\\n]+)\})/g;
  for (const [, plain, path = '', sub, folder = '', name = ''] of uncommented(text).matchAll(pattern)) {
    if (plain) found.push({ path: withExtension(path.trim()), from: 'root' });
    else {
      const joined = `${folder.trim().replace(/(?<=[^/])$/, '/')}${name.trim()}`;
      found.push({ path: withExtension(joined), from: sub ? 'file' : 'root' });
    }
  }
  return found;
}

function relative(source: string, pattern: RegExp): Inclusion[] {
  return [...source.matchAll(pattern)].map(([, path = '']) => ({ path: path.trim(), from: 'file' }));
}

function uncommented(text: string): string {
  return blank(text, /(?<!\\)(?:\\\\)*%.*/g);
}

function withExtension(path: string): string {
  return /\.(?:tex|ltx|Rnw)$/i.test(path) ? path : `${path}.tex`;
}
