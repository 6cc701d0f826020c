/** Dates as the format writes them (EDTF), their bounds in time, and how people write them. */
import edtf from 'edtf';

/** An EDTF date: its text and the first and last millisecond (UTC) that it may mean. */
export interface EdtfDate {
  readonly text: string;
  /** Milliseconds since 1970 UTC; `-Infinity` when the start is open or unknown. */
  readonly min: number;
  /** Milliseconds since 1970 UTC; `Infinity` when the end is open or unknown. */
  readonly max: number;
}

/**
 * Reads an EDTF date, levels 0 to 2.
 *
 * @returns undefined when the text is not one.
 */
export function parseDate(text: string): EdtfDate | undefined {
  // The grammar is slow to refuse what is no date at all.
  if (!/^[\d XYESTZ?~%/.,:{}[\]+-]{1,60}$/.test(text)) return undefined;
  if (known.has(text)) return known.get(text);
  const date = read(text);
  if (known.size >= maxKnown) known.clear();
  known.set(text, date);
  return date;
}

/** The library takes about a millisecond a date, and the same dates are asked for at every look at a tree. */
const known = new Map<string, EdtfDate | undefined>();
const maxKnown = 10_000;

function read(text: string): EdtfDate | undefined {
  try {
    const date = edtf(text.trim());
    return { text: text.trim(), min: Number(date.min), max: Number(date.max) };
  } catch {
    return undefined;
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const seasons: Record<string, string> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };
const quarters: Record<string, string> = { 33: 'Q1', 34: 'Q2', 35: 'Q3', 36: 'Q4' };

/**
 * An EDTF date as people write it.
 *
 * @example formatDate('2019-07') // 'Jul 2019'
 * @example formatDate('2020~') // 'c. 2020'
 * @example formatDate('2024-10?') // 'Oct 2024?'
 * @example formatDate('2025-01-21') // '21 Jan 2025'
 * @example formatDate('2019/2025') // '2019–2025'
 * @returns the text itself where it is no date of a shape that has a shorter form.
 */
export function formatDate(text: string): string {
  const interval = /^([^/]*)\/([^/]*)$/.exec(text);
  if (interval) {
    const [from = '', to = ''] = interval.slice(1);
    if (to === '..' || to === '') return `since ${formatDate(from)}`;
    if (from === '..' || from === '') return `until ${formatDate(to)}`;
    const [a, b] = [formatDate(from), formatDate(to)];
    return /\s/.test(a + b) ? `${a} – ${b}` : `${a}–${b}`;
  }
  const point = /^(\d{4}|\d{3}X)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%])?$/.exec(text);
  if (!point) return text;
  const [, year = '', month = '', day = '', mark = ''] = point;
  const y = year.endsWith('X') ? `${year.slice(0, 3)}0s` : year;
  const m = months[Number(month) - 1] ?? seasons[month] ?? quarters[month] ?? '';
  const d = day && day !== 'XX' ? `${Number(day)} ` : '';
  const approximate = mark === '~' || mark === '%' ? 'c. ' : '';
  const uncertain = mark === '?' || mark === '%' ? '?' : '';
  return `${approximate}${m ? `${d}${m} ` : ''}${y}${uncertain}`;
}

/** The four-digit year in which an EDTF date begins, for grouping; `undefined` for an open or unknown start. */
export function startYear(text: string): number | undefined {
  const min = parseDate(text)?.min;
  return min === undefined || !Number.isFinite(min) ? undefined : new Date(min).getUTCFullYear();
}

/** Orders EDTF dates by their earliest moment, then the more precise first. */
export function compareDates(a: string, b: string): number {
  const [x, y] = [parseDate(a), parseDate(b)];
  if (!x || !y) return x ? -1 : y ? 1 : 0;
  return x.min - y.min || x.max - y.max;
}
