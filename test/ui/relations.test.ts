import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './driver.ts';
import { axeFaults, cutTexts } from './webviewChecks.ts';

const draft = '---\nbibliography: references.bib\n---\n\nMicrosoft invested. Satya Nadella spoke.\n';

describe('the relations of an entity', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft } });
  let page: Frame;
  const heading = (name: string) => page.locator('h1', { hasText: `Relations of ${name}` }).waitFor();
  const names = () => page.locator('.relation .label').allTextContents();
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent;
    });

  it('are asked for in the palette, by any name of the entity', async function () {
    this.timeout(120_000);
    await workbench().openFile('draft.md');
    await workbench().placeCursor('invested');
    await workbench().commandPalette('Dossier: Show Relations');
    await workbench().quickInput.waitForTitle('Show Relations');
    await workbench().quickInput.type('Nadella');
    await workbench().quickInput.waitForTop(({ label }) => label === 'Satya Nadella');
    await workbench().quickInput.accept();
    page = await workbench().webview('.relation');
    await heading('Satya Nadella');
    assert.ok((await names()).includes('Microsoft'));
  });

  it('are asked for in the tree and on the hover card', async () => {
    await workbench().openContainer('Dossier');
    await workbench().expand('Entities', 'Organizations');
    await workbench().contextAction(await workbench().treeItem('Entities', 'Anthropic'), 'Show Relations');
    await heading('Anthropic');
    await workbench().openContainer('Explorer');
    await workbench().focusEditor();
    await workbench().hoverText('Microsoft');
    await workbench().hover.getByText('Relations', { exact: true }).click();
    await heading('Microsoft');
  });

  it('stand by strength, with what ties them on one axis of time', async () => {
    const counts = (await page.locator('.relation .count').allTextContents()).map(Number);
    assert.ok(counts.length > 10);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
    assert.equal((await names())[0], 'OpenAI');
    assert.ok((await page.locator('.axis text').count()) > 1);
  });

  it('are gone through by keys, down to the evidence, which is cited', async () => {
    await page.locator('.name[tabindex="0"]').focus();
    const name = await focused();
    await page.locator(':focus').press('ArrowRight');
    assert.notEqual(await focused(), name);
    await page.locator(':focus').press('ArrowDown');
    assert.equal(await page.locator('.relation:nth-child(2) .mark:focus').count(), 1);
    await page.locator(':focus').press('ArrowUp');
    await page.locator(':focus').press('Home');
    assert.equal(await focused(), name);
    await page.locator(':focus').press('Enter');
    await page.locator('.card h2', { hasText: 'OpenAI' }).waitFor();
    await page.locator('.card').getByRole('button', { name: 'Microsoft invests $1 billion' }).click();
    await page.locator('.card h2', { hasText: 'Microsoft invests $1 billion' }).waitFor();
    await page.getByRole('button', { name: 'Insert Citation', exact: true }).click();
    await workbench().page.getByText('[@overweel2020, para. 3]').waitFor();
    await page.locator('.mark.cited.selected').first().waitFor();
  });

  it('lead on to those of what is related, and to the tree', async () => {
    await page.locator('.name', { hasText: 'Azure' }).first().click();
    await page.locator('.card h2', { hasText: 'Azure' }).waitFor();
    await page.getByRole('button', { name: 'Show in Tree' }).click();
    await workbench().page.locator('.sidebar .monaco-list-row.selected', { hasText: 'Azure' }).waitFor();
    await page.getByRole('button', { name: 'Show Relations' }).click();
    await heading('Azure');
    await workbench().openContainer('Explorer');
  });

  it('survive a reload of the window, with the card that was open', async function () {
    this.timeout(120_000);
    await page.locator('.mark:not(.cluster)').first().click();
    const title = await page.locator('.card h2').textContent();
    await workbench().reloadWindow();
    page = await workbench().webview('.relation');
    await heading('Azure');
    assert.equal(await page.locator('.card h2').textContent(), title);
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`have no fault that axe finds, in the theme ${theme}`, async function () {
      this.timeout(60_000);
      if (theme !== 'light') await workbench().setTheme(theme);
      page = await workbench().webview('.relation');
      assert.deepEqual(await axeFaults(page), []);
      await workbench().screenshot(`relations-${theme}`);
    });
  }

  it('cut no text where the page is narrow, nor where text is large', async function () {
    this.timeout(90_000);
    const { page: window } = workbench();
    await workbench().setTheme('light');
    await workbench().commandPalette('View: Close Primary Side Bar');
    await workbench().commandPalette('View: Move Editor into Previous Group');
    page = await workbench().webview('.relation');
    await window.setViewportSize({ width: 262, height: 800 });
    await page.waitForFunction(() => innerWidth < 230);
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('relations-narrow');
    // A page at 200 % has half as many of its own pixels.
    await window.setViewportSize({ width: 640, height: 400 });
    await page.waitForFunction(() => innerWidth > 300);
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('relations-zoomed');
    await window.setViewportSize({ width: 1280, height: 800 });
    await workbench().changeSettings({ 'editor.fontSize': 28 });
    page = await workbench().webview('.relation');
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('relations-large');
  });
});
