/** Source notes as read-only documents, opened at the cited paragraph. */
import * as vscode from 'vscode';
import type { Dossier, Reference } from '../../core/dossier.ts';
import { sourceLabel } from '../../core/sourceLabel.ts';
import { renderSourceNote, type SourceNote } from '../../core/sourceNote.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';

import { commandIds, noteScheme } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';

/** Registers the `dossier:` documents, their outline, and the command that opens them. */
export function registerSourceNotes(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const highlight = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
  });
  const note = async (uri: vscode.Uri): Promise<SourceNote | undefined> => {
    const { dossier } = await corpora.index();
    const source = dossier.source(keyOf(uri));
    return source && renderSourceNote(source);
  };
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
        const gone = vscode.l10n.t('The source “{0}” is not in the open dossiers.', keyOf(uri));
        return (await note(uri))?.text ?? `${gone}\n`;
      },
    }),
    vscode.languages.registerDocumentSymbolProvider(
      { scheme: noteScheme },
      { provideDocumentSymbols: async (document) => outline(await note(document.uri), document) },
    ),
    registerCommand(commandIds.openSourceNote, log, async (argument) => {
      const { dossier } = await corpora.index();
      const reference = referencesIn(dossier, argument)[0] ?? (await pickSource(dossier));
      const source = reference && dossier.source(reference.source);
      if (!source) return;
      const line = renderSourceNote(source).paragraphLines[(reference.paragraph ?? 0) - 1] ?? 0;
      const range = new vscode.Range(line, 0, line, 0);
      const document = await vscode.workspace.openTextDocument(noteUri(source.id));
      const editor = await vscode.window.showTextDocument(document, {
        selection: range,
        preview: true,
        viewColumn: columnBesideDraft(),
      });
      editor.setDecorations(highlight, line > 0 ? [document.lineAt(line).range] : []);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }),
  );
}

function noteUri(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: noteScheme, path: `/${key}.md` });
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

function outline(note: SourceNote | undefined, document: vscode.TextDocument): vscode.DocumentSymbol[] {
  if (!note) return [];
  const roots: vscode.DocumentSymbol[] = [];
  const open: { depth: number; symbol: vscode.DocumentSymbol }[] = [];
  note.headings.forEach(({ text, depth, line }, index) => {
    const next = note.headings.slice(index + 1).find((heading) => heading.depth <= depth);
    const end = document.lineAt(
      Math.min(next ? next.line - 1 : document.lineCount - 1, document.lineCount - 1),
    ).range.end;
    const own = document.lineAt(line).range;
    const range = new vscode.Range(own.start, end);
    const symbol = new vscode.DocumentSymbol(text, '', vscode.SymbolKind.String, range, own);
    while ((open.at(-1)?.depth ?? 0) >= depth) open.pop();
    (open.at(-1)?.symbol.children ?? roots).push(symbol);
    open.push({ depth, symbol });
  });
  return roots;
}
