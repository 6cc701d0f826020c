/** What the marks of the picture mean. */
import { html } from '../elements.ts';
import { type Look, Painter } from '../paint.ts';
import { readPalette } from '../palette.ts';
import type { TimelineTexts } from '../protocol.ts';
import { Surface } from '../surface.ts';

const plain: Look = {
  status: 'occurred',
  uncertain: false,
  openStart: false,
  openEnd: false,
  cited: false,
};
const size = { width: 44, height: 20 };

/** One sample of each kind of mark, and the keys. @param unit pixels in a picture's unit. */
export function legend(texts: TimelineTexts, unit: number): Node[] {
  const palette = readPalette();
  const samples: readonly (readonly [Partial<Look>, string])[] = [
    [{}, texts.occurred],
    [{ status: 'reported' }, texts.reported],
    [{ status: 'planned' }, texts.planned],
    [{ status: 'rumoured' }, texts.rumoured],
    [{ uncertain: true }, texts.uncertain],
    [{ openEnd: true }, texts.openEnded],
    [{ cited: true }, texts.cited],
  ];
  const sample = (look: Partial<Look>) => {
    const surface = new Surface();
    const context = surface.begin({ ...size, left: 2, top: 0, unit, background: palette.card });
    new Painter(context, palette, 0).box({ x: 0, y: 0, width: 40 }, { ...plain, ...look });
    return surface.canvas;
  };
  return [
    html(
      'ul',
      { class: 'legend' },
      ...samples.map(([look, text]) => html('li', {}, sample(look), text)),
      html('li', {}, html('span', { class: 'sign', 'aria-hidden': 'true' }, '≠'), texts.disputed),
    ),
    html('p', {}, texts.keys),
  ];
}
