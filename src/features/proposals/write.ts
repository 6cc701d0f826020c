/** Writes accepted proposals into the files of a dossier. */
import * as vscode from 'vscode';
import { addEntries } from '../../core/authoring/additions.ts';
import { UserError } from '../../core/errors.ts';
import { acceptedEntries } from '../../core/proposals/accept.ts';
import type { Proposal } from '../../core/proposals/proposal.ts';
import { within } from '../../host/dossierFolder.ts';
import type { OwnDossier } from '../../host/ownDossiers.ts';

/** Writes all of it in one edit and shows the first file that changed; saving and finishing is the writer's. */
export async function writeProposals(
  { folder, corpus }: OwnDossier,
  accepted: readonly Proposal[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const changed: vscode.Uri[] = [];
  const entries = acceptedEntries(corpus, accepted);
  for (const file of ['topics.yaml', 'entities.yaml', 'events.yaml', 'claims.yaml'] as const) {
    if (!entries[file].length) continue;
    const uri = within(folder, file);
    const text = await vscode.workspace.fs.stat(uri).then(
      async () => (await vscode.workspace.openTextDocument(uri)).getText(),
      () => undefined,
    );
    const added = addEntries(file, text ?? '', entries[file]);
    if (!added) {
      throw new UserError(
        vscode.l10n.t('{0} cannot be added to', file),
        vscode.l10n.t('mend what the Problems view says of it'),
      );
    }
    if (text === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(added.newText) });
    else {
      const document = await vscode.workspace.openTextDocument(uri);
      edit.replace(
        uri,
        new vscode.Range(document.positionAt(added.start), document.positionAt(added.end)),
        added.newText,
      );
    }
    changed.push(uri);
  }
  await vscode.workspace.applyEdit(edit);
  const [first] = changed;
  if (first) await vscode.window.showTextDocument(first, { preview: false });
}
