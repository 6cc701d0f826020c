/**
 * The second part of `npm run screenshots`: the README's animation, from frames of the workbench as it is driven through
 * hover, Insert Citation and timeline. It is no part of the package.
 */

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { projectFolder } from '../workbench/paths.ts';
import { openWorkbench, type Workbench } from './driver.ts';

const file = path.join(projectFolder, 'media/tour.webp');
/** A README should not take long to load. In bytes. */
const largest = 1_000_000;

interface Frame {
  readonly png: Buffer;
  /** How long it is shown. In ms. */
  readonly delay: number;
}

async function film(workbench: Workbench): Promise<Frame[]> {
  const { page, quickInput } = workbench;
  const frames: Frame[] = [];
  const shoot = async (delay: number) => {
    frames.push({ png: await page.screenshot({ animations: 'disabled', caret: 'hide' }), delay });
  };
  await workbench.openFile('draft.md');
  await workbench.commandPalette('View: Close Primary Side Bar');
  // What the first card has still to find, the second one has.
  await workbench.hoverText('Satya');
  await workbench.pointAt('What remains');
  await workbench.goTo(1);
  await shoot(1200);

  await workbench.hoverText('Satya');
  await workbench.hover.getByText(/mentions in the dossier/).waitFor();
  await shoot(3500);

  await workbench.placeCursor('into OpenAI');
  await page.mouse.move(1, 1);
  await shoot(800);
  await workbench.commandPalette('Dossier: Insert Citation');
  await quickInput.waitForTitle('Insert Citation');
  await shoot(800);
  const query = 'first bilion 2019';
  for (let end = 3; end < query.length + 3; end += 3) {
    const typed = query.slice(0, end);
    await quickInput.fill(typed);
    await quickInput.waitForRow(({ active }) => active);
    await shoot(250);
  }
  await quickInput.waitForTop(({ label }) => label.includes('$1 billion'));
  await shoot(2500);
  await quickInput.accept();
  await quickInput.waitUntilClosed();
  await page.getByText('[@overweel2020, para. 3]').waitFor();
  await shoot(2000);

  await workbench.commandPalette('Dossier: Open Timeline');
  const timeline = await workbench.webview('.mark');
  await timeline.locator('.mark.cited').first().waitFor();
  await shoot(1800);
  for (let step = 0; step < 3; step++) {
    await timeline.getByRole('button', { name: 'Zoom in' }).click();
    await drawn(workbench);
    await shoot(300);
  }
  await timeline.getByRole('button', { name: 'Show all' }).click();
  await drawn(workbench);
  await shoot(600);
  await timeline.locator('.mark.cited').first().click();
  await timeline.locator('.card h2').waitFor();
  await page.mouse.move(1, 1);
  await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  await shoot(4000);
  return frames;
}

async function drawn({ page }: Workbench): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

const workbench = await openWorkbench({
  window: { viewport: { width: 1280, height: 760 }, deviceScaleFactor: 1 },
  settings: { 'editor.minimap.enabled': false, 'editor.fontSize': 12 },
});
try {
  const frames = await film(workbench);
  const animation = await sharp(
    frames.map(({ png }) => png),
    { join: { animated: true } },
  )
    .webp({ loop: 0, delay: frames.map(({ delay }) => delay), quality: 70, effort: 5, minSize: true })
    .toBuffer();
  if (animation.length > largest) throw new Error(`the tour has ${animation.length} bytes`);
  await writeFile(file, animation);
  console.log(`tour.webp: ${frames.length} frames, ${Math.round(animation.length / 1000)} kB`);
} finally {
  await workbench.close();
}
