import assert from 'node:assert/strict';
import { type QuickInputRow, useWorkbench } from './driver.ts';

const draft =
  '---\nbibliography: references.bib\n---\n\n' +
  'Microsoft invested [@overweel2020, para. 3; @newstack2023].\n\nNothing here.\n';

describe('Edit Citation', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft, 'paper.typ': 'It paid @overweel2020.\n' } });

  async function edit(place: string): Promise<void> {
    await workbench().placeCursor(place);
    await workbench().commandPalette('Dossier: Edit Citation');
    await workbench().quickInput.waitForTitle('Edit Citation');
  }
  // A picker that a failed test leaves open must not fail the next.
  beforeEach(async () => {
    for (
      let open = await workbench().quickInput.rows();
      open.length;
      open = await workbench().quickInput.rows()
    ) {
      await workbench().press('Escape');
    }
  });
  const waitForActive = (label: RegExp, description = /(?:)/): Promise<QuickInputRow> =>
    workbench().quickInput.waitForRow(
      (row) => row.active && label.test(row.label) && description.test(row.description),
    );

  it('moves a source, changes its locator, and writes both at once', async () => {
    await workbench().openFile('draft.md');
    await edit('@newstack');
    await waitForActive(/Overweel 2020/, /para\. 3/);
    await workbench().press('Alt+ArrowDown');
    await workbench().quickInput.waitForTop(({ label }) => /New Stack/.test(label));
    await waitForActive(/Overweel 2020/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Overweel 2020');
    await workbench().quickInput.type('p. 3-5');
    await waitForActive(/pp\. 3-5/);
    await workbench().press('ControlOrMeta+Enter');
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/invested \[@newstack2023; @overweel2020, pp\. 3-5\]\./);
  });

  it('is undone in one step', async () => {
    await workbench().focusEditor();
    await workbench().press('ControlOrMeta+z');
    assert.equal(await workbench().editorText(), draft);
  });

  it('writes where another tab was looked at meanwhile', async () => {
    // In a window of this size the picker covers the tabs.
    const showTab = (name: string) =>
      workbench().page.locator('.tab', { hasText: name }).dispatchEvent('mousedown', { button: 0 });
    const isShown = (name: string) => workbench().page.locator('.tab.active', { hasText: name }).waitFor();
    await workbench().openFile('paper.typ');
    await workbench().openFile('draft.md');
    await edit('@newstack');
    await waitForActive(/Overweel 2020/, /para\. 3/);
    await workbench().press('Alt+ArrowDown');
    await workbench().quickInput.waitForTop(({ label }) => /New Stack/.test(label));
    await showTab('paper.typ');
    await isShown('paper.typ');
    await showTab('draft.md');
    await isShown('draft.md');
    await workbench().page.locator('.quick-input-widget input').first().focus();
    await workbench().press('ControlOrMeta+Enter');
    await workbench().quickInput.waitUntilClosed();
    await workbench().focusEditor();
    await workbench().waitForText(/invested \[@newstack2023; @overweel2020, para\. 3\]\./);
    await workbench().placeCursor('Nothing here');
    await workbench().press('ControlOrMeta+z');
    await workbench().waitForText(/invested \[@overweel2020, para\. 3; @newstack2023\]\./);
  });

  it('opens by its keybinding, asks for words, shows what comes of it, and Enter applies', async () => {
    await workbench().placeCursor('@newstack');
    await workbench().press('ControlOrMeta+k');
    await workbench().press('Shift+E');
    await workbench().quickInput.waitForTitle('Edit Citation');
    await waitForActive(/Overweel 2020/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Overweel 2020');
    await waitForActive(/^Done/);
    await workbench().quickInput.type('see also');
    await workbench().quickInput.select(({ label }) => /^Text before: see also/.test(label));
    await waitForActive(/^Done/, /\[see also @overweel2020, para\. 3; @newstack2023\]/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Edit Citation');
    await waitForActive(/^Apply/, /see also/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/\[see also @overweel2020, para\. 3; @newstack2023\]\./);
  });

  it('goes back by Escape without writing, and removes a source', async () => {
    await edit('@newstack');
    await waitForActive(/Overweel 2020/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Overweel 2020');
    await workbench().press('Escape');
    await workbench().quickInput.waitForTitle('Edit Citation');
    await waitForActive(/Overweel 2020/);
    await workbench().press('Shift+Delete');
    await waitForActive(/New Stack/);
    await workbench().press('ControlOrMeta+Enter');
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/invested \[@newstack2023\]\./);
  });

  it('says where no citation is', async () => {
    await workbench().placeCursor('Nothing');
    await workbench().commandPalette('Dossier: Edit Citation');
    await workbench().waitForNotification(/The cursor is in no citation/);
  });

  it('offers only what the syntax can say', async () => {
    await workbench().openFile('paper.typ');
    await edit('@overweel');
    await waitForActive(/Overweel 2020/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Overweel 2020');
    const labels = (await workbench().quickInput.rows()).map(({ label }) => label);
    assert.ok(labels.includes('Text after'), labels.join(', '));
    assert.ok(!labels.includes('Text before'), labels.join(', '));
    await workbench().press('Escape');
    await workbench().quickInput.waitForTitle('Edit Citation');
    await workbench().quickInput.cancel();
  });

  it('is offered where a citation is inserted into another', async () => {
    await workbench().placeCursor('@overweel');
    await workbench().commandPalette('Dossier: Insert Citation');
    await workbench().quickInput.waitForTitle('Insert Citation');
    await waitForActive(/^Edit the citation at the cursor/, /@overweel2020/);
    await workbench().quickInput.accept();
    await workbench().quickInput.waitForTitle('Edit Citation');
    await waitForActive(/Overweel 2020/);
    await workbench().quickInput.cancel();
  });

  it('is the second step of Insert Citation', async () => {
    await workbench().placeCursor('It paid');
    await workbench().commandPalette('Dossier: Insert Citation');
    await workbench().quickInput.waitForTitle('Insert Citation');
    await workbench().quickInput.type('newstack2023');
    await workbench().quickInput.waitForTop(({ label, description }) =>
      /New Stack/.test(label + description),
    );
    await workbench().press('ControlOrMeta+.');
    await workbench().quickInput.waitForTitle('New Stack');
    await workbench().quickInput.type('chap. 2');
    await waitForActive(/chap\. 2/);
    await workbench().press('ControlOrMeta+Enter');
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/It paid @newstack2023\[chap\. 2\] @overweel2020\./);
  });
});
