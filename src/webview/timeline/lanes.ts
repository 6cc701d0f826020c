/** The lanes of the picture: painted at every step of a zoom; their elements follow when the picture rests. */
import { type LaneLayout, layoutLane, type Mark } from '../../core/timeline/layout.ts';
import type { Lane } from '../../core/timeline/timeline.ts';
import { svg } from '../elements.ts';
import type { Labels } from '../labels.ts';
import { MarkElement } from '../mark.ts';
import { Painter } from '../paint.ts';
import type { Palette } from '../palette.ts';
import type { ItemTexts } from '../protocol.ts';

interface DrawnLane {
  readonly lane: Lane;
  readonly element: SVGGElement;
  /** By their first event. */
  readonly elements: Map<string, MarkElement>;
  /** Kept through all zooms, so that lanes do not jump. */
  readonly rows: number;
  readonly y: number;
  readonly height: number;
  /** As arranged last; in no order. */
  marks: readonly Mark[];
  /** The elements are those of the marks. */
  settled: boolean;
}

/** What of the picture is in sight. In its units. */
export interface Sight {
  /** Milliseconds since 1970 → where it stands. */
  readonly x: (time: number) => number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place in the picture that the keyboard or the pointer is at. */
export interface LanePlace {
  readonly lane: number;
  readonly id: string;
}

/** What is to be told apart in a painting. */
export interface Emphasis {
  readonly focused: LanePlace | undefined;
  readonly hovered: LanePlace | undefined;
}

const rowHeight = 22;
const laneTitle = 24;
const laneGap = 6;
const maxRows = 5;

export class Lanes {
  /** The picture's units high. */
  height = 0;
  /** Id of the event that is chosen. */
  selected: string | undefined;
  readonly #texts: ItemTexts;
  readonly #labels: Labels;
  readonly #picture: SVGSVGElement;
  /** The mark of each element, for events that bubble. */
  readonly #markOf = new WeakMap<Element, { readonly mark: MarkElement; readonly lane: number }>();
  #lanes: DrawnLane[] = [];
  #tabbable: MarkElement | undefined;

  constructor(picture: SVGSVGElement, texts: ItemTexts, labels: Labels) {
    this.#picture = picture;
    this.#texts = texts;
    this.#labels = labels;
  }

  /** The mark that Tab leads to; undefined where there is none in sight. */
  get tabbable(): MarkElement | undefined {
    return this.#tabbable;
  }

  get count(): number {
    return this.#lanes.length;
  }

  /** Puts other lanes into the picture; each has as many rows as it needs when all of time is in view. */
  show(lanes: readonly Lane[], { x, width }: Sight, others: string): void {
    for (const { element } of this.#lanes) element.remove();
    let y = 0;
    this.#lanes = lanes.map((lane) => {
      const title = svg('text', { class: 'lane-title', y: 16 }, lane.label || others);
      const element = svg('g', { class: 'lane', transform: `translate(0 ${y})` }, title);
      const { rows } = this.#layout(lane, x, width, maxRows);
      const height = laneTitle + rows * rowHeight + laneGap;
      const drawn: DrawnLane = {
        lane,
        element,
        elements: new Map(),
        rows,
        y,
        height,
        marks: [],
        settled: true,
      };
      y += height;
      this.#picture.append(element);
      return drawn;
    });
    this.height = y;
    this.#tabbable = undefined;
  }

  /** Finds where the marks of the lanes in sight stand; the others keep what they had until they come into it. */
  arrange(sight: Sight, focused: LanePlace | undefined): void {
    for (const [index, drawn] of this.#lanes.entries()) {
      if (isSeen(drawn, sight) || index === focused?.lane) this.place(index, sight);
    }
  }

