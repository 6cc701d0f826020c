/** How a source is called in a few words, where a full reference would be too long. */
import type { Evidence, Source } from './corpus/model.ts';
import { startYear } from './date.ts';

/**
 * The author's family name, else the outlet, with the year.
 *
 * @example 'Overweel 2020'
 * @example 'The Batch 2024'
 */
export function sourceLabel({ id, item }: Pick<Source, 'id' | 'item'>): string {
  const author = item.author?.[0];
  const name = author && ('literal' in author ? author.literal : (author.family ?? author.given));
  const others = (item.author?.length ?? 0) > 1 ? ' et al.' : '';
  const who = name ? `${name}${others}` : (item['container-title'] ?? item.publisher ?? id);
  const year = item.issued && startYear(item.issued);
  return year ? `${who} ${year}` : who;
}

/**
 * @example 'Overweel 2020, para. 3', or with pages 'Green 2019, p. 12, para. 40'
 * @example 'Smith 2021, abstract' of a bibliography's entry
 */
export function evidenceLabel(source: Source, { paragraph }: Evidence): string {
  const { page, headings } = source.paragraphs.find(({ number }) => number === paragraph) ?? {};
  if (source.entry) return `${sourceLabel(source)}, ${headings?.[0]?.toLowerCase() ?? paragraph}`;
  return `${sourceLabel(source)}, ${page === undefined ? '' : `p. ${page}, `}para. ${paragraph}`;
}
