/** The badge on tree nodes about which sources disagree. */
import * as vscode from 'vscode';
import { RowBadge } from '../../host/rowBadge.ts';

export const disputedBadge = new RowBadge('dossier-disputed', () => ({
  badge: '≠',
  tooltip: vscode.l10n.t('sources disagree'),
}));
