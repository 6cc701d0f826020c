/** Citations of paragraphs that are not there, in drafts: what is told, and how it is mended. */
import * as vscode from 'vscode';
import { type ParagraphProblem, paragraphProblems } from '../../core/citation/paragraphProblems.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { commandIds } from '../../host/ids.ts';
import { noteUri } from '../../host/noteUri.ts';
import { type KeyParts, rangeIn } from './draftKeys.ts';

/** The paragraphs that a draft cites and its sources lack; those of documents that are still to be read are not known. */
export async function missingParagraphs(
  { bibliographies, corpora }: KeyParts,
  document: vscode.TextDocument,
): Promise<ParagraphProblem[]> {
  const library = await bibliographies.library(document);
  const unread = (await corpora.known()).flatMap(({ corpus, complete }) =>
    complete || !corpus ? [] : corpus,
  );
  const isRead = (key: string) => !unread.some(({ sources }) => sources.some(({ id }) => id === key));
  return paragraphProblems(document.getText(), syntaxOf(document), library, isRead);
}

export function paragraphDiagnostic(
  document: vscode.TextDocument,
  { key, paragraph, quote, start, end }: ParagraphProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const message =
    quote === undefined
      ? vscode.l10n.t('“{0}” has no paragraph {1}.', key, paragraph)
      : vscode.l10n.t('“{0}” has no paragraph {1} any more. It began: “{2}”', key, paragraph, quote);
  const diagnostic = new vscode.Diagnostic(rangeIn(document, start, end), message, severity);
  const note = new vscode.Location(noteUri(key), new vscode.Position(0, 0));
  diagnostic.relatedInformation = [
    new vscode.DiagnosticRelatedInformation(note, vscode.l10n.t('The paragraphs that it has')),
  ];
  return diagnostic;
}

/** Edits the citation at the part that is at fault, where paragraphs are chosen. */
export async function chooseParagraph(
  parts: KeyParts,
  document: vscode.TextDocument,
  { range }: vscode.Diagnostic,
): Promise<vscode.Command | undefined> {
  const found = (await missingParagraphs(parts, document)).find(({ start, end }) =>
    rangeIn(document, start, end).isEqual(range),
  );
  if (!found) return undefined;
  return {
    command: commandIds.editCitation,
    title: vscode.l10n.t('Choose Another Paragraph…'),
    arguments: [{ uri: document.uri.toString(), offset: found.citationAt, part: found.part }],
  };
}
