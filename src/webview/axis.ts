/** An axis of time with its grid lines, shared by the pictures. */
import type { ScaleTime } from 'd3-scale';
import { tickLabels } from '../core/timeline/ticks.ts';
import { svg } from './elements.ts';

export interface AxisPlace {
  /** Of the scale's range, which begins at 0. */
  readonly width: number;
  /** Of the grid lines. */
  readonly height: number;
}

/** Room for a label. */
const labelWidth = 46;

/** Draws the labels into one element and the lines into another. */
export function drawAxis(
  labels: Element,
  grid: SVGPathElement,
  scale: ScaleTime<number, number>,
  { width, height }: AxisPlace,
): void {
  const ticks = tickLabels(
    scale.ticks(Math.max(2, Math.floor(width / 100))),
    document.documentElement.lang,
  ).map(({ time, label }) => ({ x: scale(time), label }));
  labels.replaceChildren(
    ...ticks
      .filter(({ x }) => x <= width - labelWidth)
      .map(({ x, label }) => svg('text', { x: x + 3, y: 17 }, label)),
  );
  grid.setAttribute('d', ticks.map(({ x }) => `M${Math.round(x) + 0.5} 0V${height}`).join(''));
}
