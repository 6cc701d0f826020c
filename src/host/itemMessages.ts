/** Does what the pages of items ask for. */
import * as vscode from 'vscode';
import type { ItemMessage } from '../core/itemMessage.ts';
import type { FollowedDraft } from './followedDraft.ts';
import { commandIds } from './ids.ts';
import type { Selection } from './selection.ts';

/** What a page of items acts on. */
export interface ItemSurface {
  readonly selection: Selection;
  readonly draft: FollowedDraft;
  /** The page itself, which need not follow its own selection. */
  readonly by: string;
}

export async function followItemMessage(
  message: ItemMessage,
  { selection, draft, by }: ItemSurface,
): Promise<void> {
  switch (message.type) {
    case 'select':
      selection.set({ id: message.id, by });
      break;
    case 'showInTree':
      await vscode.commands.executeCommand(commandIds.showInTree, message.id);
      break;
    case 'openNote':
      await vscode.commands.executeCommand(commandIds.openSourceNote, message.evidence);
      break;
    case 'insert':
      await draft.insert(message.evidence);
      break;
  }
}