  /** Paints the lanes in sight as they were arranged last. */
  paint(
    context: CanvasRenderingContext2D,
    palette: Palette,
    sight: Sight,
    { focused, hovered }: Emphasis,
  ): void {
    for (const [index, drawn] of this.#lanes.entries()) {
      if (!isSeen(drawn, sight)) continue;
      const painter = new Painter(context, palette, index);
      const at = (place: LanePlace | undefined) => (place?.lane === index ? place.id : undefined);
      const [outlined, underlined] = [[this.selected, at(focused)], [at(hovered)]];
      for (const mark of drawn.marks) {
        painter.mark(
          {
            mark,
            y: drawn.y + laneTitle + mark.row * rowHeight,
            outlined: holds(mark, outlined),
            hovered: holds(mark, underlined),
          },
          this.#labels,
        );
      }
    }
  }

  /** Finds where the marks of a lane stand. */
  place(index: number, { x, width }: Sight): void {
    const drawn = this.#lanes[index];
    if (!drawn) return;
    drawn.marks = this.#layout(drawn.lane, x, width, drawn.rows).marks;
    drawn.settled = false;
  }

  /**
   * Brings the elements to where the marks are.
   *
   * @param current where the keyboard was last: Tab leads there.
   */
  settle(current: LanePlace | undefined): void {
    for (const [index, drawn] of this.#lanes.entries()) if (!drawn.settled) this.#settleLane(drawn, index);
    const lanes = current ? [this.#lanes[current.lane], ...this.#lanes] : this.#lanes;
    const first = lanes
      .find((lane) => lane?.elements.size)
      ?.elements.values()
      .next().value;
    this.#setTabbable(this.markAt(current) ?? first);
  }

  /** Marks anew what the draft cites. */
  markCited(ids: ReadonlySet<string>): void {
    for (const { lane, elements } of this.#lanes) {
      for (const event of lane.events as readonly { id: string; cited: boolean }[])
        event.cited = ids.has(event.id);
      for (const mark of elements.values()) mark.refresh();
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
    const elements = this.#lanes[place.lane]?.elements;
    const own = elements?.get(place.id);
    if (own) return own;
    return [...(elements?.values() ?? [])].find(({ mark }) => holds(mark, [place.id]));
  }

  /** The marks of a lane in order of time. */
  inOrder(lane: number): MarkElement[] {
    return [...(this.#lanes[lane]?.elements.values() ?? [])].sort((a, b) => a.mark.x - b.mark.x);
  }

  /** Makes a mark the one that Tab leads to, and puts the focus there. */
  focus(mark: MarkElement): void {
    this.#setTabbable(mark);
    mark.element.focus();
  }

  #settleLane(drawn: DrawnLane, index: number): void {
    const { element, elements, marks } = drawn;
    const unused = new Set(elements.keys());
    for (const mark of marks) {
      const key = mark.events[0]?.id ?? '';
      const y = laneTitle + mark.row * rowHeight;
      unused.delete(key);
      let placed = elements.get(key);
      if (placed) placed.place(mark, y);
      else {
        placed = new MarkElement(mark, y, this.#texts);
        this.#markOf.set(placed.element, { mark: placed, lane: index });
        elements.set(key, placed);
        element.append(placed.element);
      }
      placed.select(holds(mark, [this.selected]));
    }
    for (const key of unused) {
      elements.get(key)?.element.remove();
      elements.delete(key);
    }
    drawn.settled = true;
  }

  #held(target: EventTarget | null): { readonly mark: MarkElement; readonly lane: number } | undefined {
    const element = target instanceof Element ? target.closest('.mark') : null;
    return element ? this.#markOf.get(element) : undefined;
  }

  #setTabbable(mark: MarkElement | undefined): void {
    if (this.#tabbable !== mark) this.#tabbable?.tabbable(false);
    mark?.tabbable(true);
    this.#tabbable = mark;
  }

  #layout(lane: Lane, x: Sight['x'], width: number, rows: number): LaneLayout {
    return layoutLane(lane.events, {
      x,
      width,
      maxRows: rows,
      textWidth: (text) => this.#labels.width(text),
    });
  }
}

function isSeen({ y, height }: DrawnLane, { top, bottom }: Sight): boolean {
  return y < bottom && y + height > top;
}

/** Whether a mark stands for one of the events. */
function holds({ events }: Mark, ids: readonly (string | undefined)[]): boolean {
  return events.some(({ id }) => ids.includes(id));
}
