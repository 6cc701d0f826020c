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
      const reason = whyNot(found);
      if (reason && !passesOn(document)) throw new Error(reason);
      return { range: found.range, placeholder: found.key };
    },

    async provideRenameEdits(document, position, newName, token) {
      const found = await keyAtCursor(parts, document, position, 'rename');
      if (!found) return undefined;
      try {
        return await renameEverywhere(parts, found, newName.trim(), token);
      } catch (error) {
        if (!passesOn(document) || !(error instanceof Error)) throw error;
        void vscode.window.showWarningMessage(error.message);
        return new vscode.WorkspaceEdit();
      }
    },
  });
}

/** VS Code takes `[@key]` in Markdown for a link, and what is refused here it would rename as one. */
function passesOn({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'markdown';
}

/** @returns undefined when the key, and then that it becomes another, is the writer's to decide. */
function whyNot({ key, isOfDossier, isTaken }: KeyAtCursor, to?: string): string | undefined {
  if (isOfDossier) {
    return vscode.l10n.t(
      '“{0}” is the key of a source of the dossier: under another, its note would be lost.',
      key,
    );
  }
  if (to === '') return vscode.l10n.t('A citation key cannot be empty.');
  if (to === undefined || to === key || !isTaken(to)) return undefined;
  return vscode.l10n.t('The key “{0}” is taken already.', to);
}

async function renameEverywhere(
  parts: KeyParts,
  found: KeyAtCursor,
  to: string,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
  const { key, files } = found;
  const reason = whyNot(found, to);
  if (reason) throw new Error(reason);
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
