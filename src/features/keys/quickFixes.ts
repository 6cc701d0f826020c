/** Quick fixes for citation keys. */
import * as vscode from 'vscode';
import { renameInText } from '../../core/citation/renameKey.ts';
import { registerCommand } from '../../host/commands.ts';
import { commandIds } from '../../host/ids.ts';
import { ignoreReferenceLinks } from '../../host/settings.ts';
import { fileName } from '../../host/textFiles.ts';
import { problemCodes, problemSource } from './diagnostics.ts';
import { type KeyParts, keySelector, keySyntaxOf, rangeIn } from './draftKeys.ts';
import { chooseParagraph } from './paragraphs.ts';

export function registerKeyQuickFixes(parts: KeyParts): vscode.Disposable {
  const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(
      [...keySelector],
      {
        async provideCodeActions(document, _range, { diagnostics }, token) {
          const actions: vscode.CodeAction[] = [];
          for (const diagnostic of diagnostics) {
            if (token.isCancellationRequested) return actions;
            actions.push(...(await fixesFor(parts, document, diagnostic)));
          }
          return actions;
        },
      },
      kinds,
    ),
    // Bibliographies are declared in project files, too.
    vscode.languages.registerCodeActionsProvider(
      [{ language: 'yaml' }, { language: 'yml' }],
      {
        provideCodeActions: (_document, _range, { diagnostics }) =>
          diagnostics.filter((one) => codeOf(one) === problemCodes.noFile).map(createFile),
      },
      kinds,
    ),
    registerCommand(commandIds.ignoreReferenceLinks, parts.log, () => ignoreReferenceLinks()),
  );
}

async function fixesFor(
  parts: KeyParts,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  switch (codeOf(diagnostic)) {
    case problemCodes.unknown:
      return didYouMean(parts, document, diagnostic);
    case problemCodes.missing:
      return addToBibliography(parts, document, diagnostic);
    case problemCodes.noFile:
      return [createFile(diagnostic)];
    case problemCodes.paragraph:
      return otherParagraph(parts, document, diagnostic);
    case noSuchReference:
      return isCitation(document, diagnostic) ? [ignoreCitations(diagnostic)] : [];
    default:
      return [];
  }
}

async function didYouMean(
  { bibliographies }: KeyParts,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  const { syntax } = keySyntaxOf(document);
  const text = document.getText();
  const range = syntax.keyAt(text, document.offsetAt(diagnostic.range.start));
  if (!range) return [];
  const key = text.slice(range.start, range.end);
  const similar = (await bibliographies.library(document)).similarKeys(key);
  return similar.flatMap((other, index) => {
    const edit = syntax.keyEdit(text, range, other);
    if (!edit) return [];
    const one = fix(vscode.l10n.t('Change to “{0}”', other), diagnostic);
    one.edit = new vscode.WorkspaceEdit();
    one.edit.replace(document.uri, rangeIn(document, edit.start, edit.end), edit.newText);
    one.isPreferred = index === 0;
    const all = renameInText(text, syntax, key, other) ?? [];
    if (all.length < 2) return [one];
    const every = fix(vscode.l10n.t('Change all “{0}” to “{1}”', key, other), diagnostic);
    every.edit = new vscode.WorkspaceEdit();
    for (const { start, end, newText } of all) {
      every.edit.replace(document.uri, rangeIn(document, start, end), newText);
    }
    return [one, every];
  });
}

async function addToBibliography(
  { bibliographies }: KeyParts,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  const [declared] = await bibliographies.of(document);
  if (!declared) return [];
  const name = fileName(declared.uri);
  const keys = vscode.languages
    .getDiagnostics(document.uri)
    .filter((one) => codeOf(one) === problemCodes.missing)
    .map(({ range }) => document.getText(range));
  const add = (title: string, some: readonly string[]) => {
    const action = fix(title, diagnostic);
    action.command = {
      command: commandIds.completeBibliography,
      title,
      arguments: [document.uri, some, { asked: true }],
    };
    return action;
  };
  const key = document.getText(diagnostic.range);
  const one = add(vscode.l10n.t('Add “{0}” to {1}', key, name), [key]);
  one.isPreferred = true;
  const all = [...new Set(keys)];
  return all.length > 1
    ? [one, add(vscode.l10n.t('Add all {0} sources to {1}', all.length, name), all)]
    : [one];
}

async function otherParagraph(
  parts: KeyParts,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<vscode.CodeAction[]> {
  const command = await chooseParagraph(parts, document, diagnostic);
  if (!command) return [];
  const action = fix(command.title, diagnostic);
  action.command = command;
  action.isPreferred = true;
  return [action];
}

function createFile(diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Create the bibliography with all that is cited');
  const action = fix(title, diagnostic);
  action.command = { command: commandIds.createBibliography, title };
  action.isPreferred = true;
  return action;
}

/** What VS Code's own Markdown validation says of a citation, which it takes for a link. */
const noSuchReference = 'link.no-such-reference';

function isCitation(document: vscode.TextDocument, { range }: vscode.Diagnostic): boolean {
  return /^\[*(?:[^[\]]*\s)?-?@/.test(document.getText(range));
}

function ignoreCitations(diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Do not report citations as links in this workspace');
  const action = fix(title, diagnostic);
  action.command = { command: commandIds.ignoreReferenceLinks, title };
  return action;
}

function fix(title: string, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  return action;
}

/** @returns undefined for what is neither ours nor of VS Code's Markdown validation. */
function codeOf({ source, code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return source === problemSource || value === noSuchReference ? String(value) : undefined;
}
