import * as vscode from 'vscode';
import * as assert from './assert.ts';

const extensionId = 'dossier.dossier';

describe('activation', () => {
  it('finishes, and every contributed command exists', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not there`);
    await extension.activate();
    const contributed: { command: string }[] = extension.packageJSON.contributes?.commands ?? [];
    const existing = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !existing.has(command)),
      [],
    );
  });
});

describe('activation in an untrusted workspace', () => {
  it('finishes', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is not there`);
    assert.equal(vscode.workspace.isTrusted, false);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
