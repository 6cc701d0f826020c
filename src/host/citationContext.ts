/** What a draft's citations are rendered with: the sources, the writer's style and the draft's language. */
import type * as vscode from 'vscode';
import type { Sources, StyleContext } from '../core/style/citationStyle.ts';
import { citedKeysOf } from '../core/style/citedKeys.ts';
import { syntaxOf } from './draftSyntax.ts';

/**
 * The sources in the style and the language of a draft.
 *
 * @param sources what keys stand for; a `Dossier` is one.
 * @param offset where a citation is to go: styles with numbers count the sources that are cited before it. Without it,
 *   those of the whole draft.
 */
export async function citationContextOf(
  sources: Sources,
  document: vscode.TextDocument | undefined,
  offset = Number.POSITIVE_INFINITY,
): Promise<StyleContext> {
  // The style processor takes longer to load than all the rest; activation does not wait for it.
  const { styleOf } = await import('./citationStyles.ts');
  const style = await styleOf(document);
  if (!document) return style.context(sources);
  return style.context(sources, citedKeysOf(document.getText(), syntaxOf(document), sources, offset));
}
