/** The language a draft is written in, as VS Code and the extensions for writers name it. */

const byExtension: Readonly<Record<string, string>> = {
  md: 'markdown',
  mdx: 'markdown',
  markdown: 'markdown',
  qmd: 'quarto',
  rmd: 'rmd',
  tex: 'latex',
  typ: 'typst',
  adoc: 'asciidoc',
  asciidoc: 'asciidoc',
  rst: 'restructuredtext',
  org: 'org',
  html: 'html',
  htm: 'html',
  wiki: 'mediawiki',
  mediawiki: 'mediawiki',
};

/** The extensions of files that are drafts, without the point. */
export const draftExtensions: readonly string[] = Object.keys(byExtension);

/**
 * The language of a file by its name.
 *
 * @returns `plaintext` where the name does not tell.
 */
export function languageOfFile(path: string): string {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return byExtension[extension] ?? 'plaintext';
}
