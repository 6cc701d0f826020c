import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
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

describe('the sidebar, beside dossiers of one’s own', () => {
  const settings = (bundledDossier: boolean) =>
    JSON.stringify({ 'dossier.bundledDossier': bundledDossier, 'dossier.folders': ['lit.bib'] });
  const workbench = useWorkbench({
    files: {
      '.vscode/settings.json': settings(false),
      'lit.bib': '@book{moss2001, title = {The moss}, author = {Moss, Ann}, date = {2001}}\n',
    },
  });
  const write = async (file: string, text: string) => {
    const target = path.join(workbench().workspace, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  };
  const tea = {
    'tea/notes/leaf2020.md': '1. Ten chests of tea were sold.\n',
    'tea/sources.yaml': 'references:\n- id: leaf2020\n  type: book\n  title: The leaf\n  issued: 2020\n',
    'tea/events.yaml':
      'events:\n- id: sale\n  date: 1999-05\n  title: Ten chests are sold\n  summary: They went at once.\n  status: occurred\n  evidence: [leaf2020#1]\n',
    'tea/dossier.yaml': 'format: 1\nid: tea\ntitle: Tea\nlanguage: en\n',
  };

  it('tells why a bibliography alone has no topics', async () => {
    await workbench().openContainer('Dossier');
    await workbench().treeItem('Sources', /The moss|Moss/);
    const topics = await workbench().view('Topics');
    await topics.getByText('A bibliography has sources only.').waitFor();
  });

  it('takes a paragraph as evidence where its dossier can be written to, and offers it nowhere else', async () => {
    await write('.vscode/settings.json', settings(true));
    for (const [file, text] of Object.entries(tea)) await write(file, text);
    await workbench().expand('Sources', 'leaf');
    const menu = workbench().page.locator('.monaco-menu');
    const own = await workbench().treeItem('Sources', 'Ten chests');
    await workbench().contextAction(own, 'Use as Evidence for…');
    await workbench().quickInput.waitForTitle('What does this paragraph support?');
    await workbench().quickInput.cancel();
    await workbench().expand('Sources', 'Overweel 2020');
    const bundled = await workbench().treeItem('Sources', /^3/);
    await bundled.click({ button: 'right' });
    await menu.locator('.action-item', { hasText: 'Copy' }).first().waitFor();
    assert.equal(await menu.locator('.action-item', { hasText: 'Use as Evidence' }).count(), 0);
  });
});
