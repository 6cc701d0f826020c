/** Faults that only the whole of a dossier shows. */
import * as l10n from '@vscode/l10n';
import type { Entity } from './model.ts';
import type { Problem } from './problem.ts';
import type { Entry } from './yamlFile.ts';

/** The topics that stand under themselves, by id. */
export function topicCycles(
  entries: readonly Entry<{ id: string; broader?: string | undefined }>[],
): Map<string, Problem> {
  const broader = new Map(entries.map(({ value }) => [value.id, value.broader]));
  const cycles = new Map<string, Problem>();
  for (const entry of entries) {
    const { id } = entry.value;
    const seen = new Set<string>();
    let at: string | undefined = id;
    while (at && !seen.has(at)) {
      seen.add(at);
      at = broader.get(at);
    }
    if (at !== id) continue;
    cycles.set(id, {
      severity: 'error',
      file: entry.file,
      ...entry.at('broader'),
      message: l10n.t('{0}: its broader topics lead back to it', id),
      remedy: l10n.t('a topic cannot stand under itself: remove one "broader"'),
    });
  }
  return cycles;
}

/** Labels that stand twice; `entities[i]` is what `entries[i]` was compiled to. */
export function sharedLabels(
  entries: readonly Entry<{ id: string }>[],
  entities: readonly Entity[],
): Problem[] {
  const owners = new Map<string, string>();
  return entries.flatMap((entry, index) => {
    const { id, labels = [], weakLabels = [] } = entities[index] ?? {};
    return [...labels, ...weakLabels].flatMap(({ label }): Problem[] => {
      const owner = owners.get(label);
      if (id !== undefined) owners.set(label, id);
      if (owner === undefined) return [];
      return [
        {
          severity: 'warning',
          file: entry.file,
          ...entry.at(),
          message:
            owner === id
              ? l10n.t('{0}: the label "{1}" stands twice', id, label)
              : l10n.t('{0}: the label "{1}" also names {2}', id ?? '', label, owner),
          remedy: l10n.t('remove one of them; a shared label shows both as candidates'),
        },
      ];
    });
  });
}
