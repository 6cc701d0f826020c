/**
 * `npm run screenshots`: the README's pictures, made anew from the extension as it is, and the same scenes in every
 * kind of theme under `artifacts/screenshots/` to look at.
 */

import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { artifactsFolder, projectFolder } from '../workbench/paths.ts';
import { openWorkbench, type Theme, type Workbench } from './driver.ts';

/** The README shows these; the other themes are for looking. */
const shown: Theme = 'light';
/** Scenes for looking only. */
const unseen: ReadonlySet<string> = new Set(['editedCitation', 'copyCitationAs']);
const themes: readonly Theme[] = [shown, 'dark', 'highContrast', 'highContrastLight'];

const scenes: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  async sidebar(workbench) {
    await workbench.openContainer('Dossier');
    await workbench.expand('Topics', 'Money');
    await workbench.expand('Topics', 'Investment');
    await workbench.expand('Events', '2019');
    await workbench.expand('Events', '$1 billion');
  },
  async inDocument(workbench) {
    await workbench.placeCursor('billion dollars');
    const view = 'In This Document';
    await workbench.treeItem(view, /Microsoft invests/);
    for (const other of ['Topics', 'Events']) {
      const header = workbench.page.locator(`.pane-header[aria-label^="${other}"]`);
      if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
    }
  },
  async hover(workbench) {
    await workbench.hoverText('Satya');
  },
  async insertCitation(workbench) {
    await workbench.placeCursor('into OpenAI');
    await workbench.commandPalette('Dossier: Insert Citation');
    await workbench.quickInput.waitForTitle('Insert Citation');
    await workbench.quickInput.type('first bilion 2019');
    await workbench.quickInput.waitForTop(({ label }) => label.includes('$1 billion'));
  },
  async cited(workbench) {
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
    await workbench.page.getByText('[@overweel2020, para. 3]').waitFor();
  },
  async editCitation(workbench) {
    await workbench.commandPalette('Dossier: Edit Citation');
    await workbench.quickInput.waitForTitle('Edit Citation');
    await workbench.quickInput.waitForRow(({ label, active }) => active && /Overweel/.test(label));
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle('Overweel');
    await workbench.quickInput.type('billion');
    await workbench.quickInput.waitForRow(({ active }) => active);
  },
  async editedCitation(workbench) {
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForRow(({ label, active }) => active && label === 'Done');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle('Edit Citation');
    await workbench.quickInput.waitForRow(({ active }) => active);
  },
  async copyCitationAs(workbench) {
    await workbench.quickInput.cancel();
    await workbench.commandPalette('Dossier: Copy Citation As…');
    await workbench.quickInput.waitForTitle('Copy Citation');
    await workbench.quickInput.type('thenewstack');
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForTitle('Copy Citation As');
    await workbench.quickInput.waitForRow(({ active }) => active);
  },
  async sourceNote(workbench) {
    await workbench.quickInput.cancel();
    await workbench.commandPalette('Dossier: Open Source Note');
    await workbench.quickInput.waitForTitle('Open Source Note');
    await workbench.quickInput.type('GPT-3 and beyond');
    await workbench.quickInput.accept();
    await workbench.page.getByRole('tab', { name: /overweel2020\.md/ }).waitFor();
  },
  async timeline(workbench) {
    // The source note stands where the timeline is to be.
    await workbench.commandPalette('View: Close Editor');
    await workbench.commandPalette('Dossier: Open Timeline');
    const page = await workbench.webview('.mark');
    await page.locator('.mark[aria-label*="Microsoft invests $1 billion"]').first().click();
    await page.locator('.card h2').waitFor();
    // Whatever the pointer rests on would show its hint.
    await workbench.page.mouse.move(600, 560);
    await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  },
  async relations(workbench) {
    await workbench.commandPalette('View: Close Editor');
    await workbench.commandPalette('Dossier: Show Relations');
    await workbench.quickInput.waitForTitle('Show Relations');
    await workbench.quickInput.type('Satya Nadella');
    await workbench.quickInput.waitForTop(({ label }) => label === 'Satya Nadella');
    await workbench.quickInput.accept();
    const page = await workbench.webview('.relation');
    await page.locator('.relation .mark:not(.cluster)').first().click();
    await page.locator('.card h2').waitFor();
    await workbench.page.mouse.move(600, 560);
    await workbench.page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  },
};

for (const theme of themes) {
  const workbench = await openWorkbench();
  try {
    await workbench.openFile('draft.md');
    // A new workbench has it already.
    if (theme !== shown) await workbench.setTheme(theme);
    for (const [name, scene] of Object.entries(scenes)) {
      await scene(workbench);
      await workbench.screenshot(`${name}-${theme}`);
      console.log(`${name}, ${theme}`);
    }
  } finally {
    await workbench.close();
  }
}

const pictures = path.join(projectFolder, 'media/screenshots');
await mkdir(pictures, { recursive: true });
for (const name of Object.keys(scenes).filter((scene) => !unseen.has(scene))) {
  await copyFile(
    path.join(artifactsFolder, 'screenshots', `${name}-${shown}.png`),
    path.join(pictures, `${name}.png`),
  );
}
