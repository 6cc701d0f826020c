/** Makes a folder that is a dossier, ready to be filled. */
import * as vscode from 'vscode';
import { newDossierFiles, slug } from '../../core/corpus/newDossier.ts';
import { UserError } from '../../core/errors.ts';
import { within } from '../../host/dossierFolder.ts';
import { statOf } from '../../host/listFiles.ts';
import { replaceFile } from '../../host/textFiles.ts';

/**
 * Asks for a title and a place, and writes the files.
 *
 * @param argument a folder's URI, from the Explorer: the dossier is made inside it.
 * @returns the new folder; undefined when the writer thought better of it.
 * @throws UserError when there is something at that place already.
 */
export async function makeDossier(argument: unknown): Promise<vscode.Uri | undefined> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Dossier'),
    prompt: vscode.l10n.t('What is it about?'),
    placeHolder: vscode.l10n.t('The price of tea'),
    validateInput: (value) => (value.trim() ? undefined : vscode.l10n.t('A dossier needs a title.')),
  });
  if (!title) return undefined;
  const parent =
    argument instanceof vscode.Uri
      ? argument
      : (vscode.workspace.workspaceFolders?.[0]?.uri ?? (await askForParent()));
  if (!parent) return undefined;
  const folder = vscode.Uri.joinPath(parent, slug(title));
  const taken = (await statOf(folder)) !== undefined;
  if (taken) {
    throw new UserError(
      vscode.l10n.t('{0} is there already', folder.path),
      vscode.l10n.t('choose another title, or add that folder as a dossier'),
    );
  }
  for (const [path, text] of newDossierFiles(title.trim(), vscode.env.language)) {
    await replaceFile(within(folder, path), new TextEncoder().encode(text));
  }
  return folder;
}

async function askForParent(): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: vscode.l10n.t('Make the Dossier Here'),
    })) ?? [];
  return folder;
}
