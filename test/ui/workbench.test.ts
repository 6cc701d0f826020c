import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

describe('the workbench', () => {
  const workbench = useWorkbench();

  it('opens the sample draft', async () => {
    await workbench().openFile('draft.md');
    assert.match(await workbench().visibleText(), /Seven years of a partnership/);
  });

  it('types into the draft where the cursor is placed', async () => {
    await workbench().placeCursor('Stargate announcement');
    await workbench().typeText(' of January');
    assert.match(await workbench().editorText(), /Stargate announcement of January brought/);
  });

  it('lists the commands of the extension in the palette', async () => {
    await workbench().press('F1');
    await workbench().quickInput.type('>Dossier: Insert Cit');
    await workbench().quickInput.waitForRow(({ label }) => label === 'Dossier: Insert Citation');
    await workbench().quickInput.cancel();
  });

  it('shows itself in every kind of theme', async () => {
    for (const theme of ['dark', 'highContrast', 'highContrastLight', 'light'] as const) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`workbench-${theme}`);
    }
  });
});
