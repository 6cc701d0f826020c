/** Accepted proposals as entries of a dossier's files, for the writer to finish. */
import type { Corpus } from '../corpus/model.ts';
import { slug } from '../corpus/newDossier.ts';
import { evidenceText } from '../dossier.ts';
import { evidenceLabel } from '../sourceLabel.ts';
import type { ClaimProposal, DateProposal, NameProposal, PhraseProposal, Proposal } from './proposal.ts';

export interface AcceptedEntries {
  readonly 'topics.yaml': readonly object[];
  readonly 'entities.yaml': readonly object[];
  readonly 'events.yaml': readonly object[];
  readonly 'claims.yaml': readonly object[];
}

/** Where events and claims go that stand under no topic yet. */
const unsorted = {
  id: 'unsorted',
  prefLabel: 'Unsorted',
  definition: 'Events and claims that stand under no topic yet.',
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
  const subjects = new Map(
    [
      ...entities.map((entity) => [entity.prefLabel, entity.id] as const),
      ...corpus.entities.flatMap((entity) => entity.labels.map(({ label }) => [label, entity.id] as const)),
    ].map(([name, id]) => [name.toLowerCase(), id]),
  );
  const claims = of('claim').map((proposal) => {
    // A claim about what nobody knows yet brings it along.
    const { subject: name, evidence } = proposal;
    const known = subjects.get(name.toLowerCase());
    const made = known === undefined ? entityEntry(corpus, bareName(name, evidence), id) : undefined;
    if (made) entities.push(made);
    const subject = known ?? made?.id ?? '';
    subjects.set(name.toLowerCase(), subject);
    return claimEntry(proposal, subject, id);
  });
  const known = corpus.topics.find((topic) => topic.id === unsorted.id);
  const sorting = (dates.length || claims.length) && !known ? [unsorted] : [];
  const events = dates.map((proposal) => eventEntry(proposal, id));
  return {
    'topics.yaml': [...topics, ...sorting],
    'entities.yaml': entities,
    'events.yaml': events,
    'claims.yaml': claims,
  };
}

function topicEntry({ phrase, evidence }: PhraseProposal, id: (text: string) => string): object {
  const prefLabel = phrase.charAt(0).toUpperCase() + phrase.slice(1);
  return { id: id(phrase), prefLabel, definition: `What ${evidence.length} paragraphs call “${phrase}”.` };
}

function entityEntry(
  { sources }: Corpus,
  { name, altLabel, weakLabel, evidence: [first], from }: NameProposal,
  id: (text: string) => string,
): { readonly id: string; readonly prefLabel: string; readonly [field: string]: unknown } {
  const source = sources.find((one) => one.id === first?.source);
  return {
    id: id(name),
    prefLabel: name,
    ...(altLabel.length ? { altLabel } : {}),
    ...(weakLabel.length ? { weakLabel } : {}),
    kind: from?.entityKind ?? guessedKind(name, weakLabel),
    description:
      from?.description ??
      (first && source ? `Named in ${evidenceLabel(source, first)}.` : 'Named in the dossier.'),
  };
}

function bareName(name: string, evidence: ClaimProposal['evidence']): NameProposal {
  return { kind: 'entity', name, altLabel: [], weakLabel: [], evidence, example: '' };
}

function claimEntry(
  { statement, property, value, evidence }: ClaimProposal,
  subject: string,
  id: (text: string) => string,
): object {
  return {
    id: id(`${subject} ${property}`),
    statement,
    subject,
    property,
    value,
    topics: [unsorted.id],
    evidence: evidence.map(evidenceText),
  };
}

/** A name that is shortened to its last word is most often a person's. */
function guessedKind(name: string, weakLabel: readonly string[]): string {
  return weakLabel.length && /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){1,3}$/u.test(name)
    ? 'person'
    : 'organization';
}

function eventEntry(
  { date, sentence, entities, evidence, from }: DateProposal,
  id: (text: string) => string,
): object {
  const cut = sentence.length > longestTitle;
  const title = from
    ? from.title
    : cut
      ? `${sentence.slice(0, longestTitle).replace(/\s+\S*$/, '')} …`
      : sentence;
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
