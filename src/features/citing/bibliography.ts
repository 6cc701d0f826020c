/** Keeps the bibliography that a draft declares complete: what is cited is in it, once. */
import * as vscode from 'vscode';
import { appendItem, bibliographyKeys } from '../../core/bibliography/bibliography.ts';
import type { CslItem } from '../../core/corpus/schema.ts';
import type { Dossier, Reference } from '../../core/dossier.ts';
import { UserError } from '../../core/errors.ts';
import { applyEdits } from '../../core/textEdit.ts';
import type { Bibliographies, DraftBibliography } from '../../host/bibliographies.ts';
import { addsToBibliography } from '../../host/settings.ts';

/**
 * Adds the cited sources to the first bibliography that a saved draft declares, unless one of those it declares has
 * them; makes the file where it is missing. Nothing else in a file changes.
 *
 * @throws UserError when a bibliography cannot be read or written; the draft keeps its citation.
 */
export async function completeBibliography(
  bibliographies: Bibliographies,
  dossier: Dossier,
  draft: vscode.TextDocument,
  references: readonly Reference[],
): Promise<void> {
  if (draft.isUntitled || !addsToBibliography(draft)) return;
  const declared = await bibliographies.of(draft);
  const first = declared[0];
  if (!first) return;
  const keys = new Set(
    declared.flatMap(({ text, format }) =>
      text !== undefined && format ? (bibliographyKeys(text, format) ?? []) : [],
    ),
  );
  const items = [...new Set(references.map(({ source }) => source))].flatMap((key) => {
    const item = keys.has(key) ? undefined : dossier.source(key)?.item;
    return item ? [item] : [];
  });
  if (items.length) await append(first, draft, items);
}

async function append(
  { uri: file, text: before, format }: DraftBibliography,
  draft: vscode.TextDocument,
  items: readonly CslItem[],
): Promise<void> {
  const name = file.path.split('/').at(-1) ?? file.path;
  if (!vscode.workspace.getWorkspaceFolder(file) && !sameFolder(file, draft.uri)) {
    throw new UserError(`${name} lies outside the workspace`, `add ${keysText(items)} to it yourself`);
  }
  let text = before ?? '';
  for (const item of items) {
    const result = format ? appendItem(text, format, item) : ({ kind: 'unreadable' } as const);
    if (result.kind === 'unreadable') {
      throw new UserError(
        `${name} cannot be read as a bibliography`,
        `mend it, or add ${keysText(items)} yourself`,
      );
    }
    if (result.kind === 'append') text = applyEdits(text, [result.edit]);
  }
  if (before === undefined) {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const document = await vscode.workspace.openTextDocument(file);
  // A bibliography with unsaved changes is the writer's to save.
  const save = !document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of changes(document, before, text)) edit.replace(file, range, newText);
  if (!(await vscode.workspace.applyEdit(edit)) || (save && !(await document.save()))) {
    throw new UserError(`${name} could not be written`, `add ${keysText(items)} yourself`);
  }
}

/** The one stretch in which two texts differ, so that what stands around it is left alone. */
function changes(document: vscode.TextDocument, before: string, after: string) {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(before.length - same));
  return [{ range, newText: after.slice(start, after.length - same) }];
}

function sameFolder(a: vscode.Uri, b: vscode.Uri): boolean {
  return vscode.Uri.joinPath(a, '..').toString() === vscode.Uri.joinPath(b, '..').toString();
}

function keysText(items: readonly CslItem[]): string {
  return items.map(({ id }) => `“${id}”`).join(', ');
}
