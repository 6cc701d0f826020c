/** An axis of time with its grid lines, shared by the pictures. */
import type { ScaleTime } from 'd3-scale';
import { tickLabels } from '../core/timeline/ticks.ts';
import { svg } from './elements.ts';

/** Room for a label. */
const labelWidth = 46;

/**
 * Draws the labels into an element.
 *
 * @param width of the scale's range, which begins at 0.
 * @returns where the lines of the grid stand.
 */
export function drawAxis(labels: Element, scale: ScaleTime<number, number>, width: number): number[] {
  const ticks = tickLabels(
    scale.ticks(Math.max(2, Math.floor(width / 100))),
    document.documentElement.lang,
  ).map(({ time, label }) => ({ x: scale(time), label }));
  labels.replaceChildren(
    ...ticks
      .filter(({ x }) => x <= width - labelWidth)
      .map(({ x, label }) => svg('text', { x: x + 3, y: 17 }, label)),
  );
  return ticks.map(({ x }) => x);
}
