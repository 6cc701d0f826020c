/** The events of a dossier in lanes, as a picture of them needs it: plain data, without pixels. */
import type { DatedEvent, Evidence } from '../corpus/model.ts';
import type { EventStatus } from '../corpus/schema.ts';
import { parseDate } from '../date.ts';
import type { Dossier } from '../dossier.ts';
import { shownDate } from '../shownDate.ts';
import { evidenceLabel } from '../sourceLabel.ts';

export type LaneKind = 'topic' | 'entity';

/** An event with its span in time; both ends are finite. */
export interface TimelineEvent {
  readonly id: string;
  /** A claim stands in a picture as an event does, in another shape. */
  readonly kind?: 'claim';
  readonly title: string;
  readonly summary: string;
  /** As people write it. */
  readonly date: string;
  /** Milliseconds since 1970 UTC: a month is the whole month. `to` is the first moment after it. */
  readonly from: number;
  readonly to: number;
  /** The span has no beginning or no end: it is drawn to the edge of the picture. */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** EDTF's `?` and `~`: it may have been another time. */
  readonly uncertain: boolean;
  readonly status: EventStatus;
  readonly disputed: boolean;
  /** By the draft. */
  readonly cited: boolean;
  readonly topics: readonly string[];
  readonly entities: readonly string[];
  readonly evidence: readonly {
    readonly source: string;
    readonly paragraph: number;
    readonly label: string;
  }[];
}

export interface Lane {
  readonly id: string;
  readonly label: string;
  readonly events: readonly TimelineEvent[];
}

/** Something that a timeline can be narrowed to. */
export interface FilterChoice {
  readonly kind: 'topic' | 'entity' | 'source';
  readonly id: string;
  readonly label: string;
  /** How many events it leaves. */
  readonly count: number;
}

