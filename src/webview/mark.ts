/** One mark of a picture as keyboard, pointer and screen reader have it: a button over what paint.ts paints. */
import type { Mark } from '../core/timeline/layout.ts';
import { filled, setAll, svg } from './elements.ts';
import { labelPlace } from './paint.ts';
import type { ItemTexts } from './protocol.ts';

const height = 20;
/** A screen reader names so many of a cluster. */
const mostNames = 10;

export class MarkElement {
  readonly element: SVGGElement;
  readonly #texts: ItemTexts;
  /** The mark with its title. */
  readonly #area = svg('rect', { height });
  readonly #hint = svg('title');
  #mark: Mark;

  constructor(mark: Mark, y: number, texts: ItemTexts) {
    this.#mark = mark;
    this.#texts = texts;
    this.element = svg('g', { role: 'button', tabindex: -1 }, this.#hint, this.#area);
    this.refresh();
    this.place(mark, y);
  }

  get mark(): Mark {
    return this.#mark;
  }

  /** Reads anew what the events are. */
  refresh(): void {
    const { events } = this.#mark;
    const [first] = events;
    if (!first) return;
    const texts = this.#texts;
    const cluster = events.length > 1;
    const names = events.slice(0, mostNames).map(({ date, title }) => (date ? `${date}: ${title}` : title));
    const facts = cluster
      ? [filled(texts.cluster, events.length), ...names]
      : [
          ...names,
          ...(first.kind ? [texts[first.kind]] : []),
          ...(first.status === 'occurred' ? [] : [texts[first.status]]),
          ...(first.uncertain ? [texts.uncertain] : []),
          ...(first.disputed ? [texts.disputed] : []),
          ...(first.cited ? [texts.cited] : []),
        ];
    const name = facts.join(', ');
    const { classList } = this.element;
    classList.add('mark');
    classList.toggle('cluster', cluster);
    classList.toggle(
      'cited',
      events.some(({ cited }) => cited),
    );
    this.#hint.textContent = name;
    this.element.setAttribute('aria-label', name);
  }

  /** @param y of the row, in the picture's units. */
  place(mark: Mark, y: number): void {
    const { events: before } = this.#mark;
    this.#mark = mark;
    const { events, x, width, labelWidth } = mark;
    if (events.length !== before.length || events.at(-1) !== before.at(-1)) this.refresh();
    const end = Math.max(x + width, labelWidth ? labelPlace(mark) + labelWidth : 0);
    setAll(this.#area, { x: Math.round(x), y, width: Math.round(end - x) });
  }

  select(is: boolean): void {
    this.element.classList.toggle('selected', is);
  }

  tabbable(is: boolean): void {
    const value = is ? '0' : '-1';
    if (this.element.getAttribute('tabindex') !== value) this.element.setAttribute('tabindex', value);
  }
}
