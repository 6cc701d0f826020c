/** What the language features for citation keys share: which drafts, which keys, and who answers for them. */
import * as vscode from 'vscode';
import type { CitableWork, Library } from '../../core/bibliography/library.ts';
import { type KeyFeature, type KeyOwner, keyOwner } from '../../core/citation/otherExtensions.ts';
import { partAt } from '../../core/citation/partAt.ts';
import type { CitationSyntax, FoundPart } from '../../core/citation/syntax.ts';
import { syntaxFor } from '../../core/citation/syntaxFor.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import type { Corpora } from '../../host/corpora.ts';
import { draftLanguage } from '../../host/draftLanguage.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { citationSyntax, keyFeatures } from '../../host/settings.ts';
import { foreignSchemes } from '../../host/writing.ts';

/** What every feature for keys needs. */
export interface KeyParts {
  readonly corpora: Corpora;
  readonly bibliographies: Bibliographies;
  readonly log: vscode.LogOutputChannel;
  /** Whether another extension is running. */
  readonly isActive: (extensionId: string) => boolean;
}

const markdownLanguages = [
  'markdown',
  'mdx',
  'quarto',
  'qmd',
  'rmd',
  'rmarkdown',
  'pandoc',
  'myst',
  'myst-markdown',
];
const latexLanguages = ['latex', 'tex', 'latex-expl3', 'rsweave'];

/** Languages whose drafts cite by key, with what is typed in their keys and right before them. */
export const keyLanguages: readonly {
  readonly languages: readonly string[];
  readonly extensions: readonly string[];
  readonly triggers: readonly string[];
}[] = [
  // A space and the marks within keys ask again, or the list would end with the first word.
  { languages: markdownLanguages, extensions: ['md', 'qmd', 'Rmd', 'rmd'], triggers: [...'@{`,:/- '] },
  { languages: latexLanguages, extensions: ['tex'], triggers: [...'{,:/- '] },
  { languages: ['typst', 'typ'], extensions: ['typ'], triggers: [...'@<":-'] },
  { languages: ['org'], extensions: ['org'], triggers: [...'@:/- '] },
  { languages: ['asciidoc', 'adoc'], extensions: ['adoc', 'asciidoc'], triggers: [...'[,:/- '] },
  { languages: ['restructuredtext', 'rst'], extensions: ['rst'], triggers: [...'`,}:/- '] },
];

/** Where the features are offered. */
export function selectorOf({
  languages,
  extensions,
}: (typeof keyLanguages)[number]): vscode.DocumentFilter[] {
  // A file of a language that no installed extension knows is plain text to VS Code.
  const patterns = extensions.map((extension) => ({ language: 'plaintext', pattern: `**/*.${extension}` }));
  return [...languages.map((language) => ({ language })), ...patterns];
}

export const keySelector: readonly vscode.DocumentFilter[] = [
  ...keyLanguages.flatMap(selectorOf),
  { language: 'html' },
  { language: 'mediawiki' },
  { language: 'wikitext' },
];

/** Whether a document is a text that may cite by key. */
export function isDraft(document: vscode.TextDocument): boolean {
  return !foreignSchemes.has(document.uri.scheme) && vscode.languages.match([...keySelector], document) > 0;
}

/** Who answers for the keys of a document. */
export function ownerOf(
  { isActive }: KeyParts,
  document: vscode.TextDocument,
  feature: KeyFeature,
): KeyOwner {
  if (foreignSchemes.has(document.uri.scheme)) return 'none';
  return keyOwner(keyFeatures(document), draftLanguage(document), feature, isActive);
}

/** Whether a work's key is ours to answer for. */
export function answersFor(owner: KeyOwner, work: CitableWork): boolean {
  return (
    owner === 'all' || (owner === 'dossierOnly' && work.source !== undefined && work.entries.length === 0)
  );
}

/**
 * The syntax whose keys a document may have. In Markdown that does not cite by key yet it is Pandoc's, since somebody
 * may be about to.
 */
export function keySyntaxOf(document: vscode.TextDocument): { syntax: CitationSyntax; isGuess: boolean } {
  const syntax = syntaxOf(document);
  const isGuess =
    (syntax.id === 'markdownLink' || syntax.id === 'markdownFootnote') && citationSyntax(document) === 'auto';
  return isGuess ? { syntax: syntaxFor('pandoc', 'auto', ''), isGuess } : { syntax, isGuess };
}

/** A syntax that knows every place where a key may stand, to be asked before the document is looked at as a whole. */
export function widestSyntax(document: vscode.TextDocument): CitationSyntax {
  return citationSyntax(document) === 'auto' && markdownLanguages.includes(draftLanguage(document))
    ? syntaxFor('myst', 'auto', '')
    : syntaxOf(document);
}

/** A key in a draft and what it stands for. */
export interface KeyInDraft {
  readonly part: FoundPart;
  readonly range: vscode.Range;
  readonly library: Library;
  /** Undefined when nothing has the key. */
  readonly work: CitableWork | undefined;
}

/**
 * The key at a position of a draft.
 *
 * @returns undefined where there is none, or it is not ours to answer for.
 */
export async function keyInDraft(
  parts: KeyParts,
  document: vscode.TextDocument,
  position: vscode.Position,
  feature: KeyFeature,
): Promise<KeyInDraft | undefined> {
  const owner = ownerOf(parts, document, feature);
  const offset = document.offsetAt(position);
  if (owner === 'none' || !widestSyntax(document).keyAt(document.getText(), offset)) return undefined;
  const { version } = document;
  const library = await parts.bibliographies.library(document);
  if (document.isClosed || document.version !== version) return undefined;
  const part = partAt(keySyntaxOf(document).syntax, document.getText(), offset);
  if (!part) return undefined;
  const work = library.work(part.source);
  if (owner === 'dossierOnly' && !(work && answersFor(owner, work))) return undefined;
  return { part, range: rangeIn(document, part.keyStart, part.keyEnd), library, work };
}

/** The range between two offsets of a document. */
export function rangeIn(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
