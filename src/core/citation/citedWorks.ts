/** What a text cites, and where. */
import type { CitableWork, Library } from '../bibliography/library.ts';
import { crossReferences } from './crossReferences.ts';
import type { CitationSyntax, FoundPart } from './syntax.ts';

/** A key that a text cites. */
export interface CitedWork {
  readonly key: string;
  /** Undefined when nothing has this key. */
  readonly work: CitableWork | undefined;
  /** Every place that cites it, in the text's order. */
  readonly parts: readonly FoundPart[];
}

/** The works that a text cites, each once: unknown ones first, then those cited most, else in the text's order. */
export function citedWorks(text: string, syntax: CitationSyntax, library: Library): CitedWork[] {
  const isCrossReference = crossReferences(text, syntax.id);
  const byKey = new Map<string, FoundPart[]>();
  for (const part of syntax.citations(text).flatMap((citation) => citation.parts)) {
    const known = byKey.get(part.source);
    if (known) known.push(part);
    else if (library.work(part.source) || !isCrossReference(part.source)) byKey.set(part.source, [part]);
  }
  return [...byKey]
    .map(([key, parts]) => ({ key, work: library.work(key), parts }))
    .sort(
      (a, b) =>
        Number(a.work !== undefined) - Number(b.work !== undefined) || b.parts.length - a.parts.length,
    );
}
