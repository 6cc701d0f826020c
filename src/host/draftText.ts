/** The text of a draft as a whole: of a notebook's cell, that of all its Markdown. */
import * as vscode from 'vscode';

/**
 * The documents that a draft consists of, in order: the Markdown and raw cells of a notebook (a raw cell at the top has
 * its front matter), or the document alone.
 */
export function draftDocuments(document: vscode.TextDocument): readonly vscode.TextDocument[] {
  const prose = notebookOf(document.uri)
    ?.getCells()
    .filter(
      ({ kind, document: { languageId } }) => kind === vscode.NotebookCellKind.Markup || languageId === 'raw',
    )
    .map((cell) => cell.document);
  return prose?.length ? prose : [document];
}

/** The file that a document is kept in: that of the notebook for a cell. */
export function fileOf(uri: vscode.Uri): vscode.Uri {
  return notebookOf(uri)?.uri ?? uri;
}

function notebookOf(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  if (uri.scheme !== 'vscode-notebook-cell') return undefined;
  const id = uri.toString();
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some(({ document }) => document.uri.toString() === id),
  );
}

/** What tells how a draft cites. */
export function draftText(document: vscode.TextDocument): string {
  return draftDocuments(document)
    .map((one) => one.getText())
    .join('\n\n');
}
