import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

const bib = '@book{doe2020,\n  title = {Tea in Leeds},\n  author = {Doe, Jane},\n  year = {2020}\n}\n';
const draft = '---\nbibliography: references.bib\n---\n\nMicrosoft invested.\n\nTea paid [@doe2020].\n';

describe('completion of citation keys', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft, 'references.bib': bib } });
  const top = () => workbench().page.locator('.suggest-widget.visible .monaco-list-row').first();

  it('comes as one types, and Enter takes the first work', async () => {
    await workbench().openContainer('Dossier');
    // Nobody offers keys before the extension is active.
    await (await workbench().view('Topics')).locator('.monaco-list-row').first().waitFor();
    await workbench().openFile('draft.md');
    await workbench().placeCursor('Microsoft invested');
    await workbench().typeText(' [@nadella');
    await top().getByText('newstack2023').waitFor();
    await workbench().press('Enter');
    assert.match(await workbench().editorText(), /invested \[@newstack2023\]\./);
  });

  it('goes on over several words', async () => {
    await workbench().placeCursor('Tea paid');
    await workbench().typeText(' [@leeds jane 2020');
    await top().getByText('doe2020').waitFor();
    await workbench().press('Enter');
    assert.match(await workbench().editorText(), /Tea paid \[@doe2020\] \[@doe2020\]\./);
  });
});
