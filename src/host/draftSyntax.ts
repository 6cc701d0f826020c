/** How a draft cites: its syntax, and what it cites already. */
import type * as vscode from 'vscode';
import { type CitationSyntax, isSyntaxId, type KeyOfUrl } from '../core/citation/syntax.ts';
import { syntaxFor } from '../core/citation/syntaxFor.ts';
import { draftLanguage } from './draftLanguage.ts';
import { draftDocuments, draftText } from './draftText.ts';
import { citationSyntax } from './settings.ts';

/** What tells a draft's syntax though it stands in other files. */
export interface Surroundings {
  /** What the draft's LaTeX root loads, or which bibliography its AsciiDoc root names. */
  readonly preamble: string;
  /** How Markdown cites in the draft's project. */
  readonly markdown: 'pandoc' | 'myst' | undefined;
  /** What may name a style and a language for the draft: the files it belongs with, then those of its project. */
  readonly speakers: readonly Speaker[];
  /** Where a path of the draft's project begins that begins with a slash. */
  readonly projectRoot: vscode.Uri | undefined;
}

/** A file that says something for a draft. */
export interface Speaker {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly languageId: string;
}

/** Kept beside the document, since finding it takes time that a keystroke does not have. */
const kept = new WeakMap<vscode.TextDocument, Surroundings>();

/** Tells what stands around a draft; `Bibliographies` does, whenever it has looked. */
export function rememberSurroundings(document: vscode.TextDocument, surroundings: Surroundings): void {
  kept.set(document, surroundings);
}

/** What stands around a draft; undefined before anything has looked. */
export function surroundingsOf(document: vscode.TextDocument): Surroundings | undefined {
  return kept.get(document);
}

/** What a syntax was told by. */
type Told = readonly [text: string, setting: string, languageId: string, Surroundings | undefined];

/** At a keystroke several ask for the syntax, and a long text takes tens of milliseconds to tell. */
const told = new WeakMap<vscode.TextDocument, { readonly by: Told; readonly syntax: CitationSyntax }>();

/** The syntax of a document, by its language and the setting; rendered text where there is none. */
export function syntaxOf(document: vscode.TextDocument | undefined): CitationSyntax {
  if (!document) return syntaxFor('plaintext', 'auto', '');
  const surroundings = surroundingsOf(document);
  const setting = citationSyntax(document);
  const by: Told = [draftText(document), setting, draftLanguage(document), surroundings];
  const known = told.get(document);
  if (known?.by.every((value, at) => value === by[at])) return known.syntax;
  const [text, , languageId] = by;
  const { preamble = '', markdown } = surroundings ?? {};
  const auto = isSyntaxId(setting) ? setting : 'auto';
  const syntax = syntaxFor(languageId, auto, preamble ? `${preamble}\n${text}` : text, markdown);
  told.set(document, { by, syntax });
  return syntax;
}

/**
 * The citation keys that a draft uses, in a notebook those of all cells.
 *
 * @param keyOf finds sources that are cited by their address.
 */
export function citedKeys(document: vscode.TextDocument, keyOf?: KeyOfUrl): Set<string> {
  const syntax = syntaxOf(document);
  return new Set(draftDocuments(document).flatMap((one) => [...keysCitedIn(one.getText(), syntax, keyOf)]));
}

/** The citation keys that a text uses. */
export function keysCitedIn(text: string, syntax: CitationSyntax, keyOf?: KeyOfUrl): Set<string> {
  return new Set(syntax.citations(text, keyOf).flatMap(({ parts }) => parts.map(({ source }) => source)));
}
