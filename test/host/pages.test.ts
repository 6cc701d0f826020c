import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';

/** The pages that are open, by type and title. */
function pages(): string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input, label }) =>
      input instanceof vscode.TabInputWebview
        ? [`${input.viewType.replace(/^mainThreadWebview-/, '')}: ${label}`]
        : [],
    );
}

/** Waits until the tabs are as wanted, told by their own event. */
async function opened(page: string): Promise<void> {
  if (pages().includes(page)) return;
  await new Promise<void>((resolve) => {
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!pages().includes(page)) return;
      listening.dispose();
      resolve();
    });
  });
}

describe('pages', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('open once: the timeline', async () => {
    await vscode.commands.executeCommand('dossier.openTimeline');
    await opened('dossier.timeline: Timeline');
    await vscode.commands.executeCommand('dossier.openTimeline');
    assert.equal(pages().length, 1);
  });

  it('open with the entity that is asked for, and follow to another one', async () => {
    await vscode.commands.executeCommand('dossier.showRelations', 'openai');
    await opened('dossier.relations: Relations of OpenAI');
    await vscode.commands.executeCommand('dossier.showRelations', {
      content: { entity: { id: 'microsoft' } },
    });
    await opened('dossier.relations: Relations of Microsoft');
    assert.equal(pages().length, 1);
  });
});
