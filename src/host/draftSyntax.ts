/** How a draft cites: its syntax, and what it cites already. */
import type * as vscode from 'vscode';
import { type CitationSyntax, isSyntaxId } from '../core/citation/syntax.ts';
import { syntaxFor } from '../core/citation/syntaxFor.ts';
import { draftLanguage } from './draftLanguage.ts';
import { citationSyntax } from './settings.ts';

/** The syntax of a document, by its language and the setting; rendered text where there is none. */
export function syntaxOf(document: vscode.TextDocument | undefined): CitationSyntax {
  const setting = document ? citationSyntax(document) : 'auto';
  const languageId = document ? draftLanguage(document) : 'plaintext';
  return syntaxFor(languageId, isSyntaxId(setting) ? setting : 'auto', document?.getText() ?? '');
}

/** The citation keys that a document uses. */
export function citedKeys(document: vscode.TextDocument): Set<string> {
  const citations = syntaxOf(document).citations(document.getText());
  return new Set(citations.flatMap(({ parts }) => parts.map(({ source }) => source)));
}
