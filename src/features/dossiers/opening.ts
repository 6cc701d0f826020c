/** Opens folders and bibliographies as dossiers, and tells what was found in them. */
import * as vscode from 'vscode';
import type { Corpus } from '../../core/corpus/model.ts';
import { UserError } from '../../core/errors.ts';
import type { BibliographyDossiers } from '../../host/bibliographyDossiers.ts';
import type { Corpora } from '../../host/corpora.ts';
import type { Documents } from '../../host/documents.ts';
import { commandIds } from '../../host/ids.ts';
import { addDossierFolder } from '../../host/settings.ts';

export interface DossierServices {
  readonly corpora: Corpora;
  readonly documents: Documents;
  readonly bibliographyDossiers: BibliographyDossiers;
  readonly log: vscode.LogOutputChannel;
}

export function refuseWithoutTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    vscode.l10n.t('In a workspace that is not trusted only the bundled dossier is open'),
    vscode.l10n.t('trust the workspace first'),
  );
}

/**
 * Opens a place and keeps it in the settings. One inside the workspace that is found by itself is not added twice.
 *
 * @throws UserError when there is no dossier.
 */
export async function openPlace(corpora: Corpora, place: vscode.Uri): Promise<Corpus> {
  const key = place.toString();
  const find = async () => (await corpora.known()).find((one) => one.key === key);
  const known = await find();
  if (!known) await addDossierFolder(settingPath(place));
  else if (!known.open) await corpora.setOpen(new Set([...(await openKeys(corpora)), key]));
  const corpus = (await find())?.corpus;
  if (corpus) return corpus;
  throw new UserError(
    vscode.l10n.t('{0} holds no dossier', place.path),
    vscode.l10n.t('a dossier has a file dossier.yaml; New Dossier makes one'),
  );
}

export function tellOpened({ title, sources }: Corpus): void {
  vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is open: {1} sources', title, sources.length), 5000);
}

/** A command's arguments from the Explorer or an editor's tab: what was clicked, and all that is selected. */
export function givenUris(argument: unknown, selected: unknown): vscode.Uri[] {
  const uris = (value: unknown) => [value].flat().filter((one) => one instanceof vscode.Uri);
  const several = uris(selected);
  return several.length ? several : uris(argument);
}

/** Shows a source in the tree. @param key of the dossier that has it. */
export async function showSource(corpora: Corpora, key: string, source: string): Promise<void> {
  const read = (await corpora.known()).filter(({ corpus }) => corpus);
  const { dossier } = await corpora.index();
  // Beside other dossiers a source may be known by another id.
  const corpus = dossier.corpora[read.findIndex((one) => one.key === key)]?.id;
  const other = (await corpora.shared()).find(
    (one) => one.kind === 'source' && one.id === source && one.corpus === corpus,
  );
  await vscode.commands.executeCommand(commandIds.showInTree, other?.renamed ?? source);
}

/** A path that says the same on another machine where it lies in the workspace. */
function settingPath(place: vscode.Uri): string {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(place);
  const first = vscode.workspace.workspaceFolders?.[0];
  if (inWorkspace && inWorkspace.uri.toString() === first?.uri.toString()) {
    return vscode.workspace.asRelativePath(place, false);
  }
  return place.scheme === 'file' ? place.fsPath : place.toString();
}

async function openKeys(corpora: Corpora): Promise<string[]> {
  return (await corpora.known()).filter(({ open }) => open).map(({ key }) => key);
}
