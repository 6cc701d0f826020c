import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseHTML } from 'linkedom';
import type { Frame } from 'playwright-core';
import { useWorkbench } from './driver.ts';
import { axeFaults, cutTexts } from './webviewChecks.ts';

const draft = '---\nbibliography: references.bib\n---\n\nMicrosoft invested.\n';
const links = 'Read [this](https://thenewstack.io/why-microsoft-has-to-save-openai/).\n';

describe('the timeline', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft, 'links.md': links } });
  let page: Frame;
  const marked = (title: string) => page.locator(`.mark[aria-label*="${title}"]`).first();
  const count = async () => Number(/^\d+/.exec((await page.locator('.count').textContent()) ?? '')?.[0]);
  const clusters = () => page.locator('.mark.cluster').count();
  /** The elements follow when the picture rests. */
  const rests = () => page.locator('.lanes:not(.moving)').waitFor();
  const title = () => page.locator('.card h2').textContent();
  const labels = () => page.locator('.axis text').allTextContents();

  it('marks what a draft cites by links', async () => {
    await workbench().openFile('links.md');
    await workbench().commandPalette('Dossier: Open Timeline');
    page = await workbench().webview('.mark');
    await page.locator('.mark.cited').first().waitFor();
    await workbench().commandPalette('View: Close All Editors');
  });

  it('draws every event of the dossier', async function () {
    this.timeout(120_000);
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
      page.evaluate(
        () => document.activeElement?.closest('.lane')?.querySelector('.lane-title')?.textContent,
      );
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

  it('paints its marks where pointer and keyboard find them, in every zoom', async () => {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await rests();
    assert.deepEqual(await page.evaluate(unpaintedMarks), []);
    await page.getByRole('button', { name: 'Show all' }).click();
    await rests();
    assert.deepEqual(await page.evaluate(unpaintedMarks), []);
  });

  it('opens an event with Enter and cites it into the draft', async () => {
    await marked('Microsoft invests $1 billion').press('Enter');
    await page.locator('.card h2', { hasText: 'Microsoft invests $1 billion' }).waitFor();
    await page.getByRole('button', { name: 'Insert Citation', exact: true }).click();
    await workbench().page.getByText('[@overweel2020, para. 3]').waitFor();
    // The mark stays chosen while what is cited is marked anew.
    await page.locator('.mark.cited.selected[aria-label*="Microsoft invests $1 billion"]').first().waitFor();
  });

  it('cites the paragraph of a card that is chosen', async () => {
    await page.getByRole('button', { name: 'Insert Citation: The Batch 2024, para. 3' }).click();
    await workbench().page.getByText('@thebatch2024, para. 3').waitFor();
  });

  it('gives the focus back to the event when its card is closed', async () => {
    await marked('Microsoft invests $1 billion').press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('.card h2'));
    await page.locator('.card h2').press('Escape');
    await page.waitForFunction(() =>
      document.activeElement?.matches('.mark[aria-label*="Microsoft invests $1 billion"]'),
    );
  });

  it('zooms by keys, so that clusters come apart, and keeps the focus when they form again', async () => {
    const before = await clusters();
    await page.locator('.mark[tabindex="0"]').focus();
    for (let times = 0; times < 4; times++) await page.locator('.mark:focus').press('+');
    await page.waitForFunction((most) => document.querySelectorAll('.mark.cluster').length < most, before);
    await page.locator('.mark:focus').press('0');
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('.mark.cluster').length === wanted,
      before,
    );
    await page.locator('.mark:focus').waitFor();
  });

  it('zooms and pans with the wheel, the pointer and buttons', async () => {
    const all = await labels();
    const box = await page.locator('.lanes').boundingBox();
    assert.ok(box);
    const { mouse, keyboard } = workbench().page;
    const changed = (from: readonly string[]) =>
      page.waitForFunction(
        (before) =>
          [...document.querySelectorAll('.axis text')].map((one) => one.textContent).join() !== before,
        from.join(),
      );
    await mouse.move(box.x + box.width / 2, box.y + 60);
    await keyboard.down('Control');
    await mouse.wheel(0, -600);
    await keyboard.up('Control');
    await changed(all);
    const zoomed = await labels();
    await mouse.move(box.x + box.width * 0.7, box.y + 4);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.2, box.y + 4, { steps: 4 });
    await mouse.up();
    await changed(zoomed);
    const dragged = await labels();
    await page.getByRole('button', { name: 'Earlier' }).click();
    await changed(dragged);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll('.axis text')].map((one) => one.textContent).join() === before,
      all.join(),
    );
  });

  it('says what its marks mean', async () => {
    await page.getByRole('button', { name: 'What the marks mean' }).click();
    assert.match((await page.locator('.card .legend').textContent()) ?? '', /reported.*planned.*uncertain/);
    await page.locator('.card .close').click();
  });

  it('shows what is chosen in the tree, and the tree what is chosen here', async () => {
    await workbench().openContainer('Dossier');
    await workbench().expand('Events', '2022');
    const row = await workbench().treeItem('Events', 'ChatGPT');
    await row.click();
    await page.locator('.card h2', { hasText: 'ChatGPT' }).waitFor();
    await marked('OpenAI worth $157 billion').press('Enter');
    await workbench()
      .page.locator('.monaco-list-row.selected', { hasText: 'OpenAI worth $157 billion' })
      .waitFor();
    await workbench().openContainer('Explorer');
  });

  it('is narrowed by words and by source', async () => {
    await page.getByRole('combobox', { name: 'Show only' }).selectOption({ index: 1 });
    assert.ok((await count()) < 73);
    await page.getByRole('combobox', { name: 'Show only' }).selectOption({ index: 0 });
    assert.equal(await count(), 73);
    await page.getByRole('searchbox').fill('billion 2019');
    assert.ok((await count()) < 10);
  });

  it('keeps what was set while it is hidden and through a reload of the window', async function () {
    this.timeout(120_000);
    const chosen = await title();
    const check = async () => {
      assert.equal(await page.getByRole('searchbox').inputValue(), 'billion 2019');
      await page.locator('.card h2').waitFor();
      assert.equal(await title(), chosen);
    };
    await page.evaluate(() => document.body.classList.add('before'));
    await workbench().commandPalette('Developer: Reload Webviews');
    page = await workbench().webview('body:not(.before) .mark');
    await check();
    await workbench().reloadWindow();
    page = await workbench().webview('.mark');
    await check();
    await page.getByRole('searchbox').fill('');
    assert.equal(await count(), 73);
  });

  it('is exported as SVG and PNG, with its sources', async function () {
    this.timeout(90_000);
    const save = async (format: string) => {
      await page.getByRole('button', { name: `Export as ${format}` }).click();
      await workbench().quickInput.waitForTitle('Export Timeline');
      // The box reads the folder before it has the file's name.
      await workbench().page.waitForFunction(
        (ending) =>
          document
            .querySelector<HTMLInputElement>('.quick-input-widget .quick-input-box input')
            ?.value.endsWith(ending),
        `timeline.${format.toLowerCase()}`,
      );
      await workbench().quickInput.accept();
      await workbench().waitForNotification(new RegExp(`timeline\\.${format.toLowerCase()} is written`));
      return readFile(path.join(workbench().workspace, `timeline.${format.toLowerCase()}`));
    };
    const svg = (await save('SVG')).toString('utf8');
    const { document } = parseHTML(svg);
    const root = document.querySelector('svg');
    const [width, height] = ['width', 'height'].map((name) => Number(root?.getAttribute(name)));
    assert.ok(width && width >= 900 && height && height > 300, `${width} × ${height}`);
    const texts = [...document.querySelectorAll('text')].map((text) => text.textContent);
    assert.ok(texts.includes('Sources'));
    assert.ok(texts.some((text) => text?.includes('Overweel')));
    assert.ok(texts.some((text) => text?.includes('ChatGPT')));
    const png = await save('PNG');
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [width * 2, height * 2]);
  });

  it('moves nothing of itself', async () => {
    await workbench().page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Zoom in' }).click();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await workbench().page.emulateMedia({ reducedMotion: null });
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`has no fault that axe finds, in the theme ${theme}`, async function () {
      this.timeout(60_000);
      if (theme !== 'light') await workbench().setTheme(theme);
      page = await workbench().webview('.mark');
      await marked('Microsoft invests $1 billion').press('Enter');
      assert.deepEqual(await axeFaults(page), []);
      await workbench().screenshot(`timeline-${theme}`);
    });
  }

  it('cuts no text where it is narrow, nor where text is large', async function () {
    this.timeout(90_000);
    const { page: window } = workbench();
    await workbench().setTheme('light');
    await workbench().commandPalette('View: Close Primary Side Bar');
    await workbench().commandPalette('View: Move Editor into Previous Group');
    page = await workbench().webview('.mark');
    await window.setViewportSize({ width: 262, height: 800 });
    await page.waitForFunction(() => innerWidth < 230);
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('timeline-narrow');
    await window.setViewportSize({ width: 1280, height: 800 });
    await workbench().changeSettings({ 'editor.fontSize': 28 });
    page = await workbench().webview('.mark');
    assert.equal(
      await page.evaluate(() => Math.round(Number.parseFloat(getComputedStyle(document.body).fontSize))),
      26,
    );
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('timeline-large');
    // A page at 200 % has half as many of its own pixels.
    await window.setViewportSize({ width: 640, height: 400 });
    await page.waitForFunction(() => innerWidth < 640);
    assert.deepEqual(await cutTexts(page), []);
    await workbench().screenshot('timeline-zoomed');
    await window.setViewportSize({ width: 1280, height: 800 });
  });
});

/** Runs in the page: the names of the marks in sight under whose elements nothing is painted. */
function unpaintedMarks(): (string | null)[] {
  const canvas = document.querySelector<HTMLCanvasElement>('.plot > canvas');
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return ['no picture'];
  const edges = canvas.getBoundingClientRect();
  const scale = canvas.width / edges.width;
  const [background] = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer);
  return [...document.querySelectorAll('.mark')]
    .filter((mark) => {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      if (top < edges.top + 30 || bottom > edges.bottom || left < edges.left || right > edges.right)
        return false;
      const box = [(left - edges.left) * scale, (top - edges.top) * scale, 8 * scale, (bottom - top) * scale];
      const [x = 0, y = 0, width = 1, height = 1] = box.map(Math.round);
      const pixels = new Uint32Array(context.getImageData(x, y, width, height).data.buffer);
      return pixels.every((pixel) => pixel === background);
    })
    .map((mark) => mark.getAttribute('aria-label'));
}
