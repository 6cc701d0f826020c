/** The picture: lanes of marks under an axis of time, which zoom and pan together. */
import { type ScaleTime, scaleUtc } from 'd3-scale';
import { select as selection } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import { filterLanes } from '../../core/timeline/filter.ts';
import type { Timeline, TimelineEvent } from '../../core/timeline/timeline.ts';
import { drawAxis } from '../axis.ts';
import { html, setAll, svg } from '../elements.ts';
import { Labels } from '../labels.ts';
import { paintGrid } from '../paint.ts';
import { readPalette } from '../palette.ts';
import type { TimelineState, TimelineTexts } from '../protocol.ts';
import { Surface } from '../surface.ts';
import { unitOf } from '../unit.ts';
import { onKeys } from './keyboard.ts';
import { type LanePlace, Lanes, type Sight } from './lanes.ts';

export interface PlotActions {
  readonly view: (view: TimelineState['view']) => void;
  /** One event, or those of a cluster that cannot be told apart by zooming. */
  readonly open: (events: readonly TimelineEvent[]) => void;
}

const axisHeight = 26;
/** A day fills the picture; more shows nothing more. */
const closest = 86_400_000;
const margin = 16;
/** How long after the last step the picture rests. In ms. */
const quiet = 120;

export class Plot {
  readonly element: HTMLElement;
  readonly #texts: TimelineTexts;
  readonly #actions: PlotActions;
  readonly #axis = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
  readonly #surface = new Surface();
  #palette = readPalette();
  readonly #picture: SVGSVGElement;
  readonly #scroller: HTMLElement;
  readonly #labels = new Labels();
  readonly #lanes: Lanes;
  readonly #zoom: ZoomBehavior<SVGSVGElement, unknown>;
  #base: ScaleTime<number, number> = scaleUtc();
  /** Where the keyboard is, or was last. */
  #current: LanePlace | undefined;
  /** Where the pointer is. */
  #hovered: LanePlace | undefined;
  #frame = 0;
  /** The next frame shows another part of time, or other lanes, than the one before. */
  #moved = false;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #viewChanged = false;
  /** How large the text is: all of the picture grows with it. */
  #unit = 1;

