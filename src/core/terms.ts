/** What people read for the words that the format fixes: kinds, statuses, hedges. */
import * as l10n from '@vscode/l10n';
import type { DisagreementKind, EntityKind, EventStatus, Hedge } from './corpus/schema.ts';
import type { Item } from './dossier.ts';

/** What a part of a dossier or an entity is. */
export type Kind = EntityKind | Item['kind'] | 'passage';

export function kindName(kind: Kind): string {
  const names: Readonly<Record<Kind, string>> = {
    person: l10n.t('person'),
    organization: l10n.t('organization'),
    product: l10n.t('product'),
    model: l10n.t('model'),
    service: l10n.t('service'),
    software: l10n.t('software'),
    hardware: l10n.t('hardware'),
    infrastructure: l10n.t('infrastructure'),
    clause: l10n.t('contract clause'),
    publication: l10n.t('publication'),
    concept: l10n.t('concept'),
    place: l10n.t('place'),
    topic: l10n.t('topic'),
    entity: l10n.t('entity'),
    event: l10n.t('event'),
    claim: l10n.t('claim'),
    disagreement: l10n.t('disagreement'),
    source: l10n.t('source'),
    passage: l10n.t('paragraph'),
  };
  return names[kind];
}

/** How a list of entities of a kind is headed. */
export function entityKindTitle(kind: EntityKind): string {
  const titles: Readonly<Record<EntityKind, string>> = {
    person: l10n.t('People'),
    organization: l10n.t('Organizations'),
    product: l10n.t('Products'),
    model: l10n.t('Models'),
    service: l10n.t('Services'),
    software: l10n.t('Software'),
    hardware: l10n.t('Hardware'),
    infrastructure: l10n.t('Infrastructure'),
    clause: l10n.t('Contract clauses'),
    publication: l10n.t('Publications'),
    concept: l10n.t('Concepts'),
    place: l10n.t('Places'),
  };
  return titles[kind];
}

export function statusName(status: EventStatus): string {
  const names: Readonly<Record<EventStatus, string>> = {
    occurred: l10n.t('occurred'),
    planned: l10n.t('planned'),
    reported: l10n.t('reported'),
    rumoured: l10n.t('rumoured'),
  };
  return names[status];
}

export function hedgeName(hedge: Hedge): string {
  const names: Readonly<Record<Hedge, string>> = {
    reportedly: l10n.t('reportedly'),
    rumoured: l10n.t('rumoured'),
    speculation: l10n.t('speculation'),
    claimed: l10n.t('claimed'),
    expected: l10n.t('expected'),
    opinion: l10n.t('opinion'),
  };
  return names[hedge];
}

/** A disagreement in a word, as a list shows it. */
export function disagreementKindName(kind: DisagreementKind): string {
  const names: Readonly<Record<DisagreementKind, string>> = {
    conflict: l10n.t('conflict'),
    error: l10n.t('error'),
    misleading: l10n.t('misleading'),
    superseded: l10n.t('superseded'),
    trap: l10n.t('trap'),
  };
  return names[kind];
}

/** What a disagreement is called where it is shown by itself. */
export function disagreementTitle(kind: DisagreementKind): string {
  const titles: Readonly<Record<DisagreementKind, string>> = {
    conflict: l10n.t('Sources disagree'),
    error: l10n.t('A source is wrong'),
    misleading: l10n.t('Misleading in a source'),
    superseded: l10n.t('Changed since'),
    trap: l10n.t('Easily misread'),
  };
  return titles[kind];
}

/** @param term a CSL locator term; another comes back as it is. */
export function locatorName(term: string): string {
  const names: Readonly<Record<string, string>> = {
    book: l10n.t('book'),
    chapter: l10n.t('chapter'),
    column: l10n.t('column'),
    figure: l10n.t('figure'),
    folio: l10n.t('folio'),
    issue: l10n.t('issue'),
    line: l10n.t('line'),
    note: l10n.t('note'),
    opus: l10n.t('opus'),
    page: l10n.t('page'),
    paragraph: l10n.t('paragraph'),
    part: l10n.t('part'),
    section: l10n.t('section'),
    'sub-verbo': l10n.t('headword'),
    verse: l10n.t('verse'),
    volume: l10n.t('volume'),
  };
  return names[term] ?? term;
}
