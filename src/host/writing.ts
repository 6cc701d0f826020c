/** Which documents are texts that somebody writes, as opposed to code, output and what the extension shows. */
import * as vscode from 'vscode';
import { isWritingLanguage } from '../core/citation/syntaxFor.ts';
import { draftLanguage } from './draftLanguage.ts';
import { draftDocuments } from './draftText.ts';
import { noteScheme, previewScheme } from './ids.ts';

/** Documents that are no text of the writer's. */
export const foreignSchemes: ReadonlySet<string> = new Set([
  noteScheme,
  previewScheme,
  'output',
  'vscode-scm',
  'vscode',
  'comment',
  'debug',
  'git',
]);

/** Whether a document is, or belongs to, a draft in a language that people write in. */
export function isWriting(document: vscode.TextDocument): boolean {
  return (
    !foreignSchemes.has(document.uri.scheme) &&
    draftDocuments(document).some((one) => isWritingLanguage(draftLanguage(one)))
  );
}

/**
 * The draft that the writer looks at: the one in the active editor or notebook; where that shows something else, the
 * one of before as long as it is in sight.
 *
 * @param before what this gave last.
 * @returns a notebook's first Markdown cell, or the one that is edited.
 */
export function currentDraft(before: vscode.TextDocument | undefined): vscode.TextDocument | undefined {
  const { activeTextEditor, activeNotebookEditor, visibleTextEditors } = vscode.window;
  const active = activeTextEditor?.document;
  if (active && isWriting(active)) return active;
  const cell = activeNotebookEditor?.notebook.getCells()[0]?.document;
  if (cell && isWriting(cell)) return draftDocuments(cell)[0];
  const visible = visibleTextEditors.map(({ document }) => document);
  return visible.find((document) => document === before) ?? visible.find(isWriting);
}
