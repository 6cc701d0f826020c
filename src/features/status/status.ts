/** The status bar's item: which dossiers are open, what is at fault in them, and how far reading is. */
import * as vscode from 'vscode';
import { dossierFiles } from '../../core/corpus/schema.ts';
import type { BackgroundWork } from '../../host/backgroundWork.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { commandIds } from '../../host/ids.ts';
import { currentDraft } from '../../host/writing.ts';
import { problemCount, showStatusMenu } from './menu.ts';

/** A longer title is cut: the status bar is short. In UTF-16 units. */
const longestTitle = 28;

/** Shown while a text or a file of a dossier is in sight, or work is going on; it makes nothing be read. */
export function registerStatus(
  corpora: Corpora,
  work: BackgroundWork,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('dossier.status', vscode.StatusBarAlignment.Left, -10);
  item.name = 'Dossier';
  item.command = commandIds.showStatus;
  let known: readonly KnownDossier[] | undefined;
  let draft: vscode.TextDocument | undefined;
  const show = (): void => {
    draft = currentDraft(draft);
    const active = vscode.window.activeTextEditor?.document;
    if (!draft && !work.current && !(active && isOfDossier(active))) {
      item.hide();
      return;
    }
    const { text, label } = statusText(known, work);
    item.text = text;
    item.tooltip = statusTooltip(known, work);
    item.accessibilityInformation = { label, role: 'button' };
    item.show();
  };
  const read = async (): Promise<void> => {
    known = await corpora.known();
    show();
  };
  const readAgain = () => void read().catch((error: unknown) => log.error(String(error)));
  show();
  return vscode.Disposable.from(
    item,
    corpora.onDidRead(readAgain),
    // What was open is out of date; what has been read once is read again while it is shown.
    corpora.onDidChange(() => known && readAgain()),
    work.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.window.onDidChangeVisibleTextEditors(show),
    vscode.window.onDidChangeActiveNotebookEditor(show),
    registerCommand(commandIds.showStatus, log, () => showStatusMenu(corpora, work)),
  );
}

function isOfDossier({ uri }: vscode.TextDocument): boolean {
  return dossierFiles.includes(uri.path.split('/').at(-1) ?? '');
}

function statusText(
  known: readonly KnownDossier[] | undefined,
  { current }: BackgroundWork,
): { readonly text: string; readonly label: string } {
  if (current) {
    const told = vscode.l10n.t('{0}: {1}%', current.title, current.percent);
    return { text: `$(loading~spin) ${told}`, label: vscode.l10n.t('Dossier, {0}', told) };
  }
  const open = (known ?? []).filter(({ corpus }) => corpus);
  const [first] = open;
  const title = !known
    ? 'Dossier'
    : !first
      ? vscode.l10n.t('No dossier')
      : open.length === 1
        ? shortened(first.corpus?.title ?? '')
        : vscode.l10n.t('{0} dossiers', open.length);
  const count = problemCount(known);
  const faults = count === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', count);
  return {
    text: `$(library) ${title.replaceAll('$(', '$ (')}${count ? ` $(warning) ${count}` : ''}`,
    label: count ? vscode.l10n.t('Dossier, {0}, {1}', title, faults) : vscode.l10n.t('Dossier, {0}', title),
  };
}

function statusTooltip(known: readonly KnownDossier[] | undefined, { current }: BackgroundWork): string {
  const lines = known
    ? known.flatMap(({ corpus, problems }) => {
        if (!corpus) return [];
        const sources = vscode.l10n.t('{0} sources', corpus.sources.length);
        return [
          problems.length
            ? vscode.l10n.t('{0}: {1}, {2} problems', corpus.title, sources, problems.length)
            : vscode.l10n.t('{0}: {1}', corpus.title, sources),
        ];
      })
    : [vscode.l10n.t('Dossiers are read when they are first used.')];
  if (!lines.length) lines.push(vscode.l10n.t('No dossier is open.'));
  if (current) lines.unshift(vscode.l10n.t('{0}: {1}%', current.title, current.percent));
  return [...lines, vscode.l10n.t('Click for what can be done.')].join('\n');
}

function shortened(title: string): string {
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1).trimEnd()}…`;
}
