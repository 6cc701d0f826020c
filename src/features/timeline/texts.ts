/** The texts of the timeline's page, in the language of VS Code. */
import * as vscode from 'vscode';
import { itemTexts } from '../../host/itemTexts.ts';
import type { TimelineTexts } from '../../webview/protocol.ts';

export function timelineTexts(): TimelineTexts {
  return {
    ...itemTexts(),
    search: vscode.l10n.t('Filter events'),
    lanesBy: vscode.l10n.t('Lanes by'),
    topics: vscode.l10n.t('Topics'),
    entities: vscode.l10n.t('Entities'),
    sources: vscode.l10n.t('Sources'),
    narrow: vscode.l10n.t('Show only'),
    everything: vscode.l10n.t('Everything'),
    earlier: vscode.l10n.t('Earlier (Shift+Left)'),
    later: vscode.l10n.t('Later (Shift+Right)'),
    zoomIn: vscode.l10n.t('Zoom in (+)'),
    zoomOut: vscode.l10n.t('Zoom out (−)'),
    fit: vscode.l10n.t('Show all (0)'),
    legend: vscode.l10n.t('What the marks mean'),
    openEnded: vscode.l10n.t('still going on'),
    exportSvg: vscode.l10n.t('Export as SVG'),
    exportPng: vscode.l10n.t('Export as PNG'),
    picture: vscode.l10n.t('Timeline of events'),
    others: vscode.l10n.t('Others'),
    events: vscode.l10n.t('{0} events', '{0}'),
    oneEvent: vscode.l10n.t('1 event'),
    nothing: vscode.l10n.t('No event matches'),
    empty: vscode.l10n.t('The open dossiers hold no events'),
    keys: vscode.l10n.t(
      'Arrow keys go from event to event, Enter opens one, plus and minus zoom, Shift and arrows pan.',
    ),
  };
}
