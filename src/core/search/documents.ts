/** The items of a dossier as search sees them: one shape for passages, claims, events, entities, sources and topics. */
import * as l10n from '@vscode/l10n';
import type { Claim, DatedEvent, Entity, Evidence, Paragraph, Source, Topic } from '../corpus/model.ts';
import { formatDate } from '../date.ts';
import { type Dossier, evidenceText } from '../dossier.ts';
import { sourceLabel } from '../sourceLabel.ts';
import { dateWords } from './dateWords.ts';
import type { Field } from './textIndexBuilder.ts';

/** In the order in which equals are listed. */
export const hitKinds = ['claim', 'event', 'passage', 'entity', 'source', 'topic'] as const;
export type HitKind = (typeof hitKinds)[number];

/** An item to be found. */
export interface SearchDocument {
  readonly kind: HitKind;
  /** The item's id; `key#n` for a passage. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** What to cite for it, best first. */
  readonly evidence: readonly Evidence[];
  /** EDTF. */
  readonly date?: string;
}

/** What search knows of an item beyond what it shows. */
export interface IndexedDocument {
  readonly document: SearchDocument;
  /** Names the item goes by; a query that is one of them means it. */
  readonly labels: readonly string[];
  readonly fields: readonly Field[];
  readonly keywords: readonly string[];
}

/** Occurrences count in quarters: a title's words twice, the text's once, what is only implied a quarter or a half. */
const weights = { title: 8, text: 4, context: 2, faint: 1 } as const;

/** Every item of the dossier, a source's passages right behind it; the first of two with one id keeps it. */
export function* searchDocuments(dossier: Dossier): Generator<IndexedDocument> {
  const citing = citingItems(dossier);
  for (const source of dossier.sources) {
    if (dossier.source(source.id) !== source) continue;
    // Once for all its paragraphs: reading a date costs more than indexing a paragraph.
    const name = sourceLabel(source);
    const dates = dateMarks(source.item.issued);
    yield describeSource(source, dates);
    const shared = { id: source.id, name, dates };
    for (const paragraph of source.paragraphs) {
      const evidence = { source: source.id, paragraph: paragraph.number };
      const items = citing.size ? citing.get(evidenceText(evidence)) : undefined;
      yield new Passage(shared, paragraph, items ?? noCiting);
    }
  }
  for (const claim of dossier.claims) if (isOwn(dossier, claim)) yield describeClaim(dossier, claim);
  for (const event of dossier.events) if (isOwn(dossier, event)) yield describeEvent(dossier, event);
  for (const entity of dossier.entities) if (isOwn(dossier, entity)) yield describeEntity(dossier, entity);
  for (const topic of dossier.topics) if (isOwn(dossier, topic)) yield describeTopic(dossier, topic);
}

function isOwn(dossier: Dossier, value: { readonly id: string }): boolean {
  return dossier.item(value.id)?.value === value;
}

type Citing = Claim | DatedEvent;
const noCiting: readonly Citing[] = [];

/** `key#n` → the claims and events that the paragraph supports. */
function citingItems(dossier: Dossier): Map<string, Citing[]> {
  const citing = new Map<string, Citing[]>();
  for (const item of [...dossier.claims, ...dossier.events]) {
    for (const evidence of item.evidence) {
      const key = evidenceText(evidence);
      const list = citing.get(key);
      if (list) list.push(item);
      else citing.set(key, [item]);
    }
  }
  return citing;
}

function describeSource(source: Source, dates: readonly string[]): IndexedDocument {
  const { item, id } = source;
  const outlet = [item['container-title'], item.publisher].filter((name) => name !== undefined);
  const about = [sourceLabel(source), ...outlet];
  const text = [...new Set(about)].join(' · ');
  return {
    document: {
      kind: 'source',
      id,
      title: item.title,
      text,
      evidence: [],
      ...(item.issued ? { date: item.issued } : {}),
    },
    labels: [item.title, ...outlet],
    fields: [
      { text: item.title, weight: weights.title },
      { text, weight: weights.text },
      { text: authorNames(source), weight: weights.text },
      { text: id, weight: weights.context },
    ],
    keywords: [...kindMarks('source'), `@${id}`, ...dates],
  };
}

