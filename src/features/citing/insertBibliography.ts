/** Insert Bibliography: the reference list where the draft has it, or one at the cursor in the draft's own way. */
import * as vscode from 'vscode';
import { referenceList } from '../../core/citation/referenceList.ts';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { registerCommand } from '../../host/commands.ts';
import { citedKeys } from '../../host/draftSyntax.ts';
import { commandIds } from '../../host/ids.ts';
import { applyToEditor, currentTarget, draftOf } from './draft.ts';

export function registerInsertBibliography(
  bibliographies: Bibliographies,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return registerCommand(commandIds.insertBibliography, log, async () => {
    const target = currentTarget();
    if (!target)
      throw new UserError(vscode.l10n.t('no draft is open'), vscode.l10n.t('open a text file first'));
    const { editor } = target;
    const { document } = editor;
    const { syntax, context, keyOf } = await draftOf(bibliographies, document);
    const declared = await bibliographies.of(document);
    const list = referenceList(syntax.id, document.getText(), document.offsetAt(editor.selection.end), {
      bibliographies: declared.map(({ uri }) => pathFrom(document.uri, uri)),
      entries: (format) => context.bibliography([...citedKeys(document, keyOf)], format),
    });
    if (list.kind === 'empty') {
      throw new UserError(
        vscode.l10n.t('the draft cites nothing that a list could show'),
        vscode.l10n.t('insert a citation first'),
      );
    }
    if (list.kind === 'there') {
      const range = new vscode.Range(document.positionAt(list.start), document.positionAt(list.end));
      editor.selection = new vscode.Selection(range.start, range.start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      vscode.window.setStatusBarMessage(vscode.l10n.t('The bibliography is here already'), 3000);
      return;
    }
    if (!(await applyToEditor(editor, list.insertion.edits))) {
      throw new UserError(
        vscode.l10n.t('the draft cannot be edited'),
        vscode.l10n.t('make it writable first'),
      );
    }
  });
}

/** A path as a draft writes it: relative to its folder where both share one. */
function pathFrom(draft: vscode.Uri, file: vscode.Uri): string {
  const from = draft.path.split('/').slice(0, -1);
  const to = file.path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
