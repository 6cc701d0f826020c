import { openWorkbench } from './driver.ts';

const files = {
  'draft.md':
    '---\nbibliography: references.bib\n---\n\nMicrosoft invested [see @overweel2020, para. 3; @newstack2023; -@thebatch2024, p. 5].\n',
};
for (const theme of ['light', 'dark'] as const) {
  const workbench = await openWorkbench({ files, theme });
  try {
    await workbench.openFile('draft.md');
    await workbench.placeCursor('@newstack');
    await workbench.commandPalette('Dossier: Edit Citation');
    await workbench.quickInput.waitForTitle('Edit Citation');
    await workbench.screenshot(`edit-list-${theme}`);
    await workbench.press('Alt+ArrowDown');
    await workbench.screenshot(`edit-moved-${theme}`);
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle('Overweel');
    await workbench.screenshot(`edit-details-${theme}`);
    await workbench.quickInput.type('3-5');
    await workbench.screenshot(`edit-typed-${theme}`);
    await workbench.quickInput.type('billion');
    await workbench.screenshot(`edit-words-${theme}`);
    await workbench.press('Escape');
    await workbench.press('Escape');
    await workbench.commandPalette('Dossier: Insert Citation');
    await workbench.quickInput.waitForTitle('Insert Citation');
    await workbench.screenshot(`insert-${theme}`);
  } finally {
    await workbench.close();
  }
}