function authorNames({ item }: Source): string {
  const names = (item.author ?? []).map((name) =>
    'literal' in name ? name.literal : [name.given, name.family].filter(Boolean).join(' '),
  );
  return names.join(', ');
}

/** What the passages of a source share. */
interface PassageSource {
  readonly id: string;
  readonly name: string;
  readonly dates: readonly string[];
}

const noLabels: readonly string[] = [];

/** A passage; there may be very many, so that only what is shown or indexed is put into words. */
export class Passage implements SearchDocument, IndexedDocument {
  readonly kind = 'passage';
  readonly #source: PassageSource;
  readonly #paragraph: Paragraph;
  readonly #citing: readonly Citing[];

  constructor(source: PassageSource, paragraph: Paragraph, citing: readonly Citing[]) {
    this.#source = source;
    this.#paragraph = paragraph;
    this.#citing = citing;
  }

  get document(): SearchDocument {
    return this;
  }

  get labels(): readonly string[] {
    return noLabels;
  }

  get source(): string {
    return this.#source.id;
  }

  /** From 1. */
  get number(): number {
    return this.#paragraph.number;
  }

  get id(): string {
    return `${this.source}#${this.number}`;
  }

  get title(): string {
    return l10n.t('{0}, para. {1}', this.#source.name, this.number);
  }

  get text(): string {
    return this.#paragraph.text;
  }

  get evidence(): readonly Evidence[] {
    return [{ source: this.source, paragraph: this.number }];
  }

  get fields(): readonly Field[] {
    return [
      { text: this.text, weight: weights.text },
      { text: this.#paragraph.headings.join(' · '), weight: weights.context },
      ...this.#citing.map((item) => ({
        text: 'statement' in item ? item.statement : item.title,
        weight: weights.faint,
      })),
    ];
  }

  get keywords(): readonly string[] {
    return [
      ...kindMarks('passage'),
      `@${this.source}`,
      ...this.#citing.flatMap((item) => item.topics.map((topic) => `#${topic}`)),
      ...this.#source.dates,
      ...dateMarks(...this.#citing.map((item) => ('title' in item ? item.date : item.asOf))),
    ];
  }

  /** Whether another version of the passage is indexed as this one is; told without putting either into words. */
  isIndexedAs(other: Passage): boolean {
    if (this.text !== other.text) return false;
    const [headings, others] = [this.#paragraph.headings, other.#paragraph.headings];
    return (
      headings.length === others.length &&
      headings.every((heading, index) => heading === others[index]) &&
      ((!this.#citing.length && !other.#citing.length && areEqual(this.#source.dates, other.#source.dates)) ||
        isIndexedAlike(this, other))
    );
  }
}

/** Whether two documents are found by the same words and filters. */
export function isIndexedAlike(a: IndexedDocument, b: IndexedDocument): boolean {
  return (
    areEqual(a.keywords, b.keywords) &&
    a.fields.length === b.fields.length &&
    a.fields.every(({ text, weight }, at) => text === b.fields[at]?.text && weight === b.fields[at]?.weight)
  );
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, index) => text === b[index]));
}

