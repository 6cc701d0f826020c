/** Gives a work another key, in its bibliographies and in all drafts that cite it. */
import * as vscode from 'vscode';
import { renameEntry, renameInText } from '../../core/citation/renameKey.ts';
import { fileName } from '../../host/textFiles.ts';
import { bibliographySelector, rangeOfText } from './bibliographyFile.ts';
import { type KeyParts, keySelector, rangeIn } from './draftKeys.ts';
import { type KeyAtCursor, keyAtCursor } from './keyAtCursor.ts';
import { draftsCiting } from './workspaceDrafts.ts';

export function registerKeyRename(parts: KeyParts): vscode.Disposable {
  return vscode.languages.registerRenameProvider([...keySelector, ...bibliographySelector], {
    async prepareRename(document, position) {
      const found = await keyAtCursor(parts, document, position, 'rename');
      // VS Code shows the message at the cursor.
      if (!found) throw new Error(vscode.l10n.t('There is no citation key here.'));
      refuseDossierKey(found);
      return { range: found.range, placeholder: found.key };
    },

    async provideRenameEdits(document, position, newName, token) {
      const found = await keyAtCursor(parts, document, position, 'rename');
      if (!found) return undefined;
      refuseDossierKey(found);
      const to = newName.trim();
      if (to === found.key) return undefined;
      if (to === '') throw new Error(vscode.l10n.t('A citation key cannot be empty.'));
      if (found.isTaken(to)) throw new Error(vscode.l10n.t('The key “{0}” is taken already.', to));
      return renameEverywhere(parts, found, to, token);
    },
  });
}

function refuseDossierKey({ key, work }: KeyAtCursor): void {
  if (!work?.source) return;
  throw new Error(
    vscode.l10n.t('“{0}” is the key of a source of the dossier: under another, its note would be lost.', key),
  );
}

async function renameEverywhere(
  parts: KeyParts,
  { key, files }: KeyAtCursor,
  to: string,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, text, format, entries } of files) {
    for (const entry of entries) {
      const change = renameEntry(text, format, entry, to);
      if (!change) throw cannotWrite(to, uri);
      edit.replace(uri, rangeOfText(text, change.start, change.end), change.newText);
    }
  }
  const listed = new Set(files.map(({ uri }) => uri.toString()));
  for (const { document, syntax } of await draftsCiting(parts, key, listed, token)) {
    const changes = renameInText(document.getText(), syntax, key, to);
    if (!changes) throw cannotWrite(to, document.uri);
    for (const { start, end, newText } of changes) {
      edit.replace(document.uri, rangeIn(document, start, end), newText);
    }
  }
  return edit;
}

function cannotWrite(key: string, uri: vscode.Uri): Error {
  return new Error(vscode.l10n.t('“{0}” cannot be written as a key in {1}.', key, fileName(uri)));
}
