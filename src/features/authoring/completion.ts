/** Completion in a dossier's YAML files. */
import * as vscode from 'vscode';
import { type Suggestion, suggest } from '../../core/authoring/completion.ts';
import { escapeMarkdown } from '../../core/markdown.ts';
import type { Corpora } from '../../host/corpora.ts';

const kinds: Readonly<Record<Suggestion['kind'], vscode.CompletionItemKind>> = {
  field: vscode.CompletionItemKind.Property,
  word: vscode.CompletionItemKind.EnumMember,
  id: vscode.CompletionItemKind.Reference,
};

export function completionProvider(corpora: Corpora): vscode.CompletionItemProvider {
  return {
    async provideCompletionItems(document, position, token) {
      const file = await corpora.dossierFile(document.uri);
      if (!file || token.isCancellationRequested) return undefined;
      const { path, known } = file;
      const { start, end, items, isIncomplete } = suggest(
        path,
        document.getText(),
        document.offsetAt(position),
        known.corpus,
      );
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      return new vscode.CompletionList(
        items.map((item, index) => completionItem(item, index, range)),
        isIncomplete,
      );
    },
  };
}

function completionItem(
  { kind, label, newText, detail, documentation }: Suggestion,
  index: number,
  range: vscode.Range,
): vscode.CompletionItem {
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.range = range;
  item.sortText = String(index).padStart(6, '0');
  if (detail !== undefined) item.detail = detail;
  if (documentation !== undefined)
    item.documentation = new vscode.MarkdownString(escapeMarkdown(documentation));
  // The cursor goes between the brackets of a list.
  item.insertText = newText.endsWith('[]')
    ? new vscode.SnippetString(newText.replace('[]', '[$0]'))
    : newText;
  // A value follows, or the number of a paragraph.
  if (kind === 'field' || newText.endsWith('#'))
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}
