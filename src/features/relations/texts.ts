/** The texts of the relations' page, in the language of VS Code. */
import * as vscode from 'vscode';
import { itemTexts } from '../../host/itemTexts.ts';
import type { RelationsTexts } from '../../webview/protocol.ts';

export function relationsTexts(): RelationsTexts {
  const { t } = vscode.l10n;
  return {
    ...itemTexts(),
    picture: t('Relations of {0}', '{0}'),
    counts: t('Shared events: {0}, shared claims: {1}', '{0}', '{1}'),
    none: t('No event or claim of the open dossiers ties this to anything else.'),
    showRelations: t('Show Relations'),
    keys: t('Related entities, the strongest tie first. Arrow keys go from tie to tie, Enter opens one.'),
  };
}
