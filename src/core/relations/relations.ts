/** Who and what an entity is tied to: by the events that both took part in and the claims that tell of both. */
import type { Claim, DatedEvent, Entity, Evidence } from '../corpus/model.ts';
import type { EventStatus, Hedge } from '../corpus/schema.ts';
import { formatDate, parseDate } from '../date.ts';
import type { Dossier } from '../dossier.ts';
import { isUncertain, labelled, type TimelineEvent, timelineEvents } from '../timeline/timeline.ts';

/** A shared event or claim, as a picture and a card show it. */
export interface Tie extends TimelineEvent {
  /** Who took part in what role; empty where no role is told. */
  readonly note: string;
  /** A claim need not have a date; it then has no place in time. */
  readonly dated: boolean;
}

/** What an entity is tied to. */
export interface Relation {
  readonly id: string;
  readonly label: string;
  readonly kind: Entity['kind'];
  readonly description: string;
  /** How many there are of each; together they are the strength. */
  readonly events: number;
  readonly claims: number;
  /** Ids of the ties in order of time, those without a date last. */
  readonly ties: readonly string[];
}

export interface Relations {
  readonly entity: Pick<Relation, 'id' | 'label' | 'kind' | 'description'>;
  /** The strongest first. */
  readonly relations: readonly Relation[];
  /** Each tie once, however many entities share it. */
  readonly ties: readonly Tie[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

/** What relations are found in. */
export interface RelationsSource {
  readonly dossier: Dossier;
  /** Entity id → the claims about it or that name it. */
  readonly claims: ReadonlyMap<string, readonly Claim[]>;
}

/**
 * @param cited whether the draft cites this paragraph, or its source as a whole.
 * @returns undefined when no entity has this id.
 */
export function relationsOf(
  { dossier, claims }: RelationsSource,
  id: string,
  cited: (evidence: Evidence) => boolean = () => false,
): Relations | undefined {
  const entity = dossier.entity(id);
  if (!entity) return undefined;
  const shared = new Map<string, { events: Set<string>; claims: Set<string> }>();
  const of = (other: string) => {
    const known = shared.get(other) ?? { events: new Set(), claims: new Set() };
    shared.set(other, known);
    return known;
  };
  const ownClaims = new Set(claims.get(id));
  for (const event of dossier.eventsOf(id)) {
    for (const other of participants(event)) if (other !== id) of(other).events.add(event.id);
  }
  for (const [other, list] of claims) {
    for (const claim of list) if (other !== id && ownClaims.has(claim)) of(other).claims.add(claim.id);
  }
  const { events, from, to } = timelineEvents(dossier, cited);
  const ids = new Set([...shared.values()].flatMap((one) => [...one.events, ...one.claims]));
  const ties = [
    ...events.filter((event) => ids.has(event.id)).map((event) => eventTie(dossier, event)),
    ...[...ownClaims].filter((claim) => ids.has(claim.id)).map((claim) => claimTie(dossier, claim, cited)),
  ].sort((a, b) => Number(b.dated) - Number(a.dated) || a.from - b.from || a.to - b.to);
  const dated = ties.filter((tie) => tie.dated);
  const relations = [...shared].flatMap(([other, one]): Relation[] => {
    const related = dossier.entity(other);
    if (!related) return [];
    const held = ties.filter((tie) => one.events.has(tie.id) || one.claims.has(tie.id)).map((tie) => tie.id);
    const isClaim = (tie: string) => one.claims.has(tie);
    return [
      {
        ...named(related),
        events: held.filter((tie) => !isClaim(tie)).length,
        claims: held.filter(isClaim).length,
        ties: held,
      },
    ];
  });
  return {
    entity: named(entity),
    relations: relations
      .filter(({ ties: held }) => held.length)
      .sort((a, b) => b.ties.length - a.ties.length || a.label.localeCompare(b.label)),
    ties,
    from: dated.length ? Math.min(...dated.map((tie) => tie.from)) : from,
    to: dated.length ? Math.max(...dated.map((tie) => tie.to)) : to,
  };
}

function named({ id, prefLabel, kind, description }: Entity): Relations['entity'] {
  return { id, label: prefLabel, kind, description };
}

function participants(event: DatedEvent): string[] {
  return (event.participants ?? []).map(({ entity }) => entity);
}

function eventTie(dossier: Dossier, event: TimelineEvent): Tie {
  const item = dossier.item(event.id);
  const roles = (item?.kind === 'event' ? (item.value.participants ?? []) : []).flatMap(
    ({ entity, role }) => {
      const label = dossier.entity(entity)?.prefLabel;
      return label && role ? [`${label}: ${role}`] : [];
    },
  );
  return { ...event, note: roles.join(' · '), dated: true };
}

/** A claim that is no plain statement looks like an event that is told in the same way. */
const statusOf: Readonly<Record<Hedge, EventStatus>> = {
  reportedly: 'reported',
  claimed: 'reported',
  opinion: 'reported',
  rumoured: 'rumoured',
  speculation: 'rumoured',
  expected: 'planned',
};

function claimTie(dossier: Dossier, claim: Claim, cited: (evidence: Evidence) => boolean): Tie {
  const date = claim.asOf ?? ('date' in claim.value ? claim.value.date : undefined);
  const span = date === undefined ? undefined : parseDate(date);
  const [min, max] = [span?.min ?? Number.NaN, span?.max ?? Number.NaN];
  // A claim holds as of a date: without a beginning it stands where the date ends, and the other way round.
  const from = Number.isFinite(min) ? min : Number.isFinite(max) ? max : 0;
  const to = Number.isFinite(max) ? max : from;
  return {
    id: claim.id,
    kind: 'claim',
    title: claim.statement,
    summary: '',
    date: date === undefined ? '' : formatDate(date),
    from,
    to: to + 1,
    openStart: false,
    openEnd: false,
    uncertain: date !== undefined && isUncertain(date),
    status: claim.hedge ? statusOf[claim.hedge] : 'occurred',
    disputed: dossier.disagreementsAbout(claim.id).length > 0,
    cited: claim.evidence.some(cited),
    topics: claim.topics,
    entities: [claim.subject],
    evidence: labelled(dossier, claim.evidence),
    note: claim.hedge ?? '',
    dated: Number.isFinite(min) || Number.isFinite(max),
  };
}
