/** What stands under what in the sidebar: drafts of nodes, whose children are drafted when first asked for. */
import * as l10n from '@vscode/l10n';
import type { Claim, DatedEvent, Entity, Evidence, Source, Topic } from '../corpus/model.ts';
import { entityKinds } from '../corpus/schema.ts';
import { compareDates, startYear } from '../date.ts';
import { type Dossier, evidenceText } from '../dossier.ts';
import type { Mentions } from '../dossierIndex.ts';
import { shownDate } from '../shownDate.ts';
import { evidenceLabel, sourceLabel } from '../sourceLabel.ts';
import { disagreementKindName, entityKindTitle, hedgeName, statusName } from '../terms.ts';
import type { TreeNode } from './node.ts';

/** A node without its place in a tree. */
export type Draft = Omit<TreeNode, 'path' | 'parent' | 'children' | 'disputed' | 'description'> & {
  readonly step: string;
  readonly description?: string;
  readonly disputed?: boolean;
  readonly children?: () => readonly Draft[];
};

export class Branches {
  readonly #dossier: Dossier;
  readonly #mentions: Mentions;

  constructor(dossier: Dossier, mentions: Mentions) {
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
      const year = String(startYear(event.date) ?? '');
      years.set(year, [...(years.get(year) ?? []), event]);
    }
    return [...years].map(([year, events]) => ({
      step: year || 'undated',
      label: year || l10n.t('Undated'),
      description: String(events.length),
      content: { kind: 'group', group: 'year' },
      cites: [],
      children: () => events.map((event) => this.event(event)),
    }));
  }

  event(event: DatedEvent): Draft {
    const status = event.status === 'occurred' ? '' : ` · ${statusName(event.status)}`;
    return {
      step: event.id,
      label: event.title,
      description: `${shownDate(event.date)}${status}`,
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
      description: [date && shownDate(date), claim.hedge && hedgeName(claim.hedge)]
        .filter(Boolean)
        .join(' · '),
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
          label: entityKindTitle(kind),
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
          label: l10n.t('Named in'),
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
      description: disagreementKindName(disagreement.kind),
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
