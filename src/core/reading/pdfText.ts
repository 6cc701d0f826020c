/** The lines of PDF pages → blocks: running heads removed, lines and pages joined to paragraphs, headings by size. */
import type { Block } from './document.ts';

/** A line of a page: its text, where it stands in the page (points, y from the bottom), and the size of its letters. */
export interface PdfLine {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

export interface PdfPage {
  /** As the document labels it. */
  readonly label: string;
  readonly lines: readonly PdfLine[];
}

/** How many lines at the top and the bottom of a page may be running heads and page numbers. */
const edge = 2;

/** The pages' blocks; each paragraph has the page on which it begins. */
export function pdfBlocks(pages: readonly PdfPage[]): Block[] {
  const bare = withoutRunningLines(pages);
  const lines = bare.flatMap((page) => page.lines.map((line) => ({ ...line, page: page.label })));
  const body = commonest(lines.map(({ size, text }) => [Math.round(size * 2) / 2, text.length]));
  const words = new Set(
    lines.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? []),
  );
  const sizes = [...new Set(lines.map(({ size }) => Math.round(size)))]
    .filter((size) => size > body * 1.12)
    .sort((a, b) => b - a);

  const open: OpenBlock[] = [];
  for (const page of bare) {
    const place = layout(page.lines);
    let above: PdfLine | undefined;
    for (const line of page.lines) {
      const last = open.at(-1);
      const size = Math.round(line.size);
      const isHeading = size > body * 1.12 && /\p{L}/u.test(line.text) && line.text.length < 200;
      const depth = isHeading ? Math.min(sizes.indexOf(size) + 1, 6) : undefined;
      const goesOn = depth
        ? above !== undefined && last?.depth === depth && above.y - line.y < line.size * 1.8
        : last !== undefined && !last.depth && continues(last.lines, above, line, place);
      if (goesOn && last) addLine(last.lines, line.text, words);
      else open.push({ depth, page: page.label, lines: [line.text] });
      above = line;
    }
  }
  return open.map(({ depth, page, lines: parts }): Block => {
    const text = parts.join('');
    return depth ? { kind: 'heading', depth, text } : { kind: 'paragraph', text, page };
  });
}

/** Lines are kept apart until the end: text that grows line by line costs the square. */
interface OpenBlock {
  readonly depth: number | undefined;
  readonly page: string;
  readonly lines: string[];
}

interface Layout {
  readonly left: number;
  readonly right: number;
  /** The usual distance of lines. */
  readonly leading: number;
}

function layout(lines: readonly PdfLine[]): Layout {
  const leading = commonest(
    lines.slice(1).flatMap((line, index) => {
      const gap = (lines[index]?.y ?? 0) - line.y;
      return gap > 0 ? [[Math.round(gap * 2) / 2, 1] as const] : [];
    }),
  );
  return {
    left: commonest(lines.map(({ x }) => [Math.round(x), 1])),
    right: Math.max(0, ...lines.map((line) => line.right)),
    leading,
  };
}

/** Whether a line goes on with the paragraph before it; `above` is undefined at the top of a page. */
function continues(
  lines: readonly string[],
  above: PdfLine | undefined,
  line: PdfLine,
  { left, right, leading }: Layout,
): boolean {
  const ended = /[.!?:;…。]["'”’»)\]]*\d{0,3}$/.test((lines.at(-1) ?? '').slice(-20));
  if (/^(?:[•‣▪–*]\s|\(?\d{1,3}[.)]\s|\[\d+\]\s)/.test(line.text)) return false;
  // A new column or page: a sentence that has not ended goes on there.
  if (!above || line.y > above.y + line.size) return !ended && /^[\p{Ll}\p{N}("'“‘]/u.test(line.text);
  const gap = above.y - line.y;
  if (leading > 0 && gap > leading * 1.45 && gap > line.size * 1.4) return false;
  const isFull = above.right > right - line.size * 2;
  const step = line.size * 0.8;
  // In lists of references the first line hangs out to the left, and the others stand below each other.
  if (line.x < above.x - step && lines.length > 1) return false;
  const hangs = lines.length === 1 && isFull;
  const isIndented = line.x > above.x + step && Math.abs(above.x - left) < line.size * 0.5;
  if (isIndented && !hangs && (ended || !isFull)) return false;
  const isShort = above.right - left < (right - left) * 0.75 && right - left > line.size * 15;
  return !(isShort && ended);
}

/** Adds a line behind a space; a word that was parted at the end of the line before becomes whole. */
function addLine(lines: string[], line: string, words: ReadonlySet<string>): void {
  const above = lines.at(-1) ?? '';
  const parted = /([\p{L}\p{M}]{1,50})[-\u2010\u00ad]$/u.exec(above.slice(-60));
  const rest = /^[\p{L}\p{M}]+/u.exec(line)?.[0];
  if (!parted || !rest || !/^\p{Ll}/u.test(rest)) {
    lines.push(` ${line}`);
    return;
  }
  const whole = `${parted[1]}${rest}`.toLowerCase();
  const keepsHyphen = words.has(`${parted[1]}-${rest}`.toLowerCase()) && !words.has(whole);
  if (!keepsHyphen) lines[lines.length - 1] = above.slice(0, -1);
  lines.push(line);
}

/** Takes away what stands at the edge of several pages alike but for its numbers, and lone page numbers there. */
function withoutRunningLines(pages: readonly PdfPage[]): PdfPage[] {
  const edges = ({ lines }: PdfPage): PdfLine[] => {
    const { leading } = layout(lines);
    return [...edgeOf(lines, leading), ...edgeOf(lines.toReversed(), leading)];
  };
  const pattern = ({ text, y }: PdfLine) =>
    `${Math.round(y / 8)} ${text
      .replace(/\d+/g, '#')
      .replace(/^[ivxlc]+$/i, '#')
      .trim()}`;
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const key of new Set(edges(page).map(pattern))) counts.set(key, (counts.get(key) ?? 0) + 1);
  // Left and right pages may differ, and chapters have heads of their own.
  const enough = Math.max(3, Math.min(pages.length * 0.1, 10));
  return pages.map((page) => {
    const running = new Set(
      edges(page).filter((line) => {
        const isNumber = /^\W*(?:page\s+)?(?:\d+|[ivxlc]+)(?:\s*(?:of|\/)\s*\d+)?\W*$/i.test(line.text);
        const isLabel = line.text.replace(/\W/g, '').toLowerCase() === page.label.toLowerCase();
        return (
          (counts.get(pattern(line)) ?? 0) >= enough || isLabel || (isNumber && /of|page|\//i.test(line.text))
        );
      }),
    );
    return { ...page, lines: page.lines.filter((line) => !running.has(line)) };
  });
}

/** The lines at one end of a page that stand apart from the rest; a lone number may stand close. */
function edgeOf(lines: readonly PdfLine[], leading: number): PdfLine[] {
  for (let count = edge; count > 0; count--) {
    const [line, next] = [lines[count - 1], lines[count]];
    if (line && (!next || Math.abs(line.y - next.y) > leading * 1.3)) return lines.slice(0, count);
  }
  return lines.slice(0, 1).filter(({ text }) => /^\W*(?:\d+|[ivxlc]+)\W*$/i.test(text));
}

/** The value with the greatest weight; 0 where there is none. */
function commonest(values: readonly (readonly [value: number, weight: number])[]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight);
  let [best, most] = [0, 0];
  for (const [value, weight] of weights) if (weight > most) [best, most] = [value, weight];
  return best;
}
