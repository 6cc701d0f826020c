/** The trees of the sidebar as data: topics, events, entities and sources, each down to the cited paragraph. */
import type { Claim, DatedEvent, Disagreement, Entity, Evidence, Source, Topic } from './corpus/model.ts';
import { type EntityKind, entityKinds } from './corpus/schema.ts';
import { compareDates, formatDate, startYear } from './date.ts';
import { type Dossier, evidenceText, type Reference } from './dossier.ts';
import { evidenceLabel, sourceLabel } from './sourceLabel.ts';

export type TreeName = 'topics' | 'events' | 'entities' | 'sources';

/** What a node shows; a group (a year, a kind, a heading) has no item of its own. */
export type TreeContent =
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'event'; readonly event: DatedEvent }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'disagreement'; readonly disagreement: Disagreement }
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'passage'; readonly source: Source; readonly evidence: Evidence; readonly text: string }
  | { readonly kind: 'group'; readonly group: 'year' | 'mentions' | 'position' | EntityKind };

export interface TreeNode {
  /** Unique within its tree, and the same in the next snapshot: the ids on the way down from the root. */
  readonly path: string;
  readonly label: string;
  /** Shown dimmed behind the label. */
  readonly description: string;
  readonly content: TreeContent;
  readonly parent: TreeNode | undefined;
  /** What to cite for this node, best first; empty for groups. */
  readonly cites: readonly Reference[];
  /** Whether sources disagree about it or something under it is disputed directly. */
  readonly disputed: boolean;
  readonly children: readonly TreeNode[];
}

type Draft = Omit<TreeNode, 'path' | 'parent' | 'children' | 'disputed' | 'description'> & {
  readonly step: string;
  readonly description?: string;
  readonly disputed?: boolean;
  readonly children?: () => readonly Draft[];
};

/** Builds the roots of a tree; children are made when first asked for. */
export function buildTree(
  dossier: Dossier,
  name: TreeName,
  mentions: ReadonlyMap<string, readonly Evidence[]>,
): TreeNode[] {
  const branches = new Branches(dossier, mentions);
  const roots = {
    topics: () => dossier.topTopics.map((topic) => branches.topic(topic)),
    events: () => branches.years(),
    entities: () => branches.entityKinds(),
    sources: () => dossier.sources.map((source) => branches.source(source)),
  };
  return roots[name]().map((draft) => new Node(draft, undefined));
}

/**
 * Finds the first node, from the top, that shows an item.
 *
 * @returns undefined when the tree does not hold it.
 */
export function findNode(nodes: readonly TreeNode[], id: string): TreeNode | undefined {
  for (const node of nodes) {
    if (contentId(node.content) === id) return node;
  }
  for (const node of nodes) {
    const found = findNode(node.children, id);
    if (found) return found;
  }
  return undefined;
}

/** The id of the item that a node shows: a citation key for a source, `key#n` for a passage; undefined for a group. */
export function contentId(content: TreeContent): string | undefined {
  switch (content.kind) {
    case 'topic':
      return content.topic.id;
    case 'entity':
      return content.entity.id;
    case 'event':
      return content.event.id;
    case 'claim':
      return content.claim.id;
    case 'disagreement':
      return content.disagreement.id;
    case 'source':
      return content.source.id;
    case 'passage':
      return evidenceText(content.evidence);
    case 'group':
      return undefined;
  }
}

/**
 * Keeps the nodes whose own words, or those of something above or below them, hold every word of the filter;
 * case and accents do not count.
 */
export function filterTree(nodes: readonly TreeNode[], filter: string): TreeNode[] {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  if (!words.length) return [...nodes];
  return nodes.flatMap((node) => keep(node, undefined, words));
}

function keep(node: TreeNode, parent: TreeNode | undefined, words: readonly string[]): TreeNode[] {
  const own = fold(`${node.label} ${node.description} ${searchText(node.content)}`);
  const left = words.filter((word) => !own.includes(word));
  if (!left.length) return [{ ...plain(node), parent }];
  const copy: { -readonly [K in keyof TreeNode]: TreeNode[K] } = { ...plain(node), parent, children: [] };
  copy.children = node.children.flatMap((child) => keep(child, copy, left));
  return copy.children.length ? [copy] : [];
}