  constructor(texts: TimelineTexts, actions: PlotActions) {
    this.#texts = texts;
    this.#actions = actions;
    const label = `${texts.picture}. ${texts.keys}`;
    this.#picture = svg('svg', { class: 'lanes', role: 'group', tabindex: -1, 'aria-label': label });
    this.#lanes = new Lanes(this.#picture, texts, this.#labels);
    this.#scroller = html('div', { class: 'scroller' }, this.#axis, this.#picture);
    const em = html('span', { class: 'em' });
    this.element = html('main', { class: 'plot' }, this.#surface.canvas, this.#scroller, em);
    this.#zoom = zoom<SVGSVGElement, unknown>()
      .filter((event: Event) => this.#takes(event))
      .on('zoom', ({ sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        this.#schedule();
        if (sourceEvent) this.#tellView();
      });
    selection(this.#picture).call(this.#zoom).on('dblclick.zoom', null);
    this.#picture.addEventListener('click', ({ target }) => {
      const mark = this.#lanes.markOf(target);
      if (mark) this.#open(mark.mark.events);
    });
    this.#scroller.addEventListener('scroll', () => this.#schedule());
    onKeys(this.#picture, {
      open: () => this.#openCurrent(),
      pan: (share) => this.pan(share),
      move: (steps) => this.#move(steps),
      changeLane: (step) => this.#changeLane(step),
      zoom: (factor) => this.zoomBy(factor),
      fit: () => this.fit(),
    });
    this.#picture.addEventListener('focusin', ({ target }) => {
      this.#current = this.#lanes.placeOf(target) ?? this.#current;
      this.#repaint();
    });
    this.#picture.addEventListener('focusout', () => this.#repaint());
    this.#picture.addEventListener('pointerover', ({ target }) => {
      this.#hovered = this.#lanes.placeOf(target);
      this.#repaint();
    });
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(this.#scroller);
    // The size of the text may change where that of the page does not.
    observer.observe(em);
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
    this.#unit = unitOf(this.#scroller);
    this.#base = scaleUtc([timeline.from - pad, timeline.to + pad], [0, this.#inner()]);
    this.#lanes.selected = selected;
    this.#lanes.show(lanes, { ...this.#sight(), x: this.#base }, this.#texts.others);
    this.#current = undefined;
    this.#fitToUnit();
    this.#limit();
    this.#apply(view);
    return new Set(lanes.flatMap(({ events }) => events.map(({ id }) => id))).size;
  }

  zoomBy(factor: number): void {
    // Where the keyboard is stays in sight.
    this.#settle();
    const { x, width } = this.#lanes.markOf(document.activeElement)?.mark ?? { x: this.#inner(), width: 0 };
    const at = width ? Math.max(0, Math.min(this.#inner(), x + width / 2)) : x / 2;
    this.#zoom.scaleBy(selection(this.#picture), factor, [at, 0]);
    this.#tellView();
  }

  /** @param share of the picture's width, to the right. */
  pan(share: number): void {
    const { k } = zoomTransform(this.#picture);
    this.#zoom.translateBy(selection(this.#picture), (share * this.#inner()) / k, 0);
    this.#tellView();
  }

  fit(): void {
    this.#zoom.transform(selection(this.#picture), zoomIdentity);
    this.#tellView();
  }

  /** Shows an event, moving there where it is out of view. */
  select(event: TimelineEvent): void {
    this.#lanes.selected = event.id;
    const held = this.#lanes.markAt(this.#current)?.mark.events.some(({ id }) => id === event.id);
    const lane = held && this.#current ? this.#current.lane : this.#lanes.laneOf(event.id);
    if (lane < 0) return;
    this.#current = { lane, id: event.id };
    const middle = (event.from + event.to) / 2;
    const x = this.#scale()(middle);
    if (x < 0 || x > this.#inner()) {
      this.#zoom.translateTo(selection(this.#picture), this.#base(middle), 0);
      this.#tellView();
    }
    this.#bringIntoSight(lane);
    this.#draw();
    this.#settle();
  }

  markCited(ids: ReadonlySet<string>): void {
    this.#lanes.markCited(ids);
    this.#repaint();
  }

  /** The theme or a font has changed. */
  restyle(): void {
    this.#palette = readPalette();
    this.#labels.refresh();
    this.#schedule();
  }

  /** Gives the focus to where it was last, or to what is nearest in sight. */
  focus(): void {
    this.#settle();
    const mark = this.#lanes.markAt(this.#current) ?? this.#lanes.tabbable;
    if (mark) this.#lanes.focus(mark);
    else this.#picture.focus();
  }

  /** In the picture's units. */
  #inner(): number {
    return Math.max(60, this.width / this.#unit - 2 * margin);
  }

  #scale(): ScaleTime<number, number> {
    return zoomTransform(this.#picture).rescaleX(this.#base);
  }

  #sight(): Sight {
    const { scrollTop, clientHeight } = this.#scroller;
    const width = this.#inner();
    const [from = 0, to = 1] = this.#scale().domain().map(Number);
    return {
      // What the scale says, without its way around by dates: it is asked thousands of times in a frame.
      x: (time) => ((time - from) / (to - from)) * width,
      width,
      top: scrollTop / this.#unit,
      bottom: (scrollTop + clientHeight) / this.#unit,
    };
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

  /** Told when the picture rests: each telling goes all the way to the workbench. */
  #tellView(): void {
    this.#viewChanged = true;
    this.#rest();
  }

  #rest(): void {
    this.#picture.classList.add('moving');
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      this.#settle();
      if (!this.#viewChanged) return;
      this.#viewChanged = false;
      const [from, to] = this.#scale().domain().map(Number);
      const all = zoomTransform(this.#picture).k === 1;
      this.#actions.view(all || from === undefined || to === undefined ? undefined : { from, to });
    }, quiet);
  }

  #resize(): void {
    const [from = 0, to = 1] = this.#scale().domain().map(Number);
    const whole = zoomTransform(this.#picture).k === 1;
    this.#unit = unitOf(this.#scroller);
    this.#labels.refresh();
    this.#base = this.#base.copy().range([0, this.#inner()]);
    this.#fitToUnit();
    this.#limit();
    this.#apply(whole ? undefined : { from, to });
  }

  /** One unit of the picture is as large as the text makes it. */
  #fitToUnit(): void {
    const width = this.width / this.#unit;
    for (const [element, height] of [
      [this.#axis, axisHeight],
      [this.#picture, Math.max(this.#lanes.height, this.#scroller.clientHeight / this.#unit - axisHeight)],
    ] as const) {
      // Where the scale begins is 0 for the pointer as well, so that a zoom stays under it.
      const viewBox = `${-margin} 0 ${width} ${height}`;
      setAll(element, { viewBox, width: this.width, height: height * this.#unit });
    }
  }

  #schedule(): void {
    this.#moved = true;
    this.#repaint();
  }

  /** Marks look otherwise, and stand where they stood. */
  #repaint(): void {
    this.#frame ||= requestAnimationFrame(() => (this.#moved ? this.#draw() : this.#paint(this.#sight())));
  }

  #draw(): void {
    this.#moved = false;
    const sight = this.#sight();
    this.#lanes.arrange(sight, this.#focused());
    this.#paint(sight);
    this.#rest();
  }

  #paint(sight: Sight): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const ticks = drawAxis(this.#axis, this.#scale(), sight.width);
    const context = this.#surface.begin({
      width: this.width / this.#unit,
      height: sight.bottom - sight.top,
      left: margin,
      top: axisHeight - sight.top,
      unit: this.#unit,
      background: this.#palette.background,
    });
    paintGrid(context, this.#palette, ticks, Math.max(this.#lanes.height, sight.bottom));
    const emphasis = { focused: this.#focused(), hovered: this.#hovered };
    this.#lanes.paint(context, this.#palette, sight, emphasis);
  }

  /** Where the keyboard is seen to be. */
  #focused(): LanePlace | undefined {
    return this.#picture.querySelector(':focus-visible') ? this.#current : undefined;
  }

  /** Brings what keyboard and pointer reach to where it is painted. */
  #settle(): void {
    const focused = this.#lanes.markOf(document.activeElement);
    this.#lanes.settle(this.#current);
    this.#picture.classList.remove('moving');
    // A mark that has gone into a cluster leaves the focus to it.
    if (focused && !focused.element.isConnected) this.focus();
  }

  /** A cluster comes apart by zooming as long as there is more to see. */
  #open(events: readonly TimelineEvent[]): void {
    const from = Math.min(...events.map((event) => event.from));
    const to = Math.max(...events.map((event) => event.from));
    const [, most = 1] = this.#zoom.scaleExtent();
    const apart = to - from > closest && zoomTransform(this.#picture).k < most * 0.99;
    if (events.length > 1 && apart) {
      const pad = (to - from) * 0.3;
      this.#apply({ from: from - pad, to: to + pad });
      this.#tellView();
    } else this.#actions.open(events);
  }

  #openCurrent(): void {
    this.#settle();
    const mark = this.#lanes.markOf(document.activeElement);
    if (mark) this.#open(mark.mark.events);
  }

  /** To the next mark of the lane, in order of time. */
  #move(steps: number): void {
    this.#settle();
    const lane = this.#current?.lane ?? 0;
    const marks = this.#lanes.inOrder(lane);
    const current = this.#lanes.markAt(this.#current);
    const now = current ? marks.indexOf(current) : 0;
    const next = marks[Math.max(0, Math.min(marks.length - 1, Math.max(now, 0) + steps))];
    const id = next?.mark.events[0]?.id;
    if (!next || id === undefined) return;
    this.#current = { lane, id };
    this.#lanes.focus(next);
  }

  /** To the mark of another lane that is nearest in time. */
  #changeLane(step: number): void {
    this.#settle();
    const from = this.#lanes.markAt(this.#current)?.mark.x ?? 0;
    for (let lane = (this.#current?.lane ?? 0) + step; lane >= 0 && lane < this.#lanes.count; lane += step) {
      this.#lanes.place(lane, this.#sight());
      this.#settle();
      const [nearest] = this.#lanes
        .inOrder(lane)
        .sort((a, b) => Math.abs(a.mark.x - from) - Math.abs(b.mark.x - from));
      const id = nearest?.mark.events[0]?.id;
      if (nearest && id !== undefined) {
        this.#current = { lane, id };
        this.#lanes.focus(nearest);
        return;
      }
    }
  }

  #bringIntoSight(lane: number): void {
    const [y, height] = this.#lanes.extent(lane);
    const { scrollTop, clientHeight } = this.#scroller;
    const [top, bottom] = [y * this.#unit, (y + height + axisHeight) * this.#unit];
    if (top < scrollTop || bottom > scrollTop + clientHeight) this.#scroller.scrollTo({ top });
  }
}
