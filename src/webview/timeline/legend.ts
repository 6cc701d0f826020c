/** What the marks of the picture mean. */
import { html, svg } from '../elements.ts';
import type { TimelineTexts } from '../protocol.ts';

/** One sample of each kind of mark, and the keys. */
export function legend(texts: TimelineTexts): Node[] {
  const samples = [
    ['occurred', texts.occurred],
    ['reported', texts.reported],
    ['planned', texts.planned],
    ['rumoured', texts.rumoured],
    ['uncertain', texts.uncertain],
    ['open-end', texts.openEnded],
    ['cited', texts.cited],
  ] as const;
  return [
    html(
      'ul',
      { class: 'legend' },
      ...samples.map(([kind, text]) =>
        html(
          'li',
          {},
          svg(
            'svg',
            { viewBox: '-2 0 44 20', 'aria-hidden': 'true', class: 'colour-0' },
            svg('g', { class: `mark ${kind}` }, svg('rect', { x: 0, y: 3, width: 40, height: 14, rx: 5 })),
          ),
          text,
        ),
      ),
      html('li', {}, html('span', { class: 'sign', 'aria-hidden': 'true' }, '≠'), texts.disputed),
    ),
    html('p', {}, texts.keys),
  ];
}
