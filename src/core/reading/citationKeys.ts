/** Citation keys for new sources: author and year, as in `overweel2020`. */

import { startYear } from '../date.ts';
import { bare, lower } from '../mentions/fold.ts';
import type { ReadItem } from './document.ts';
import { fileName } from './fileKind.ts';

/** Of a file's name or a title, the first words up to this length. */
const enoughLetters = 16;
const maxLength = 40;

/**
 * Proposes a citation key, the first of `possibleKeys` that is free. The same item and keys give the same proposal.
 *
 * @param taken keys in use; a key that differs from one by case alone is taken as well.
 * @param path of the file.
 */
export function proposeKey(item: ReadItem, taken: Iterable<string>, path = ''): string {
  const used = new Set(Array.from(taken, (other) => lower(other)));
  const possible = possibleKeys(item, path);
  let key = possible.next().value;
  while (used.has(key)) key = possible.next().value;
  return key;
}

/**
 * Keys for an item, the best first, without end: the first author's family name (or an organisation's name) and the
 * year, without marks and in lower case, from the name of the file where there is no author; then that with letters.
 *
 * @param path of the file.
 */
export function* possibleKeys(item: ReadItem, path = ''): Generator<string, never> {
  const [author] = item.author ?? item.editor ?? [];
  const name = author && ('literal' in author ? author.literal : (author.family ?? author.given));
  const year = item.issued === undefined ? undefined : startYear(item.issued);
  const file = fileName(path)
    .replace(/(?<=.)\.[^.]{1,8}$/, '')
    // A year in the name of the file would stand twice.
    .replace(/(?<!\d)(?:1[5-9]|20|21)\d\d(?:[-_.]?\d\d){0,2}(?!\d)/g, ' ');
  const base =
    keyPart(name ?? '', maxLength) || keyPart(file, enoughLetters) || keyPart(item.title, enoughLetters);
  const key = (base || 'source') + (year === undefined || year < 0 ? '' : String(year));
  yield key;
  // Letters follow a year at once; behind a word they would change it.
  const joint = /\d$/.test(key) ? '' : '-';
  for (let count = 1; ; count++) yield key + joint + letters(count);
}

/** The first words, in Latin letters and digits; in letters of another script where there are no Latin ones. */
function keyPart(text: string, enough: number): string {
  const words = lower(bare(text)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const latin = words.map((word) => word.replace(/[^a-z0-9]/g, '')).filter(Boolean);
  const hasLatin = latin.some((word) => /[a-z]/.test(word));
  let part = '';
  for (const word of hasLatin ? latin : words) if (part.length < enough) part += word;
  return [...part].slice(0, maxLength).join('');
}

/** a … z, aa … */
function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(0x61 + ((count - 1) % 26));
}
