/** Source notes as read-only documents, opened at the cited paragraph. */
import * as vscode from 'vscode';
import type { Dossier, Reference } from '../../core/dossier.ts';
import { sourceLabel } from '../../core/sourceLabel.ts';
import { renderSourceNote } from '../../core/sourceNote.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';

import { commandIds, noteScheme } from '../../host/ids.ts';
import { noteUri } from '../../host/noteUri.ts';
import { referencesIn } from '../../host/references.ts';

/**
 * Registers the `dossier:` documents and the command that opens them. They are Markdown, so that their outline, folding
 * and preview are VS Code's own.
 */
export function registerSourceNotes(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const highlight = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
  });
  return vscode.Disposable.from(
    changed,
    highlight,
    corpora.onDidChange(() => {
      for (const document of vscode.workspace.textDocuments) {
        if (document.uri.scheme === noteScheme) changed.fire(document.uri);
      }
    }),
    vscode.workspace.registerTextDocumentContentProvider(noteScheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const { dossier } = await corpora.index();
        const source = dossier.source(keyOf(uri));
        if (source) return renderSourceNote(source).text;
        return `${vscode.l10n.t('The source “{0}” is not in the open dossiers.', keyOf(uri))}\n`;
      },
    }),
    registerCommand(commandIds.openSourceNote, log, async (argument, options) => {
      const { dossier } = await corpora.index();
      const reference = referencesIn(dossier, argument)[0] ?? (await pickSource(dossier));
      const source = reference && dossier.source(reference.source);
      if (!source) return;
      const line = renderSourceNote(source).paragraphLines.get(reference.paragraph ?? 0) ?? 0;
      const range = new vscode.Range(line, 0, line, 0);
      const document = await vscode.workspace.openTextDocument(noteUri(source.id));
      const editor = await vscode.window.showTextDocument(document, {
        selection: range,
        preview: true,
        preserveFocus: typeof options === 'object' && options !== null && 'preserveFocus' in options,
        viewColumn: columnBesideDraft(),
      });
      editor.setDecorations(highlight, line > 0 ? [document.lineAt(line).range] : []);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }),
  );
}

function keyOf(uri: vscode.Uri): string {
  return uri.path.slice(1).replace(/\.md$/, '');
}

/** A note never covers the draft: it opens where a note is open already, else in the column beside. */
function columnBesideDraft(): vscode.ViewColumn {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === noteScheme);
  if (open?.viewColumn) return open.viewColumn;
  return vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

async function pickSource(dossier: Dossier): Promise<Reference | undefined> {
  const items = dossier.sources.map((source) => ({
    label: source.item.title,
    description: sourceLabel(source),
    detail: source.id,
  }));
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Open Source Note'),
    placeHolder: vscode.l10n.t('Title, author, outlet or citation key'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice && { source: choice.detail };
}