/** Everything that is to be drawn, in order of time. */
export interface Timeline {
  readonly events: readonly TimelineEvent[];
  readonly lanes: Readonly<Record<LaneKind, readonly Lane[]>>;
  readonly choices: readonly FilterChoice[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

/** Entities beyond these share a last lane. */
const mostEntityLanes = 12;
const day = 86_400_000;

/** The title as a picture writes it: marked where sources disagree, as in the trees. */
export function eventLabel({ title, disputed }: Pick<TimelineEvent, 'title' | 'disputed'>): string {
  return disputed ? `≠ ${title}` : title;
}

/** The events of a dossier with their spans, and the time that they fill. */
export interface TimelineEvents {
  /** In order of time. */
  readonly events: readonly TimelineEvent[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}

/** @param cited whether this paragraph is cited, or its source as a whole. */
export function timelineEvents(dossier: Dossier, cited: (evidence: Evidence) => boolean): TimelineEvents {
  const spans = dossier.events.flatMap((event) => {
    const date = parseDate(event.date);
    return date ? [{ event, min: date.min, max: date.max }] : [];
  });
  const known = spans.flatMap(({ min, max }) => [min, max]).filter(Number.isFinite);
  // Without any event there is still an axis to draw.
  const [from, to] = known.length
    ? known.reduce(([a, b], time) => [Math.min(a, time), Math.max(b, time)], [Infinity, -Infinity] as const)
    : ([0, day] as const);
  const events = spans.map(({ event, min, max }) =>
    timelineEvent(dossier, event, { min, max, from, to }, cited),
  );
  return { events, from, to: to + 1 };
}

/** @param cited whether the draft cites this paragraph, or its source as a whole. */
export function buildTimeline(
  dossier: Dossier,
  cited: (evidence: Evidence) => boolean = () => false,
): Timeline {
  const { events, from, to } = timelineEvents(dossier, cited);
  const byTopic = eventsBy(events, ({ topics }) => topics);
  const byEntity = eventsBy(events, ({ entities }) => entities);
  return {
    events,
    lanes: { topic: topicLanes(dossier, byTopic), entity: entityLanes(dossier, events, byEntity) },
    choices: choices(dossier, events, byTopic, byEntity),
    from,
    to,
  };
}

function timelineEvent(
  dossier: Dossier,
  event: DatedEvent,
  { min, max, from, to }: Readonly<Record<'min' | 'max' | 'from' | 'to', number>>,
  cited: (evidence: Evidence) => boolean,
): TimelineEvent {
  const start = Number.isFinite(min) ? min : from;
  const end = Number.isFinite(max) ? max : to;
  return {
    id: event.id,
    title: event.title,
    summary: event.summary,
    date: shownDate(event.date),
    from: start,
    // EDTF's last moment is the last millisecond of the day.
    to: Math.max(start, end) + 1,
    openStart: !Number.isFinite(min),
    openEnd: !Number.isFinite(max),
    uncertain: isUncertain(event.date),
    status: event.status,
    disputed: dossier.disagreementsAbout(event.id).length > 0,
    cited: event.evidence.some(cited),
    topics: topLevel(dossier, event.topics),
    entities: [...new Set((event.participants ?? []).map(({ entity }) => entity))],
    evidence: labelled(dossier, event.evidence),
  };
}

/** EDTF's `?`, `~` and `%`, and digits that are left open. */
export function isUncertain(date: string): boolean {
  return /[?~%X]/.test(date);
}

/** Paragraphs with what they are called. */
export function labelled(dossier: Dossier, list: readonly Evidence[]): TimelineEvent['evidence'] {
  return list.map((evidence) => {
    const source = dossier.source(evidence.source);
    return { ...evidence, label: source ? evidenceLabel(source, evidence) : evidence.source };
  });
}

/** The outermost topics above some topics, each once. */
function topLevel(dossier: Dossier, ids: readonly string[]): string[] {
  const top = (id: string): string => {
    const item = dossier.item(id);
    return item?.kind === 'topic' && item.value.broader ? top(item.value.broader) : id;
  };
  return [...new Set(ids.map(top))];
}

/** Id → the events with it, in order. */
type EventsById = ReadonlyMap<string, readonly TimelineEvent[]>;

function eventsBy(
  events: readonly TimelineEvent[],
  ids: (event: TimelineEvent) => Iterable<string>,
): EventsById {
  const found = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    for (const id of new Set(ids(event))) {
      const known = found.get(id);
      if (known) known.push(event);
      else found.set(id, [event]);
    }
  }
  return found;
}

function topicLanes(dossier: Dossier, byTopic: EventsById): Lane[] {
  return dossier.topTopics.flatMap(({ id, prefLabel }) => {
    const events = byTopic.get(id);
    return events ? [{ id, label: prefLabel, events }] : [];
  });
}

/** The entities with most events, then the events of none of them. */
function entityLanes(dossier: Dossier, events: readonly TimelineEvent[], byEntity: EventsById): Lane[] {
  const lanes = dossier.entities
    .map(({ id, prefLabel }) => ({ id, label: prefLabel, events: byEntity.get(id) ?? [] }))
    .filter((lane) => lane.events.length > 1)
    .sort((a, b) => b.events.length - a.events.length)
    .slice(0, mostEntityLanes);
  const shown = new Set(lanes.map(({ id }) => id));
  const rest = events.filter(({ entities }) => !entities.some((id) => shown.has(id)));
  return rest.length ? [...lanes, { id: '', label: '', events: rest }] : lanes;
}

function choices(
  dossier: Dossier,
  events: readonly TimelineEvent[],
  byTopic: EventsById,
  byEntity: EventsById,
): FilterChoice[] {
  const bySource = eventsBy(events, ({ evidence }) => evidence.map(({ source }) => source));
  const choice = (kind: FilterChoice['kind'], id: string, label: string, found: EventsById) => {
    const count = found.get(id)?.length ?? 0;
    return count > 0 ? [{ kind, id, label, count }] : [];
  };
  return [
    ...dossier.topTopics.flatMap(({ id, prefLabel }) => choice('topic', id, prefLabel, byTopic)),
    ...dossier.entities.flatMap(({ id, prefLabel }) => choice('entity', id, prefLabel, byEntity)),
    ...dossier.sources.flatMap(({ id, item }) => choice('source', id, item.title, bySource)),
  ];
}
