/** Hover cards for the names of a dossier's entities, in any open file. */
import * as vscode from 'vscode';
import { type CardAction, entityCard } from '../../core/card.ts';
import type { Corpora } from '../../host/corpora.ts';
import { draftLanguage } from '../../host/draftLanguage.ts';
import { type CommandId, commandIds, contextKeys } from '../../host/ids.ts';
import { showsHover } from '../../host/settings.ts';

/** Documents that are no text of the writer's. */
const foreignSchemes = new Set(['output', 'vscode-scm', 'vscode', 'comment', 'debug']);

/** The longest that a card waits for what it can do without. In ms. */
const patience = 1_000;

const cardCommands = [
  commandIds.openSourceNote,
  commandIds.insertCitation,
  commandIds.showInTree,
  commandIds.showRelations,
];

/** Registers the hover provider for every language. */
export function registerHover(corpora: Corpora): vscode.Disposable {
  let isKnown = false;
  /** A card has been seen: the walkthrough waits for it. */
  const tellOfFirst = (): void => {
    if (isKnown) return;
    isKnown = true;
    void vscode.commands.executeCommand('setContext', contextKeys.hovered, true);
  };
  return vscode.languages.registerHoverProvider('*', {
    async provideHover(document, position, token) {
      if (foreignSchemes.has(document.uri.scheme) || !showsHover(document)) return undefined;
      const index = await corpora.index();
      const { dossier, matcher } = index;
      if (token.isCancellationRequested || document.isClosed || position.line >= document.lineCount)
        return undefined;
      const lines = { lineCount: document.lineCount, line: (line: number) => document.lineAt(line).text };
      const found = matcher.at(lines, position.line, position.character, draftLanguage(document));
      if (!found) return undefined;
      const { text: matched, entities, start, end } = found;
      const mentions = await soon(index.mentions());
      if (token.isCancellationRequested) return undefined;
      const cards = entities.map((entity) => {
        const passages = mentions && (mentions.get(entity.id) ?? []);
        const text = entityCard(dossier, entity, {
          matched,
          mentions: passages?.length,
          firstMention: passages?.[0],
          address,
        });
        const card = new vscode.MarkdownString(text);
        card.isTrusted = { enabledCommands: cardCommands };
        return card;
      });
      tellOfFirst();
      return new vscode.Hover(cards, new vscode.Range(start.line, start.character, end.line, end.character));
    },
  });
}

/** What comes in time; a card does not wait until all of a large dossier has been read. */
function soon<T>(answer: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience);
    answer.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}

function address(action: CardAction): string {
  const [command, argument] = commandOf(action);
  // Parentheses are legal in an encoded component but end a Markdown link.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(
    /[()]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `command:${command}?${query}`;
}

function commandOf(action: CardAction): readonly [CommandId, unknown] {
  switch (action.action) {
    case 'openNote':
      return [commandIds.openSourceNote, action.evidence];
    case 'showInTree':
      return [commandIds.showInTree, action.id];
    case 'showRelations':
      return [commandIds.showRelations, action.entity];
    case 'insertCitation':
      return [commandIds.insertCitation, { entity: action.entity }];
  }
}
