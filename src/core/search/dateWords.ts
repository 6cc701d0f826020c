/** Dates in search: the years, months and days that an item's date covers, and the dates in a query. */
import { parseDate } from '../date.ts';

/** `2023`, `2023-11` or `2023-11-22`. */
export type DateWord = string;

/** A date of a query, from widest to most precise: `nov 2023` → 2023, 2023-11. */
export interface QueryDate {
  readonly words: readonly DateWord[];
  /** Range in the query, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** A range in a query, as every year or month in it. */
export interface QueryRange {
  readonly words: readonly DateWord[];
  readonly start: number;
  readonly end: number;
}

const day = 86_400_000;
/** Longer spans of time say nothing about when. */
const maxYears = 100;

/** The years, months and days that an EDTF date covers; no finer than the date is. */
export function dateWords(edtf: string): DateWord[] {
  const date = parseDate(edtf);
  if (!date) return [];
  const open = 1.5 * 365 * day;
  const min = Number.isFinite(date.min) ? date.min : date.max - open;
  const max = Number.isFinite(date.max) ? date.max : date.min + open;
  if (!Number.isFinite(min) || !Number.isFinite(max)) return [];
  const words = years(min, max);
  if (max - min < 360 * day) words.push(...months(min, max));
  if (max - min < day) words.push(iso(min, 10));
  return words;
}

function years(min: number, max: number): DateWord[] {
  const [from, to] = [new Date(min).getUTCFullYear(), new Date(max).getUTCFullYear()];
  if (to - from >= maxYears) return [];
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(4, '0'));
}

function months(min: number, max: number): DateWord[] {
  const words: DateWord[] = [];
  const at = new Date(min);
  at.setUTCDate(1);
  while (at.getTime() <= max && words.length < 12 * maxYears) {
    words.push(iso(at.getTime(), 7));
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return words;
}

function iso(time: number, length: number): DateWord {
  return new Date(time).toISOString().slice(0, length);
}

const monthNames = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const year = '(?:1[5-9]|20)\\d\\d';
const point = `(?:\\d{1,2}(?:st|nd|rd|th)? )?${month},? ${year}|${month} \\d{1,2}(?:st|nd|rd|th)?,? ${year}|${year}-\\d\\d(?:-\\d\\d)?|${year}`;
const boundary = '(?<![\\p{L}\\p{N}$€£.,#@-])';
const boundaryAfter = '(?![\\p{L}\\p{N}%]|[.,-]\\d)';
const pointPattern = new RegExp(`${boundary}(?:${point})${boundaryAfter}`, 'giu');
const rangePattern = new RegExp(
  `${boundary}(?:(${point})? ?\\.\\. ?(${point})?|(${year}) ?[–-] ?(${year}))${boundaryAfter}`,
  'giu',
);

/** The ranges of a query: `2019..2021`, `nov 2023..`, `..2021`, `2019–2021`. */
export function findRanges(query: string): QueryRange[] {
  const ranges: QueryRange[] = [];
  for (const match of query.matchAll(rangePattern)) {
    const [from, to] = [match[1] ?? match[3], match[2] ?? match[4]].map((text) => text && edtfOf(text));
    const bounds = [from, to].map((text) => (text ? parseDate(text) : undefined));
    if (!bounds[0] && !bounds[1]) continue;
    const min = bounds[0]?.min ?? (bounds[1]?.max ?? 0) - (maxYears - 1) * 365 * day;
    const max = bounds[1]?.max ?? (bounds[0]?.min ?? 0) + (maxYears - 1) * 365 * day;
    const fine = (from?.length ?? 4) > 4 || (to?.length ?? 4) > 4;
    const words = max < min ? [] : fine ? months(min, max) : years(min, max);
    ranges.push({ words, start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}

/** The single dates of a query: `2023`, `nov 2023`, `22 November 2023`, `2023-11-22`. */
export function findDates(query: string): QueryDate[] {
  return [...query.matchAll(pointPattern)].flatMap((match) => {
    const edtf = edtfOf(match[0]);
    if (!parseDate(edtf)) return [];
    const words = [4, 7, 10].filter((length) => length <= edtf.length).map((length) => edtf.slice(0, length));
    return [{ words, start: match.index, end: match.index + match[0].length }];
  });
}

function edtfOf(text: string): string {
  const lower = text.toLowerCase();
  if (/^\d{4}(?:-|$)/.test(lower)) return lower;
  const number = monthNames.split('|').findIndex((name) => lower.includes(name)) + 1;
  const found = /\d{4}/.exec(lower)?.[0] ?? '';
  const dayOfMonth = /(?<!\d)\d{1,2}(?!\d)/.exec(lower)?.[0];
  const parts = [
    found,
    String(number).padStart(2, '0'),
    ...(dayOfMonth ? [dayOfMonth.padStart(2, '0')] : []),
  ];
  return parts.join('-');
}
