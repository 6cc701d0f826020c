/** CSL-JSON; apart from the style processor, which takes long to load and which bibliographies do without. */
import type { CslItem } from '../corpus/schema.ts';
import { cslDate } from './cslDate.ts';

/** A CSL-JSON item, as processors and other tools take it. */
export type CslJsonItem = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

const dateFields = ['issued', 'accessed', 'original-date'] as const;

/** An item as CSL-JSON: its dates in parts, without what only a dossier knows. */
export function cslJson(item: CslItem): CslJsonItem {
  const { custom: _custom, ...rest } = item;
  const dates = dateFields.flatMap((field) => {
    const date = item[field];
    return date === undefined ? [] : [[field, cslDate(date)]];
  });
  return { ...rest, ...Object.fromEntries(dates) };
}
