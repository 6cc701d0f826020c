/** Accepted proposals as entries of a dossier's files, for the writer to finish. */
import type { Corpus } from '../corpus/model.ts';
import { slug } from '../corpus/newDossier.ts';
import { evidenceText } from '../dossier.ts';
import { sourceLabel } from '../sourceLabel.ts';
import type { DateProposal, NameProposal, PhraseProposal, Proposal } from './proposal.ts';

export interface AcceptedEntries {
  readonly 'topics.yaml': readonly object[];
  readonly 'entities.yaml': readonly object[];
  readonly 'events.yaml': readonly object[];
}

/** Where events go that stand under no topic yet. */
const unsorted = {
  id: 'unsorted',
  prefLabel: 'Unsorted',
  definition: 'Events that stand under no topic yet.',
};
const longestTitle = 60;

/** Entries with ids that the corpus does not have; all say no more than the text they come from. */
export function acceptedEntries(corpus: Corpus, proposals: readonly Proposal[]): AcceptedEntries {
  const taken = new Set(
    [
      corpus.sources,
      corpus.topics,
      corpus.entities,
      corpus.events,
      corpus.claims,
      corpus.disagreements,
    ].flatMap((list) => list.map(({ id }) => id)),
  );
  const id = (text: string) => {
    const wanted = slug(text);
    let free = wanted;
    for (let number = 2; taken.has(free); number++) free = `${wanted}-${number}`;
    taken.add(free);
    return free;
  };
  const of = <K extends Proposal['kind']>(kind: K) =>
    proposals.filter((one): one is Extract<Proposal, { readonly kind: K }> => one.kind === kind);
  const topics = of('topic').map((proposal) => topicEntry(proposal, id));
  const entities = of('entity').map((proposal) => entityEntry(corpus, proposal, id));
  const dates = of('event');
  const known = corpus.topics.find((topic) => topic.id === unsorted.id);
  const sorting = dates.length && !known ? [unsorted] : [];
  const events = dates.map((proposal) => eventEntry(proposal, id));
  return { 'topics.yaml': [...topics, ...sorting], 'entities.yaml': entities, 'events.yaml': events };
}

function topicEntry({ phrase, evidence }: PhraseProposal, id: (text: string) => string): object {
  const prefLabel = phrase.charAt(0).toUpperCase() + phrase.slice(1);
  return { id: id(phrase), prefLabel, definition: `What ${evidence.length} paragraphs call “${phrase}”.` };
}

function entityEntry(
  { sources }: Corpus,
  { name, altLabel, weakLabel, evidence: [first] }: NameProposal,
  id: (text: string) => string,
): object {
  const source = sources.find((one) => one.id === first?.source);
  return {
    id: id(name),
    prefLabel: name,
    ...(altLabel.length ? { altLabel } : {}),
    ...(weakLabel.length ? { weakLabel } : {}),
    kind: guessedKind(name, weakLabel),
    description:
      first && source
        ? `Named in ${sourceLabel(source)}, para. ${first.paragraph}.`
        : 'Named in the dossier.',
  };
}

/** A name that is shortened to its last word is most often a person's. */
function guessedKind(name: string, weakLabel: readonly string[]): string {
  return weakLabel.length && /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(name)
    ? 'person'
    : 'organization';
}

function eventEntry(
  { date, sentence, entities, evidence }: DateProposal,
  id: (text: string) => string,
): object {
  const cut = sentence.length > longestTitle;
  const title = cut ? `${sentence.slice(0, longestTitle).replace(/\s+\S*$/, '')} …` : sentence;
  return {
    id: id(`${date.replace(/\/.*/, '')} ${title.split(/\s+/).slice(0, 5).join(' ')}`),
    title,
    date,
    status: 'reported',
    summary: sentence,
    ...(entities.length ? { participants: entities.map((entity) => ({ entity, role: 'named' })) } : {}),
    topics: [unsorted.id],
    evidence: evidence.map(evidenceText),
  };
}
