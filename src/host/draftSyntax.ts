/** How a draft cites: its syntax, and what it cites already. */
import type * as vscode from 'vscode';
import { type CitationSyntax, isSyntaxId, type KeyOfUrl } from '../core/citation/syntax.ts';
import { syntaxFor } from '../core/citation/syntaxFor.ts';
import { draftLanguage } from './draftLanguage.ts';
import { draftDocuments, draftText } from './draftText.ts';
import { citationSyntax } from './settings.ts';

/** The syntax of a document, by its language and the setting; rendered text where there is none. */
export function syntaxOf(document: vscode.TextDocument | undefined): CitationSyntax {
  const setting = document ? citationSyntax(document) : 'auto';
  const languageId = document ? draftLanguage(document) : 'plaintext';
  return syntaxFor(languageId, isSyntaxId(setting) ? setting : 'auto', document ? draftText(document) : '');
}

/**
 * The citation keys that a draft uses, in a notebook those of all cells.
 *
 * @param keyOf finds sources that are cited by their address.
 */
export function citedKeys(document: vscode.TextDocument, keyOf?: KeyOfUrl): Set<string> {
  const syntax = syntaxOf(document);
  const citations = draftDocuments(document).flatMap((one) => syntax.citations(one.getText(), keyOf));
  return new Set(citations.flatMap(({ parts }) => parts.map(({ source }) => source)));
}
