/** The rows of the picture: one related entity each, with how strong the tie is and when it showed. */
import { scaleUtc } from 'd3-scale';
import type { Relation, Relations, Tie } from '../../core/relations/relations.ts';
import { layoutLane } from '../../core/timeline/layout.ts';
import { drawAxis } from '../axis.ts';
import { filled, html, setAll, svg } from '../elements.ts';
import { Labels } from '../labels.ts';
import { MarkElement } from '../mark.ts';
import { Painter, paintGrid } from '../paint.ts';
import { readPalette } from '../palette.ts';
import type { RelationsTexts } from '../protocol.ts';
import { Surface } from '../surface.ts';
import { unitOf } from '../unit.ts';

export interface RowActions {
  readonly openRelation: (relation: Relation) => void;
  readonly openTies: (ties: readonly Tie[]) => void;
}

interface Row {
  readonly relation: Relation;
  readonly ties: readonly Tie[];
  readonly element: HTMLElement;
  readonly name: HTMLButtonElement;
  readonly strip: SVGSVGElement;
  readonly surface: Surface;
  /** How many rows of marks. */
  rows: number;
  marks: readonly MarkElement[];
}

const rowHeight = 22;
const maxRows = 2;
const axisHeight = 26;
/** Marks at the very ends stay whole. */
const margin = 8;
const day = 86_400_000;

export class Rows {
  readonly element: HTMLElement;
  readonly #texts: RelationsTexts;
  readonly #actions: RowActions;
  readonly #labels = new Labels();
  readonly #axis = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
  readonly #list = html('ul');
  readonly #relations: Relations;
  readonly #rows: readonly Row[];
  #palette = readPalette();
  /** Where the lines of the axis stand. */
  #ticks: readonly number[] = [];
  #selected: string | undefined;
  #frame = 0;

