/** Entries of a draft's bibliographies beside what a search of the dossier finds, in one list. */
import { foldLabel } from '../search/labels.ts';
import type { Hit } from '../search/search.ts';
import type { CitableWork, Library } from './library.ts';

/** Entries shown at once; what is meant stands among the first. */
const mostEntries = 12;
/** Hits of the dossier that stand before the entries, where they hold all of the query. */
const mostBefore = 8;

/** A row of the list: evidence of the dossier, or an entry of a bibliography. */
export type Found = { readonly hit: Hit } | { readonly entry: CitableWork };

/**
 * One list of both, each key once. A query's own entry comes first where the query is its key; then the dossier's hits
 * that hold every word, the entries, which all do, and the rest of the hits. Without a query, or where a filter asks for
 * something else than sources, there are no entries.
 *
 * @param entries the works of the bibliographies alone.
 */
export function withEntries(query: string, hits: readonly Hit[], entries: Library | undefined): Found[] {
  const words = sourceQuery(query);
  const shown = new Set(hits.flatMap(({ kind, id }) => (kind === 'source' ? [id] : [])));
  const works =
    words === undefined || !entries
      ? []
      : entries.find(words, mostEntries).filter(({ key }) => !shown.has(key));
  if (!works.length) return hits.map((hit) => ({ hit }));
  const [exact, others] = apart(works, ({ key }) => key.toLowerCase() === words?.toLowerCase());
  const asked = foldLabel(words ?? '').split(' ');
  const [full, rest] = apart(hits, (hit) => holdsAll(hit, asked));
  return [
    ...exact.map((entry) => ({ entry })),
    ...full.slice(0, mostBefore).map((hit) => ({ hit })),
    ...others.map((entry) => ({ entry })),
    ...[...full.slice(mostBefore), ...rest].map((hit) => ({ hit })),
  ];
}

/** @returns the query without `@source`; undefined where there is none, or another filter. */
function sourceQuery(query: string): string | undefined {
  const words = query.replace(/(?<=^|\s)@source(?=\s|$)/gi, ' ').trim();
  return words === '' || /(?<=^|\s)[@#]\S/.test(words) ? undefined : words;
}

function holdsAll({ title, text, id }: Hit, words: readonly string[]): boolean {
  const held = ` ${foldLabel(`${title} ${text} ${id}`)}`;
  return words.every((word) => held.includes(` ${word}`));
}

function apart<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}
