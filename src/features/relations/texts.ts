/** The texts of the relations' page, in the language of VS Code. */
import * as vscode from 'vscode';
import { itemTexts } from '../../host/itemTexts.ts';
import type { RelationsTexts } from '../../webview/protocol.ts';

export function relationsTexts(): RelationsTexts {
  return {
    ...itemTexts(),
    picture: vscode.l10n.t('Relations of {0}', '{0}'),
    counts: vscode.l10n.t('Shared events: {0}, shared claims: {1}', '{0}', '{1}'),
    none: vscode.l10n.t('No event or claim of the open dossiers ties this to anything else.'),
    showRelations: vscode.l10n.t('Show Relations'),
    keys: vscode.l10n.t(
      'Related entities, the strongest tie first. Arrow keys go from tie to tie, Enter opens one.',
    ),
  };
}
