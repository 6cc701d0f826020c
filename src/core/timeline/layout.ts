/**
 * Where the events of a lane stand in a picture. Marks never overlap: what has no room stands together in a cluster
 * with a count, and comes apart when there is more room.
 */
import { eventLabel, type TimelineEvent } from './timeline.ts';

/** A mark, in pixels from the lane's left edge. */
export interface Mark {
  /** One event, or those of a cluster in order of time. */
  readonly events: readonly TimelineEvent[];
  readonly x: number;
  readonly width: number;
  /** From 0, downwards. */
  readonly row: number;
  /** Room for the title; 0 where there is none. */
  readonly labelWidth: number;
  /** The title stands in the mark instead of behind it. */
  readonly inside: boolean;
}

export interface LaneLayout {
  readonly marks: readonly Mark[];
  /** How many rows are in use; at least one. */
  readonly rows: number;
}

export interface LayoutOptions {
  /** Milliseconds → pixels. */
  readonly x: (time: number) => number;
  /** Marks outside `[0, width]` are left out. In pixels. */
  readonly width: number;
  /** Rows that a lane may have. */
  readonly maxRows: number;
  /** How wide a title is written, in pixels. */
  readonly textWidth: (text: string) => number;
}

/** A moment is drawn as wide as this; a longer span as long as it is. */
export const smallestMark = 10;
const clusterWidth = 24;
const gap = 4;
/** A shorter piece of a title tells nothing. */
const shortestLabel = 44;
/** Where a mark may follow another in its row instead of taking a new one. */
const roomForLabel = 120;

interface Placed {
  events: TimelineEvent[];
  x: number;
  end: number;
  row: number;
}

/** Lays out one lane; `events` are in order of time. */
export function layoutLane(events: readonly TimelineEvent[], options: LayoutOptions): LaneLayout {
  const { width, maxRows, textWidth } = options;
  const rows: Placed[][] = [];
  for (const event of events) {
    const [x, end] = extent(event, options);
    if (end < 0 || x > width) continue;
    place(rows, { events: [event], x, end, row: 0 }, maxRows);
  }
  const marks = rows.flatMap((row) =>
    row.map(({ events: held, x, end, row: number }, index): Mark => {
      const [only] = held;
      const wanted = held.length === 1 && only ? textWidth(eventLabel(only)) : 0;
      const enough = Math.min(shortestLabel, wanted);
      const behind = Math.min(wanted, (row[index + 1]?.x ?? width) - end - 2 * gap);
      const within = Math.min(wanted, Math.min(end, width) - Math.max(x, 0) - 2 * gap);
      const inside = behind < wanted && within > behind && within >= enough;
      const room = inside ? within : behind;
      return {
        events: held,
        x,
        width: end - x,
        row: number,
        labelWidth: room >= enough ? room : 0,
        inside,
      };
    }),
  );
  return { marks, rows: Math.max(1, rows.length) };
}

function extent(
  { from, to, openStart, openEnd }: TimelineEvent,
  { x, width }: LayoutOptions,
): [number, number] {
  const start = openStart ? -Infinity : x(from);
  const end = openEnd ? Infinity : Math.max(x(to), start + smallestMark);
  // A span that goes on beyond the picture is drawn to its edge; far ends would make numbers that nothing can draw.
  return [Math.max(start, -2 * smallestMark), Math.min(end, width + 2 * smallestMark)];
}

/** Into the row whose last mark leaves its title most room; where no row has any, into a cluster. */
function place(rows: Placed[][], mark: Placed, maxRows: number): void {
  let best: Placed[] | undefined;
  for (const row of rows) {
    const end = row.at(-1)?.end ?? -Infinity;
    if (end + gap <= mark.x && end < (best?.at(-1)?.end ?? Infinity)) best = row;
  }
  const roomy = best && mark.x - (best.at(-1)?.end ?? 0) > roomForLabel;
  if (!roomy && rows.length < maxRows) {
    rows.push([{ ...mark, row: rows.length }]);
    return;
  }
  const last = best?.at(-1);
  if (best && last) {
    best.push({ ...mark, row: last.row });
    return;
  }
  // A cluster begins where its first mark does; of a span that began long before, where the newcomer does, since both
  // go on there.
  const nearest = rows.flatMap((row) => row.at(-1) ?? []).reduce((a, b) => (b.x > a.x ? b : a));
  nearest.events.push(...mark.events);
  if (mark.x >= nearest.x + clusterWidth + gap) nearest.x = mark.x;
  nearest.end = nearest.x + clusterWidth;
}