  constructor(relations: Relations, texts: RelationsTexts, actions: RowActions) {
    this.#relations = relations;
    this.#texts = texts;
    this.#actions = actions;
    const tieOf = new Map(relations.ties.map((tie) => [tie.id, tie]));
    const most = relations.relations[0]?.ties.length ?? 1;
    this.#rows = relations.relations.map((relation) =>
      this.#row(
        relation,
        relation.ties.flatMap((id) => tieOf.get(id) ?? []),
        relation.ties.length / most,
      ),
    );
    const em = html('span', { class: 'em' });
    this.#list.append(...this.#rows.map(({ element }) => element));
    this.#list.setAttribute('aria-label', texts.keys);
    this.element = html(
      'main',
      { class: 'relations' },
      html('div', { class: 'head', 'aria-hidden': 'true' }, this.#axis),
      this.#list,
      em,
    );
    this.#rows[0]?.name.setAttribute('tabindex', '0');
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('click', ({ target }) => this.#click(target));
    this.element.addEventListener('focusin', ({ target }) => {
      this.#setTabbable(target);
      this.#schedule();
    });
    this.element.addEventListener('focusout', () => this.#schedule());
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(this.element);
    // The size of the text may change where that of the page does not.
    observer.observe(em);
  }

  /** Shows an event or a claim, if it is a tie; scrolled into sight. */
  select(id: string | undefined): void {
    this.#selected = id;
    this.#draw();
    const row =
      id === undefined ? undefined : this.#rows.find(({ ties }) => ties.some((tie) => tie.id === id));
    row?.element.scrollIntoView({ block: 'nearest' });
  }

  /** Marks anew what the draft cites. */
  markCited(ids: ReadonlySet<string>): void {
    for (const tie of this.#relations.ties as readonly { id: string; cited: boolean }[])
      tie.cited = ids.has(tie.id);
    for (const { marks } of this.#rows) for (const mark of marks) mark.refresh();
    this.#schedule();
  }

  /** The theme or a font has changed. */
  restyle(): void {
    this.#palette = readPalette();
    this.#labels.refresh();
    this.#schedule();
  }

  /** Gives the focus to where it was last. */
  focus(): void {
    this.#list.querySelector<HTMLElement | SVGElement>('[tabindex="0"]')?.focus();
  }

  #row(relation: Relation, ties: readonly Tie[], strength: number): Row {
    const { label, events, claims } = relation;
    const counts = filled(this.#texts.counts, events, claims);
    const bar = svg(
      'svg',
      { class: 'strength', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { width: Math.max(1, strength * 100), height: 4 }),
    );
    const name = html(
      'button',
      { type: 'button', class: 'name', tabindex: -1, title: counts },
      html('span', { class: 'label' }, label),
      html('span', { class: 'count' }, String(events + claims)),
      bar,
    );
    const strip = svg('svg');
    const surface = new Surface();
    const picture = html('div', { class: 'strip' }, surface.canvas, strip);
    return {
      relation,
      ties,
      name,
      strip,
      surface,
      element: html('li', { class: 'relation' }, name, picture),
      rows: 1,
      marks: [],
    };
  }

  #draw(): void {
    const { from, to } = this.#relations;
    const unit = unitOf(this.element);
    const outer = this.#columnWidth() / unit;
    const width = Math.max(40, outer - 2 * margin);
    const pad = Math.max((to - from) * 0.01, day);
    const scale = scaleUtc([from - pad, to + pad], [0, width]);
    const frame = (element: SVGSVGElement, height: number) =>
      setAll(element, {
        viewBox: `${-margin} 0 ${outer} ${height}`,
        width: outer * unit,
        height: height * unit,
      });
    frame(this.#axis, axisHeight);
    this.#ticks = drawAxis(this.#axis, scale, width);
    for (const row of this.#rows) {
      const { marks, rows } = layoutLane(
        row.ties.filter(({ dated }) => dated),
        { x: scale, width, maxRows, textWidth: () => 0 },
      );
      frame(row.strip, rows * rowHeight);
      row.rows = rows;
      const focused = row.marks.find(({ element }) => element === document.activeElement)?.mark.events[0]?.id;
      const tabbable = row.marks.find(({ element }) => element.getAttribute('tabindex') === '0')?.mark
        .events[0]?.id;
      row.marks = marks.map((mark) => {
        const drawn = new MarkElement(mark, mark.row * rowHeight, this.#texts);
        drawn.select(mark.events.some(({ id }) => id === this.#selected));
        return drawn;
      });
      row.strip.replaceChildren(...row.marks.map(({ element }) => element));
      const holding = (id: string | undefined) =>
        id === undefined
          ? undefined
          : row.marks.find(({ mark }) => mark.events.some((event) => event.id === id));
      if (tabbable !== undefined) (holding(tabbable)?.element ?? row.name).setAttribute('tabindex', '0');
      if (focused !== undefined) holding(focused)?.element.focus();
    }
    this.#paint();
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const unit = unitOf(this.element);
    const width = this.#columnWidth() / unit;
    const palette = this.#palette;
    const focused = this.#list.querySelector(':focus-visible');
    for (const { surface, rows, marks } of this.#rows) {
      const height = rows * rowHeight;
      const { background } = palette;
      const context = surface.begin({ width, height, left: margin, top: 0, unit, background });
      paintGrid(context, palette, this.#ticks, height);
      const painter = new Painter(context, palette, 0);
      for (const mark of marks) {
        const outlined = mark.element === focused || mark.mark.events.some(({ id }) => id === this.#selected);
        const y = mark.mark.row * rowHeight;
        painter.mark({ mark: mark.mark, y, outlined, hovered: false }, this.#labels);
      }
    }
  }

  /** As wide as the axis' place in the grid. */
  #columnWidth(): number {
    const row = this.#rows[0];
    if (!row) return 0;
    const { paddingLeft, paddingRight } = getComputedStyle(row.element);
    const inner = row.element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    const columns = getComputedStyle(row.element).gridTemplateColumns.split(' ').map(Number.parseFloat);
    const gap = columns.length > 1 ? Number.parseFloat(getComputedStyle(row.element).columnGap) : 0;
    return columns.length > 1 ? inner - (columns[0] ?? 0) - gap : inner;
  }

  #click(target: EventTarget | null): void {
    const row = this.#rows.find(({ element }) => target instanceof Node && element.contains(target));
    if (!row) return;
    const mark = this.#markAt(row, target);
    if (mark) this.#actions.openTies(mark.mark.events as readonly Tie[]);
    else if (target instanceof Element && target.closest('.name')) this.#actions.openRelation(row.relation);
  }

  #markAt(row: Row, target: EventTarget | null): MarkElement | undefined {
    return row.marks.find(({ element }) => target instanceof Node && element.contains(target));
  }

  /** Arrow keys go along a row and from row to row; Enter opens. Keys with Ctrl, Meta or Alt are VS Code's. */
  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const index = this.#rows.findIndex(({ element }) => target instanceof Node && element.contains(target));
    const row = this.#rows[index];
    if (!row) return;
    const mark = this.#markAt(row, target);
    const stops = this.#stops(row);
    const at = mark ? stops.indexOf(mark.element) : 0;
    const go = (to: number) => stops[Math.max(0, Math.min(stops.length - 1, to))]?.focus();
    const x = mark?.mark.x;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go(at + 1),
      ArrowLeft: () => go(at - 1),
      Home: () => go(0),
      End: () => go(stops.length - 1),
      ArrowDown: () => this.#toRow(index + 1, x),
      ArrowUp: () => this.#toRow(index - 1, x),
    };
    const open = (key: string) => mark && (key === 'Enter' || key === ' ');
    const action = open(event.key) ? () => this.#click(target) : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** @param x from where; the nearest mark gets the focus, or the name where it was on a name. */
  #toRow(index: number, x: number | undefined): void {
    const row = this.#rows[index];
    if (!row) return;
    const [nearest] =
      x === undefined ? [] : [...row.marks].sort((a, b) => Math.abs(a.mark.x - x) - Math.abs(b.mark.x - x));
    (nearest?.element ?? row.name).focus();
  }

  /** What the arrow keys stop at in a row, in order. */
  #stops({ name, marks }: Row): (HTMLElement | SVGElement)[] {
    return [name, ...[...marks].sort((a, b) => a.mark.x - b.mark.x).map(({ element }) => element)];
  }

  #setTabbable(target: EventTarget | null): void {
    for (const one of this.#list.querySelectorAll('[tabindex="0"]')) one.setAttribute('tabindex', '-1');
    const stop = target instanceof Element ? target.closest('.mark, .name') : null;
    stop?.setAttribute('tabindex', '0');
  }
}
