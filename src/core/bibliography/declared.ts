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
  return find(text, languageId).filter(({ path }) => path !== '' && !/^[a-z][a-z\d+.-]+:\/\//i.test(path));
}

function find(text: string, languageId: string): DeclaredBibliography[] {
  switch (languageId) {
    case 'latex':
    case 'tex':
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

function inYaml(source: string, offset: number): DeclaredBibliography[] {
  const { contents } = parseDocument(source);
  const value = isMap(contents) ? contents.get('bibliography', true) : undefined;
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
