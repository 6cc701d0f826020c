import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './driver.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the timeline', () => {
  const workbench = useWorkbench({ files: { 'draft.txt': 'Microsoft invested.' } });
  let page: Frame;
  const marked = (title: string) => page.locator(`.mark[aria-label*="${title}"]`).first();
  const count = async () => Number(/^\d+/.exec((await page.locator('.count').textContent()) ?? '')?.[0]);

  it('draws every event of the dossier', async () => {
    await workbench().openFile('draft.txt');
    await workbench().placeCursor('invested');
    await workbench().commandPalette('Dossier: Open Timeline');
    page = await workbench().webview('.mark');
    assert.equal(await count(), 73);
    assert.ok((await page.locator('.lane-title').count()) > 3);
  });

  it('opens an event with Enter and cites it into the draft', async () => {
    await marked('Microsoft invests $1 billion').press('Enter');
    await page.locator('.card h2', { hasText: 'Microsoft invests $1 billion' }).waitFor();
    await page.getByRole('button', { name: 'Insert Citation' }).click();
    await workbench()
      .page.getByText(/invested \(Overweel/)
      .waitFor();
    await page.locator('.mark.cited[aria-label*="Microsoft invests $1 billion"]').first().waitFor();
  });

  it('goes from event to event by arrow keys, and from lane to lane', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await marked('Microsoft invests $1 billion').focus();
    const first = await focused();
    await workbench().press('ArrowRight');
    const next = await focused();
    assert.notEqual(next, first);
    await workbench().press('ArrowLeft');
    assert.equal(await focused(), first);
    await workbench().press('ArrowDown');
    assert.notEqual(await focused(), first);
  });

  it('zooms by keys, so that clusters come apart', async () => {
    const clusters = () => page.locator('.mark.cluster').count();
    const before = await clusters();
    await marked('Satya Nadella').focus();
    for (let times = 0; times < 4; times++) await workbench().press('+');
    await page.waitForFunction((most) => document.querySelectorAll('.mark.cluster').length < most, before);
    await workbench().press('0');
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('.mark.cluster').length === wanted,
      before,
    );
  });

  it('is narrowed by words and by source, and keeps that when it was hidden', async () => {
    await page.getByRole('searchbox').fill('billion 2019');
    assert.ok((await count()) < 10);
    await workbench().openFile('draft.txt');
    await workbench().commandPalette('Dossier: Open Timeline');
    page = await workbench().webview('.mark');
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
