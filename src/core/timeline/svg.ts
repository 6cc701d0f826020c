/** A timeline as a picture to publish: SVG on white, with its sources listed. */
import { scaleUtc } from 'd3-scale';
import { layoutLane, type Mark } from './layout.ts';
import { tickLabels } from './ticks.ts';
import { eventLabel, type Lane, type TimelineEvent } from './timeline.ts';

export interface PictureOptions {
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** BCP 47, for the axis. */
  readonly language: string;
  /** What the marks that do not stand for a plain, dated event mean, in the order to list; those in use are listed. */
  readonly legend: Readonly<Record<MarkStyle, string>>;
  /** How the list of sources is headed. */
  readonly sourcesTitle: string;
  /** The references of the events' sources, in the order to list. */
  readonly references: (sources: readonly string[]) => readonly string[];
}

/** How a mark tells what is not sure about an event. */
export type MarkStyle = 'reported' | 'planned' | 'rumoured' | 'uncertain' | 'disputed';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Colours that stay apart on white and in grey, by Okabe and Ito (2008). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#5f5f5f'];
const margin = 24;
const rowHeight = 20;
const laneTitle = 22;
const laneGap = 10;
const lineHeight = 16;
const font = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"';
/** Paper does not zoom: rather more rows than clusters. */
const maxRows = 40;

/** Draws the lanes as one SVG document. All text is escaped. */
export function timelinePicture(lanes: readonly Lane[], options: PictureOptions): Picture {
  const { width, title, from, to } = options;
  const inner = width - 2 * margin;
  const scale = scaleUtc([from, to], [0, inner]);
  const parts: string[] = [];
  let y = margin + 44;
  const axisY = y - 14;
  const shown: TimelineEvent[] = [];
  for (const [index, lane] of lanes.entries()) {
    const { marks, rows } = layoutLane(lane.events, { x: scale, width: inner, maxRows, textWidth });
    if (!marks.length) continue;
    const colour = colourOf(index);
    parts.push(text(lane.label, 0, y + 14, `font-weight="600" fill="${colour}"`));
    for (const mark of marks) parts.push(drawn(mark, y + laneTitle + mark.row * rowHeight, index));
    shown.push(...marks.flatMap(({ events }) => events));
    y += laneTitle + rows * rowHeight + laneGap;
  }
  let bottom = y;
  const ticks = tickLabels(scale.ticks(Math.max(2, Math.floor(inner / 90))), options.language).map(
    ({ time, label }) => {
      const x = round(scale(time));
      return `<path d="M${x} ${axisY + 4}V${bottom}" stroke="#ddd"/>${text(label, x + 3, axisY, 'fill="#555"', 11)}`;
    },
  );
  const key = legend(shown, options.legend, bottom + 6);
  if (key) bottom += 24;
  const sources = [...new Set(shown.flatMap(({ evidence }) => evidence.map(({ source }) => source)))];
  const lines = sources.length ? options.references(sources).flatMap((line) => wrapped(line, inner)) : [];
  const list = lines.map((line, index) =>
    text(line, 0, bottom + 34 + (index + 1) * lineHeight, 'fill="#333"', 11),
  );
  const heading = lines.length
    ? text(options.sourcesTitle, 0, bottom + 30, 'font-weight="600" fill="#333"', 12)
    : '';
  const height = Math.ceil(bottom + (lines.length ? 44 + lines.length * lineHeight : 0) + margin);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ${font} font-size="12">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<defs>${gradients(lanes.length)}</defs>`,
    `<g transform="translate(${margin} 0)">`,
    text(title, 0, margin + 4, 'font-weight="600" fill="#111"', 16),
    ...ticks,
    ...parts,
    key,
    heading,
    ...list,
    '</g></svg>',
  ].join('\n');
  return { svg, width, height };
}

function drawn({ events, x, width, labelWidth, inside }: Mark, y: number, lane: number): string {
  const [first] = events;
  if (!first) return '';
  const colour = colourOf(lane);
  if (events.length > 1) {
    const centre = round(x + width / 2);
    const count = `<text x="${centre}" y="${y + 11}" text-anchor="middle" font-size="10" fill="#fff">${events.length}</text>`;
    return `<g><title>${escapeXml(events.map(({ title }) => title).join('; '))}</title><rect x="${round(x)}" y="${y}" width="${round(width)}" height="14" rx="7" fill="${colour}"/>${count}</g>`;
  }
  const label = labelWidth
    ? text(
        fitted(eventLabel(first), labelWidth),
        inside ? Math.max(0, x) + 4 : x + width + 4,
        y + 11,
        'fill="#222"',
        11,
      )
    : '';
  return `<g><title>${escapeXml(`${first.date}: ${first.title}`)}</title><rect x="${round(x)}" y="${inside ? y : y + 2}" width="${round(width)}" height="${inside ? 14 : 10}" rx="4" ${markStyle(first, inside, lane)}/>${label}</g>`;
}

const dashes: Partial<Record<TimelineEvent['status'], string>> = { planned: '4 2', rumoured: '1.5 2' };

function markStyle(
  {
    status,
    uncertain,
    openStart,
    openEnd,
  }: Pick<TimelineEvent, 'status' | 'uncertain' | 'openStart' | 'openEnd'>,
  inside: boolean,
  lane: number,
): string {
  const fade = uncertain ? 'both' : openEnd ? 'end' : openStart ? 'start' : undefined;
  const paint = fade ? `url(#${fade}-${lane % colours.length})` : colourOf(lane);
  if (status === 'occurred') return `fill="${paint}"${inside ? ' fill-opacity="0.25"' : ''}`;
  const dash = dashes[status];
  return `fill="#fff" stroke="${paint}" stroke-width="1.5"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
}

/** Marks whose dates are not sharp fade out. */
function gradients(lanes: number): string {
  const shapes = { both: [0.08, 1, 0.08], start: [0, 1, 1], end: [1, 1, 0] };
  return colours
    .slice(0, lanes)
    .flatMap((colour, index) =>
      Object.entries(shapes).map(([name, opacities]) => {
        const stops = opacities.map(
          (opacity, at) => `<stop offset="${at / 2}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
        );
        return `<linearGradient id="${name}-${index}">${stops.join('')}</linearGradient>`;
      }),
    )
    .join('');
}

