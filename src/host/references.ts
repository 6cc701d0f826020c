/** What a command's argument stands for: commands are called from trees, cards and other extensions alike. */
import type { Dossier, Reference } from '../core/dossier.ts';

/**
 * The references in an argument: a tree node, `{source, paragraph?}`, or a list of them.
 *
 * @returns only what the dossier holds; empty for anything else.
 */
export function referencesIn(dossier: Dossier, argument: unknown): Reference[] {
  if (Array.isArray(argument)) return argument.slice(0, 100).flatMap((part) => referencesIn(dossier, part));
  if (typeof argument !== 'object' || argument === null) return [];
  if ('cites' in argument) return referencesIn(dossier, argument.cites);
  if (!('source' in argument) || typeof argument.source !== 'string') return [];
  const { source } = argument;
  if (!dossier.source(source)) return [];
  const paragraph = 'paragraph' in argument ? argument.paragraph : undefined;
  if (paragraph === undefined) return [{ source }];
  return typeof paragraph === 'number' && dossier.passage({ source, paragraph })
    ? [{ source, paragraph }]
    : [];
}
