import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { useWorkbench } from './driver.ts';

const draft = '---\nbibliography: refs.bib\n---\n\nMicrosoft invested.\n';
const mine = '@book{mine,\n  title = {Mine}   }\n';

describe('the bibliography of a draft', () => {
  const workbench = useWorkbench({
    files: { 'draft.md': draft, 'refs.bib': mine, 'paper.typ': 'It paid.\n' },
  });
  const read = (name: string) => readFileSync(path.join(workbench().workspace, name), 'utf8');

  /** Waits for a file to be as it should: the editor does not tell when an extension has written. */
  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; !holds() && tries < 100; tries++) await workbench().page.waitForTimeout(100);
    assert.ok(holds());
  }

  async function insertCitation(key: string, source: RegExp): Promise<void> {
    await workbench().commandPalette('Dossier: Insert Citation');
    await workbench().quickInput.waitForTitle('Insert Citation');
    await workbench().quickInput.type(key);
    await workbench().quickInput.waitForTop(({ label, description }) => source.test(label + description));
    await workbench().quickInput.accept();
    await workbench().quickInput.waitUntilClosed();
  }

  it('is taken back with the citation by one Ctrl+Z, without a question, and comes again', async () => {
    await workbench().openFile('draft.md');
    await workbench().placeCursor('Microsoft invested');
    await insertCitation('overweel2020', /Overweel/);
    await until(() => read('refs.bib').includes('{overweel2020,'));
    await workbench().focusEditor();
    await workbench().press('ControlOrMeta+z');
    await until(() => read('refs.bib') === mine);
    assert.equal(await workbench().page.locator('.monaco-dialog-box').count(), 0);
    assert.equal(await workbench().editorText(), draft);
    await workbench().press('ControlOrMeta+Shift+z');
    await until(() => read('refs.bib').includes('{overweel2020,'));
    await workbench().waitForText(/@overweel2020/);
  });

  it('is compared with the dossier before anything is written', async () => {
    await workbench().placeCursor('Microsoft', 'before');
    await workbench().typeText('[@thebatch2024] ');
    await workbench().editorText();
    const before = read('refs.bib');
    await workbench().commandPalette('Dossier: Sync Bibliography');
    await workbench().quickInput.waitForTitle('Sync refs.bib with the Dossier');
    await workbench().screenshot('syncBibliography-list');
    await workbench().quickInput.accept();
    await workbench().page.locator('.monaco-diff-editor').waitFor();
    await workbench().waitForNotification(/Make this change in refs\.bib\?/);
    await workbench().screenshot('syncBibliography-comparison');
    assert.equal(read('refs.bib'), before);
    await workbench().answerNotification(/Make this change in refs\.bib\?/, 'Apply');
    await until(() => read('refs.bib').includes('{thebatch2024,'));
    assert.ok(read('refs.bib').startsWith(before));
  });

  it('is offered to a draft that declares none, once', async () => {
    await workbench().openFile('paper.typ');
    await workbench().placeCursor('It paid');
    await insertCitation('overweel2020', /Overweel/);
    await workbench().answerNotification(/Create references\.bib/, 'Create references.bib');
    await until(() => existsSync(path.join(workbench().workspace, 'references.bib')));
    await until(() => read('references.bib').includes('{overweel2020,'));
    await workbench().waitForText(/#bibliography\("references\.bib"\)\n$/);
  });
});
