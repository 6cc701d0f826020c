/** The texts that all pages of items share, in the language of VS Code. `{0}` is filled in by the page. */
import * as vscode from 'vscode';

export function itemTexts() {
  return {
    cluster: vscode.l10n.t('{0} close together', '{0}'),
    claim: vscode.l10n.t('claim'),
    cited: vscode.l10n.t('cited in the draft'),
    disputed: vscode.l10n.t('sources disagree'),
    uncertain: vscode.l10n.t('date uncertain'),
    occurred: vscode.l10n.t('occurred'),
    planned: vscode.l10n.t('planned'),
    reported: vscode.l10n.t('reported'),
    rumoured: vscode.l10n.t('rumoured'),
    insert: vscode.l10n.t('Insert Citation'),
    insertThis: vscode.l10n.t('Insert Citation: {0}', '{0}'),
    showInTree: vscode.l10n.t('Show in Tree'),
    close: vscode.l10n.t('Close'),
    evidence: vscode.l10n.t('Evidence'),
  };
}
