/** The badge on names that no citation is near. */
import * as vscode from 'vscode';
import { RowBadge } from '../../host/rowBadge.ts';

export const uncitedBadge = new RowBadge('dossier-uncited', () => ({
  badge: '○',
  tooltip: vscode.l10n.t('no citation near'),
}));