/** One line that tells what the marks in use mean; empty where all are plain. */
function legend(shown: readonly TimelineEvent[], texts: PictureOptions['legend'], y: number): string {
  const uses: Readonly<Record<MarkStyle, (event: TimelineEvent) => boolean>> = {
    reported: ({ status }) => status === 'reported',
    planned: ({ status }) => status === 'planned',
    rumoured: ({ status }) => status === 'rumoured',
    uncertain: ({ uncertain }) => uncertain,
    disputed: ({ disputed }) => disputed,
  };
  let x = 0;
  return (Object.keys(uses) as MarkStyle[])
    .filter((style) => shown.some(uses[style]))
    .map((style) => {
      const at = x;
      x += 34 + textWidth(texts[style]) + 16;
      const label = text(texts[style], at + 34, y + 11, 'fill="#333"', 11);
      if (style === 'disputed') return `${text('≠', at + 14, y + 11, 'fill="#333"', 12)}${label}`;
      const uncertain = style === 'uncertain';
      const status = style === 'uncertain' ? 'occurred' : style;
      const sample = markStyle({ status, uncertain, openStart: false, openEnd: false }, false, 0);
      return `<rect x="${round(at)}" y="${y + 2}" width="28" height="10" rx="4" ${sample}/>${label}`;
    })
    .join('');
}

function colourOf(lane: number): string {
  return colours[lane % colours.length] ?? '';
}

/** A wide estimate: the picture is drawn with whatever font the reader has. In pixels, at 11 px. */
export function textWidth(text: string): number {
  return text.length * 6.2 + 4;
}

function fitted(title: string, width: number): string {
  if (textWidth(title) <= width + 1) return title;
  return `${title.slice(0, Math.max(1, Math.floor((width - 10) / 6.2))).trimEnd()}…`;
}

function wrapped(line: string, width: number): string[] {
  const most = Math.max(20, Math.floor(width / 6));
  const lines = [''];
  for (const word of line.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > most) lines.push(`   ${word}`);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

function text(content: string, x: number, y: number, attributes: string, size = 13): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" ${attributes}>${escapeXml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
