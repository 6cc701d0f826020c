import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { removeDossiers, writeDossier } from './ownDossier.ts';

const notes = `1. In May 1999 Ben White bought ten chests of green tea leaves from Ada Green.

2. Ben White sold them for a hundred pounds in London, where green tea leaves were rare.
`;
const buyer = {
  paragraph: 'leaf2020#2',
  quotation: 'Ben White sold them for a hundred pounds',
  name: 'Ben White',
  kind: 'person',
  description: 'A buyer of tea.',
};

describe('a language model that is asked for proposals', () => {
  let folder: vscode.Uri;
  before(readyExtension);
  beforeEach(async () => {
    folder = await writeDossier('tea', { 'notes/leaf2020.md': notes });
  });
  afterEach(async () => {
    await closeAll();
    await removeDossiers('tea');
  });

  const heard = () => vscode.commands.executeCommand<string[]>('parrot.heard');

  /** Asks the model, and leaves the list of what it proposes. */
  async function ask(...said: readonly unknown[]): Promise<void> {
    await vscode.commands.executeCommand('parrot.teach', ...said);
    let open = true;
    const running = Promise.resolve(vscode.commands.executeCommand('dossier.proposeWithModel')).finally(
      () => {
        open = false;
      },
    );
    // There is no event for an open list; neither command does anything before it is there.
    while (open && (await heard()).length === 0) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    while (open) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await running;
  }

  it('is sent the paragraphs, labelled, and nothing is written before something is accepted', async () => {
    await ask(`Here: ${JSON.stringify({ entities: [buyer] })}`);
    const [request, ...others] = await heard();
    assert.equal(others.length, 0);
    assert.match(request ?? '', /\{"paragraph":"leaf2020#1","text":"In May 1999/);
    assert.match(request ?? '', /leave them out of "entities": \["Ada Green"/);
    const entities = vscode.Uri.joinPath(folder, 'entities.yaml').toString();
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === entities);
    assert.ok(!open?.isDirty);
  });

  it('may refuse, fail or talk, and nothing else breaks', async () => {
    for (const said of [
      { error: 'NoPermissions' },
      { error: 'NotFound' },
      { error: 'Blocked', message: 'quota' },
      'I would rather not.',
    ]) {
      await ask(said);
      assert.equal((await heard()).length, 1, JSON.stringify(said));
    }
  });
});
