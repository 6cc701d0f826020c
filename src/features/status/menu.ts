/** What the status bar's item leads to: the state in words, and what can be done. */
import * as vscode from 'vscode';
import type { BackgroundWork } from '../../host/backgroundWork.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { commandIds, extensionId } from '../../host/ids.ts';

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

const run =
  (command: string, ...what: readonly unknown[]) =>
  () =>
    vscode.commands.executeCommand(command, ...what);

/** Shows the open dossiers and the actions, and does what is chosen. */
export async function showStatusMenu(corpora: Corpora, work: BackgroundWork): Promise<void> {
  const known = await corpora.known();
  const choice = await vscode.window.showQuickPick(choices(known, work), {
    title: 'Dossier',
    placeHolder: vscode.l10n.t('What is open, and what can be done'),
    matchOnDescription: true,
  });
  await choice?.run?.();
}

function choices(known: readonly KnownDossier[], work: BackgroundWork): Choice[] {
  const problems = problemCount(known);
  const open = known.filter(({ corpus }) => corpus).map(dossierChoice);
  return [
    separator(vscode.l10n.t('Open dossiers')),
    ...(open.length
      ? open
      : [{ label: vscode.l10n.t('No dossier is open'), run: run(commandIds.chooseDossiers) }]),
    ...(work.current
      ? [
          {
            label: `$(stop-circle) ${vscode.l10n.t('Stop')}`,
            description: vscode.l10n.t('{0}: {1}%', work.current.title, work.current.percent),
            run: () => work.stop(),
          },
        ]
      : []),
    ...(problems
      ? [
          {
            label: `$(warning) ${vscode.l10n.t('Show Problems')}`,
            description: String(problems),
            run: run('workbench.actions.view.problems'),
          },
        ]
      : []),
    separator(vscode.l10n.t('While you write')),
    action('quote', vscode.l10n.t('Insert Citation'), commandIds.insertCitation),
    action('list-tree', vscode.l10n.t('In This Document'), 'dossier.inDocument.focus'),
    action('graph-scatter', vscode.l10n.t('Open Timeline'), commandIds.openTimeline),
    separator(vscode.l10n.t('Set up')),
    action('checklist', vscode.l10n.t('Choose Dossiers…'), commandIds.chooseDossiers),
    action('new-folder', vscode.l10n.t('Add Folder as Dossier…'), commandIds.addFolder),
    action('mortar-board', vscode.l10n.t('Open Walkthrough'), commandIds.openWalkthrough),
    {
      label: `$(gear) ${vscode.l10n.t('Settings')}`,
      run: run('workbench.action.openSettings', `@ext:${extensionId}`),
    },
  ];
}

function separator(label: string): Choice {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function action(icon: string, label: string, command: string): Choice {
  return { label: `$(${icon}) ${label}`, run: run(command) };
}

/** Leads to its sources. */
function dossierChoice({ corpus, place, problems }: KnownDossier): Choice {
  const title = (corpus?.title ?? '').replaceAll('$(', '$ (');
  const facts = [
    vscode.l10n.t('{0} sources', corpus?.sources.length ?? 0),
    ...(corpus?.events.length ? [vscode.l10n.t('{0} events', corpus.events.length)] : []),
    ...(problems.length ? [vscode.l10n.t('{0} problems', problems.length)] : []),
  ];
  return {
    label: `$(library) ${title}`,
    description: facts.join(' · '),
    ...(place ? { detail: vscode.workspace.asRelativePath(place.uri) } : {}),
    run: run('dossier.sources.focus'),
  };
}

/** How many faults the open dossiers have. */
export function problemCount(known: readonly KnownDossier[] | undefined): number {
  return (known ?? []).reduce((sum, { problems }) => sum + problems.length, 0);
}
