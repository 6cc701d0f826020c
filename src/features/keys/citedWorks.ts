/** Show Cited Works: what the draft cites, how often, and the way to each place. */
import * as vscode from 'vscode';
import { keyOfUrl } from '../../core/citation/address.ts';
import { type CitedWork, citedWorks } from '../../core/citation/citedWorks.ts';
import { UserError } from '../../core/errors.ts';
import { workLabel } from '../../core/workCard.ts';
import { registerCommand } from '../../host/commands.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { commandIds } from '../../host/ids.ts';
import { isDraft, type KeyParts, rangeIn } from './draftKeys.ts';

export function registerCitedWorks(parts: KeyParts): vscode.Disposable {
  return registerCommand(commandIds.showCitedWorks, parts.log, async () => {
    const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
    const editor = editors.find((one) => one && isDraft(one.document));
    if (!editor)
      throw new UserError(vscode.l10n.t('No draft is open'), vscode.l10n.t('open the text that cites'));
    const { document } = editor;
    const library = await parts.bibliographies.library(document);
    const syntax = syntaxOf(document);
    const text = document.getText();
    const works = citedWorks(
      [{ text, citations: syntax.citations(text, keyOfUrl(library)) }],
      syntax.id,
      library,
    );
    if (!works.length) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This draft cites nothing.'));
      return;
    }
    const work = await pickWork(works);
    const range = work && (await pickPlace(editor, work));
    if (range) await vscode.window.showTextDocument(document, { ...columnOf(editor), selection: range });
  });
}

async function pickWork(works: readonly CitedWork[]): Promise<CitedWork | undefined> {
  const items = works.map((cited) => {
    const { key, work, parts } = cited;
    const times = parts.length === 1 ? vscode.l10n.t('once') : vscode.l10n.t('{0} times', parts.length);
    return {
      label: work ? workLabel(work) : `$(warning) ${key}`,
      description: work ? `${key} · ${times}` : vscode.l10n.t('unknown key · {0}', times),
      detail: work?.item.title ?? '',
      cited,
    };
  });
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Cited Works'),
    placeHolder: countText(works.length, sum(works)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.cited;
}

function countText(works: number, citations: number): string {
  if (citations === 1) return vscode.l10n.t('1 work, 1 citation');
  return works === 1
    ? vscode.l10n.t('1 work, {0} citations', citations)
    : vscode.l10n.t('{0} works, {1} citations', works, citations);
}

/** One place is gone to at once; of several each is shown as it is highlighted. */
async function pickPlace(
  editor: vscode.TextEditor,
  { key, parts }: CitedWork,
): Promise<vscode.Range | undefined> {
  const { document, selection, visibleRanges } = editor;
  const ranges = parts.map(({ keyStart, keyEnd }) => rangeIn(document, keyStart, keyEnd));
  if (ranges.length < 2) return ranges[0];
  const show = (range: vscode.Range) => {
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  const items = ranges.map((range) => ({
    label: document.lineAt(range.start.line).text.trim(),
    description: vscode.l10n.t('line {0}', range.start.line + 1),
    range,
  }));
  const choice = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Citations of {0}', key),
    onDidSelectItem: (item) => {
      const highlighted = items.find((one) => one === item);
      if (highlighted) show(highlighted.range);
    },
  });
  if (choice) return choice.range;
  editor.selection = selection;
  const [before] = visibleRanges;
  if (before) editor.revealRange(before, vscode.TextEditorRevealType.AtTop);
  return undefined;
}

function columnOf({ viewColumn }: vscode.TextEditor): vscode.TextDocumentShowOptions {
  return viewColumn ? { viewColumn } : {};
}

function sum(works: readonly CitedWork[]): number {
  return works.reduce((total, { parts }) => total + parts.length, 0);
}
