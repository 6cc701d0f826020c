/**
 * How smoothly the timeline zooms and pans, and how soon its picture is there, in the real workbench. A headless browser
 * draws without a graphics card and may not reach 60 frames a second with anything: an empty page in the same browser
 * does nothing but count frames, as the measure of what can be reached.
 */

import type { Frame, Page } from 'playwright-core';
import { openWorkbench } from '../ui/driver.ts';
import { mean, median, p95, table } from './figures.ts';

const sizes = [50, 500, 2_000];
const rounds = 3;
/** Of each way of moving, in one round. */
const frames = 60;

interface Moved {
  /** Milliseconds from frame to frame. */
  readonly intervals: readonly number[];
  /** Milliseconds a frame that the page's thread was busy with scripts, styles and layout. */
  readonly work: number;
}

export async function measureTimeline(): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const size of sizes) {
    const workbench = await openWorkbench({
      files: { 'draft.md': 'A draft.\n', ...generatedDossier(size) },
      settings: { 'dossier.bundledDossier': false },
    });
    try {
      const { page } = workbench;
      await workbench.openFile('draft.md');
      await workbench.commandPalette('View: Close Primary Side Bar');
      await workbench.commandPalette('Dossier: Open Timeline');
      await workbench.commandPalette('View: Move Editor into Previous Group');
      let timeline = await workbench.webview('.mark');
      const first: number[] = [];
      const moves: Moved[] = [];
      const empty: number[][] = [];
      for (let round = 0; round < rounds; round++) {
        await timeline.evaluate(() => document.body.classList.add('before'));
        await workbench.commandPalette('Developer: Reload Webviews');
        timeline = await workbench.webview('body:not(.before) .mark');
        first.push(await timeline.evaluate(firstPicture));
        const blank = await page.context().newPage();
        empty.push(await blank.evaluate(countFrames, 4 * frames));
        await blank.close();
        await page.bringToFront();
        moves.push(await measureMoves(page, timeline));
      }
      const shown = await timeline.locator('.count').textContent();
      const rate = (all: readonly (readonly number[])[]) => 1000 / median(all.map((one) => mean(one)));
      const ours = rate(moves.map(({ intervals }) => intervals));
      const reachable = rate(empty);
      rows.push([
        shown ?? '',
        Math.round(median(first)),
        ours.toFixed(1),
        reachable.toFixed(1),
        (ours / reachable).toFixed(2),
        p95(moves.flatMap(({ intervals }) => intervals)).toFixed(1),
        median(moves.map(({ work }) => work)).toFixed(1),
      ]);
    } finally {
      await workbench.close();
    }
  }
  return [
    '## Timeline',
    `Zooming in, panning both ways and zooming out in the workbench, ${4 * frames} frames, the mean of each of ${rounds} rounds, and their median. ` +
      'The picture: from the opening of the page to its first paint, the way of the events to it included. ' +
      'Work: scripts, styles and layout of the whole window, per frame.',
    table(
      ['events', 'picture (ms)', 'frames/s', 'empty page frames/s', 'ratio', 'frame, p95 (ms)', 'work (ms)'],
      rows,
    ),
  ].join('\n\n');
}

async function measureMoves(page: Page, timeline: Frame): Promise<Moved> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return 1000 * (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration'));
  };
  const before = await busy();
  const intervals = await timeline.evaluate(move, frames);
  const work = ((await busy()) - before) / intervals.length;
  await session.detach();
  return { intervals, work };
}

/** Runs in the page, which is empty until the events have come: when it was first painted, in ms since it was opened. */
async function firstPicture(): Promise<number> {
  for (;;) {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) return paint.startTime;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Runs in an empty page: the milliseconds from frame to frame. */
async function countFrames(count: number): Promise<number[]> {
  const intervals: number[] = [];
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  for (let last = await next(); intervals.length < count; ) {
    const now = await next();
    intervals.push(now - last);
    last = now;
  }
  return intervals;
}

/** Runs in the timeline's page: one step in each frame, as the wheel and the pointer make it. */
async function move(count: number): Promise<number[]> {
  const lanes = document.querySelector('.lanes');
  if (!lanes) return [];
  const { left, top, width } = lanes.getBoundingClientRect();
  const at = (share: number) => ({ clientX: left + share * width, clientY: top + 100 });
  const wheel = (deltaY: number) =>
    lanes.dispatchEvent(
      new WheelEvent('wheel', { ...at(0.5), deltaY, ctrlKey: true, bubbles: true, cancelable: true }),
    );
  const mouse = (type: string, share: number, target: EventTarget = window) =>
    target.dispatchEvent(
      new MouseEvent(type, { ...at(share), view: window, bubbles: true, cancelable: true }),
    );
  const intervals: number[] = [];
  const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  let last = await next();
  const each = async (step: (index: number) => void) => {
    for (let index = 0; index < count; index++) {
      step(index);
      const now = await next();
      intervals.push(now - last);
      last = now;
    }
  };
  await each(() => wheel(-4));
  mouse('mousedown', 0.8, lanes);
  await each((index) => mouse('mousemove', 0.8 - (0.6 * index) / count));
  await each((index) => mouse('mousemove', 0.2 + (0.6 * index) / count));
  mouse('mouseup', 0.8);
  await each(() => wheel(4));
  return intervals;
}

/** The files of a dossier with so many events over thirty years, of every precision and status. */
function generatedDossier(size: number): Record<string, string> {
  const topics = ['Money', 'People', 'Machines', 'Law', 'Places', 'Ideas'];
  const statuses = ['occurred', 'occurred', 'occurred', 'reported', 'planned'];
  const pad = (value: number) => String(value).padStart(2, '0');
  const events = Array.from({ length: size }, (_, index) => {
    // Of a sequence that spreads evenly, so that every run draws the same.
    const day = Math.floor(((index * 0.618_033_988_75) % 1) * 360 * 30);
    const [year, month, date] = [
      1995 + Math.floor(day / 360),
      Math.floor((day % 360) / 30) + 1,
      (day % 28) + 1,
    ];
    const precise = `${year}-${pad(month)}-${pad(date)}`;
    const when = [precise, precise, `${year}-${pad(month)}`, `${year}?`, `${precise}/${year + 1}-06`][
      index % 5
    ];
    return [
      `- id: e${index}`,
      `  title: Event number ${index} of the generated story`,
      `  date: ${when}`,
      `  status: ${statuses[index % statuses.length]}`,
      '  summary: Something of a common length happened to a person or a machine, and was told of.',
      `  participants: [{entity: n${index % 20}, role: actor}]`,
      `  topics: [t${index % topics.length}]`,
      `  evidence: [green2020#${(index % 10) + 1}]`,
    ].join('\n');
  });
  const notes = Array.from({ length: 10 }, (_, index) => `${index + 1}. Something happened.\n`);
  const files: Record<string, string> = {
    'dossier.yaml': 'format: 1\nid: story\ntitle: Story\nlanguage: en\n',
    'sources.yaml': 'references:\n- id: green2020\n  type: book\n  title: The story\n  issued: 2020\n',
    'notes/green2020.md': `# The story\n\n${notes.join('\n')}`,
    'topics.yaml': `topics:\n${topics.map((name, index) => `- id: t${index}\n  prefLabel: ${name}\n  definition: ${name}.`).join('\n')}\n`,
    'entities.yaml': `entities:\n${Array.from({ length: 20 }, (_, index) => `- id: n${index}\n  prefLabel: Actor Number${index}\n  kind: person\n  description: One of many.`).join('\n')}\n`,
    'events.yaml': `events:\n${events.join('\n')}\n`,
  };
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`story/${name}`, text]));
}
