/** A small dossier of the writer's own in the workspace of the host tests. */
import * as vscode from 'vscode';
import * as assert from './assert.ts';

export const teaFiles: Readonly<Record<string, string>> = {
  'dossier.yaml': 'format: 1\nid: tea\ntitle: Tea\nlanguage: en\n',
  'sources.yaml': 'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n  issued: 2020\n',
  'notes/leaf2020.md': '1. Tea is a leaf.\n\n2. Ada Green sold ten chests.\n',
  'entities.yaml':
    'entities:\n- id: ada\n  prefLabel: Ada Green\n  kind: person\n  description: A trader of tea.\n',
};

function place(name: string): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(root, 'no workspace');
  return vscode.Uri.joinPath(root, name);
}

/** Writes the small dossier, with other files where they are given, and waits until it is open. */
export async function writeDossier(
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<vscode.Uri> {
  const folder = place(name);
  const write = async () => {
    const { 'dossier.yaml': manifest = '', ...others } = { ...teaFiles, ...files };
    // The manifest comes last: what is found with it is whole.
    for (const [path, text] of Object.entries({ ...others, 'dossier.yaml': manifest })) {
      await vscode.workspace.fs.writeFile(
        vscode.Uri.joinPath(folder, ...path.split('/')),
        new TextEncoder().encode(text),
      );
    }
  };
  await write();
  // Right after its start VS Code does not watch yet, and nothing tells when it does: then the files come again.
  let asked = 0;
  await eventually(
    async () => {
      if (++asked % 40 === 0) await write();
      return adasCard();
    },
    (card) => card.includes('trader of tea'),
  );
  return folder;
}

/** Removes dossiers, where they are there, and waits until they are closed. */
export async function removeDossiers(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await vscode.workspace.fs.delete(place(name), { recursive: true }).then(undefined, () => {});
  }
  await eventually(adasCard, (card) => !card.includes('of tea'));
}

/** Asks until the answer is right: a change on disk is noticed in VS Code's own time. */
export async function eventually<T>(ask: () => Thenable<T>, right: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the hover card of the dossier's one entity says. */
export async function adasCard(): Promise<string> {
  const content = 'Ada Green came.';
  const draft =
    vscode.workspace.textDocuments.find((document) => document.getText() === content) ??
    (await vscode.workspace.openTextDocument({ language: 'markdown', content }));
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    draft.uri,
    new vscode.Position(0, 5),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : String(content)))
    .join('\n');
}
