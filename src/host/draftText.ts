/** The text of a draft as a whole: of a notebook's cell, that of all its Markdown. */
import * as vscode from 'vscode';

/**
 * The documents that a draft consists of, in order: the Markdown and raw cells of a notebook (a raw cell at the top has
 * its front matter), or the document alone.
 */
export function draftDocuments(document: vscode.TextDocument): readonly vscode.TextDocument[] {
  if (document.uri.scheme !== 'vscode-notebook-cell') return [document];
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  const prose = notebook
    ?.getCells()
    .filter(
      ({ kind, document: { languageId } }) => kind === vscode.NotebookCellKind.Markup || languageId === 'raw',
    )
    .map((cell) => cell.document);
  return prose?.length ? prose : [document];
}

/** What tells how a draft cites. */
export function draftText(document: vscode.TextDocument): string {
  return draftDocuments(document)
    .map((one) => one.getText())
    .join('\n\n');
}