function plain({
  path,
  label,
  description,
  content,
  cites,
  disputed,
  children,
}: TreeNode): Omit<TreeNode, 'parent'> {
  return { path, label, description, content, cites, disputed, children };
}

function searchText(content: TreeContent): string {
  switch (content.kind) {
    case 'topic':
      return [...(content.topic.altLabel ?? []), content.topic.definition].join(' ');
    case 'entity':
      return [...content.entity.labels, ...content.entity.weakLabels].map(({ label }) => label).join(' ');
    case 'event':
      return content.event.summary;
    case 'passage':
      return content.text;
    case 'source':
      return content.source.item.title;
    default:
      return '';
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

class Node implements TreeNode {
  readonly path: string;
  readonly label: string;
  readonly description: string;
  readonly content: TreeContent;
  readonly cites: readonly Reference[];
  readonly disputed: boolean;
  readonly parent: TreeNode | undefined;
  readonly #draft: Draft;
  #children: readonly TreeNode[] | undefined;

  constructor(draft: Draft, parent: TreeNode | undefined) {
    this.#draft = draft;
    this.parent = parent;
    this.path = parent ? `${parent.path}/${draft.step}` : draft.step;
    this.label = draft.label;
    this.description = draft.description ?? '';
    this.content = draft.content;
    this.cites = draft.cites;
    this.disputed = draft.disputed ?? false;
  }

  get children(): readonly TreeNode[] {
    this.#children ??= (this.#draft.children?.() ?? []).map((draft) => new Node(draft, this));
    return this.#children;
  }
}

const kindTitles: Record<EntityKind, string> = {
  person: 'People',
  organization: 'Organizations',
  product: 'Products',
  model: 'Models',
  service: 'Services',
  software: 'Software',
  hardware: 'Hardware',
  infrastructure: 'Infrastructure',
  clause: 'Contract clauses',
  publication: 'Publications',
  concept: 'Concepts',
  place: 'Places',
};

class Branches {
  readonly #dossier: Dossier;
  readonly #mentions: ReadonlyMap<string, readonly Evidence[]>;

  constructor(dossier: Dossier, mentions: ReadonlyMap<string, readonly Evidence[]>) {
    this.#dossier = dossier;
    this.#mentions = mentions;
  }

  topic(topic: Topic): Draft {
    const narrower = this.#dossier.narrowerTopics(topic.id);
    const ids = [topic.id, ...narrower.map(({ id }) => id)];
    const count = new Set(ids.flatMap((id) => [...this.#dossier.eventsOf(id), ...this.#dossier.claimsOf(id)]))
      .size;
    return {
      step: topic.id,
      label: topic.prefLabel,
      description: String(count),
      content: { kind: 'topic', topic },
      cites: unique(
        ids.flatMap((id) => this.#dossier.eventsOf(id).flatMap(({ evidence }) => evidence)),
      ).slice(0, 1),
      children: () => [
        ...narrower.map((child) => this.topic(child)),
        ...this.#dossier.eventsOf(topic.id).map((event) => this.event(event)),
        ...this.#dossier.claimsOf(topic.id).map((claim) => this.claim(claim)),
      ],
    };
  }

  years(): Draft[] {
    const years = new Map<string, DatedEvent[]>();
    for (const event of this.#dossier.events) {
      const year = String(startYear(event.date) ?? 'Undated');
      years.set(year, [...(years.get(year) ?? []), event]);
    }
    return [...years].map(([year, events]) => ({
      step: year,
      label: year,
      description: String(events.length),
      content: { kind: 'group', group: 'year' },
      cites: [],
      children: () => events.map((event) => this.event(event)),
    }));
  }

  event(event: DatedEvent): Draft {
    const status = event.status === 'occurred' ? '' : ` · ${event.status}`;
    return {
      step: event.id,
      label: event.title,
      description: `${formatDate(event.date)}${status}`,
      content: { kind: 'event', event },
      cites: event.evidence,
      disputed: this.#dossier.disagreementsAbout(event.id).length > 0,
      children: () => [...this.#disagreements(event.id), ...this.#passages(event.evidence)],
    };
  }

  claim(claim: Claim): Draft {
    const date = claim.asOf ?? ('date' in claim.value ? claim.value.date : undefined);
    return {
      step: claim.id,
      label: claim.statement,
      description: [date && formatDate(date), claim.hedge].filter(Boolean).join(' · '),
      content: { kind: 'claim', claim },
      cites: claim.evidence,
      disputed: this.#dossier.disagreementsAbout(claim.id).length > 0,
      children: () => [...this.#disagreements(claim.id), ...this.#passages(claim.evidence)],
    };
  }

  entityKinds(): Draft[] {
    return entityKinds.flatMap((kind): Draft[] => {
      const entities = this.#dossier.entities
        .filter((entity) => entity.kind === kind)
        .sort((a, b) => a.prefLabel.localeCompare(b.prefLabel));
      if (!entities.length) return [];
      return [
        {
          step: kind,
          label: kindTitles[kind],
          description: String(entities.length),
          content: { kind: 'group', group: kind },
          cites: [],
          children: () => entities.map((entity) => this.entity(entity)),
        },
      ];
    });
  }

  entity(entity: Entity): Draft {
    const mentions = this.#mentions.get(entity.id) ?? [];
    return {
      step: entity.id,
      label: entity.prefLabel,
      description: String(mentions.length),
      content: { kind: 'entity', entity },
      cites: mentions,
      disputed: this.#dossier.disagreementsAbout(entity.id).length > 0,
      children: () => [
        ...this.#disagreements(entity.id),
        ...[...this.#dossier.eventsOf(entity.id)]
          .sort((a, b) => compareDates(b.date, a.date))
          .map((event) => this.event(event)),
        ...this.#dossier.claimsOf(entity.id).map((claim) => this.claim(claim)),
        {
          step: 'mentions',
          label: 'Named in',
          description: String(mentions.length),
          content: { kind: 'group', group: 'mentions' },
          cites: [],
          children: () => this.#passages(mentions),
        },
      ],
    };
  }

  source(source: Source): Draft {
    const passages = this.#passages(
      source.paragraphs.map(({ number }) => ({ source: source.id, paragraph: number })),
    );
    return {
      step: source.id,
      // The short name first: a title would be cut off in a narrow sidebar.
      label: sourceLabel(source),
      description: source.item.title,
      content: { kind: 'source', source },
      cites: [{ source: source.id }],
      children: () => passages.map((draft, index) => ({ ...draft, label: String(index + 1) })),
    };
  }

  #passages(list: readonly Evidence[]): Draft[] {
    return list.flatMap((evidence): Draft[] => {
      const passage = this.#dossier.passage(evidence);
      if (!passage) return [];
      const { text } = passage.paragraph;
      return [
        {
          step: evidenceText(evidence),
          label: evidenceLabel(passage.source, evidence),
          description: text.length > 160 ? `${text.slice(0, 160)}…` : text,
          content: { kind: 'passage', source: passage.source, evidence, text },
          cites: [evidence],
        },
      ];
    });
  }

  #disagreements(id: string): Draft[] {
    return this.#dossier.disagreementsAbout(id).map((disagreement) => ({
      step: disagreement.id,
      label: disagreement.question,
      description: disagreement.kind,
      content: { kind: 'disagreement', disagreement },
      cites: unique(disagreement.positions.flatMap(({ evidence }) => evidence)),
      children: () =>
        disagreement.positions.map((position, index) => ({
          step: String(index + 1),
          label: position.statement,
          content: { kind: 'group' as const, group: 'position' as const },
          cites: position.evidence,
          children: () => this.#passages(position.evidence),
        })),
    }));
  }
}

function unique(list: readonly Evidence[]): Evidence[] {
  return [...new Map(list.map((evidence) => [evidenceText(evidence), evidence])).values()];
}
