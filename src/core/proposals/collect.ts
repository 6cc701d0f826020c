/** All that the text of a dossier suggests, worked out in slices so that nothing else waits. */
import type { Corpus } from '../corpus/model.ts';
import { parseDate } from '../date.ts';
import type { Matcher } from '../mentions/matcher.ts';
import { proposeDates } from './dates.ts';
import { proposeNames } from './names.ts';
import { proposePhrases } from './phrases.ts';
import { type Proposal, proposalKey, type Text } from './proposal.ts';

/** Paragraphs read for dates in one go: some ten milliseconds. */
const slice = 20;

export interface CollectOptions {
  /** Knows the names of all open dossiers. */
  readonly matcher: Matcher;
  /** What `proposalKey` gives for those that were refused. */
  readonly refused: ReadonlySet<string>;
  /** Called between slices, with the share that is done, 0 to 1. Stops the work by answering false. */
  readonly pause: (done: number) => Promise<boolean>;
}

/** Names, then phrases, then dates that the corpus has no entry for. Empty when it was stopped. */
export async function collectProposals(
  { sources, language, events, topics }: Corpus,
  { matcher, refused, pause }: CollectOptions,
): Promise<Proposal[]> {
  const texts: Text[] = sources.flatMap(({ id, paragraphs }) =>
    paragraphs.map(({ number, text }) => ({ evidence: { source: id, paragraph: number }, text })),
  );
  if (!(await pause(0))) return [];
  const names = proposeNames(texts, matcher, language);
  if (!(await pause(0.2))) return [];
  const known = new Set(
    topics.flatMap(({ prefLabel, altLabel = [] }) => [prefLabel, ...altLabel].map(lower)),
  );
  const phrases = proposePhrases(texts, language).filter(({ phrase }) => !known.has(phrase));
  const issued = new Map(
    sources.map(({ id, item }) => [id, item.issued === undefined ? undefined : parseDate(item.issued)?.min]),
  );
  const written = (source: string) => {
    const time = issued.get(source);
    return time !== undefined && Number.isFinite(time) ? time : undefined;
  };
  const dates: Proposal[] = [];
  const dated = new Set(events.map(({ date }) => date));
  for (let from = 0; from < texts.length; from += slice) {
    if (!(await pause(0.2 + (0.8 * from) / texts.length))) return [];
    dates.push(
      ...proposeDates(texts.slice(from, from + slice), matcher, language, written).filter(
        ({ date }) => !dated.has(date),
      ),
    );
  }
  return [...names, ...phrases, ...dates].filter((proposal) => !refused.has(proposalKey(proposal)));
}

function lower(text: string): string {
  return text.toLowerCase();
}
