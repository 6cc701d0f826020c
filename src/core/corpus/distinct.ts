/** Several dossiers open at once: what carries the same id in two of them is told apart, never merged. */
import type { Corpus, Evidence, Label, Source } from './model.ts';
import { sameWork } from './sameWork.ts';

/** An id that two dossiers have; the second is known by another one. */
export interface SharedId {
  readonly id: string;
  readonly kind: 'dossier' | 'source' | 'topic' | 'entity' | 'event' | 'claim' | 'disagreement';
  /** Id of the dossier that keeps it. */
  readonly keptBy: string;
  /** Id of the dossier whose item is known by `renamed` instead. */
  readonly corpus: string;
  readonly renamed: string;
}

/** An entry of a bibliography whose key is that of another source; it is left out. */
export interface WithheldEntry {
  readonly source: Source;
  /** Place of its corpus among those given. */
  readonly corpus: number;
  /** Title of the dossier that has the key. */
  readonly keptBy: string;
  /** The other source is the same work by all that can be seen, so that nothing is lost. */
  readonly sameWork: boolean;
}

/**
 * Gives every item of several corpora an id of its own. The first corpus with an id keeps it; in a later one it becomes
 * `id.corpus`, there and wherever that corpus refers to it.
 *
 * The key of a bibliography's entry is what drafts write, so it is never changed: topics, entities and the like give
 * way to it, and an entry whose key another source has is left out.
 *
 * @returns corpora without a shared id are the same objects as before.
 */
export function distinctCorpora(given: readonly Corpus[]): {
  readonly corpora: readonly Corpus[];
  readonly shared: readonly SharedId[];
  readonly withheld: readonly WithheldEntry[];
} {
  const { corpora, withheld } = withoutKnownKeys(given);
  const owners = new Map<string, string>();
  const names = new Set<string>();
  const shared: SharedId[] = [];
  const order = [...corpora.keys()].sort((a, b) => rank(corpora[a]) - rank(corpora[b]));
  const distinct = [...corpora];
  for (const index of order) {
    const given = corpora[index] as Corpus;
    const name = free(
      given.id,
      (id) => names.has(id),
      (number) => `${given.id}-${number}`,
    );
    if (name !== given.id) {
      shared.push({ id: given.id, kind: 'dossier', keptBy: given.id, corpus: name, renamed: name });
    }
    names.add(name);
    const own = idsOf(given);
    const renamed = new Map<string, string>();
    for (const [id, kind] of own) {
      const keptBy = owners.get(id);
      if (keptBy === undefined) continue;
      const taken = (other: string) => owners.has(other) || own.has(other);
      const to = free(`${id}.${name}`, taken, (number) => `${id}.${name}-${number}`);
      renamed.set(id, to);
      shared.push({ id, kind, keptBy, corpus: name, renamed: to });
    }
    for (const id of own.keys()) owners.set(renamed.get(id) ?? id, name);
    const corpus = name === given.id ? given : { ...given, id: name };
    distinct[index] = renamed.size ? withIds(corpus, (id) => renamed.get(id) ?? id) : corpus;
  }
  return { corpora: distinct, shared, withheld };
}

function rank(corpus: Corpus | undefined): number {
  return corpus?.bibliography ? 0 : 1;
}

/** Takes the entries out of bibliographies whose key a source of a dossier or of an earlier bibliography has. */
function withoutKnownKeys(corpora: readonly Corpus[]): {
  readonly corpora: readonly Corpus[];
  readonly withheld: readonly WithheldEntry[];
} {
  const withheld: WithheldEntry[] = [];
  if (!corpora.some(({ bibliography }) => bibliography)) return { corpora, withheld };
  const known = new Map<string, { readonly source: Source; readonly title: string }>();
  const know = ({ sources, title }: Corpus) => {
    for (const source of sources) if (!known.has(source.id)) known.set(source.id, { source, title });
  };
  for (const corpus of corpora) if (!corpus.bibliography) know(corpus);
  const kept = corpora.map((corpus, index) => {
    if (!corpus.bibliography) return corpus;
    const own = corpus.sources.filter((source) => {
      const other = known.get(source.id);
      if (!other) return true;
      const same = sameWork(source.item, other.source.item);
      withheld.push({ source, corpus: index, keptBy: other.title, sameWork: same });
      return false;
    });
    const rest = own.length < corpus.sources.length ? { ...corpus, sources: own } : corpus;
    know(rest);
    return rest;
  });
  return { corpora: kept, withheld };
}

function free(wanted: string, taken: (id: string) => boolean, other: (number: number) => string): string {
  let id = wanted;
  for (let number = 2; taken(id); number++) id = other(number);
  return id;
}

function idsOf(corpus: Corpus): Map<string, Exclude<SharedId['kind'], 'dossier'>> {
  const kinds = {
    source: corpus.sources,
    topic: corpus.topics,
    entity: corpus.entities,
    event: corpus.events,
    claim: corpus.claims,
    disagreement: corpus.disagreements,
  } as const;
  const ids = new Map<string, keyof typeof kinds>();
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
    for (const { id } of kinds[kind]) ids.set(id, kind);
  }
  return ids;
}

function withIds(corpus: Corpus, to: (id: string) => string): Corpus {
  const all = (ids: readonly string[]) => ids.map(to);
  const evidence = (list: readonly Evidence[]) => list.map((one) => ({ ...one, source: to(one.source) }));
  const labels = (list: readonly Label[]) =>
    list.map((label) => (label.near ? { ...label, near: all(label.near) } : label));
  return {
    ...corpus,
    sources: corpus.sources.map((source) => ({
      ...source,
      id: to(source.id),
      item: { ...source.item, id: to(source.id) },
    })),
    topics: corpus.topics.map((topic) => ({
      ...topic,
      id: to(topic.id),
      ...(topic.broader ? { broader: to(topic.broader) } : {}),
      ...(topic.related ? { related: all(topic.related) } : {}),
    })),
    entities: corpus.entities.map((entity) => ({
      ...entity,
      id: to(entity.id),
      labels: labels(entity.labels),
      weakLabels: labels(entity.weakLabels),
      ...(entity.topics ? { topics: all(entity.topics) } : {}),
    })),
    events: corpus.events.map((event) => ({
      ...event,
      id: to(event.id),
      topics: all(event.topics),
      evidence: evidence(event.evidence),
      ...(event.participants
        ? { participants: event.participants.map((one) => ({ ...one, entity: to(one.entity) })) }
        : {}),
    })),
    claims: corpus.claims.map((claim) => ({
      ...claim,
      id: to(claim.id),
      subject: to(claim.subject),
      topics: all(claim.topics),
      evidence: evidence(claim.evidence),
    })),
    disagreements: corpus.disagreements.map((disagreement) => ({
      ...disagreement,
      id: to(disagreement.id),
      about: all(disagreement.about),
      positions: disagreement.positions.map((one) => ({ ...one, evidence: evidence(one.evidence) })),
      ...(disagreement.topics ? { topics: all(disagreement.topics) } : {}),
    })),
  };
}
