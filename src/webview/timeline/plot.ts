/** The picture: lanes of marks under an axis of time, which zoom and pan together. */

import { type ScaleTime, scaleUtc } from 'd3-scale';
import { select as selection } from 'd3-selection';
import {
  type D3ZoomEvent,
  type ZoomBehavior,
  type ZoomTransform,
  zoom,
  zoomIdentity,
  zoomTransform,
} from 'd3-zoom';
import { filterLanes } from '../../core/timeline/filter.ts';
import { type LaneLayout, layoutLane } from '../../core/timeline/layout.ts';
import { tickFormat } from '../../core/timeline/ticks.ts';
import type { Lane, Timeline, TimelineEvent } from '../../core/timeline/timeline.ts';
import type { TimelineState, TimelineTexts } from '../protocol.ts';
import { html, setAll, svg } from './elements.ts';
import { MarkElement } from './mark.ts';

export interface PlotActions {
  readonly view: (view: TimelineState['view']) => void;
  /** One event, or those of a cluster that cannot be told apart by zooming. */
  readonly open: (events: readonly TimelineEvent[]) => void;
}

interface DrawnLane {
  readonly lane: Lane;
  readonly element: SVGGElement;
  readonly marks: Map<string, MarkElement>;
  /** Kept through all zooms, so that lanes do not jump. */
  readonly rows: number;
  readonly y: number;
}

const rowHeight = 22;
const laneTitle = 24;
const laneGap = 6;
const maxRows = 5;
const axisHeight = 26;
/** A day fills the picture; more shows nothing more. */
const closest = 86_400_000;
const margin = 16;

export class Plot {
  readonly element: HTMLElement;
  readonly #texts: TimelineTexts;
  readonly #actions: PlotActions;
  readonly #axis = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
  readonly #picture: SVGSVGElement;
  readonly #scroller: HTMLElement;
  readonly #zoom: ZoomBehavior<SVGSVGElement, unknown>;
  readonly #measure = document.createElement('canvas').getContext('2d');
  readonly #widths = new Map<string, number>();
  #base: ScaleTime<number, number> = scaleUtc();
  #lanes: DrawnLane[] = [];
  #selected: string | undefined;
  /** The one mark that Tab leads to. */
  #current: { lane: number; id: string } | undefined;
  #frame = 0;

