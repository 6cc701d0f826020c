/** The texts of the timeline's page, in the language of VS Code. */
import * as vscode from 'vscode';
import type { TimelineTexts } from '../../webview/protocol.ts';

export function timelineTexts(): TimelineTexts {
  return {
    search: vscode.l10n.t('Filter events'),
    lanesBy: vscode.l10n.t('Lanes by'),
    topics: vscode.l10n.t('Topics'),
    entities: vscode.l10n.t('Entities'),
    sources: vscode.l10n.t('Sources'),
    narrow: vscode.l10n.t('Show only'),
    everything: vscode.l10n.t('Everything'),
    zoomIn: vscode.l10n.t('Zoom in (+)'),
    zoomOut: vscode.l10n.t('Zoom out (−)'),
    fit: vscode.l10n.t('Show all (0)'),
    exportSvg: vscode.l10n.t('Export as SVG'),
    exportPng: vscode.l10n.t('Export as PNG'),
    picture: vscode.l10n.t('Timeline of events'),
    others: vscode.l10n.t('Others'),
    events: vscode.l10n.t('{0} events', '{0}'),
    oneEvent: vscode.l10n.t('1 event'),
    nothing: vscode.l10n.t('No event matches'),
    empty: vscode.l10n.t('The open dossiers hold no events'),
    cluster: vscode.l10n.t('{0} events close together', '{0}'),
    cited: vscode.l10n.t('cited in the draft'),
    disputed: vscode.l10n.t('sources disagree'),
    uncertain: vscode.l10n.t('date uncertain'),
    occurred: vscode.l10n.t('occurred'),
    planned: vscode.l10n.t('planned'),
    reported: vscode.l10n.t('reported'),
    rumoured: vscode.l10n.t('rumoured'),
    insert: vscode.l10n.t('Insert Citation'),
    showInTree: vscode.l10n.t('Show in Tree'),
    close: vscode.l10n.t('Close'),
    evidence: vscode.l10n.t('Evidence'),
    keys: vscode.l10n.t(
      'Arrow keys go from event to event, Enter opens one, plus and minus zoom, Shift and arrows pan.',
    ),
  };
}
