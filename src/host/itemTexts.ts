/** The texts that all pages of items share, in the language of VS Code. `{0}` is filled in by the page. */
import * as vscode from 'vscode';

export function itemTexts() {
  const { t } = vscode.l10n;
  return {
    cluster: t('{0} close together', '{0}'),
    claim: t('claim'),
    cited: t('cited in the draft'),
    disputed: t('sources disagree'),
    uncertain: t('date uncertain'),
    occurred: t('occurred'),
    planned: t('planned'),
    reported: t('reported'),
    rumoured: t('rumoured'),
    insert: t('Insert Citation'),
    insertThis: t('Insert Citation: {0}', '{0}'),
    showInTree: t('Show in Tree'),
    close: t('Close'),
    evidence: t('Evidence'),
  };
}
