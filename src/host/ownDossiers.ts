/** The open dossiers that can be written to, and which of them is meant. */
import * as vscode from 'vscode';
import type { Corpus } from '../core/corpus/model.ts';
import { UserError } from '../core/errors.ts';
import type { Corpora, KnownDossier } from './corpora.ts';

/** A dossier that can be written to. */
export interface OwnDossier extends KnownDossier {
  readonly folder: vscode.Uri;
  readonly title: string;
  readonly corpus: Corpus;
}

export async function ownDossiers(corpora: Corpora): Promise<OwnDossier[]> {
  return (await corpora.known()).flatMap((known) =>
    known.place?.kind === 'folder' && known.corpus
      ? [{ ...known, corpus: known.corpus, folder: known.place.uri, title: known.corpus.title }]
      : [],
  );
}

/**
 * The dossier to write to; asks where there are several.
 *
 * @returns undefined when the writer thought better of it.
 * @throws UserError when there is none.
 */
export async function chooseDossier(corpora: Corpora): Promise<OwnDossier | undefined> {
  return chooseFrom(await ownDossiers(corpora));
}

/** As `chooseDossier`, out of some. */
export async function chooseFrom(dossiers: readonly OwnDossier[]): Promise<OwnDossier | undefined> {
  if (!dossiers.length) {
    throw new UserError(
      vscode.l10n.t('There is no dossier of yours to write to'),
      vscode.l10n.t('make one with New Dossier'),
    );
  }
  if (dossiers.length === 1) return dossiers[0];
  const picked = await vscode.window.showQuickPick(
    dossiers.map((own) => ({
      label: own.title,
      description: vscode.workspace.asRelativePath(own.folder),
      own,
    })),
    { title: vscode.l10n.t('In which dossier?') },
  );
  return picked?.own;
}
