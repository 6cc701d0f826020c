/** The lanes of the picture: which marks stand where, drawn anew at every step of a zoom. */
import type { ScaleTime } from 'd3-scale';
import { type LaneLayout, layoutLane } from '../../core/timeline/layout.ts';
import type { Lane } from '../../core/timeline/timeline.ts';
import { svg } from '../elements.ts';
import { colours } from '../fades.ts';
import { type MarkContext, MarkElement } from '../mark.ts';

interface DrawnLane {
  readonly lane: Lane;
  readonly element: SVGGElement;
  /** By their first event. */
  readonly marks: Map<string, MarkElement>;
  /** Kept through all zooms, so that lanes do not jump. */
  readonly rows: number;
  readonly y: number;
  readonly height: number;
}

/** What of the picture is in sight. In its units. */
export interface Sight {
  readonly scale: ScaleTime<number, number>;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place in the picture that the keyboard is at. */
export interface LanePlace {
  readonly lane: number;
  readonly id: string;
}

const rowHeight = 22;
const laneTitle = 24;
const laneGap = 6;
const maxRows = 5;

export class Lanes {
  /** The picture's units high. */
  height = 0;
  selected: string | undefined;
  readonly #context: MarkContext;
  readonly #picture: SVGSVGElement;
  /** The mark of each element, for events that bubble. */
  readonly #markOf = new WeakMap<Element, { readonly mark: MarkElement; readonly lane: number }>();
  #lanes: DrawnLane[] = [];
  #tabbable: MarkElement | undefined;

  constructor(picture: SVGSVGElement, context: MarkContext) {
    this.#picture = picture;
    this.#context = context;
  }

  /** The mark that Tab leads to; undefined where there is none in sight. */
  get tabbable(): MarkElement | undefined {
    return this.#tabbable;
  }

  get count(): number {
    return this.#lanes.length;
  }

  /** Puts other lanes into the picture; each has as many rows as it needs when all of time is in view. */
  show(lanes: readonly Lane[], { scale, width }: Sight, others: string): void {
    for (const { element } of this.#lanes) element.remove();
    let y = 0;
    this.#lanes = lanes.map((lane, index) => {
      const title = svg('text', { class: 'lane-title', y: 16 }, lane.label || others);
      const element = svg('g', { class: `lane colour-${index % colours}` }, title);
      const { rows } = this.#layout(lane, scale, width, maxRows);
      const height = laneTitle + rows * rowHeight + laneGap;
      const drawn: DrawnLane = { lane, element, marks: new Map(), rows, y, height };
      y += height;
      element.setAttribute('transform', `translate(0 ${drawn.y})`);
      this.#picture.append(element);
      return drawn;
    });
    this.height = y;
    this.#tabbable = undefined;
  }

  /** Draws the lanes in sight; the others keep what they had until they come into it. */
  draw(sight: Sight, current: LanePlace | undefined): void {
    for (const [index, drawn] of this.#lanes.entries()) {
      const seen = drawn.y < sight.bottom && drawn.y + drawn.height > sight.top;
      if (seen || index === current?.lane) this.drawLane(index, sight);
    }
    const lanes = current ? [this.#lanes[current.lane], ...this.#lanes] : this.#lanes;
    const first = lanes
      .find((lane) => lane?.marks.size)
      ?.marks.values()
      .next().value;
    this.#setTabbable(this.markAt(current) ?? first);
  }

  drawLane(index: number, { scale, width }: Sight): void {
    const drawn = this.#lanes[index];
    if (!drawn) return;
    const { lane, element, marks, rows } = drawn;
    const unused = new Set(marks.keys());
    for (const mark of this.#layout(lane, scale, width, rows).marks) {
      const key = mark.events[0]?.id ?? '';
      unused.delete(key);
      let placed = marks.get(key);
      if (!placed) {
        placed = new MarkElement(mark, this.#context);
        this.#markOf.set(placed.item, { mark: placed, lane: index });
        marks.set(key, placed);
        element.append(placed.item);
      }
      placed.place(mark, laneTitle + mark.row * rowHeight, this.selected);
    }
    for (const key of unused) {
      marks.get(key)?.item.remove();
      marks.delete(key);
    }
  }

  /** Marks anew what the draft cites. */
  markCited(ids: ReadonlySet<string>): void {
    for (const { lane, marks } of this.#lanes) {
      for (const event of lane.events as readonly { id: string; cited: boolean }[])
        event.cited = ids.has(event.id);
      for (const mark of marks.values()) mark.refresh();
    }
  }

  /** The first lane that holds an event; -1 where none does. */
  laneOf(id: string): number {
    return this.#lanes.findIndex(({ lane }) => lane.events.some((event) => event.id === id));
  }

  /** Where a lane stands, from the top. */
  extent(lane: number): readonly [top: number, height: number] {
    const { y = 0, height = 0 } = this.#lanes[lane] ?? {};
    return [y, height];
  }

  /** The mark that an element of the page belongs to. */
  markOf(target: EventTarget | null): MarkElement | undefined {
    return this.#held(target)?.mark;
  }

  /** Where the mark stands that an element of the page belongs to. */
  placeOf(target: EventTarget | null): LanePlace | undefined {
    const { mark, lane } = this.#held(target) ?? {};
    const id = mark?.mark.events[0]?.id;
    return lane === undefined || id === undefined ? undefined : { lane, id };
  }

  markAt(place: LanePlace | undefined): MarkElement | undefined {
    if (!place) return undefined;
    const marks = this.#lanes[place.lane]?.marks;
    const own = marks?.get(place.id);
    if (own) return own;
    return [...(marks?.values() ?? [])].find(({ mark }) => mark.events.some(({ id }) => id === place.id));
  }

  /** The marks of a lane in order of time. */
  inOrder(lane: number): MarkElement[] {
    return [...(this.#lanes[lane]?.marks.values() ?? [])].sort((a, b) => a.mark.x - b.mark.x);
  }

  /** Makes a mark the one that Tab leads to, and puts the focus there. */
  focus(mark: MarkElement): void {
    this.#setTabbable(mark);
    mark.element.focus();
  }

  #held(target: EventTarget | null): { readonly mark: MarkElement; readonly lane: number } | undefined {
    const element = target instanceof Element ? target.closest('.item') : null;
    return element ? this.#markOf.get(element) : undefined;
  }

  #setTabbable(mark: MarkElement | undefined): void {
    if (this.#tabbable !== mark) this.#tabbable?.tabbable(false);
    mark?.tabbable(true);
    this.#tabbable = mark;
  }

  #layout(lane: Lane, x: ScaleTime<number, number>, width: number, rows: number): LaneLayout {
    return layoutLane(lane.events, {
      x,
      width,
      maxRows: rows,
      textWidth: (text) => this.#context.labels.width(text),
    });
  }
}
