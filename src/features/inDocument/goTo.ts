/** Going to places in a draft: the cursor is put there, in the editor or notebook that shows it. */
import * as vscode from 'vscode';
import { type Place, placeBeside } from '../../core/inDocument/names.ts';

/** The editor that shows one of a draft's texts, the active one first, and which text it shows. */
export function editorOf(
  documents: readonly vscode.TextDocument[],
): { readonly editor: vscode.TextEditor; readonly text: number } | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  for (const editor of activeTextEditor ? [activeTextEditor, ...visibleTextEditors] : visibleTextEditors) {
    const text = documents.indexOf(editor.document);
    if (text >= 0) return { editor, text };
  }
  return undefined;
}

/** Goes to the place that comes next after what is selected, round at the ends; nowhere where there is none. */
export async function goBeside(
  documents: readonly vscode.TextDocument[],
  places: readonly Place[],
  direction: 'next' | 'previous',
): Promise<void> {
  const place = placeBeside(places, selected(documents), direction);
  if (place) await goTo(documents, place);
}

/** Selects a place and brings it into sight. */
export async function goTo(
  documents: readonly vscode.TextDocument[],
  { text, start, end }: Place,
): Promise<void> {
  const document = documents[text];
  if (!document) return;
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const notebook = vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
  if (notebook) {
    const index = notebook.getCells().findIndex((cell) => cell.document === document);
    const range = new vscode.NotebookRange(index, index + 1);
    await vscode.window.showNotebookDocument(notebook, { selections: [range] });
    if (!shown) return;
    shown.selection = new vscode.Selection(selection.start, selection.end);
    shown.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  await vscode.window.showTextDocument(document, {
    selection,
    ...(shown?.viewColumn ? { viewColumn: shown.viewColumn } : {}),
  });
}

/** What is selected in a draft; its beginning where no editor shows it. */
function selected(documents: readonly vscode.TextDocument[]): Place {
  const found = editorOf(documents);
  if (!found) return { text: 0, start: 0, end: 0 };
  const { document, selection } = found.editor;
  return {
    text: found.text,
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  };
}
