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
  const date = /^\d{4}(?:-\d\d){0,2}$/.test(text) ? calendarDate(text) : read(text);
  if (known.size >= maxKnown) known.clear();
  known.set(text, date);
  return date;
}

/** The library takes about a millisecond a date, and the same dates are asked for at every look at a tree. */
const known = new Map<string, EdtfDate | undefined>();
const maxKnown = 10_000;

/**
 * A year, month or day, as nearly all dates are: in these forms EDTF is ISO 8601, which engines read at once. The library
 * also takes 29 February of any year.
 */
function calendarDate(text: string): EdtfDate | undefined {
  const min = Date.parse(text);
  // Seasons are written as months.
  if (Number.isNaN(min)) return read(text);
  const next = new Date(min);
  if (!next.toISOString().startsWith(text)) return undefined;
  if (text.length === 4) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (text.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + 1);
  return { text, min, max: next.getTime() - 1 };
}

function read(text: string): EdtfDate | undefined {
  try {
    const date = edtf(text.trim());
    return { text: text.trim(), min: Number(date.min), max: Number(date.max) };
  } catch {
    return undefined;
  }
}

/** How a language writes what a date is made of. A year may be a decade, such as `2020s`. */
export interface DateWords {
  readonly month: (year: string, month: number) => string;
  readonly day: (year: string, month: number, day: number) => string;
  readonly season: (season: Season, year: string) => string;
  readonly quarter: (quarter: number, year: string) => string;
  readonly decade: (firstYear: string) => string;
  readonly since: (date: string) => string;
  readonly until: (date: string) => string;
  readonly about: (date: string) => string;
}
type Season = (typeof seasons)[number];

const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const english: DateWords = {
  month: (year, month) => `${months[month - 1]} ${year}`,
  day: (year, month, day) => `${day} ${months[month - 1]} ${year}`,
  season: (season, year) => `${season} ${year}`,
  quarter: (quarter, year) => `Q${quarter} ${year}`,
  decade: (firstYear) => `${firstYear}s`,
  since: (date) => `since ${date}`,
  until: (date) => `until ${date}`,
  about: (date) => `c. ${date}`,
};

/**
 * An EDTF date as people write it.
 *
 * @param words those of English, unless others are given: drafts, files and searches do not depend on who reads.
 * @example formatDate('2019-07') // 'Jul 2019'
 * @example formatDate('2020~') // 'c. 2020'
 * @example formatDate('2024-10?') // 'Oct 2024?'
 * @example formatDate('2025-01-21') // '21 Jan 2025'
 * @example formatDate('2019/2025') // '2019–2025'
 * @returns the text itself where it is no date of a shape that has a shorter form.
 */
export function formatDate(text: string, words: DateWords = english): string {
  const interval = /^([^/]*)\/([^/]*)$/.exec(text);
  if (interval) {
    const [from = '', to = ''] = interval.slice(1);
    if (to === '..' || to === '') return words.since(formatDate(from, words));
    if (from === '..' || from === '') return words.until(formatDate(to, words));
    const [a, b] = [formatDate(from, words), formatDate(to, words)];
    return /\s/.test(a + b) ? `${a} – ${b}` : `${a}–${b}`;
  }
  const point = /^(\d{4}|\d{3}X)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%])?$/.exec(text);
  if (!point) return text;
  const [, year = '', month = '', day = '', mark = ''] = point;
  const date = pointIn(year.endsWith('X') ? words.decade(`${year.slice(0, 3)}0`) : year, month, day, words);
  const marked = mark === '?' || mark === '%' ? `${date}?` : date;
  return mark === '~' || mark === '%' ? words.about(marked) : marked;
}

function pointIn(year: string, month: string, day: string, words: DateWords): string {
  const number = Number(month);
  if (number >= 1 && number <= 12) {
    const isKnown = /^\d+$/.test(year + day);
    return day && isKnown ? words.day(year, number, Number(day)) : words.month(year, number);
  }
  const season = seasons[number - 21];
  if (season) return words.season(season, year);
  return number >= 33 && number <= 36 ? words.quarter(number - 32, year) : year;
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
