/** The language of a document, also where no extension for that language is installed. */
import type * as vscode from 'vscode';
import { languageOfFile } from '../core/language.ts';

/** VS Code's language id; for what it takes for plain text, the language that the file's name tells. */
export function draftLanguage({ languageId, uri }: vscode.TextDocument): string {
  return languageId === 'plaintext' ? languageOfFile(uri.path) : languageId;
}
