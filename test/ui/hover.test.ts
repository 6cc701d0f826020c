import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

describe('the hover card', () => {
  const workbench = useWorkbench();

  it('appears over a name and says who it is', async () => {
    await workbench().openFile('draft.md');
    // The sidebar needs the extension, so once it is there the first hover cannot come too early.
    await workbench().openContainer('Dossier');
    const text = await workbench().hoverUntil('Satya', /in the dossier/);
    assert.match(text, /^Satya Nadella · person/);
    assert.equal(text.match(/in the dossier/g)?.length, 1, text);
  });

  it('leads to the name in the tree', async () => {
    await workbench().hoverText('Satya');
    await workbench().hover.getByText('Show in tree').click();
    const row = workbench().page.locator('.monaco-list-row.selected', { hasText: 'Satya Nadella' });
    await row.waitFor();
  });

  it('leads to the source note', async () => {
    await workbench().openFile('draft.md');
    await workbench().hoverUntil('Satya', /Open note/);
    await workbench().hover.getByText('Open note').click();
    await workbench()
      .page.getByRole('tab', { name: /newstack2023\.md/ })
      .waitFor();
  });
});
