import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { readyExtension } from './documents.ts';
import { eventually } from './ownDossier.ts';
import { cite, WorkFolder } from './workFolder.ts';

/** Answers the box or question that a command shows. There is no event for an open one; early answers do nothing. */
async function answering(command: string, answer: string): Promise<void> {
  let open = true;
  const done = Promise.resolve(vscode.commands.executeCommand(command)).finally(() => {
    open = false;
  });
  while (open) await vscode.commands.executeCommand(answer);
  await done;
}

const acceptBox = 'workbench.action.acceptSelectedQuickOpenItem';

describe('Create Bibliography', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  const create = () => vscode.commands.executeCommand('dossier.createBibliography');

  it('makes the file, declares it and adds what is cited already', async () => {
    await folder.write('draft.typ', 'It paid');
    const { document } = await folder.open('draft.typ');
    await cite();
    await create();
    assert.match(
      document.getText(),
      /^It paid @overweel2020\[para\. 3\]\n\n#bibliography\("references\.bib"\)\n$/,
    );
    assert.match(await folder.read('references.bib'), /@\w+\{overweel2020,/);
    await cite('thebatch2024');
    assert.match(await folder.read('references.bib'), /thebatch2024/);
  });

  it('declares in the root of a chapter', async () => {
    await folder.write(
      'main.tex',
      '\\documentclass{book}\n\\begin{document}\n\\input{a/one}\n\\end{document}\n',
    );
    await folder.write('a/one.tex', 'It paid');
    const { document } = await folder.open('a/one.tex');
    await create();
    await cite();
    assert.equal(document.getText(), 'It paid~\\cite[para. 3]{overweel2020}');
    assert.match(
      await folder.read('main.tex'),
      /\\input\{a\/one\}\n\\bibliographystyle\{plain\}\n\\bibliography\{references\}\n/,
    );
    assert.match(await folder.read('references.bib'), /overweel2020/);
  });

  it('takes a file that is there as it is, and makes Markdown cite by key', async () => {
    const mine = '@book{me, title={Mine}}\n';
    await folder.write('references.bib', mine);
    await folder.write('draft.md', 'It paid');
    const { document } = await folder.open('draft.md');
    await create();
    assert.equal(document.getText(), '---\nbibliography: references.bib\n---\n\nIt paid');
    assert.equal(await folder.read('references.bib'), mine);
    await cite();
    assert.match(document.getText(), /It paid \[@overweel2020, para\. 3\]/);
  });

  it('makes a declared file that is missing', async () => {
    await folder.write('draft.md', '---\nbibliography: refs.json\n---\nIt paid [@overweel2020].');
    const { document } = await folder.open('draft.md');
    const before = document.getText();
    await create();
    assert.equal(document.getText(), before);
    assert.match(await folder.read('refs.json'), /"id": "overweel2020"/);
  });
});

describe('Export Cited Works', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  it('writes what the draft and its parts cite, and nothing else, beside it', async () => {
    await folder.write('main.typ', '#include "one.typ"\n#bibliography("own.bib")\nIt paid @overweel2020.');
    await folder.write('one.typ', 'And @me.');
    await folder.write('own.bib', '@book{me, title={Mine}, date={2001}}\n@book{you, title={Yours}}\n');
    await folder.open('main.typ');
    await answering('dossier.exportCitedWorks', acceptBox);
    const text = await folder.read('main-references.bib');
    assert.match(text, /overweel2020/);
    assert.match(text, /\{me,/);
    assert.doesNotMatch(text, /you/);
  });
});

describe('Sync Bibliography', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  /** Accepts the list of changes as it is proposed, and answers the question beside the comparison. */
  async function sync(answer: 'apply' | 'close'): Promise<boolean> {
    // A list that is accepted before its rows are ticked chooses nothing: then once more.
    for (let round = 0; round < 3; round++) if (await syncOnce(answer)) return true;
    return false;
  }

  async function syncOnce(answer: 'apply' | 'close'): Promise<boolean> {
    let open = true;
    let compared = false;
    const done = Promise.resolve(vscode.commands.executeCommand('dossier.syncBibliography')).finally(() => {
      open = false;
    });
    while (open) {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      if (!(activeTab?.input instanceof vscode.TabInputTextDiff)) {
        await vscode.commands.executeCommand(acceptBox);
        continue;
      }
      compared = true;
      await vscode.commands.executeCommand(
        answer === 'apply' ? 'notification.acceptPrimaryAction' : 'notifications.clearAll',
      );
    }
    await done;
    return compared;
  }

  const draft = '---\nbibliography: references.bib\n---\nIt paid [@overweel2020; @thebatch2024].';

  /** Begins with an empty bibliography: where VS Code still has the text of the test before, it follows the disk. */
  async function emptied(): Promise<void> {
    await folder.write('references.bib', '');
    await eventually(
      async () => (await vscode.workspace.openTextDocument(folder.at('references.bib'))).getText(),
      (text) => text === '',
    );
  }

  it('shows what is missing and writes it when the writer agrees', async () => {
    const mine = '% mine\n@book{me, title={Mine}}\n';
    await folder.write('references.bib', mine);
    await folder.write('draft.md', draft);
    await folder.open('draft.md');
    assert.ok(await sync('apply'), 'no comparison was shown');
    const text = await folder.read('references.bib');
    assert.equal(text.slice(0, mine.length), mine);
    assert.match(text, /\{overweel2020,[\s\S]*\{thebatch2024,/);
  });

  it('writes nothing when the writer does not agree', async () => {
    await emptied();
    await folder.write('draft.md', draft);
    await folder.open('draft.md');
    assert.ok(await sync('close'), 'no comparison was shown');
    assert.equal(await folder.read('references.bib'), '');
  });

  it('leaves an entry that the writer has changed unless he chooses it', async () => {
    await folder.write('draft.md', draft);
    await emptied();
    await folder.open('draft.md');
    assert.ok(await sync('apply'), 'no comparison was shown');
    const fresh = await folder.read('references.bib');
    const mine = fresh.replace(/(?<=\{overweel2020,[^@]*title = ).*/, '{My own title},');
    assert.ok(mine !== fresh);
    await folder.write('references.bib', mine);
    // The one change is listed but not chosen.
    assert.equal(await sync('apply'), false);
    assert.equal(await folder.read('references.bib'), mine);
  });
});
