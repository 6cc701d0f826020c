import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { closeAll, readyExtension, show } from './documents.ts';

const run = (command: string, ...what: unknown[]) =>
  vscode.commands.executeCommand(`dossier.${command}`, ...what);

function selected(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? '';
}

describe('Go to Next Name', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('goes from name to name, round at the end, and back', async () => {
    await show('‸The firm Microsoft, its cloud and **Sam** Altman. `OpenAI` is code, OpenAI a name.');
    const seen: string[] = [];
    for (let times = 0; times < 4; times++) {
      await run('nextName');
      seen.push(selected());
    }
    assert.deepEqual(seen, ['Microsoft', 'Sam** Altman', 'OpenAI', 'Microsoft']);
    await run('previousName');
    assert.equal(selected(), 'OpenAI');
    await run('previousName');
    assert.equal(selected(), 'Sam** Altman');
  });

  it('finds what has just been written', async () => {
    const editor = await show('Nobody is here.‸');
    await run('nextName');
    assert.equal(selected(), '');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Microsoft is. '));
    await run('nextName');
    assert.equal(selected(), 'Microsoft');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'OpenAI\n\n'));
    await run('previousName');
    assert.equal(selected(), 'OpenAI');
  });

  it('knows the marks of other languages', async () => {
    await show('‸\\section{A}\n% no\nBy \\emph{Satya} Nadella~\\cite{x}.', 'latex');
    await run('nextName');
    assert.match(selected(), /Satya\}? Nadella/);
  });

  it('takes no hostile argument for a row', async () => {
    const editor = await show('‸Microsoft');
    const rows = [
      null,
      'x',
      1,
      { kind: 'name' },
      { kind: 'work', cited: {} },
      { kind: 'group', group: 'names' },
    ];
    for (const row of rows) await run('nextOccurrence', row);
    assert.ok(editor.selection.isEmpty);
  });
});

describe('Try It on a Sample Draft', () => {
  before(readyExtension);
  afterEach(closeAll);

  it('opens a draft with names, and the cursor where a citation goes', async () => {
    await run('trySampleDraft');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.languageId, 'markdown');
    assert.ok(editor?.document.isUntitled);
    await run('insertCitation', { source: 'overweel2020', paragraph: 3 });
    assert.match(editor?.document.getText() ?? '', /billion dollars in OpenAI \(?\[Overweel[^\n]*\)\.\n/);
    await run('nextName');
    assert.match(selected(), /\w/);
  });
});
