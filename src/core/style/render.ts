/** Rendering in the bundled CSL styles. */
import locales from '@citation-js/plugin-csl/lib/locales.json' with { type: 'json' };
import styles from '@citation-js/plugin-csl/lib/styles.json' with { type: 'json' };
import type { CitationContext } from '../citation/syntax.ts';
import type { CslItem } from '../corpus/schema.ts';
import { CslRenderer } from './csl.ts';

export const citationStyles = ['apa', 'harvard1', 'vancouver'] as const;
export type CitationStyle = (typeof citationStyles)[number];

const renderer = new CslRenderer(styles, locales);

/** What a look-up of sources must offer; a `Dossier` does. */
export interface Sources {
  source(key: string): { readonly item: CslItem } | undefined;
}

/**
 * What a syntax needs to cite from some sources.
 *
 * @param style one of `citationStyles`; another is taken for APA.
 * @param language BCP 47, of the draft.
 * @param cited keys that the draft cites already, in its order.
 */
export function citationContext(
  sources: Sources,
  style: string,
  language: string,
  cited: readonly string[] = [],
): CitationContext {
  return renderer.context(style, language, (key) => sources.source(key)?.item, cited);
}
