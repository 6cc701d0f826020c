/** What a draft cites, and where. */
import type { CitableWork, Library } from '../bibliography/library.ts';
import { crossReferences } from './crossReferences.ts';
import type { FoundCitation, FoundPart, SyntaxId } from './syntax.ts';

/** A text of a draft with its citations. */
export interface CitingText {
  readonly text: string;
  readonly citations: readonly FoundCitation[];
}

/** A part of a citation, and which of the draft's texts it stands in. */
export interface CitedPart extends FoundPart {
  readonly text: number;
}

/** A key that a draft cites. */
export interface CitedWork {
  readonly key: string;
  /** Undefined when nothing has this key. */
  readonly work: CitableWork | undefined;
  /** Every place that cites it, in the draft's order. */
  readonly parts: readonly CitedPart[];
}

/** The works that a draft cites, each once: unknown ones first, then those cited most, else in the draft's order. */
export function citedWorks(texts: readonly CitingText[], syntax: SyntaxId, library: Library): CitedWork[] {
  const byKey = new Map<string, CitedPart[]>();
  texts.forEach(({ text: content, citations }, text) => {
    const isCrossReference = crossReferences(content, syntax);
    for (const part of citations.flatMap(({ parts }) => parts)) {
      const known = byKey.get(part.source);
      if (known) known.push({ ...part, text });
      else if (library.work(part.source) || !isCrossReference(part.source)) {
        byKey.set(part.source, [{ ...part, text }]);
      }
    }
  });
  return [...byKey]
    .map(([key, parts]) => ({ key, work: library.work(key), parts }))
    .sort(
      (a, b) =>
        Number(a.work !== undefined) - Number(b.work !== undefined) || b.parts.length - a.parts.length,
    );
}
