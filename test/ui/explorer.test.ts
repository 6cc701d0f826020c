import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

const draft =
  '---\nbibliography: references.bib\n---\n\nMicrosoft invested in OpenAI.\n\nIt changed everything.\n';

describe('the sidebar', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft } });

  it('leads from a topic to the cited paragraph', async () => {
    await workbench().openFile('draft.md');
    await workbench().openContainer('Dossier');
    await workbench().expand('Topics', 'Money');
    const rows = await workbench().treeRows('Topics');
    assert.ok(rows.length > 6, rows.join('\n'));
  });

  it('shows events by year with dates as people write them', async () => {
    await workbench().expand('Events', '2019');
    const rows = await workbench().treeRows('Events');
    assert.ok(
      rows.some((row) => /\$1 billion.*Jul 2019/.test(row)),
      rows.join('\n'),
    );
  });

  it('opens the source note at the paragraph', async () => {
    await workbench().expand('Sources', 'Overweel 2020');
    await (await workbench().treeItem('Sources', /^3/)).click();
    await workbench()
      .page.getByRole('tab', { name: /overweel2020\.md/ })
      .waitFor();
    assert.match(await workbench().visibleText(), /\$1 billion/);
  });

  it('inserts a citation from a row into the draft', async () => {
    await workbench().commandPalette('View: Close All Editors');
    await workbench().openFile('draft.md');
    await workbench().placeCursor('invested in OpenAI');
    const row = await workbench().treeItem('Events', /\$1 billion/);
    await workbench().inlineAction(row, 'Insert Citation');
    await workbench().page.getByText('[@overweel2020, para. 3]').waitFor();
    await workbench().waitForText(/invested in OpenAI \[@overweel2020, para\. 3\]\./);
  });

  it('drops a citation where a row is dragged to', async () => {
    await workbench().expand('Sources', 'The New Stack 2023');
    const row = await workbench().treeItem('Sources', 'The New Stack 2023');
    await workbench().dragToEditor(row, 'changed everything');
    await workbench().page.getByText('[@newstack2023]').waitFor();
    await workbench().waitForText(/changed everything \[@newstack2023\]\./);
  });

  it('filters as one types and shows all again', async () => {
    await workbench().commandPalette('Dossier: Filter Topics, Events, Entities and Sources');
    await workbench().quickInput.waitForTitle('Filter the dossier');
    await workbench().quickInput.type('nadella');
    await workbench().page.getByText('Filtered by “nadella”').first().waitFor();
    assert.deepEqual(
      (await workbench().treeRows('Entities')).filter((row) => /People|Satya/.test(row)).length >= 1,
      true,
    );
    await workbench().quickInput.accept();
    await workbench().commandPalette('Dossier: Clear Filter');
    await workbench().page.getByText('Filtered by “nadella”').first().waitFor({ state: 'detached' });
  });
});
