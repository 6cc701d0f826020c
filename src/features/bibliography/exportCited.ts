/** Export Cited Works: what a draft cites, and nothing else, as a file of its own. */
import * as vscode from 'vscode';
import { type BibliographyFormat, printBibliography } from '../../core/bibliography/bibliography.ts';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { fileName, replaceFile } from '../../host/textFiles.ts';

const formats: readonly {
  label: string;
  description: string;
  format: BibliographyFormat;
  extension: string;
}[] = [
  { label: 'BibLaTeX', description: '.bib', format: 'biblatex', extension: 'bib' },
  { label: 'BibTeX', description: '.bib', format: 'bibtex', extension: 'bib' },
  { label: 'CSL-JSON', description: '.json', format: 'csl-json', extension: 'json' },
  { label: 'CSL-YAML', description: '.yaml', format: 'csl-yaml', extension: 'yaml' },
  { label: 'Hayagriva', description: '.yml', format: 'hayagriva', extension: 'yml' },
];

/**
 * Asks for a format and a place, and writes the works that the draft and the files it includes cite.
 *
 * @throws UserError when nothing known is cited, or the file cannot be written.
 */
export async function exportCitedWorks(
  bibliographies: Bibliographies,
  draft: vscode.TextDocument,
): Promise<void> {
  const library = await bibliographies.library(draft);
  const cited = [...(await bibliographies.citedKeys(draft))];
  const items = cited.flatMap((key) => library.work(key)?.item ?? []);
  const unknown = cited.filter((key) => !library.work(key));
  if (!items.length) {
    throw new UserError(
      vscode.l10n.t('{0} cites nothing that is known', fileName(draft.uri)),
      vscode.l10n.t('insert a citation first'),
    );
  }
  const choice = await vscode.window.showQuickPick(formats, {
    title: vscode.l10n.t('Export Cited Works'),
    placeHolder: vscode.l10n.t('Format of the file'),
  });
  if (!choice) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: defaultTarget(draft, choice.extension),
    filters: { [choice.label]: [choice.extension] },
    title: vscode.l10n.t('Export Cited Works'),
  });
  if (!target) return;
  const text = printBibliography(items, choice.format);
  await replaceFile(target, new TextEncoder().encode(text));
  bibliographies.wrote(target);
  const open = vscode.l10n.t('Open');
  void vscode.window
    .showInformationMessage(report(items.length, target, unknown), open)
    .then(async (answer) => {
      if (answer === open) await vscode.window.showTextDocument(target);
    });
}

function report(count: number, target: vscode.Uri, unknown: readonly string[]): string {
  const written =
    count === 1
      ? vscode.l10n.t('1 cited work is in {0}.', fileName(target))
      : vscode.l10n.t('{0} cited works are in {1}.', count, fileName(target));
  return unknown.length
    ? vscode.l10n.t('{0} Cited but not known: {1}.', written, unknown.join(', '))
    : written;
}

function defaultTarget(draft: vscode.TextDocument, extension: string): vscode.Uri {
  const name = `${fileName(draft.uri).replace(/\.[^.]*$/, '')}-references.${extension}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!draft.isUntitled) return vscode.Uri.joinPath(draft.uri, '..', name);
  return folder ? vscode.Uri.joinPath(folder, name) : draft.uri.with({ scheme: 'file', path: `/${name}` });
}
