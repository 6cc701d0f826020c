/** What a draft's citations are rendered with: the sources, the writer's style and the draft's language. */
import * as vscode from 'vscode';
import type { CitationContext } from '../core/citation/syntax.ts';
import type { Sources } from '../core/style/render.ts';
import { citationStyle } from './settings.ts';

/** @param sources what keys stand for; a `Dossier` is one. */
export async function citationContextOf(
  sources: Sources,
  document: vscode.TextDocument | undefined,
): Promise<CitationContext> {
  // The style processor takes longer to load than all the rest; activation does not wait for it.
  const { citationContext } = await import('../core/style/render.ts');
  return citationContext(sources, citationStyle(document), vscode.env.language);
}
