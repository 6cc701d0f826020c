/** The timeline as a file: asks where, draws it for print and writes it. */
import * as vscode from 'vscode';
import type { Dossier } from '../../core/dossier.ts';
import { filterLanes } from '../../core/timeline/filter.ts';
import { type Picture, timelinePicture } from '../../core/timeline/svg.ts';
import { buildTimeline } from '../../core/timeline/timeline.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import type { FromTimeline } from '../../webview/protocol.ts';

type Export = Extract<FromTimeline, { readonly type: 'export' }>;

/** Draws what is in view, as wide as the page shows it. */
export async function exportPicture(
  dossier: Dossier,
  { format, state, width }: Export,
  rasterize: (picture: Picture) => Promise<Uint8Array>,
): Promise<void> {
  const target = await askWhere(format);
  if (!target) return;
  const timeline = buildTimeline(dossier);
  const context = await citationContextOf(dossier, undefined);
  const lanes = filterLanes(timeline.lanes[state.lanes], state.filter).map((lane) => ({
    ...lane,
    label: lane.label || vscode.l10n.t('Others'),
  }));
  const picture = timelinePicture(lanes, {
    title: dossier.corpora.map(({ title }) => title).join(', '),
    width: Math.min(4000, Math.round(width)),
    from: state.view?.from ?? timeline.from,
    to: state.view?.to ?? timeline.to,
    language: vscode.env.language,
    legend: {
      reported: vscode.l10n.t('reported'),
      planned: vscode.l10n.t('planned'),
      rumoured: vscode.l10n.t('rumoured'),
      uncertain: vscode.l10n.t('date uncertain'),
      disputed: vscode.l10n.t('sources disagree'),
    },
    sourcesTitle: vscode.l10n.t('Sources'),
    references: (sources) => sources.map((source) => context.reference(source, 'text')).sort(),
  });
  const bytes = format === 'svg' ? new TextEncoder().encode(picture.svg) : await rasterize(picture);
  await vscode.workspace.fs.writeFile(target, bytes);
  const open = vscode.l10n.t('Open');
  const name = target.path.split('/').at(-1) ?? '';
  const choice = await vscode.window.showInformationMessage(vscode.l10n.t('{0} is written.', name), open);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', target);
}

function askWhere(format: 'svg' | 'png'): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `timeline.${format}`;
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Timeline'),
    filters: { [format.toUpperCase()]: [format] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
}
