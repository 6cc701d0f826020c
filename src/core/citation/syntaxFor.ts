/** Which syntax a document cites in. */

import { mergeEdits, offsetAfter, type TextEdit } from '../textEdit.ts';
import { asciidoc, citesByMacro } from './asciidoc.ts';
import { asciidocPlain } from './asciidocPlain.ts';
import { html } from './html.ts';
import { latexDialect, latexSyntax } from './latex.ts';
import { markdownFootnote } from './markdownFootnote.ts';
import { markdownLink } from './markdownLink.ts';
import { markdownReference } from './markdownReference.ts';
import { mediawiki } from './mediawiki.ts';
import { citesByRole, myst } from './myst.ts';
import { org } from './org.ts';
import { pandoc } from './pandoc.ts';
import { plainText } from './plainText.ts';
import { restructuredText } from './restructuredText.ts';
import type { CitationContext, CitationForm, CitationPart, CitationSyntax, SyntaxId } from './syntax.ts';
import { typst } from './typst.ts';

const syntaxes: Readonly<Record<SyntaxId, CitationSyntax>> = {
  pandoc,
  markdownLink,
  markdownReference,
  markdownFootnote,
  latex: latexSyntax('latex'),
  natbib: latexSyntax('natbib'),
  biblatex: latexSyntax('biblatex'),
  typst,
  restructuredText,
  myst,
  asciidoc,
  asciidocPlain,
  org,
  html,
  mediawiki,
  text: plainText,
};

/** VS Code's language ids, those of well-known extensions, and common names on the command line. */
const byLanguage: Readonly<Record<string, 'markdown' | 'latex' | SyntaxId>> = {
  markdown: 'markdown',
  md: 'markdown',
  mdx: 'markdown',
  quarto: 'pandoc',
  qmd: 'pandoc',
  rmd: 'pandoc',
  rmarkdown: 'pandoc',
  pandoc: 'pandoc',
  latex: 'latex',
  tex: 'latex',
  'latex-expl3': 'latex',
  rsweave: 'latex',
  typst: 'typst',
  typ: 'typst',
  mediawiki: 'mediawiki',
  wikitext: 'mediawiki',
  html: 'html',
  org: 'org',
  asciidoc: 'asciidoc',
  adoc: 'asciidoc',
  myst: 'myst',
  'myst-markdown': 'myst',
  restructuredtext: 'restructuredText',
  rst: 'restructuredText',
};

/** Whether drafts are written in a language: those with a syntax of their own, and plain text. */
export function isWritingLanguage(languageId: string): boolean {
  return languageId === 'plaintext' || languageId in byLanguage;
}

/**
 * The syntax of a document.
 *
 * @param languageId VS Code language id; one without a syntax gets rendered text.
 * @param setting a syntax overrules the language.
 * @param documentText the document and, where LaTeX splits it, the root's preamble.
 * @param markdownStyle what `auto` takes for Markdown that does not cite by key.
 */
export function syntaxFor(
  languageId: string,
  setting: 'auto' | SyntaxId,
  documentText: string,
  markdownStyle: 'markdownLink' | 'markdownFootnote' | 'pandoc' | 'myst' = 'markdownLink',
): CitationSyntax {
  if (setting !== 'auto') return syntaxes[setting];
  const known = byLanguage[languageId] ?? 'text';
  if (known === 'latex') return syntaxes[latexDialect(documentText)];
  // Without its extension, AsciiDoc shows a `cite` macro as it stands; a reference and its list are part of the language.
  if (known === 'asciidoc') return citesByMacro(documentText) ? asciidoc : asciidocPlain;
  if (known === 'markdown') {
    if (citesByRole(documentText)) return myst;
    return citesByKey(documentText) ? pandoc : syntaxes[markdownStyle];
  }
  return syntaxes[known];
}

/** Whether Markdown is written for Pandoc: its front matter names a bibliography or a style, or it cites already. */
function citesByKey(text: string): boolean {
  const matter = /^---\r?\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1] ?? '';
  if (/^(?:bibliography|csl|references|citeproc|link-citations|nocite)[ \t]*:/m.test(matter)) return true;
  return text.includes('@') && pandoc.citations(text).some((citation) => citation.form === 'parenthetical');
}

/** Cites the parts at every offset of one text; what several offsets ask for alike is done once. */
export function insertAtAll(
  syntax: CitationSyntax,
  text: string,
  offsets: readonly number[],
  parts: readonly CitationPart[],
  context: CitationContext,
  form?: CitationForm,
): { readonly edits: readonly TextEdit[]; readonly cursors: readonly number[] } {
  const all = offsets.map((offset) => syntax.insert(text, offset, parts, context, form));
  const cursors = all.map((own, index) => {
    const offset = offsets[index] ?? 0;
    const others = mergeEdits(all.flatMap((one) => one.edits)).filter((edit) => !includes(own.edits, edit));
    return own.cursor + offsetAfter(others, offset) - offset;
  });
  return { edits: mergeEdits(all.flatMap((one) => one.edits)), cursors };
}

function includes(edits: readonly TextEdit[], { start, end, newText }: TextEdit): boolean {
  return edits.some((edit) => edit.start === start && edit.end === end && edit.newText === newText);
}
