/** In This Document: what the draft names, cites and could cite, and the ways to go from name to name. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import { mentionPlaces } from '../../core/inDocument/names.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { draftDocuments } from '../../host/draftText.ts';
import { commandIds, contextKeys } from '../../host/ids.ts';
import { currentDraft } from '../../host/writing.ts';
import { DraftReader } from './draftReader.ts';
import { Follower } from './follower.ts';
import { goBeside, goTo } from './goTo.ts';
import { uncitedBadge } from './uncited.ts';
import { registerUnderline } from './underline.ts';

/** Registers the view, its commands and the underline of names. */
export function registerInDocument(
  corpora: Corpora,
  bibliographies: Bibliographies,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const reader = new DraftReader();
  const follower = new Follower({ corpora, bibliographies, reader, log });
  const showUncitedOnly = async (only: boolean): Promise<void> => {
    follower.view.uncitedOnly = only;
    await vscode.commands.executeCommand('setContext', contextKeys.uncitedNames, only);
  };
  /** What the row stands for now, in texts as they are now. */
  const currentRow = async (row: unknown) => {
    await follower.update();
    const current = follower.view.current(row);
    return current && 'places' in current && follower.read
      ? { places: current.places, documents: follower.read.documents }
      : undefined;
  };
  const goToName = async (direction: 'next' | 'previous'): Promise<void> => {
    const draft = currentDraft(undefined);
    if (!draft) {
      throw new UserError(
        vscode.l10n.t('No draft is open'),
        vscode.l10n.t('open a text that names somebody'),
      );
    }
    const { matcher } = await corpora.index();
    const documents = draftDocuments(draft);
    const texts = documents.map((document) => ({ scanned: reader.scan(document, matcher) }));
    const places = mentionPlaces(texts);
    if (places.length) await goBeside(documents, places, direction);
    else vscode.window.setStatusBarMessage(vscode.l10n.t('No name of the dossier stands here'), 3000);
  };
  const goToOccurrence = async (row: unknown, direction: 'next' | 'previous'): Promise<void> => {
    const current = await currentRow(row);
    if (current) await goBeside(current.documents, current.places, direction);
  };
  return vscode.Disposable.from(
    follower,
    uncitedBadge.register(),
    registerUnderline(corpora, reader, log),
    registerCommand(commandIds.nextName, log, () => goToName('next')),
    registerCommand(commandIds.previousName, log, () => goToName('previous')),
    registerCommand(commandIds.nextOccurrence, log, (row) => goToOccurrence(row, 'next')),
    registerCommand(commandIds.previousOccurrence, log, (row) => goToOccurrence(row, 'previous')),
    registerCommand(commandIds.showFirstOccurrence, log, async (row) => {
      const current = await currentRow(row);
      const first = current?.places[0];
      if (first) await goTo(current.documents, first);
    }),
    registerCommand(commandIds.showUncitedNames, log, () => showUncitedOnly(true)),
    registerCommand(commandIds.showAllNames, log, () => showUncitedOnly(false)),
  );
}
