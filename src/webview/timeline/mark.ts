/** One mark of the picture: an event or a cluster of events, a button to keyboard and screen reader. */
import type { Mark } from '../../core/timeline/layout.ts';
import type { TimelineTexts } from '../protocol.ts';
import { filled, setAll, svg } from './elements.ts';

const height = 14;

export class MarkElement {
  readonly element: SVGGElement;
  readonly #texts: TimelineTexts;
  readonly #shape = svg('rect', { y: 3, height, rx: 5 });
  readonly #label = svg('text', { class: 'label', y: 14 });
  /** Cuts the title off where its room ends; the text stays whole for those who hear it. */
  readonly #room = svg('svg', { class: 'room', height: 22 }, this.#label);
  readonly #hint = svg('title');
  #mark: Mark;

  constructor(mark: Mark, texts: TimelineTexts, open: () => void) {
    this.#mark = mark;
    this.#texts = texts;
    this.element = svg('g', { role: 'button', tabindex: -1 }, this.#hint, this.#shape, this.#room);
    this.element.addEventListener('click', open);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      open();
    });
    this.refresh();
  }

  get mark(): Mark {
    return this.#mark;
  }

  /** Reads anew what the events are. */
  refresh(): void {
    const { events } = this.#mark;
    const [first] = events;
    if (!first) return;
    const cluster = events.length > 1;
    const classes = cluster
      ? ['mark', 'cluster']
      : [
          'mark',
          first.status,
          ...(first.uncertain ? ['uncertain'] : []),
          ...(first.disputed ? ['disputed'] : []),
        ];
    if (events.some(({ cited }) => cited)) classes.push('cited');
    for (const kept of ['selected', 'inside']) if (this.element.classList.contains(kept)) classes.push(kept);
    const names = events.map(({ date, title }) => `${date}: ${title}`);
    const facts = cluster
      ? [filled(this.#texts.cluster, events.length), ...names]
      : [
          ...names,
          ...(first.status === 'occurred' ? [] : [this.#texts[first.status]]),
          ...(first.uncertain ? [this.#texts.uncertain] : []),
          ...(first.disputed ? [this.#texts.disputed] : []),
          ...(first.cited ? [this.#texts.cited] : []),
        ];
    const name = facts.slice(0, 12).join(', ');
    this.#hint.textContent = name;
    setAll(this.element, { class: classes.join(' '), 'aria-label': name });
  }

  /** @param y of the row, in pixels. */
  place(mark: Mark, y: number, selected: string | undefined): void {
    this.#mark = mark;
    const { events, x, width, labelWidth, inside } = mark;
    const cluster = events.length > 1;
    this.element.setAttribute('transform', `translate(${x} ${y})`);
    this.#shape.setAttribute('width', String(width));
    const isSelected = events.some(({ id }) => id === selected);
    this.element.classList.toggle('selected', isSelected);
    if (cluster) {
      setAll(this.#room, { x: 0, width });
      setAll(this.#label, { x: width / 2, 'text-anchor': 'middle' });
      this.#label.textContent = String(events.length);
      return;
    }
    this.element.classList.toggle('inside', inside);
    // A span that begins before the picture has its title where it comes into view.
    setAll(this.#room, { x: inside ? Math.max(0, -x) + 4 : width + 4, width: labelWidth });
    setAll(this.#label, { x: 0, 'text-anchor': undefined });
    const text = labelWidth ? (events[0]?.title ?? '') : '';
    if (this.#label.textContent !== text) this.#label.textContent = text;
  }

  tabbable(is: boolean): void {
    this.element.setAttribute('tabindex', is ? '0' : '-1');
  }
}
