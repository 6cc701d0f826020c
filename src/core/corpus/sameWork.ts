/** Whether two items are one work, as far as their fields tell. */
import { startYear } from '../date.ts';
import { bare, lower } from '../mentions/fold.ts';
import type { CslItem } from './schema.ts';

/** By the DOI where both have one; else by the title, marks and case aside, and the year where both have one. */
export function sameWork(a: CslItem, b: CslItem): boolean {
  if (a.DOI && b.DOI) return a.DOI.toLowerCase() === b.DOI.toLowerCase();
  const [year, other] = [a, b].map(({ issued }) => (issued === undefined ? undefined : startYear(issued)));
  if (year !== undefined && other !== undefined && year !== other) return false;
  return titleLetters(a) !== '' && titleLetters(a) === titleLetters(b);
}

function titleLetters({ title }: CslItem): string {
  return (lower(bare(title)).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
