/** CSL-JSON as other tools write it, as an item: dates in EDTF, text without markup, names without what is empty. */
import type { CslItem } from '../corpus/schema.ts';

type Name = NonNullable<CslItem['author']>[number];

const dateFields = new Set(['issued', 'accessed', 'original-date']);
/** What CSL-JSON takes a number for; elsewhere a number is text that YAML took for one. */
const numberFields = new Set(['volume', 'issue', 'page', 'edition', 'number']);

/** Fields that are neither text, number, names nor a date are left out; a missing type is `document`. */
export function readCslItem(key: string, fields: Readonly<Record<string, unknown>>): CslItem {
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    const read = readField(name, value);
    return read === undefined ? [] : [[name, read] as const];
  });
  return { type: 'document', title: '', ...Object.fromEntries(kept), id: key };
}

function readField(name: string, value: unknown): unknown {
  if (dateFields.has(name)) return edtfDate(value);
  if (typeof value === 'number') return numberFields.has(name) ? value : String(value);
  if (typeof value === 'string') {
    const text = plainText(value);
    return text === '' && name !== 'title' ? undefined : text;
  }
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((one) => typeof one === 'string' || typeof one === 'number');
  if (texts.length > 0) return plainText(texts.join(name === 'keyword' ? ', ' : ' and '));
  const names = value.flatMap((one) => readName(one) ?? []);
  return names.length > 0 ? names : undefined;
}

/** CSL's markup and line breaks taken out. */
function plainText(text: string): string {
  return text
    .replace(
      /<\/?(?:i|b|sup|sub)>|<span (?:class="nocase"|style="font-variant:\s*small-caps;?")>|<\/span>/g,
      '',
    )
    .replace(/\s+/g, (space) => (space.includes('\u00a0') ? '\u00a0' : ' '))
    .trim();
}

function readName(value: unknown): Name | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const part = (name: string) => {
    const text: unknown = Reflect.get(value, name);
    return typeof text === 'string' || typeof text === 'number' ? plainText(String(text)) : '';
  };
  if (part('literal')) return { literal: part('literal') };
  const parts = ['family', 'given', 'dropping-particle', 'non-dropping-particle', 'suffix'].flatMap(
    (name) => {
      const text = part(name);
      return text ? [[name, text] as const] : [];
    },
  );
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/**
 * A CSL date in EDTF.
 *
 * @example edtfDate({ 'date-parts': [[2019, 7]], circa: true }) // '2019-07~'
 * @returns the date's own text where it is no date in parts; undefined where there is none.
 */
export function edtfDate(date: unknown): string | undefined {
  if (typeof date === 'string' || typeof date === 'number') return plainText(String(date)) || undefined;
  if (Array.isArray(date)) return interval(date.map(namedParts), '', undefined);
  if (typeof date !== 'object' || date === null) return undefined;
  const field = (name: string): unknown => Reflect.get(date, name);
  const parts = field('date-parts');
  const mark = field('circa') ? '~' : '';
  const written = Array.isArray(parts)
    ? interval(parts, mark, Number(field('season')) || undefined)
    : interval([namedParts(date)], mark, undefined);
  return written ?? edtfDate(field('raw')) ?? edtfDate(field('literal'));
}

/** The parts of a date that has them by name, as Pandoc's older YAML does. */
function namedParts(date: unknown): unknown[] {
  if (typeof date !== 'object' || date === null) return [];
  return ['year', 'month', 'day'].map((name) => Reflect.get(date, name)).filter((part) => part !== undefined);
}

function interval(ends: readonly unknown[], mark: string, season: number | undefined): string | undefined {
  const [from, to] = ends.slice(0, 2).map((parts) => point(parts, mark, season));
  if (ends.length < 2) return from;
  return from || to ? `${from ?? '..'}/${to ?? '..'}` : undefined;
}

function point(parts: unknown, mark: string, season: number | undefined): string | undefined {
  if (!Array.isArray(parts)) return undefined;
  const [year, month, day] = parts.slice(0, 3).map(Number);
  if (!year || !Number.isInteger(year) || Math.abs(year) > 9999) return undefined;
  const text = `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
  const two = (value: number | undefined, most: number) =>
    value && Number.isInteger(value) && value > 0 && value <= most
      ? `-${String(value).padStart(2, '0')}`
      : '';
  // CSL 1.0.2 has months 13 to 16 and 21 to 24 for seasons, too.
  const quarter =
    season ?? (month && month > 20 && month < 25 ? month - 20 : month && month > 12 ? month - 12 : 0);
  const monthText = quarter ? two(20 + quarter, 24) : two(month, 12);
  return `${text}${monthText}${monthText && !quarter ? two(day, 31) : ''}${mark}`;
}
