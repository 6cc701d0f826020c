/** What kinds of things are called, in the language of VS Code. */
import * as vscode from 'vscode';
import type { EntityKind } from '../core/corpus/schema.ts';
import type { Item } from '../core/dossier.ts';

type Kind = EntityKind | Item['kind'] | 'passage';

export function kindName(kind: Kind): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<Kind, string>> = {
    person: t('person'),
    organization: t('organization'),
    product: t('product'),
    model: t('model'),
    service: t('service'),
    software: t('software'),
    hardware: t('hardware'),
    infrastructure: t('infrastructure'),
    clause: t('contract clause'),
    publication: t('publication'),
    concept: t('concept'),
    place: t('place'),
    topic: t('topic'),
    entity: t('entity'),
    event: t('event'),
    claim: t('claim'),
    disagreement: t('disagreement'),
    source: t('source'),
    passage: t('paragraph'),
  };
  return names[kind];
}
