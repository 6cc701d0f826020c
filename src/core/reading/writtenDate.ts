/** Dates as documents write them → EDTF. */
import { parseDate } from '../date.ts';

const parted = /^(\d{4})(?:-|\/|\.)(\d{1,2})(?:[-/.](\d{1,2}))?(?=$|[T\s])/;
const packed = /^(?:D:)?(\d{4})(\d\d)(?:(\d\d)(?:\d\d){0,3})?(?=$|[TZ+\-\s'])/;
const year = /^(?:D:)?(\d{4})$/;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = `(${months.join('|')})[a-z]*\\.?`;
const dayMonthYear = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?${monthName},?\\s+(\\d{4})\\b`,
  'i',
);
const monthDayYear = new RegExp(`\\b${monthName}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'i');
const monthYear = new RegExp(`\\b${monthName},?\\s+(\\d{4})\\b`, 'i');

/**
 * Reads a date as metadata and bylines write it: ISO 8601 with or without a time, `2024/3/5`, `D:20240305120000Z` of
 * PDF, `5 March 2024`, `March 5, 2024`, and any EDTF. Days and months given by numbers alone in another order are
 * ambiguous and not read.
 *
 * @returns undefined when the text is no such date, or one that does not exist.
 */
export function writtenDate(text: string): string | undefined {
  const trimmed = text.trim().slice(0, 100);
  for (const numeric of [parted, packed, year]) {
    const match = numeric.exec(trimmed);
    if (match) return date(match[1], match[2], match[3]);
  }
  const dmy = dayMonthYear.exec(trimmed);
  if (dmy) return date(dmy[3], monthNumber(dmy[2]), dmy[1]);
  const mdy = monthDayYear.exec(trimmed);
  if (mdy) return date(mdy[3], monthNumber(mdy[1]), mdy[2]);
  const my = monthYear.exec(trimmed);
  if (my) return date(my[2], monthNumber(my[1]));
  return /\d/.test(trimmed) && parseDate(trimmed) ? trimmed : undefined;
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function date(ofYear = '', month?: string, day?: string): string | undefined {
  if (Number(ofYear) < 1000) return undefined;
  const text = [ofYear, month, day]
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
  return parseDate(text) ? text : undefined;
}
