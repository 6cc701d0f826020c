/** The texts of the timeline's page, in the language of VS Code. */
import * as vscode from 'vscode';
import { itemTexts } from '../../host/itemTexts.ts';
import type { TimelineTexts } from '../../webview/protocol.ts';

export function timelineTexts(): TimelineTexts {
  const { t } = vscode.l10n;
  return {
    ...itemTexts(),
    search: t('Filter events'),
    lanesBy: t('Lanes by'),
    topics: t('Topics'),
    entities: t('Entities'),
    sources: t('Sources'),
    narrow: t('Show only'),
    everything: t('Everything'),
    earlier: t('Earlier (Shift+Left)'),
    later: t('Later (Shift+Right)'),
    zoomIn: t('Zoom in (+)'),
    zoomOut: t('Zoom out (−)'),
    fit: t('Show all (0)'),
    legend: t('What the marks mean'),
    openEnded: t('still going on'),
    exportSvg: t('Export as SVG'),
    exportPng: t('Export as PNG'),
    picture: t('Timeline of events'),
    others: t('Others'),
    events: t('{0} events', '{0}'),
    oneEvent: t('1 event'),
    nothing: t('No event matches'),
    empty: t('The open dossiers hold no events'),
    keys: t('Arrow keys go from event to event, Enter opens one, plus and minus zoom, Shift and arrows pan.'),
  };
}
