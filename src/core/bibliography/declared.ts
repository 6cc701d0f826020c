/** The bibliographies that a document names. */
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { blank, blankSpans } from '../citation/masking.ts';

/** A path as the document has it, and where it stands, `[start, end)`. */
export interface DeclaredBibliography {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds `bibliography:` of YAML front matter (of a whole file when the language is `yaml`), LaTeX's `\addbibresource`
 * and `\bibliography`, Typst's `bibliography(…)`, AsciiDoc's `:bibtex-file:`, Org's `#+bibliography:` and the
 * `bibliography` directives of reStructuredText and MyST. Addresses of the web are left out.
 */
export function declaredBibliographies(text: string, languageId: string): DeclaredBibliography[] {
  return find(text, languageId).filter(isPath);
}

/** Files that declare bibliographies for every draft in their folder and below. */
export const projectFileNames = [
  '_quarto.yml',
  '_quarto.yaml',
  '_metadata.yml',
  '_metadata.yaml',
  '_bookdown.yml',
  '_config.yml',
  'myst.yml',
  'conf.py',
] as const;
export type ProjectFileName = (typeof projectFileNames)[number];

/**
 * Finds the bibliographies of a project: Quarto's and bookdown's `bibliography:`, MyST's `project.bibliography`, and
 * `bibtex_bibfiles` of Jupyter Book and Sphinx. Of `conf.py`, a list of literal strings is read and nothing else.
 */
export function projectBibliographies(text: string, name: ProjectFileName): DeclaredBibliography[] {
  if (name === 'conf.py') return inPython(text).filter(isPath);
  const places =
    name === 'myst.yml'
      ? [['project', 'bibliography']]
      : name === '_config.yml'
        ? [['bibtex_bibfiles'], ['sphinx', 'config', 'bibtex_bibfiles']]
        : [['bibliography']];
  return places.flatMap((place) => inYaml(text, 0, place)).filter(isPath);
}

function isPath({ path }: DeclaredBibliography): boolean {
  return path !== '' && !/^[a-z][a-z\d+.-]+:\/\//i.test(path);
}

function find(text: string, languageId: string): DeclaredBibliography[] {
  switch (languageId) {
    case 'latex':
    case 'tex':
    case 'latex-expl3':
    case 'rsweave':
      return inLatex(text);
    case 'typst':
    case 'typ':
      return inTypst(text);
    case 'asciidoc':
    case 'adoc':
      return paths(text, /^:(?:bibtex-file|bibliography-database):[ \t]*(.+)$/gm);
    case 'org':
      return paths(text, /^[ \t]*#\+bibliography:[ \t]*(.+)$/gim);
    case 'restructuredtext':
    case 'rst':
      return paths(text, /^[ \t]*\.\. bibliography::[ \t]*(.+)$/gm, /[^\s]+/g);
    case 'yaml':
      return inYaml(text, 0);
    default: {
      const matter = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?=\r?\n|$)/.exec(text);
      const directive = paths(text, /^[`~:]{3,}\{bibliography\}[ \t]*(.+)$/gm, /[^\s]+/g);
      return [...(matter ? inYaml(matter[1] ?? '', matter[0].indexOf(matter[1] ?? '')) : []), ...directive];
    }
  }
}

function inYaml(source: string, offset: number, place: readonly string[] = ['bibliography']) {
  const { contents } = parseDocument(source);
  const value = isMap(contents) ? contents.getIn(place, true) : undefined;
  return (isSeq(value) ? value.items : [value]).flatMap((node) => {
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return [];
    const [from, to] = node.range;
    const quoted = /^["']/.test(source[from] ?? '') ? 1 : 0;
    return [{ path: node.value, start: offset + from + quoted, end: offset + to - quoted }];
  });
}

function inLatex(text: string): DeclaredBibliography[] {
  const source = blank(text, /(?<!\\)(?:\\\\)*%.*/g);
  const resources = paths(
    source,
    /\\(?:addbibresource|addglobalbib|addsectionbib)\s*(?:\[(?![^\]]*remote)[^\]]*\])?\s*\{([^{}]*)\}/g,
  );
  const lists = paths(source, /\\(?:no)?bibliography\s*\{([^{}]*)\}/g, /[^,\s](?:[^,]*[^,\s])?/g);
  const named = lists.map((one) => (/\.bib$/i.test(one.path) ? one : { ...one, path: `${one.path}.bib` }));
  return [...resources, ...named].sort((a, b) => a.start - b.start);
}

function inTypst(text: string): DeclaredBibliography[] {
  const source = blankSpans(text, /\/\*|(?<!:)\/\/.*/g, ([opening]) => (opening === '/*' ? '*/' : ''));
  return paths(
    source,
    /\bbibliography\(\s*(?:path\()?(\(?\s*(?:"[^"\n]*"\s*,?\s*)+)/g,
    /(?<=")[^"\n,]+(?=")/g,
  );
}

/** A list of strings without escapes; one that holds anything else is not understood. */
function inPython(text: string): DeclaredBibliography[] {
  const source = blank(text, /^[ \t]*#.*/gm);
  const list = /^bibtex_bibfiles[ \t]*(?::[^=\n]*)?=\s*([[(][^\])]*[\])])/gm;
  const literals = /^[[(]\s*(?:(?:'[^'\n\\]*'|"[^"\n\\]*")\s*(?:,\s*|(?=[\])])))*[\])]$/;
  return [...source.matchAll(list)]
    .filter((match) => literals.test(match[1] ?? ''))
    .flatMap(({ index, 0: all }) =>
      [...all.matchAll(/(['"])([^'"\n]+)\1/g)].map(({ index: at, 2: path = '' }) => {
        const start = index + at + 1;
        return { path, start, end: start + path.length };
      }),
    );
}

/** What a pattern's first group holds: one path, or those that `each` finds in it. */
function paths(source: string, pattern: RegExp, each = /[^\s"'](?:.*[^\s"'])?/g): DeclaredBibliography[] {
  return [...source.matchAll(pattern)].flatMap((match) => {
    const group = match[1] ?? '';
    const base = match.index + match[0].lastIndexOf(group);
    return [...group.matchAll(each)].map(({ 0: path, index }) => ({
      path,
      start: base + index,
      end: base + index + path.length,
    }));
  });
}
