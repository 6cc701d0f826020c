/** Underlines the names that an editor shows, where the setting asks for it. */
import * as vscode from 'vscode';
import type { Matcher } from '../../core/mentions/matcher.ts';
import type { Corpora } from '../../host/corpora.ts';
import { colorIds, settingIds } from '../../host/ids.ts';
import { onDidChangeSettings, underlinesNames } from '../../host/settings.ts';
import { isWriting } from '../../host/writing.ts';
import type { DraftReader } from './draftReader.ts';

/** Lines above and below what is in sight, so that scrolling finds them underlined. */
const margin = 60;
/** In ms. */
const pause = 150;

export function registerUnderline(
  corpora: Corpora,
  reader: DraftReader,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const decoration = vscode.window.createTextEditorDecorationType({
    borderWidth: '0 0 1px 0',
    borderStyle: 'dotted',
    borderColor: new vscode.ThemeColor(colorIds.nameUnderline),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  /** What is underlined in each editor. */
  const shown = new WeakMap<vscode.TextEditor, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const underline = (editor: vscode.TextEditor, matcher: Matcher | undefined): void => {
    const { document, visibleRanges } = editor;
    if (!matcher || !underlinesNames(document) || !isWriting(document)) {
      if (shown.delete(editor)) editor.setDecorations(decoration, []);
      return;
    }
    const { mentions } = reader.scan(document, matcher);
    const ranges = visibleRanges.flatMap((visible) => {
      const from = document.offsetAt(new vscode.Position(Math.max(0, visible.start.line - margin), 0));
      const to = document.offsetAt(new vscode.Position(visible.end.line + margin, 0));
      return mentions
        .slice(firstFrom(mentions, from), firstFrom(mentions, to))
        .map(({ start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end)));
    });
    const now = JSON.stringify(ranges);
    if (shown.get(editor) === now) return;
    shown.set(editor, now);
    editor.setDecorations(decoration, ranges);
  };
  const update = async (): Promise<void> => {
    const editors = vscode.window.visibleTextEditors;
    const asks = editors.some(({ document }) => underlinesNames(document) && isWriting(document));
    const matcher = asks ? (await corpora.index()).matcher : undefined;
    for (const editor of vscode.window.visibleTextEditors) underline(editor, matcher);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update().catch((error: unknown) => log.error(String(error))), pause);
  };
  soon();
  return vscode.Disposable.from(
    decoration,
    onDidChangeSettings([settingIds.underlineNames], soon),
    corpora.onDidChange(soon),
    vscode.window.onDidChangeVisibleTextEditors(soon),
    vscode.window.onDidChangeTextEditorVisibleRanges(soon),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const editors = vscode.window.visibleTextEditors.filter((editor) => editor.document === document);
      if (!contentChanges.length) return;
      // An edit may have swallowed an underline.
      for (const editor of editors) if (shown.has(editor)) shown.set(editor, '');
      if (editors.length) soon();
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

/** The number of the first mention that begins at an offset or behind it. */
function firstFrom(mentions: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((mentions[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
