/** The texts of the timeline's page, in the language of VS Code. */
import * as vscode from 'vscode';
import type { TimelineTexts } from '../../webview/protocol.ts';

export function timelineTexts(): TimelineTexts {
  const { t } = vscode.l10n;
  return {
    search: t('Filter events'),
    lanesBy: t('Lanes by'),
    topics: t('Topics'),
    entities: t('Entities'),
    sources: t('Sources'),
    narrow: t('Show only'),
    everything: t('Everything'),
    zoomIn: t('Zoom in (+)'),
    zoomOut: t('Zoom out (−)'),
    fit: t('Show all (0)'),
    exportSvg: t('Export as SVG'),
    exportPng: t('Export as PNG'),
    picture: t('Timeline of events'),
    others: t('Others'),
    events: t('{0} events', '{0}'),
    oneEvent: t('1 event'),
    nothing: t('No event matches'),
    empty: t('The open dossiers hold no events'),
    cluster: t('{0} events close together', '{0}'),
    cited: t('cited in the draft'),
    disputed: t('sources disagree'),
    uncertain: t('date uncertain'),
    occurred: t('occurred'),
    planned: t('planned'),
    reported: t('reported'),
    rumoured: t('rumoured'),
    insert: t('Insert Citation'),
    showInTree: t('Show in Tree'),
    close: t('Close'),
    evidence: t('Evidence'),
    keys: t('Arrow keys go from event to event, Enter opens one, plus and minus zoom, Shift and arrows pan.'),
  };
}
