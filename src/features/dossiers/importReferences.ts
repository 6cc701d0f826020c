/** Import References: a bibliography file becomes a dossier, which follows the file from then on. */
import * as vscode from 'vscode';
import { bibliographyExtensions, readableFormat } from '../../core/bibliography/bibliography.ts';
import { readBibliography } from '../../core/bibliography/read.ts';
import { UserError } from '../../core/errors.ts';
import { isBibliographyPath } from '../../host/dossierPlaces.ts';
import { fileName, TextFiles } from '../../host/textFiles.ts';
import { type DossierServices, givenUris, openPlace, refuseWithoutTrust, showSource } from './opening.ts';

/** Larger files are not looked into before they are read beside the editor. In UTF-16 units. */
const quicklyRead = 2_000_000;

/**
 * Opens bibliography files as dossiers.
 *
 * @param argument a file's URI, from the Explorer; without one the writer is asked.
 * @throws UserError for a file without entries.
 */
export async function importReferences(
  { corpora, bibliographyDossiers }: DossierServices,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  refuseWithoutTrust();
  const given = givenUris(argument, selected);
  const files = given.length ? given : await askForFiles();
  for (const file of files) {
    await refuseUnreadable(file);
    await openPlace(corpora, file);
    await bibliographyDossiers.settled(file);
    const { title, sources } = await openPlace(corpora, file);
    const show = vscode.l10n.t('Show');
    void vscode.window
      .showInformationMessage(
        vscode.l10n.t(
          '{0} is open: {1} sources. They follow the file when it changes.',
          title,
          sources.length,
        ),
        ...(sources[0] ? [show] : []),
      )
      .then(async (choice) => {
        if (choice && sources[0]) await showSource(corpora, file.toString(), sources[0].id);
      });
  }
}

async function askForFiles(): Promise<readonly vscode.Uri[]> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Import'),
    title: vscode.l10n.t('Import References'),
    filters: {
      [vscode.l10n.t('Bibliographies')]: [...bibliographyExtensions],
    },
  });
  return files ?? [];
}

async function refuseUnreadable(file: vscode.Uri): Promise<void> {
  const remedy = vscode.l10n.t('choose a file in BibTeX, BibLaTeX, CSL-JSON, CSL-YAML, Hayagriva or RIS');
  const { text, refusal } = await new TextFiles().read(file);
  if (text === undefined) {
    throw new UserError(refusal ?? vscode.l10n.t('{0} is not there', fileName(file)), remedy);
  }
  const format = isBibliographyPath(file.path) ? readableFormat(file.path, text, 'pandoc') : undefined;
  if (!format) throw new UserError(vscode.l10n.t('{0} is no bibliography', fileName(file)), remedy);
  if (text.length > quicklyRead || readBibliography(text, format).entries.length) return;
  throw new UserError(vscode.l10n.t('{0} holds no entries that can be cited', fileName(file)), remedy);
}
