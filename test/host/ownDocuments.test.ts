import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension } from './documents.ts';
import { eventually } from './ownDossier.ts';
import { WorkFolder } from './workFolder.ts';

/** What Insert Citation writes for a source, once the dossier has it. */
async function cited(reference: object): Promise<string> {
  const document = await vscode.workspace.openTextDocument({ language: 'latex', content: '' });
  await vscode.window.showTextDocument(document);
  await vscode.env.clipboard.writeText('nothing');
  await vscode.commands.executeCommand('dossier.copyCitation', reference);
  const citation = await vscode.env.clipboard.readText();
  await closeAll();
  return citation;
}

describe('a folder of documents', () => {
  const folder = () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(root, 'no workspace');
    return vscode.Uri.joinPath(root, '.dossier');
  };
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), new TextEncoder().encode(text));
  // A node is opened by its key alone: what does not exist opens no picker, so the picker is closed.
  const note = async (key: string) => {
    const uri = vscode.Uri.from({ scheme: 'dossier', path: `/${key}.md` });
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };

  before(readyExtension);
  after(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(folder(), { recursive: true });
    await eventually(
      () => note('green2020'),
      (text) => text.includes('not in the open dossiers'),
    );
  });

  it('is a dossier: its documents are sources with numbered paragraphs that can be cited', async () => {
    await write(
      'tea.md',
      '---\ntitle: What tea costs\nauthor: Ada Green\ndate: 2020-05-12\n---\n\nA chest costs ten pounds.\n\nIt was eight before.\n',
    );
    await write(
      'harbour.html',
      '<html><head><title>The harbour</title><meta name="author" content="Ben White"><meta property="article:published_time" content="2019-03-02"></head><body><article><h1>The harbour</h1><p>Ships came in every day of that long summer, and all of them carried tea.</p></article></body></html>',
    );
    let asked = 0;
    const tea = await eventually(
      async () => {
        // Right after its start VS Code does not watch yet.
        if (++asked % 40 === 0) await write('later.txt', 'x');
        return note('green2020');
      },
      (text) => text.includes('ten pounds'),
    );
    assert.match(tea, /\*\*2\*\* It was eight before/);
    await eventually(
      () => note('white2019'),
      (text) => text.includes('carried tea'),
    );
    assert.match(await cited({ source: 'green2020', paragraph: 2 }), /green2020/);
  });

  it('keeps the numbers of paragraphs when a document is edited', async () => {
    await write(
      'tea.md',
      '---\ntitle: What tea costs\nauthor: Ada Green\ndate: 2020-05-12\n---\n\nNow this stands first.\n\nA chest costs ten pounds.\n\nIt was eight before.\n',
    );
    const text = await eventually(
      () => note('green2020'),
      (now) => now.includes('stands first'),
    );
    assert.match(text, /\*\*2\*\* It was eight before/);
    assert.match(text, /\*\*3\*\* Now this stands first/);
  });

  it('tells of a citation whose paragraph has gone, and leads to the others', async () => {
    const work = new WorkFolder();
    await work.write('draft.md', '---\nbibliography: none.bib\n---\n\nIt paid [@green2020, para. 2].\n');
    const { document } = await work.open('draft.md');
    const missing = () =>
      vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'missing-paragraph');
    try {
      await write(
        'tea.md',
        '---\ntitle: What tea costs\nauthor: Ada Green\ndate: 2020-05-12\n---\n\nNow this stands first.\n\nA chest costs ten pounds.\n',
      );
      const [found] = await eventually(
        async () => missing(),
        (all) => all.length > 0,
      );
      assert.ok(found);
      assert.equal(
        found.message,
        '“green2020” has no paragraph 2 any more. It began: “It was eight before.”',
      );
      assert.equal(document.getText(found.range), '2');
      assert.equal(found.relatedInformation?.[0]?.location.uri.toString(), 'dossier:/green2020.md');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        found.range,
      );
      const choose = actions.find(({ title }) => title === 'Choose Another Paragraph…')?.command;
      assert.equal(choose?.command, 'dossier.editCitation');
      assert.equal((choose?.arguments?.[0] as { part?: number } | undefined)?.part, 0);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, found.range, '3');
      await vscode.workspace.applyEdit(edit);
      await eventually(
        async () => missing(),
        (all) => all.length === 0,
      );
    } finally {
      await work.delete();
    }
  });
});
