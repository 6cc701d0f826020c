/** One mark of a picture: an event or a cluster of events, a button to keyboard and screen reader. */
import type { Mark } from '../core/timeline/layout.ts';
import { eventLabel } from '../core/timeline/timeline.ts';
import { filled, setAll, svg } from './elements.ts';
import type { Labels } from './labels.ts';
import type { ItemTexts } from './protocol.ts';

const height = 14;
/** A screen reader names so many of a cluster. */
const mostNames = 10;

/** What all marks of a picture share. */
export interface MarkContext {
  readonly texts: ItemTexts;
  readonly labels: Labels;
}

export class MarkElement {
  /** What the keyboard reaches. */
  readonly element: SVGGElement;
  /** The mark with its title, which stands beside the button: cut off as it may be, it is not the button's name. */
  readonly item: SVGGElement;
  readonly #context: MarkContext;
  readonly #shape = svg('rect', { y: 3, height, rx: 5 });
  readonly #label = svg('text', { class: 'label', y: 14, 'aria-hidden': 'true' });
  readonly #hint = svg('title');
  #mark: Mark;
  #shownLabel = '';
  #place = '';

  constructor(mark: Mark, context: MarkContext) {
    this.#mark = mark;
    this.#context = context;
    this.element = svg('g', { role: 'button', tabindex: -1 }, this.#hint, this.#shape);
    this.item = svg('g', { class: 'item' }, this.element, this.#label);
    this.refresh();
  }

  get mark(): Mark {
    return this.#mark;
  }

  /** Reads anew what the events are. */
  refresh(): void {
    const { events } = this.#mark;
    const { texts } = this.#context;
    const [first] = events;
    if (!first) return;
    const cluster = events.length > 1;
    const { classList } = this.element;
    const kept = ['selected', 'inside'].filter((name) => classList.contains(name));
    const classes = [
      'mark',
      ...(cluster ? ['cluster'] : [first.status, first.kind ?? 'event', ...vagueness(first)]),
      ...(events.some(({ cited }) => cited) ? ['cited'] : []),
      ...kept,
    ];
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
    this.#hint.textContent = name;
    setAll(this.element, { class: classes.join(' '), 'aria-label': name });
  }

  /** @param y of the row, in the picture's units. */
  place(mark: Mark, y: number, selected: string | undefined): void {
    const before = this.#mark;
    this.#mark = mark;
    const { events, x, width, labelWidth, inside } = mark;
    if (events.length !== before.events.length || events.at(-1) !== before.events.at(-1)) this.refresh();
    const cluster = events.length > 1;
    const place = `translate(${round(x)} ${y})`;
    if (place !== this.#place) {
      this.#place = place;
      this.item.setAttribute('transform', place);
    }
    if (mark.width !== before.width || !this.#shape.hasAttribute('width')) {
      this.#shape.setAttribute('width', String(round(width)));
    }
    const isSelected = selected !== undefined && events.some(({ id }) => id === selected);
    this.element.classList.toggle('selected', isSelected);
    this.element.classList.toggle('inside', inside && !cluster);
    // A span that begins before the picture has its title where it comes into view.
    const labelX = cluster ? width / 2 : inside ? Math.max(0, -x) + 4 : width + 4;
    setAll(this.#label, { x: round(labelX), 'text-anchor': cluster ? 'middle' : undefined });
    const [first] = events;
    const text = cluster
      ? String(events.length)
      : first && labelWidth
        ? this.#context.labels.fitted(eventLabel(first), labelWidth)
        : '';
    if (text === this.#shownLabel) return;
    this.#shownLabel = text;
    this.#label.textContent = text;
  }

  tabbable(is: boolean): void {
    const value = is ? '0' : '-1';
    if (this.element.getAttribute('tabindex') !== value) this.element.setAttribute('tabindex', value);
  }
}

function vagueness(event: Mark['events'][number]): string[] {
  if (event.uncertain) return ['uncertain'];
  return [...(event.openStart ? ['open-start'] : []), ...(event.openEnd ? ['open-end'] : [])];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
