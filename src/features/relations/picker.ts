/** Asks for an entity. */
import * as vscode from 'vscode';
import type { Entity } from '../../core/corpus/model.ts';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import { UserError } from '../../core/errors.ts';
import { kindName } from '../../host/kindNames.ts';

interface EntityItem extends vscode.QuickPickItem {
  readonly entity: Entity;
}

/**
 * The entities that are named most come first; they are found by all of their names.
 *
 * @returns undefined when the picker was closed without a choice.
 */
export async function pickEntity(index: DossierSnapshot): Promise<Entity | undefined> {
  const { dossier } = index;
  if (!dossier.entities.length) {
    throw new UserError(
      vscode.l10n.t('The open dossiers hold no entities'),
      vscode.l10n.t('add them to entities.yaml, or choose another dossier'),
    );
  }
  const mentions = await index.mentions();
  const named = ({ id }: Entity) => mentions.get(id)?.length ?? 0;
  const items = [...dossier.entities]
    .sort((a, b) => named(b) - named(a) || a.prefLabel.localeCompare(b.prefLabel))
    .map((entity): EntityItem => {
      const names = [...entity.labels, ...entity.weakLabels].map(({ label }) => label);
      const others = [...new Set(names)].filter((name) => name !== entity.prefLabel);
      return {
        label: entity.prefLabel,
        description: kindName(entity.kind),
        detail: [others.join(', '), entity.description].filter(Boolean).join(' · '),
        entity,
      };
    });
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Show Relations'),
    placeHolder: vscode.l10n.t('Whose relations?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.entity;
}
