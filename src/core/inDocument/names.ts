/** The names that a draft calls the dossier's entities by: where each stands, and whether a citation is near. */
import type { FoundCitation } from '../citation/syntax.ts';
import type { Entity } from '../corpus/model.ts';
import type { ReadBlock, ScannedText } from '../mentions/document.ts';
import { syntaxOf } from '../mentions/languages.ts';

/** A text of a draft, which may consist of several. */
export interface ReadText {
  readonly scanned: ScannedText;
  /** In order. */
  readonly citations: readonly FoundCitation[];
}

/** A range `[start, end)` in one of a draft's texts; `text` is its number. */
export interface Place {
  readonly text: number;
  readonly start: number;
  readonly end: number;
}

/** Who or what a draft names. */
export interface NamedInDraft {
  /** The entities' ids; unique among the names of a draft. */
  readonly id: string;
  /** More than one where they share the name. */
  readonly entities: readonly Entity[];
  /** In the draft's order. */
  readonly places: readonly Place[];
  /** How many of them stand in a paragraph that cites. */
  readonly cited: number;
  /** Whether it is named in prose, and nowhere in a paragraph that cites. */
  readonly isUncited: boolean;
}

/** What a draft names, in the order in which it first does. */
export function namesInDraft(texts: readonly ReadText[]): NamedInDraft[] {
  const found = new Map<
    string,
    { entities: readonly Entity[]; places: Place[]; cited: number; prose: number }
  >();
  texts.forEach(({ scanned, citations }, text) => {
    const prose = syntaxOf(scanned.language);
    const cites = citing(citations);
    for (const block of scanned.blocks) {
      if (!block.mentions.length) continue;
      const isCited = cites(block);
      for (const { start, end, entities } of block.mentions) {
        const id = entities.map((entity) => entity.id).join(' ');
        const known = found.get(id) ?? { entities, places: [], cited: 0, prose: 0 };
        found.set(id, known);
        known.places.push({ text, start, end });
        if (isCited) known.cited++;
        // A title in front matter is no place for a citation.
        if (block.syntax === prose) known.prose++;
      }
    }
  });
  return [...found].map(([id, { entities, places, cited, prose }]) => ({
    id,
    entities,
    places,
    cited,
    isUncited: prose > 0 && cited === 0,
  }));
}

/** Tells whether a block cites; blocks are asked for in order. */
function citing(citations: readonly FoundCitation[]): (block: ReadBlock) => boolean {
  let at = 0;
  return ({ from, to }) => {
    while (at < citations.length && (citations[at] as FoundCitation).end <= from) at++;
    const next = citations[at];
    return next !== undefined && next.start < to;
  };
}

/** The paragraph of prose around an offset, its ends included; undefined in code, front matter and between paragraphs. */
export function paragraphIn({ blocks, language }: ScannedText, offset: number): ReadBlock | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle] as ReadBlock).to < offset) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low];
  return block && block.from <= offset && block.syntax === syntaxOf(language) ? block : undefined;
}

/**
 * The place that is next in a direction, round at the ends.
 *
 * @param places in the draft's order.
 * @param from what is selected now; a place that is just that is left behind.
 * @returns undefined when there is none.
 */
export function placeBeside<T extends Place>(
  places: readonly T[],
  from: Place,
  direction: 'next' | 'previous',
): T | undefined {
  if (direction === 'next') return places.find((place) => compare(place, from) > 0) ?? places[0];
  return places.findLast((place) => compare(place, from) < 0) ?? places.at(-1);
}

function compare(a: Place, b: Place): number {
  return a.text - b.text || a.start - b.start || a.end - b.end;
}

/** Every name of a draft as a place. */
export function mentionPlaces(texts: readonly Pick<ReadText, 'scanned'>[]): Place[] {
  return texts.flatMap(({ scanned }, text) =>
    scanned.mentions.map(({ start, end }) => ({ text, start, end })),
  );
}
