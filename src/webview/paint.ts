/**
 * What marks look like. They are painted, since no browser moves thousands of elements as smoothly as it paints them;
 * what keyboard, pointer and screen reader reach is an element of its own (mark.ts).
 */
import type { Mark } from '../core/timeline/layout.ts';
import { eventLabel, type TimelineEvent } from '../core/timeline/timeline.ts';
import type { Labels } from './labels.ts';
import type { Palette } from './palette.ts';

/** What a mark tells about its event. */
export type Look = Pick<
  TimelineEvent,
  'status' | 'kind' | 'uncertain' | 'openStart' | 'openEnd' | 'cited'
> & {
  /** Its title stands in it. */
  readonly inside?: boolean;
  /** It is chosen, or the keyboard is at it. */
  readonly outlined?: boolean;
};

/** Where a mark is painted, in the picture's units. */
export interface Box {
  readonly x: number;
  /** Of the row. */
  readonly y: number;
  readonly width: number;
}

export interface PaintedMark {
  readonly mark: Mark;
  /** Of the row. */
  readonly y: number;
  readonly outlined: boolean;
  /** The pointer is over it. */
  readonly hovered: boolean;
}

type Paint = string | CanvasGradient;

interface Shape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of its corners. */
  readonly radius: number;
}

const thinBorder = 1.5;
const thickBorder = 3;
const height = 14;
const inset = 3;
const radius = 5;
/** Of a claim, which is told by its corners and its height. */
const claimHeight = 10;
const baseline = 14;
const dashes: Partial<Record<TimelineEvent['status'], readonly number[]>> = {
  planned: [4, 2],
  rumoured: [1.5, 2],
};
/**
 * How opaque a mark is at its beginning, in the middle and at its end, where its date is not sharp. In per cent; at 0 the
 * colour would be black's.
 */
const fades = { both: [8, 100, 8], start: [1, 100, 100], end: [100, 100, 1] } as const;

/** Paints with the colours of a theme, in the colour of a lane. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #palette: Palette;
  readonly #colour: string;

  constructor(context: CanvasRenderingContext2D, palette: Palette, lane: number) {
    this.#context = context;
    this.#palette = palette;
    this.#colour = palette.lanes[lane % palette.lanes.length] ?? palette.foreground;
  }

  /** Paints a mark with its title, or a cluster with its count. */
  mark({ mark, y, outlined, hovered }: PaintedMark, labels: Labels): void {
    const { events, x, width, labelWidth, inside } = mark;
    const [event] = events;
    if (!event) return;
    const context = this.#context;
    const cited = events.some((one) => one.cited);
    const cluster = events.length > 1;
    if (cluster) this.#cluster(mark, y, cited, outlined);
    else this.box({ x, y, width }, { ...event, inside, outlined });
    context.font = labels.font(cluster ? 11 : 12);
    context.fillStyle = cluster ? this.#palette.badgeText : this.#palette.foreground;
    context.textAlign = cluster ? 'center' : 'left';
    const text = cluster
      ? String(events.length)
      : labelWidth
        ? labels.fitted(eventLabel(event), labelWidth)
        : '';
    if (!text) return;
    const at = cluster ? x + width / 2 : labelPlace(mark);
    context.fillText(text, at, y + baseline);
    if ((cited || hovered) && !cluster) context.fillRect(at, y + baseline + 1.5, labels.width(text) - 2, 1);
  }

  /** Paints the mark of one event. */
  box({ x, y, width }: Box, look: Look): void {
    const { status, kind, uncertain, openStart, openEnd, cited, inside, outlined = false } = look;
    const fade = uncertain ? fades.both : openEnd ? fades.end : openStart ? fades.start : undefined;
    const colour = fade ? this.#faded(fade, x, width) : this.#colour;
    const shape: Shape =
      kind === 'claim'
        ? { x, y: y + inset + (height - claimHeight) / 2, width, height: claimHeight, radius: 0 }
        : { x, y: y + inset, width, height, radius };
    const occurred = status === 'occurred';
    const border = cited ? this.#palette.foreground : colour;
    const dash = dashes[status];
    // A fade has no border, which would make its ends sharp.
    if (uncertain && occurred && !cited && !outlined) this.#fill(shape, 0, colour);
    else if (dash) this.#dashed(shape, outlined ? this.#palette.focus : border, dash, outlined);
    else if (occurred && !inside && !fade) this.#bordered(shape, border, colour, outlined);
    else {
      this.#bordered(shape, border, this.#palette.background, outlined);
      if (!occurred) return;
      this.#context.globalAlpha = inside ? 0.2 : 1;
      this.#fill(shape, 0, colour);
      this.#context.globalAlpha = 1;
    }
  }

  #cluster({ x, width }: Mark, y: number, cited: boolean, outlined: boolean): void {
    const border = cited ? this.#palette.foreground : this.#colour;
    this.#bordered({ x, y: y + inset, width, height, radius }, border, this.#palette.badge, outlined);
  }

  /** One filling over another: a stroke of round corners takes ten times as long. */
  #bordered(shape: Shape, border: Paint, inner: Paint, outlined: boolean): void {
    const half = (outlined ? thickBorder : thinBorder) / 2;
    this.#fill(shape, half, outlined ? this.#palette.focus : border);
    if (outlined || inner !== border) this.#fill(shape, -half, inner);
  }

  #dashed(shape: Shape, border: Paint, dash: readonly number[], outlined: boolean): void {
    const context = this.#context;
    this.#fill(shape, 0, this.#palette.background);
    context.strokeStyle = border;
    context.lineWidth = outlined ? thickBorder : thinBorder;
    context.setLineDash([...dash]);
    context.stroke();
    context.setLineDash([]);
  }

  /** @param grown by so much to each side. */
  #fill({ x, y, width, height: high, radius: round }: Shape, grown: number, paint: Paint): void {
    const context = this.#context;
    const box = [x - grown, y - grown, width + 2 * grown, high + 2 * grown] as const;
    context.beginPath();
    if (round) context.roundRect(...box, round + grown);
    else context.rect(...box);
    context.fillStyle = paint;
    context.fill();
  }

  #faded(fade: readonly number[], x: number, width: number): CanvasGradient {
    const gradient = this.#context.createLinearGradient(x, 0, x + width, 0);
    for (const [index, opacity] of fade.entries()) {
      gradient.addColorStop(index / 2, `color-mix(in srgb, ${this.#colour} ${opacity}%, transparent)`);
    }
    return gradient;
  }
}

/** Where the title of a mark begins: behind it, or inside, where a span that began before comes into view. */
export function labelPlace({ x, width, inside }: Mark): number {
  return inside ? Math.max(x, 0) + 4 : x + width + 4;
}

/** Paints the lines of an axis from the top to a height. */
export function paintGrid(
  context: CanvasRenderingContext2D,
  palette: Palette,
  ticks: readonly number[],
  bottom: number,
): void {
  context.fillStyle = palette.grid;
  context.globalAlpha = 0.4;
  for (const x of ticks) context.fillRect(Math.round(x), 0, 1, bottom);
  context.globalAlpha = 1;
}
