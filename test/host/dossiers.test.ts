import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';

const tea: Readonly<Record<string, string>> = {
  'dossier.yaml': 'format: 1\nid: tea\ntitle: Tea\nlanguage: en\n',
  'sources.yaml': 'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n  issued: 2020\n',
  'notes/leaf2020.md': '1. Tea is a leaf.\n\n2. Ada Green sold ten chests.\n',
  'entities.yaml':
    'entities:\n- id: ada\n  prefLabel: Ada Green\n  kind: person\n  description: A trader of tea.\n',
};

const root = () => {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(uri, 'no workspace');
  return uri;
};
const encode = (text: string) => new TextEncoder().encode(text);

async function writeDossier(folder: vscode.Uri, files = tea): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, ...path.split('/')), encode(text));
  }
}

/** Asks until the answer is right: a change on disk is noticed in VS Code's own time. */
async function eventually<T>(ask: () => Thenable<T>, right: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let draft: vscode.TextDocument;

async function adasCard(): Promise<string> {
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
const hasTea = (card: string) => card.includes('trader of tea');

describe('a dossier in the workspace', () => {
  before(readyExtension);
  beforeEach(async () => {
    draft = await vscode.workspace.openTextDocument({ language: 'markdown', content: 'Ada Green came.' });
  });
  afterEach(async () => {
    for (const name of ['tea', '.dossier']) {
      await vscode.workspace.fs
        .delete(vscode.Uri.joinPath(root(), name), { recursive: true })
        .then(undefined, () => {});
    }
    await eventually(adasCard, (card) => !hasTea(card));
    await closeAll();
  });

  it('is found when it comes, follows its files, and is gone when they go', async () => {
    const folder = vscode.Uri.joinPath(root(), 'tea');
    await writeDossier(folder);
    await eventually(adasCard, hasTea);
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, 'entities.yaml'),
      encode((tea['entities.yaml'] ?? '').replace('trader of tea', 'seller of tea')),
    );
    await eventually(adasCard, (card) => card.includes('seller of tea'));
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await eventually(adasCard, (card) => !card.includes('seller of tea'));
  });

  it('is found in a folder .dossier as well', async () => {
    await writeDossier(vscode.Uri.joinPath(root(), '.dossier'));
    await eventually(adasCard, hasTea);
  });

  it('is cited beside the bundled one', async () => {
    await writeDossier(vscode.Uri.joinPath(root(), 'tea'));
    await eventually(adasCard, hasTea);
    const document = await vscode.workspace.openTextDocument({ language: 'latex', content: '' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('dossier.insertCitation', [
      { source: 'leaf2020', paragraph: 2 },
      { source: 'overweel2020' },
    ]);
    assert.match(document.getText(), /leaf2020/);
    assert.match(document.getText(), /overweel2020/);
  });

  it('tells in Problems what is at fault, in which file and line, and keeps the rest', async () => {
    const folder = vscode.Uri.joinPath(root(), 'tea');
    const broken = `${tea['entities.yaml']}- id: nobody\n  prefLabel: Nobody\n  kind: ghost\n  description: Boo.\n`;
    await writeDossier(folder, { ...tea, 'entities.yaml': broken });
    await eventually(adasCard, hasTea);
    const file = vscode.Uri.joinPath(folder, 'entities.yaml');
    const [found] = await eventually(
      async () => vscode.languages.getDiagnostics(file),
      (all) => all.length > 0,
    );
    assert.equal(found?.range.start.line, 7);
    assert.match(found?.message ?? '', /ghost|kind/);
    await writeDossier(folder);
    await eventually(
      async () => vscode.languages.getDiagnostics(file),
      (all) => all.length === 0,
    );
  });
});
