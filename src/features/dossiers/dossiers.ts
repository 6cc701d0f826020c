/** The writer's own dossiers: adding, making and choosing them, and what is at fault in their files. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { commandIds } from '../../host/ids.ts';
import { addDossierFolder, useBundledDossier } from '../../host/settings.ts';
import { makeDossier } from './newDossier.ts';
import { registerProblems } from './problems.ts';

export function registerDossiers(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    registerProblems(corpora, log),
    registerCommand(commandIds.addFolder, log, async (argument) => {
      refuseWithoutTrust();
      const folder =
        argument instanceof vscode.Uri ? argument : await askForFolder(vscode.l10n.t('Add as Dossier'));
      if (folder) await add(corpora, folder);
    }),
    registerCommand(commandIds.newDossier, log, async (argument) => {
      refuseWithoutTrust();
      const folder = await makeDossier(argument);
      if (!folder) return;
      await add(corpora, folder);
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'sources.yaml'));
    }),
    registerCommand(commandIds.chooseDossiers, log, () => choose(corpora)),
  );
}

function refuseWithoutTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserError(
    vscode.l10n.t('In a workspace that is not trusted only the bundled dossier is open'),
    vscode.l10n.t('trust the workspace first'),
  );
}

async function askForFolder(openLabel: string): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })) ?? [];
  return folder;
}

/** Adds a folder and tells what was found in it. One inside the workspace that is found by itself is not added twice. */
async function add(corpora: Corpora, folder: vscode.Uri): Promise<void> {
  const key = folder.toString();
  const find = async () => (await corpora.known()).find((one) => one.key === key);
  const known = await find();
  if (!known) await addDossierFolder(settingPath(folder));
  else if (!known.open) await corpora.setOpen(new Set([...(await openKeys(corpora)), key]));
  const added = await find();
  const name = added?.corpus?.title;
  if (name === undefined) {
    throw new UserError(
      vscode.l10n.t('{0} holds no dossier', folder.path),
      vscode.l10n.t('a dossier has a file dossier.yaml; New Dossier makes one'),
    );
  }
  const count = added?.corpus?.sources.length ?? 0;
  const text =
    count === 1
      ? vscode.l10n.t('{0} is open: 1 source', name)
      : vscode.l10n.t('{0} is open: {1} sources', name, count);
  vscode.window.setStatusBarMessage(text, 5000);
}

/** A path that says the same on another machine where the folder lies in the workspace. */
function settingPath(folder: vscode.Uri): string {
  const inWorkspace = vscode.workspace.getWorkspaceFolder(folder);
  const first = vscode.workspace.workspaceFolders?.[0];
  if (inWorkspace && inWorkspace.uri.toString() === first?.uri.toString()) {
    return vscode.workspace.asRelativePath(folder, false);
  }
  return folder.scheme === 'file' ? folder.fsPath : folder.toString();
}

async function openKeys(corpora: Corpora): Promise<string[]> {
  return (await corpora.known()).filter(({ open }) => open).map(({ key }) => key);
}

interface DossierItem extends vscode.QuickPickItem {
  readonly known: KnownDossier;
}

async function choose(corpora: Corpora): Promise<void> {
  const items = (await corpora.known()).map(dossierItem);
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Choose Dossiers'),
    placeHolder: vscode.l10n.t('The dossiers that are open in this workspace'),
  });
  if (!picked) return;
  const open = new Set(picked.map(({ known }) => known.key));
  await corpora.setOpen(open);
  const bundled = items.find(({ known }) => !known.place);
  if (bundled) await useBundledDossier(open.has(bundled.known.key));
}

function dossierItem(known: KnownDossier): DossierItem {
  const { place, corpus, open, problems } = known;
  const faults = problems.length ? problemsText(problems.length) : undefined;
  const state = corpus
    ? sourcesText(corpus.sources.length)
    : open
      ? vscode.l10n.t('nothing to read there')
      : undefined;
  return {
    known,
    label: corpus?.title ?? (place ? folderName(place.uri) : vscode.l10n.t('The bundled dossier')),
    description: [state, faults].filter((part) => part !== undefined).join(' · '),
    ...(place ? { detail: vscode.workspace.asRelativePath(place.uri) } : {}),
    picked: open,
  };
}

function problemsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', count);
}

function sourcesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 source') : vscode.l10n.t('{0} sources', count);
}

function folderName(uri: vscode.Uri): string {
  return uri.path.split('/').findLast((part) => part !== '' && part !== '.dossier') ?? uri.path;
}
