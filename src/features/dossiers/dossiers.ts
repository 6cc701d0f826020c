/** The writer's own dossiers: adding, making and choosing them, and what is at fault in their files. */
import * as vscode from 'vscode';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { commandIds } from '../../host/ids.ts';
import { useBundledDossier } from '../../host/settings.ts';
import { addDocuments } from './addDocuments.ts';
import { importReferences } from './importReferences.ts';
import { makeDossier } from './newDossier.ts';
import { type DossierServices, openPlace, refuseWithoutTrust, tellOpened } from './opening.ts';
import { registerProblems } from './problems.ts';

export function registerDossiers(services: DossierServices): vscode.Disposable {
  const { corpora, log } = services;
  return vscode.Disposable.from(
    registerProblems(corpora, log),
    registerCommand(commandIds.addFolder, log, async (argument) => {
      refuseWithoutTrust();
      const folder =
        argument instanceof vscode.Uri ? argument : await askForFolder(vscode.l10n.t('Add as Dossier'));
      if (folder) tellOpened(await openPlace(corpora, folder));
    }),
    registerCommand(commandIds.newDossier, log, async (argument) => {
      refuseWithoutTrust();
      const folder = await makeDossier(argument);
      if (!folder) return;
      tellOpened(await openPlace(corpora, folder));
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, 'sources.yaml'));
    }),
    registerCommand(commandIds.addDocuments, log, (argument, selected) =>
      addDocuments(services, argument, selected),
    ),
    registerCommand(commandIds.importReferences, log, (argument, selected) =>
      importReferences(services, argument, selected),
    ),
    registerCommand(commandIds.chooseDossiers, log, () => choose(corpora)),
    registerCommand(commandIds.refresh, log, () => corpora.refresh()),
  );
}

async function askForFolder(openLabel: string): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })) ?? [];
  return folder;
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
