import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './driver.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the timeline', () => {
  const workbench = useWorkbench({
    files: { 'draft.md': '---\nbibliography: references.bib\n---\n\nMicrosoft invested.\n' },
  });
  let page: Frame;
  const marked = (title: string) => page.locator(`.mark[aria-label*="${title}"]`).first();
  const count = async () => Number(/^\d+/.exec((await page.locator('.count').textContent()) ?? '')?.[0]);

  it('draws every event of the dossier', async () => {
    await workbench().openFile('draft.md');
    await workbench().placeCursor('invested');
    await workbench().commandPalette('Dossier: Open Timeline');
    page = await workbench().webview('.mark');
    assert.equal(await count(), 73);
    assert.ok((await page.locator('.lane-title').count()) > 3);
  });

  it('goes from event to event by arrow keys, and from lane to lane', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const lane = () =>
      page.evaluate(() => document.activeElement?.parentElement?.querySelector('.lane-title')?.textContent);
    const press = (key: string) => page.locator('.mark[tabindex="0"]').press(key);
    await page.locator('.mark[tabindex="0"]').focus();
    const first = await focused();
    await press('ArrowRight');
    assert.notEqual(await focused(), first);
    await press('ArrowLeft');
    assert.equal(await focused(), first);
    const above = await lane();
    await press('ArrowDown');
    assert.notEqual(await lane(), above);
  });

  it('opens an event with Enter and cites it into the draft', async () => {
    await marked('Microsoft invests $1 billion').press('Enter');
    await page.locator('.card h2', { hasText: 'Microsoft invests $1 billion' }).waitFor();
    await page.getByRole('button', { name: 'Insert Citation' }).click();
    await workbench().page.getByText('[@overweel2020, para. 3]').waitFor();
    // The mark stays chosen while what is cited is marked anew.
    await page.locator('.mark.cited.selected[aria-label*="Microsoft invests $1 billion"]').first().waitFor();
  });

  it('zooms by keys, so that clusters come apart', async () => {
    const clusters = () => page.locator('.mark.cluster').count();
    const before = await clusters();
    const reached = page.locator('.mark[tabindex="0"]');
    for (let times = 0; times < 4; times++) await reached.press('+');
    await page.waitForFunction((most) => document.querySelectorAll('.mark.cluster').length < most, before);
    await reached.press('0');
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('.mark.cluster').length === wanted,
      before,
    );
  });

  it('is narrowed by words and by source, and keeps that through a reload', async () => {
    await page.getByRole('searchbox').fill('billion 2019');
    assert.ok((await count()) < 10);
    await page.evaluate(() => document.body.classList.add('before'));
    await workbench().commandPalette('Developer: Reload Webviews');
    page = await workbench().webview('body:not(.before) .mark');
    assert.equal(await page.getByRole('searchbox').inputValue(), 'billion 2019');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: 'Show only' }).selectOption({ index: 1 });
    assert.ok((await count()) < 73);
    await page.getByRole('combobox', { name: 'Show only' }).selectOption({ index: 0 });
    assert.equal(await count(), 73);
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`has no fault that axe finds, in the theme ${theme}`, async function () {
      this.timeout(60_000);
      if (theme !== 'light') await workbench().setTheme(theme);
      page = await workbench().webview('.mark');
      await marked('Microsoft invests $1 billion').press('Enter');
      // The page's own policy lets no other script in; the driver's goes around it.
      await page.evaluate(axe);
      const { violations } = (await page.evaluate(
        'axe.run(document, { rules: { region: { enabled: false } } })',
      )) as AxeResults;
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`),
        [],
      );
      await workbench().screenshot(`timeline-${theme}`);
    });
  }
});
