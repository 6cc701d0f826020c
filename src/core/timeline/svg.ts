/** A timeline as a picture to publish: SVG on white, with its sources listed. */
import { scaleUtc } from 'd3-scale';
import { spokenLanguage } from '../displayLanguage.ts';
import { layoutLane, type Mark } from './layout.ts';
import { tickFormat } from './ticks.ts';
import type { Lane, TimelineEvent } from './timeline.ts';

export interface PictureOptions {
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  /** How the list of sources is headed. */
  readonly sourcesTitle: string;
  /** The references of the events' sources, in the order to list. */
  readonly references: (sources: readonly string[]) => readonly string[];
}

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
const maxRows = 6;

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
    const colour = colours[index % colours.length] ?? '';
    parts.push(text(lane.label, 0, y + 14, `font-weight="600" fill="${colour}"`));
    for (const mark of marks) parts.push(drawn(mark, y + laneTitle + mark.row * rowHeight, colour));
    shown.push(...marks.flatMap(({ events }) => events));
    y += laneTitle + rows * rowHeight + laneGap;
  }
  const bottom = y;
  const format = tickFormat(spokenLanguage(), scale.tickFormat());
  const ticks = scale.ticks(Math.max(2, Math.floor(inner / 90))).map((date) => {
    const x = round(scale(date));
    const label = text(format(date), x + 3, axisY, 'fill="#555"', 11);
    return `<path d="M${x} ${axisY + 4}V${bottom}" stroke="#ddd"/>${label}`;
  });
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
    `<g transform="translate(${margin} 0)">`,
    text(title, 0, margin + 4, 'font-weight="600" fill="#111"', 16),
    ...ticks,
    ...parts,
    heading,
    ...list,
    '</g></svg>',
  ].join('\n');
  return { svg, width, height };
}

function drawn({ events, x, width, labelWidth, inside }: Mark, y: number, colour: string): string {
  const [first] = events;
  if (!first) return '';
  if (events.length > 1) {
    const centre = round(x + width / 2);
    const count = `<text x="${centre}" y="${y + 11}" text-anchor="middle" font-size="10" fill="#fff">${events.length}</text>`;
    return `<g><title>${escapeXml(events.map(({ title }) => title).join('; '))}</title><rect x="${round(x)}" y="${y}" width="${round(width)}" height="14" rx="7" fill="${colour}"/>${count}</g>`;
  }
  const style =
    first.status === 'occurred' ? `fill="${colour}"` : `fill="#fff" stroke="${colour}" stroke-width="1.5"`;
  const dashes =
    first.status === 'planned'
      ? ' stroke-dasharray="4 2"'
      : first.status === 'rumoured'
        ? ' stroke-dasharray="1.5 2"'
        : '';
  const faint = inside ? ' fill-opacity="0.2"' : first.uncertain ? ' opacity="0.55"' : '';
  const label = labelWidth
    ? text(
        fitted(first.title, labelWidth),
        inside ? Math.max(0, x) + 4 : x + width + 4,
        y + 11,
        'fill="#222"',
        11,
      )
    : '';
  return `<g><title>${escapeXml(`${first.date}: ${first.title}`)}</title><rect x="${round(x)}" y="${y + 2}" width="${round(width)}" height="10" rx="4" ${style}${dashes}${faint}/>${label}</g>`;
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
