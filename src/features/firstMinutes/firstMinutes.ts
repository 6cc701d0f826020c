/** The first minutes: a walkthrough, and a draft to try everything on. */
import * as vscode from 'vscode';
import { registerCommand } from '../../host/commands.ts';
import { commandIds, extensionId, walkthroughId } from '../../host/ids.ts';
import { useBundledDossier, usesBundledDossier } from '../../host/settings.ts';

export function registerFirstMinutes(log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(commandIds.trySampleDraft, log, () => openSampleDraft()),
    registerCommand(commandIds.openWalkthrough, log, () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${extensionId}#${walkthroughId}`,
        false,
      ),
    ),
  );
}

/** An untitled document about the bundled dossier's subject, with the cursor where a citation is missing. */
async function openSampleDraft(): Promise<void> {
  if (!usesBundledDossier()) {
    const open = vscode.l10n.t('Open It');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t('The sample draft is about the bundled dossier, which is closed.'),
      open,
    );
    if (choice !== open) return;
    await useBundledDossier(true);
  }
  const before = [
    `# ${vscode.l10n.t('A partnership in five sentences')}`,
    vscode.l10n.t(
      'Rest the pointer on a name: Satya Nadella, Sam Altman, Azure. Names that the dossier knows show a card; the view In This Document lists them.',
    ),
    vscode.l10n.t('In July 2019 Microsoft invested its first billion dollars in OpenAI'),
  ];
  const after = [
    vscode.l10n.t(
      'The sentence above has no source yet. The cursor stands there: run Dossier: Insert Citation, or take what In This Document offers for the paragraph.',
    ),
    vscode.l10n.t(
      'A year later GPT-3 was licensed to Microsoft alone. When OpenAI’s board dismissed Sam Altman in November 2023, Microsoft offered him and his team a new home within days.',
    ),
    vscode.l10n.t(
      'In January 2025, with Stargate announced and Oracle at the table, OpenAI could look for computing elsewhere. What the clause about AGI is worth, nobody has had to test.',
    ),
  ];
  const start = before.join('\n\n');
  const content = `${start}.\n\n${after.join('\n\n')}\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  const cursor = document.positionAt(start.length);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(cursor, cursor),
    preview: false,
  });
}