  constructor(texts: TimelineTexts, actions: PlotActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.#picture = svg('svg', {
      class: 'lanes',
      role: 'group',
      'aria-label': `${texts.picture}. ${texts.keys}`,
    });
    this.#scroller = html('div', { class: 'scroller' }, this.#axis, this.#picture);
    this.element = html('main', { class: 'plot' }, this.#scroller);
    this.#zoom = zoom<SVGSVGElement, unknown>()
      .filter((event: Event) => this.#takes(event))
      .on('zoom', ({ sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        this.#schedule();
        if (sourceEvent) this.#tellView();
      });
    selection(this.#picture).call(this.#zoom).on('dblclick.zoom', null);
    this.#picture.addEventListener('keydown', (event) => this.#onKey(event));
    new ResizeObserver(() => this.#resize()).observe(this.#scroller);
  }

  /** In pixels. */
  get width(): number {
    return this.#scroller.clientWidth;
  }

  /**
   * Draws a timeline as the state has it.
   *
   * @returns how many events are shown, each counted once.
   */
  show(timeline: Timeline, { lanes: kind, filter, view, selected }: TimelineState): number {
    const lanes = filterLanes(timeline.lanes[kind], filter);
    const pad = Math.max((timeline.to - timeline.from) * 0.02, closest);
    this.#base = scaleUtc([timeline.from - pad, timeline.to + pad], [0, this.#inner()]);
    this.#selected = selected;
    this.#build(lanes);
    this.#limit();
    this.#apply(view);
    return new Set(lanes.flatMap(({ events }) => events.map(({ id }) => id))).size;
  }

  zoomBy(factor: number): void {
    this.#zoom.scaleBy(selection(this.#picture), factor, [this.#inner() / 2, 0]);
    this.#tellView();
  }

  fit(): void {
    this.#zoom.transform(selection(this.#picture), zoomIdentity);
    this.#actions.view(undefined);
  }

  /** Shows an event, moving there where it is out of view. */
  select(id: string): void {
    this.#selected = id;
    const lane = this.#lanes.findIndex((one) => one.lane.events.some((event) => event.id === id));
    const drawn = this.#lanes[lane];
    const event = drawn?.lane.events.find((one) => one.id === id);
    if (!drawn || !event) return;
    this.#current = { lane, id };
    const x = this.#scale()((event.from + event.to) / 2);
    if (x < 0 || x > this.#inner()) {
      this.#zoom.translateTo(selection(this.#picture), this.#base((event.from + event.to) / 2), 0);
      this.#tellView();
    }
    this.#draw();
    this.#scroller.scrollTo({ top: Math.min(this.#scroller.scrollTop, drawn.y) });
    if (drawn.y > this.#scroller.scrollTop + this.#scroller.clientHeight - 60) {
      this.#scroller.scrollTo({ top: drawn.y - 40 });
    }
  }

  markCited(ids: ReadonlySet<string>): void {
    for (const { lane, marks } of this.#lanes) {
      for (const event of lane.events as (TimelineEvent & { cited: boolean })[])
        event.cited = ids.has(event.id);
      for (const mark of marks.values()) mark.refresh();
    }
  }

  focus(): void {
    this.#currentMark()?.element.focus();
  }

  #inner(): number {
    return Math.max(100, this.width - 2 * margin);
  }

  #scale(): ScaleTime<number, number> {
    return (zoomTransform(this.#picture) as ZoomTransform).rescaleX(this.#base);
  }

  /** The wheel scrolls where there is more to see below; with Ctrl or a pinch it zooms, as it does where all is in view. */
  #takes(event: Event): boolean {
    if (!(event instanceof WheelEvent)) return !(event instanceof MouseEvent) || event.button === 0;
    const scrolls = this.#scroller.scrollHeight > this.#scroller.clientHeight + 1;
    return !scrolls || event.ctrlKey || event.metaKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
  }

  #limit(): void {
    const [from, to] = this.#base.domain().map(Number);
    const most = Math.max(1, ((to ?? 0) - (from ?? 0)) / closest);
    const extent: [[number, number], [number, number]] = [
      [0, 0],
      [this.#inner(), 1],
    ];
    this.#zoom.scaleExtent([1, most]).extent(extent).translateExtent(extent);
  }

  #apply(view: TimelineState['view']): void {
    if (view) {
      const [a, b] = [this.#base(view.from), this.#base(view.to)];
      const scale = this.#inner() / Math.max(1e-6, b - a);
      this.#zoom.transform(selection(this.#picture), zoomIdentity.scale(scale).translate(-a, 0));
    } else this.#zoom.transform(selection(this.#picture), zoomIdentity);
    this.#draw();
  }

  #tellView(): void {
    const [from, to] = this.#scale().domain().map(Number);
    const all = zoomTransform(this.#picture).k === 1;
    this.#actions.view(all || from === undefined || to === undefined ? undefined : { from, to });
  }

  #resize(): void {
    const view = this.#scale().domain().map(Number);
    const whole = zoomTransform(this.#picture).k === 1;
    this.#base = this.#base.copy().range([0, this.#inner()]);
    this.#limit();
    this.#apply(whole ? undefined : { from: view[0] ?? 0, to: view[1] ?? 1 });
  }

  #build(lanes: readonly Lane[]): void {
    this.#picture.replaceChildren();
    let y = 0;
    this.#lanes = lanes.map((lane, index) => {
      const title = svg('text', { class: 'lane-title', y: 16 }, lane.label || this.#texts.others);
      const element = svg('g', { class: `lane colour-${index % 6}` }, title);
      const { rows } = this.#layout(lane, this.#base, maxRows);
      const drawn = { lane, element, marks: new Map<string, MarkElement>(), rows, y };
      y += laneTitle + rows * rowHeight + laneGap;
      element.setAttribute('transform', `translate(${margin} ${drawn.y})`);
      this.#picture.append(element);
      return drawn;
    });
    setAll(this.#picture, { height: y, width: '100%' });
    setAll(this.#axis, { height: axisHeight, width: '100%' });
    this.#current = undefined;
  }

  #layout(lane: Lane, x: ScaleTime<number, number>, rows: number): LaneLayout {
    return layoutLane(lane.events, {
      x,
      width: this.#inner(),
      maxRows: rows,
      textWidth: (text) => this.#textWidth(text),
    });
  }

  #textWidth(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    if (this.#measure) this.#measure.font = getComputedStyle(document.body).font;
    const width = (this.#measure?.measureText(text).width ?? text.length * 7) + 4;
    this.#widths.set(text, width);
    return width;
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const scale = this.#scale();
    this.#drawAxis(scale);
    for (const drawn of this.#lanes) this.#drawLane(drawn, scale);
    const current = this.#currentMark() ?? this.#lanes[0]?.marks.values().next().value;
    for (const { marks } of this.#lanes) for (const mark of marks.values()) mark.tabbable(mark === current);
  }

  #drawAxis(scale: ScaleTime<number, number>): void {
    const format = tickFormat(document.documentElement.lang, scale.tickFormat());
    const ticks = scale.ticks(Math.max(2, Math.floor(this.#inner() / 100)));
    this.#axis.replaceChildren(
      ...ticks.map((date) => svg('text', { x: margin + scale(date), y: 17 }, format(date))),
    );
    let grid = this.#picture.querySelector('.grid');
    if (!grid) {
      grid = svg('path', { class: 'grid' });
      this.#picture.prepend(grid);
    }
    grid.setAttribute('d', ticks.map((date) => `M${Math.round(margin + scale(date)) + 0.5} 0V4000`).join(''));
  }

  #drawLane({ lane, element, marks, rows }: DrawnLane, scale: ScaleTime<number, number>): void {
    const unused = new Set(marks.keys());
    for (const mark of this.#layout(lane, scale, rows).marks) {
      const key = mark.events.map(({ id }) => id).join(' ');
      unused.delete(key);
      let drawn = marks.get(key);
      if (!drawn) {
        drawn = new MarkElement(mark, this.#texts, () => this.#open(mark.events));
        marks.set(key, drawn);
        element.append(drawn.element);
      }
      drawn.place(mark, laneTitle + mark.row * rowHeight, this.#selected);
    }
    for (const key of unused) {
      marks.get(key)?.element.remove();
      marks.delete(key);
    }
  }

  /** A cluster comes apart by zooming as long as there is more to see. */
  #open(events: readonly TimelineEvent[]): void {
    const from = Math.min(...events.map((event) => event.from));
    const to = Math.max(...events.map((event) => event.from));
    const [limit = 1, most = 1] = this.#zoom.scaleExtent();
    const apart = to - from > closest && zoomTransform(this.#picture).k < most * 0.99 && limit <= most;
    if (events.length > 1 && apart) {
      const pad = (to - from) * 0.3;
      this.#apply({ from: from - pad, to: to + pad });
      this.#tellView();
    } else this.#actions.open(events);
  }

  #currentMark(): MarkElement | undefined {
    if (!this.#current) return undefined;
    const { lane, id } = this.#current;
    const marks = this.#lanes[lane]?.marks.values() ?? [];
    return [...marks].find((mark) => mark.mark.events.some((event) => event.id === id));
  }

  #onKey(event: KeyboardEvent): void {
    const pan = (share: number) => {
      this.#zoom.translateBy(
        selection(this.#picture),
        (share * this.#inner()) / zoomTransform(this.#picture).k,
        0,
      );
      this.#tellView();
    };
    const actions: Readonly<Record<string, () => void>> = {
      ArrowRight: () => (event.shiftKey ? pan(-0.25) : this.#move(1)),
      ArrowLeft: () => (event.shiftKey ? pan(0.25) : this.#move(-1)),
      ArrowDown: () => this.#changeLane(1),
      ArrowUp: () => this.#changeLane(-1),
      Home: () => this.#move(-Infinity),
      End: () => this.#move(Infinity),
      '+': () => this.zoomBy(1.6),
      '=': () => this.zoomBy(1.6),
      '-': () => this.zoomBy(1 / 1.6),
      '0': () => this.fit(),
    };
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  /** To the next mark of the lane, in order of time. */
  #move(steps: number): void {
    const lane = this.#current?.lane ?? 0;
    const marks = this.#inOrder(lane);
    const current = this.#currentMark();
    const now = current ? marks.indexOf(current) : 0;
    this.#focusOn(lane, marks[Math.max(0, Math.min(marks.length - 1, Math.max(now, 0) + steps))]);
  }

  /** To the mark of another lane that is nearest in time. */
  #changeLane(step: number): void {
    const from = this.#currentMark()?.mark.x ?? 0;
    for (let lane = (this.#current?.lane ?? 0) + step; lane >= 0 && lane < this.#lanes.length; lane += step) {
      const [nearest] = this.#inOrder(lane).sort(
        (a, b) => Math.abs(a.mark.x - from) - Math.abs(b.mark.x - from),
      );
      if (nearest) {
        this.#focusOn(lane, nearest);
        return;
      }
    }
  }

  #inOrder(lane: number): MarkElement[] {
    return [...(this.#lanes[lane]?.marks.values() ?? [])].sort((a, b) => a.mark.x - b.mark.x);
  }

  #focusOn(lane: number, mark: MarkElement | undefined): void {
    const [first] = mark?.mark.events ?? [];
    if (!mark || !first) return;
    this.#current = { lane, id: first.id };
    for (const { marks } of this.#lanes) for (const one of marks.values()) one.tabbable(one === mark);
    mark.element.focus();
  }
}
