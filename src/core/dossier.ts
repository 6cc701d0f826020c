/** The Dossier: an immutable snapshot of one or more corpora, with the look-ups that the surfaces share. */
import type {
  Claim,
  Corpus,
  DatedEvent,
  Disagreement,
  Entity,
  Evidence,
  Paragraph,
  Source,
  Topic,
} from './corpus/model.ts';
import { compareDates } from './date.ts';

/** Anything with an id in a dossier. */
export type Item =
  | { readonly kind: 'topic'; readonly value: Topic }
  | { readonly kind: 'entity'; readonly value: Entity }
  | { readonly kind: 'event'; readonly value: DatedEvent }
  | { readonly kind: 'claim'; readonly value: Claim }
  | { readonly kind: 'disagreement'; readonly value: Disagreement }
  | { readonly kind: 'source'; readonly value: Source };

/** A passage: a numbered paragraph together with its source. */
export interface Passage {
  readonly source: Source;
  readonly paragraph: Paragraph;
}

/** What a citation points at: a source, or one paragraph of it. */
export interface Reference {
  readonly source: string;
  readonly paragraph?: number;
}

export class Dossier {
  readonly corpora: readonly Corpus[];
  readonly sources: readonly Source[];
  readonly topics: readonly Topic[];
  readonly entities: readonly Entity[];
  /** In order of time. */
  readonly events: readonly DatedEvent[];
  readonly claims: readonly Claim[];
  readonly disagreements: readonly Disagreement[];

  readonly #items = new Map<string, Item>();
  readonly #narrower = new Map<string, Topic[]>();
  readonly #eventsOf = new Map<string, DatedEvent[]>();
  readonly #claimsOf = new Map<string, Claim[]>();
  readonly #disagreementsAbout = new Map<string, Disagreement[]>();

  constructor(corpora: readonly Corpus[]) {
    this.corpora = corpora;
    this.sources = corpora.flatMap((corpus) => corpus.sources);
    this.topics = corpora.flatMap((corpus) => corpus.topics);
    this.entities = corpora.flatMap((corpus) => corpus.entities);
    this.events = corpora.flatMap((corpus) => corpus.events).sort((a, b) => compareDates(a.date, b.date));
    this.claims = corpora.flatMap((corpus) => corpus.claims);
    this.disagreements = corpora.flatMap((corpus) => corpus.disagreements);

    for (const value of this.sources) this.#add({ kind: 'source', value });
    for (const value of this.topics) {
      this.#add({ kind: 'topic', value });
      if (value.broader) push(this.#narrower, value.broader, value);
    }
    for (const value of this.entities) this.#add({ kind: 'entity', value });
    for (const value of this.events) {
      this.#add({ kind: 'event', value });
      const about = [...(value.participants ?? []).map((participant) => participant.entity), ...value.topics];
      for (const id of new Set(about)) push(this.#eventsOf, id, value);
    }
    for (const value of this.claims) {
      this.#add({ kind: 'claim', value });
      for (const id of new Set([value.subject, ...value.topics])) push(this.#claimsOf, id, value);
    }
    for (const value of this.disagreements) {
      this.#add({ kind: 'disagreement', value });
      for (const id of new Set([...value.about, ...(value.topics ?? [])])) {
        push(this.#disagreementsAbout, id, value);
      }
    }
  }

  /** @returns undefined when nothing has this id or citation key. */
  item(id: string): Item | undefined {
    return this.#items.get(id);
  }

  /** @returns undefined when no source has this citation key. */
  source(key: string): Source | undefined {
    const item = this.#items.get(key);
    return item?.kind === 'source' ? item.value : undefined;
  }

  /** @returns undefined when no entity has this id. */
  entity(id: string): Entity | undefined {
    const item = this.#items.get(id);
    return item?.kind === 'entity' ? item.value : undefined;
  }

  /** @returns undefined when the source or its paragraph does not exist. */
  passage({ source: key, paragraph: number }: Evidence): Passage | undefined {
    const source = this.source(key);
    const paragraph = source && paragraphNumbered(source, number);
    return source && paragraph && { source, paragraph };
  }

  /** Topics without a broader one, in the order they were written. */
  get topTopics(): readonly Topic[] {
    return this.topics.filter((topic) => !topic.broader);
  }

  narrowerTopics(id: string): readonly Topic[] {
    return this.#narrower.get(id) ?? [];
  }

  /** The events in which an entity takes part or that stand under a topic, in order of time. */
  eventsOf(id: string): readonly DatedEvent[] {
    return this.#eventsOf.get(id) ?? [];
  }

  /** The claims whose subject is an entity or that stand under a topic. */
  claimsOf(id: string): readonly Claim[] {
    return this.#claimsOf.get(id) ?? [];
  }

  /** The disagreements about an entity, event or claim, or under a topic. */
  disagreementsAbout(id: string): readonly Disagreement[] {
    return this.#disagreementsAbout.get(id) ?? [];
  }

  /** The first item with an id keeps it; a second corpus cannot take it over. */
  #add(item: Item): void {
    if (!this.#items.has(item.value.id)) this.#items.set(item.value.id, item);
  }
}

/** @returns undefined when the source has no such paragraph. */
export function paragraphNumbered({ paragraphs }: Source, number: number): Paragraph | undefined {
  const inOrder = paragraphs[number - 1];
  return inOrder?.number === number ? inOrder : paragraphs.find((paragraph) => paragraph.number === number);
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** `overweel2020#3`. */
export function evidenceText(evidence: Evidence): string {
  return `${evidence.source}#${evidence.paragraph}`;
}

/**
 * Reads `key` or `key#paragraph`.
 *
 * @returns undefined when the text is neither.
 */
export function parseReference(text: string): Reference | undefined {
  const match = /^([^#\s]+)(?:#([1-9]\d*))?$/.exec(text.trim());
  if (!match?.[1]) return undefined;
  return match[2] ? { source: match[1], paragraph: Number(match[2]) } : { source: match[1] };
}
