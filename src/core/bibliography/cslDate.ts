/** EDTF dates as CSL-JSON has them. */
import { formatDate } from '../date.ts';

export interface CslDate {
  /** `[year, month?, day?]`, one for a point in time, two for a range; `[0]` is an open end. */
  readonly 'date-parts'?: readonly (readonly number[])[];
  /** 1 is spring. */
  readonly season?: number;
  readonly circa?: true;
  /** Shown as it is, for what the other fields cannot say. */
  readonly literal?: string;
}

/**
 * An EDTF date for a CSL processor. Uncertain and approximate are one in CSL, and unspecified digits are left out.
 *
 * @example cslDate('2024-10?') // { 'date-parts': [[2024, 10]], circa: true }
 * @example cslDate('202X') // { literal: '2020s' }
 */
export function cslDate(edtf: string): CslDate {
  const ends = edtf.trim().split('/');
  const points = ends.map(point);
  const [from, to] = points;
  const circa = points.some((one) => one?.circa) ? ({ circa: true } as const) : {};
  if (ends.length === 1 && from) {
    const season = from.season ? { season: from.season } : {};
    return { 'date-parts': [from.parts], ...season, ...circa };
  }
  if (ends.length === 2 && from && (to || ends[1] === '' || ends[1] === '..')) {
    return { 'date-parts': [from.parts, to?.parts ?? [0]], ...circa };
  }
  return { literal: formatDate(edtf) };
}

interface Point {
  readonly parts: readonly number[];
  readonly season?: number;
  readonly circa: boolean;
}

/** @returns undefined for what is not a year with or without season, month and day. */
function point(text: string): Point | undefined {
  const match = /^[?~%]?(\d{4})[?~%]?(?:-[?~%]?(\d\d|XX)[?~%]?(?:-[?~%]?(\d\d|XX))?)?[?~%]?(?:T.*)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [year, month = NaN, day = NaN] = match.slice(1).map(Number);
  if (year === undefined) return undefined;
  const circa = /[?~%]/.test(text);
  // 21 to 24 are the seasons, 25 to 32 those of a hemisphere; what is above has no name in CSL.
  if (month > 20)
    return month <= 32 ? { parts: [year], season: ((month - 21) % 4) + 1, circa } : { parts: [year], circa };
  const parts = Number.isNaN(month) ? [year] : Number.isNaN(day) ? [year, month] : [year, month, day];
  return { parts, circa };
}
