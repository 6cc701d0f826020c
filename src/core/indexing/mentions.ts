/** Where entities are named, as a few blocks of numbers that cross from a worker at once. */
import type { Evidence } from '../corpus/model.ts';
import type { Mentions } from '../dossierIndex.ts';

export interface PackedMentions {
  readonly sources: readonly string[];
  /** Entity → pairs of a place in `sources` and a paragraph's number. */
  readonly places: ReadonlyMap<string, Uint32Array>;
}

export function packMentions(
  mentions: ReadonlyMap<string, readonly Evidence[]>,
  sources: readonly { readonly id: string }[],
): PackedMentions {
  const ids = sources.map(({ id }) => id);
  const place = new Map(ids.map((id, at) => [id, at]));
  const packed = [...mentions].map(([entity, list]): [string, Uint32Array] => [
    entity,
    Uint32Array.from(list.flatMap(({ source, paragraph }) => [place.get(source) ?? 0, paragraph])),
  ]);
  return { sources: ids, places: new Map(packed) };
}

/** Unpacks what is asked for. */
export function unpackMentions({ sources, places }: PackedMentions): Mentions {
  return {
    get: (entity) => {
      const pairs = places.get(entity);
      if (!pairs) return undefined;
      const list: Evidence[] = [];
      for (let at = 0; at < pairs.length; at += 2) {
        list.push({ source: sources[pairs[at] ?? 0] ?? '', paragraph: pairs[at + 1] ?? 0 });
      }
      return list;
    },
  };
}
