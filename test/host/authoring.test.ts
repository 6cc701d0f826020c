import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { eventually, removeDossiers, writeDossier } from './ownDossier.ts';

const events =
  'events:\n- id: sale\n  title: Sale\n  date: 1999\n  status: occurred\n  summary: A sale.\n  participants: [{entity: ada, role: seller}]\n  topics: [trade]\n  evidence: [leaf2020#2]\n';

describe('writing a dossier in the editor', () => {
  let folder: vscode.Uri;
  const file = (path: string) => vscode.Uri.joinPath(folder, ...path.split('/'));
  const open = async (path: string) =>
    (await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)))).document;
  const positionIn = (document: vscode.TextDocument, text: string) => {
    const at = document.getText().indexOf(text);
    assert.ok(at >= 0, text);
    return document.positionAt(at + 1);
  };

  before(async function () {
    // The first hover of a window waits for VS Code's own Markdown extension to start.
    this.timeout(60_000);
    await readyExtension();
    folder = await writeDossier('writing', {
      'topics.yaml': 'topics:\n- id: trade\n  prefLabel: Trade\n  definition: Buying and selling.\n',
      'events.yaml': events,
    });
  });
  afterEach(closeAll);
  after(() => removeDossiers('writing'));

  it('suggests ids of the dossier', async () => {
    const document = await open('events.yaml');
    const position = positionIn(document, 'trade]').translate(0, -1);
    await eventually(
      () =>
        vscode.commands.executeCommand<vscode.CompletionList>(
          'vscode.executeCompletionItemProvider',
          document.uri,
          position,
        ),
      ({ items }) => items.some(({ label, detail }) => label === 'trade' && detail === 'Trade'),
    );
  });

  it('explains fields and ids under the pointer', async () => {
    const document = await open('events.yaml');
    const hover = async (text: string) =>
      (
        await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          positionIn(document, text),
        )
      )
        .flatMap(({ contents }) => contents)
        .map((content) => (content as vscode.MarkdownString).value)
        .join('\n');
    assert.match(await hover('status'), /occurred, is planned/);
    assert.match(await hover('leaf2020#2'), /ten chests/);
    assert.match(await hover('ada, role'), /trader of tea/);
  });

  it('leads from an id to its definition, and from evidence to the paragraph', async () => {
    const document = await open('events.yaml');
    const definition = async (text: string) =>
      (
        await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          positionIn(document, text),
        )
      )[0];
    const topic = await definition('trade]');
    assert.match(topic?.uri.path ?? '', /topics\.yaml$/);
    assert.equal(topic?.range.start.line, 1);
    const passage = await definition('leaf2020#2');
    assert.match(passage?.uri.path ?? '', /leaf2020\.md$/);
    assert.equal(passage?.range.start.line, 2);
  });

  it('tells what is wrong while it is typed, before it is saved', async () => {
    const document = await open('events.yaml');
    const edit = new vscode.WorkspaceEdit();
    const at = positionIn(document, 'trade]').translate(0, -1);
    edit.insert(document.uri, at, 'no-such-topic, ');
    await vscode.workspace.applyEdit(edit);
    const [found] = await eventually(
      async () => vscode.languages.getDiagnostics(document.uri),
      (all) => all.length > 0,
    );
    assert.match(found?.message ?? '', /no-such-topic/);
    assert.equal(found?.range.start.line, 7);

    // What was not saved is still wrong when the dossier is looked at anew.
    const looked = new Promise<void>((resolve) => {
      const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (!uris.some((uri) => uri.path === document.uri.path)) return;
        listening.dispose();
        resolve();
      });
    });
    await open('entities.yaml');
    await looked;
    await eventually(
      async () => vscode.languages.getDiagnostics(document.uri),
      (all) => all.some(({ message }) => message.includes('no-such-topic')),
    );
  });

  it('leads from evidence in a document to its paragraph, and keeps its key', async () => {
    const text = '---\nauthor: Cora Brown\ndate: 2018\n---\n\nFirst.\n\nWe drank all of it.\n';
    await vscode.workspace.fs.writeFile(file('documents/diary.md'), new TextEncoder().encode(text));
    const document = await open('events.yaml');
    const edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().indexOf('leaf2020#2') + 'leaf2020#2'.length);
    edit.insert(document.uri, end, ', brown2018#2');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    const [target] = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeDefinitionProvider',
          document.uri,
          positionIn(document, 'brown2018#2'),
        ),
      (found) => found.length > 0,
    );
    assert.ok(target);
    const note = await vscode.workspace.openTextDocument(target.uri);
    assert.match(note.lineAt(target.range.start.line).text, /drank all of it/);
    const renaming = vscode.commands.executeCommand(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      positionIn(document, 'brown2018#2'),
      'brown2019',
    );
    assert.match(
      await Promise.resolve(renaming).then(
        () => 'renamed',
        (error: unknown) => String(error),
      ),
      /follows from its author and date/,
    );
  });

  it('takes a selected name up as another name of an entity', async () => {
    const draft = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: 'Lady Green came.',
    });
    const editor = await vscode.window.showTextDocument(draft);
    editor.selection = new vscode.Selection(0, 0, 0, 10);
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      draft.uri,
      editor.selection,
    );
    assert.ok(offered.some(({ title }) => title.includes('Create Entity “Lady Green”')));
    assert.ok(offered.some(({ title }) => title.includes('Another Name')));
  });

  it('renames an id in all files, and with a citation key its note', async () => {
    const document = await open('events.yaml');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      positionIn(document, 'leaf2020#2'),
      'leaf2021',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const read = async (path: string) => (await vscode.workspace.openTextDocument(file(path))).getText();
    assert.match(await read('sources.yaml'), /- id: leaf2021/);
    assert.match(await read('events.yaml'), /\[leaf2021#2/);
    assert.match(await read('notes/leaf2021.md'), /ten chests/);
  });
});
