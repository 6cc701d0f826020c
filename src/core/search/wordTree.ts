/** Sorted words as the tree of their beginnings, in flat arrays. */
import { grown } from './termTable.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Node 0 is the beginning without letters; the children of a node follow each other. A beginning of one word only has
 * no children: the rest of the word is read in the vocabulary.
 */
export interface WordTree {
  /** Node → the last unit of its beginning. */
  readonly units: Uint16Array;
  /**
   * Node → twice its first child, and one more where a word ends here: nearly all that is asked of a node is in one
   * place. The node after has the end of its children.
   */
  readonly children: Uint32Array;
  /** Node → the bits of the letters that lead on from it. */
  readonly masks: Uint32Array;
  /** Node → the first word that starts like this. */
  readonly from: Uint32Array;
  /** Node → the word after the last that does. */
  readonly to: Uint32Array;
}

/** One of 32 bits for a letter; letters far apart may share it. */
export function bitOf(unit: number): number {
  return 1 << (unit & 31);
}

/** The tree of a vocabulary's words from the numbered one on. */
export function treeOf({ starts, chars, size }: Vocabulary, first: number): WordTree {
  const room = 64 + 3 * (size - first);
  let [units, children] = [new Uint16Array(room), new Uint32Array(room)];
  let [masks, from, to] = [new Uint32Array(room), new Uint32Array(room), new Uint32Array(room)];
  from[0] = first;
  to[0] = size;
  let count = 1;
  let depth = 0;
  // Nodes stand in order of their depth.
  let levelEnd = 1;
  for (let node = 0; node < count; node++) {
    if (node === levelEnd) {
      depth++;
      levelEnd = count;
    }
    children[node] = 2 * count;
    const end = to[node] as number;
    let term = from[node] as number;
    if (node > 0 && end - term < 2) {
      const next = (starts[term] as number) + depth;
      if (next < (starts[term + 1] as number)) masks[node] = bitOf(chars[next] as number);
      continue;
    }
    if ((starts[term + 1] as number) - (starts[term] as number) === depth) {
      children[node] = 2 * count + 1;
      term++;
    }
    if (count + end - term >= units.length) {
      const more = count + end - term + 1;
      [units, children, masks, from, to] = [
        grown(units, more),
        grown(children, more),
        grown(masks, more),
        grown(from, more),
        grown(to, more),
      ];
    }
    while (term < end) {
      const unit = chars[(starts[term] as number) + depth] as number;
      units[count] = unit;
      masks[node] = (masks[node] as number) | bitOf(unit);
      from[count] = term;
      while (term < end && chars[(starts[term] as number) + depth] === unit) term++;
      to[count++] = term;
    }
  }
  children[count] = 2 * count;
  return {
    units: units.slice(0, count),
    children: children.slice(0, count + 1),
    masks: masks.slice(0, count),
    from: from.slice(0, count),
    to: to.slice(0, count),
  };
}
