/** Gradients for dates that are not sharp: CSS takes them as `url(#fade-both-0)` and so on. */
import { svg } from './elements.ts';

/** How many colours lanes have. */
export const colours = 6;

/** How opaque a mark is at its beginning, in the middle and at its end. */
const shapes = { both: [0.08, 1, 0.08], start: [0, 1, 1], end: [1, 1, 0] } as const;

/** An element to put on the page once. */
export function fades(): SVGSVGElement {
  const gradients = Array.from({ length: colours }, (_, colour) =>
    Object.entries(shapes).map(([name, opacities]) =>
      svg(
        'linearGradient',
        { id: `fade-${name}-${colour}`, class: `colour-${colour}` },
        ...opacities.map((opacity, index) =>
          svg('stop', { class: 'fade', offset: index / 2, 'stop-opacity': opacity }),
        ),
      ),
    ),
  ).flat();
  return svg('svg', { class: 'unseen', 'aria-hidden': 'true' }, svg('defs', {}, ...gradients));
}