function describeClaim(dossier: Dossier, claim: Claim): IndexedDocument {
  const subject = dossier.entity(claim.subject)?.prefLabel ?? claim.subject;
  const date = 'date' in claim.value ? claim.value.date : claim.asOf;
  const issued = claim.evidence.map(({ source }) => dossier.source(source)?.item.issued);
  return {
    document: {
      kind: 'claim',
      id: claim.id,
      title: `${subject}: ${claim.property}`,
      text: claim.statement,
      evidence: claim.evidence,
      ...(date ? { date } : {}),
    },
    labels: [],
    fields: [
      { text: claim.statement, weight: weights.text },
      { text: `${subject} ${claim.property}`, weight: weights.context },
      { text: 'text' in claim.value ? claim.value.text : '', weight: weights.context },
    ],
    keywords: [
      ...kindMarks('claim'),
      ...sourceMarks(claim.evidence),
      ...claim.topics.map((topic) => `#${topic}`),
      ...dateMarks(...(date ? [date] : issued)),
    ],
  };
}

function describeEvent(dossier: Dossier, event: DatedEvent): IndexedDocument {
  const participants = (event.participants ?? []).map(
    ({ entity, role }) => `${dossier.entity(entity)?.prefLabel ?? entity} ${role}`,
  );
  return {
    document: {
      kind: 'event',
      id: event.id,
      title: event.title,
      text: event.summary,
      evidence: event.evidence,
      date: event.date,
    },
    labels: [event.title],
    fields: [
      { text: event.title, weight: weights.title },
      { text: event.summary, weight: weights.text },
      { text: participants.join(', '), weight: weights.faint },
      { text: formatDate(event.date), weight: weights.faint },
    ],
    keywords: [
      ...kindMarks('event'),
      ...sourceMarks(event.evidence),
      ...event.topics.map((topic) => `#${topic}`),
      ...dateMarks(event.date),
    ],
  };
}

function describeEntity(dossier: Dossier, entity: Entity): IndexedDocument {
  const labels = [...entity.labels, ...entity.weakLabels].map(({ label }) => label);
  const evidence = evidenceOf(dossier, entity.id);
  return {
    document: {
      kind: 'entity',
      id: entity.id,
      title: entity.prefLabel,
      text: entity.description,
      evidence,
    },
    labels,
    fields: [
      { text: entity.prefLabel, weight: weights.title },
      ...labels.slice(1).map((text) => ({ text, weight: weights.text })),
      { text: entity.description, weight: weights.text },
    ],
    keywords: [
      ...kindMarks('entity'),
      ...sourceMarks(evidence),
      ...(entity.topics ?? []).map((topic) => `#${topic}`),
    ],
  };
}

function describeTopic(dossier: Dossier, topic: Topic): IndexedDocument {
  const evidence = evidenceOf(dossier, topic.id);
  return {
    document: {
      kind: 'topic',
      id: topic.id,
      title: topic.prefLabel,
      text: topic.definition,
      evidence,
    },
    labels: [topic.prefLabel, ...(topic.altLabel ?? [])],
    fields: [
      { text: topic.prefLabel, weight: weights.title },
      ...(topic.altLabel ?? []).map((text) => ({ text, weight: weights.text })),
      { text: topic.definition, weight: weights.text },
    ],
    keywords: [
      ...kindMarks('topic'),
      ...sourceMarks(evidence),
      `#${topic.id}`,
      ...(topic.broader ? [`#${topic.broader}`] : []),
    ],
  };
}

/** The paragraphs behind what the dossier says of an entity or under a topic: claims, then the latest events. */
function evidenceOf(dossier: Dossier, id: string): Evidence[] {
  const items = [...dossier.claimsOf(id), ...[...dossier.eventsOf(id)].reverse()];
  const found = new Map(items.flatMap(({ evidence }) => evidence).map((one) => [evidenceText(one), one]));
  return [...found.values()];
}

function kindMarks(kind: HitKind): string[] {
  return [`kind:${kind}`];
}

function sourceMarks(evidence: readonly Evidence[]): string[] {
  return [...new Set(evidence.map(({ source }) => `@${source}`))];
}

function dateMarks(...dates: readonly (string | undefined)[]): string[] {
  const words = dates.flatMap((date) => (date ? dateWords(date) : []));
  return [...new Set(words)].map((word) => `date:${word}`);
}
