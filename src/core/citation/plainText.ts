/** The rendered citation itself, for languages without a syntax of their own. */
import { place } from './place.ts';
import type { CitationSyntax } from './syntax.ts';

export const plainText: CitationSyntax = {
  id: 'text',
  /** Whatever a style renders; nothing of it is read back. */
  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },
  print: (parts, context, form) => context.inText(parts, 'text', form),
  /** Rendered text names no keys. */
  citations: () => [],
  keyAt: () => undefined,
  keyEdit: () => undefined,
  insert(text, offset, parts, context, form) {
    const citation = context.inText(parts, 'text', form);
    const raised = /^[⁰¹²³⁴-⁹]/.test(citation) ? { before: '' } : {};
    return place(text, offset, citation, { ...raised, clash: /^[\p{L}\p{N}([]/u });
  },
};
