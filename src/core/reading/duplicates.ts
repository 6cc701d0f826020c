/**
 * Near-duplicates: the same article kept twice, reprinted, or saved with other trimmings.
 *
 * Documents are compared as sets of three-word shingles by their resemblance (Broder, "On the resemblance and
 * containment of documents", 1997), estimated from MinHash signatures made in one pass (Li, Owen and Zhang, "One
 * permutation hashing", 2012, with the optimal densification of Shrivastava, 2017, where bins stay empty). Candidates
 * come from locality-sensitive hashing in bands (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", ch. 3),
 * so that no document is compared with all others.
 */
import { hash32, mixed } from './words.ts';

/** Two documents, and the estimated share of their shingles that they have in common. */
export interface NearDuplicate {
  readonly a: string;
  readonly b: string;
  /** From `atLeast` to 1; 1 for the same words. */
  readonly similarity: number;
}

const bins = 128;
/** 32 bands of 4 find a pair of similarity 0.6 with a chance of 0.99. */
const rows = 4;
const shingleLength = 3;
const empty = 0xffffffff;
/** Shorter texts, such as "See attachment", say the same without being the same document. */
const minWords = 20;
/** As many documents that share a band are compared pair by pair; beyond, it is boilerplate that they share. */
const maxBucket = 200;

/** The signature of a document's text, to be kept for as long as the document does not change. */
export type Signature = Uint32Array;

/**
 * @param words of the text, as they are compared.
 * @returns undefined for a text too short to be told from others.
 */
export function signature(words: readonly string[]): Signature | undefined {
  if (words.length < minWords) return undefined;
  const hashes = words.map((word) => hash32(word));
  const result = new Uint32Array(bins).fill(empty);
  for (let at = 0; at + shingleLength <= hashes.length; at++) {
    let hash = 0;
    for (let offset = 0; offset < shingleLength; offset++) {
      hash = Math.imul(hash, 0x9e3779b1) + (hashes[at + offset] ?? 0);
    }
    const value = mixed(hash);
    const bin = value % bins;
    if (value < (result[bin] ?? 0)) result[bin] = value;
  }
  return densified(result);
}

/** Fills each empty bin from another, chosen by the bin's number alone, so that equal documents fill alike. */
function densified(sparse: Uint32Array): Signature {
  const full = sparse.slice();
  for (let bin = 0; bin < bins; bin++) {
    for (let attempt = 1; full[bin] === empty; attempt++) {
      full[bin] = sparse[mixed(bin * 0x10001 + attempt) % bins] ?? empty;
    }
  }
  return full;
}

/** The estimated share of shingles that two documents have in common. */
export function similarity(a: Signature, b: Signature): number {
  let equal = 0;
  for (let bin = 0; bin < bins; bin++) if (a[bin] === b[bin]) equal++;
  return equal / bins;
}

/**
 * The pairs of documents that resemble each other, most alike first.
 *
 * @param signatures document id → signature.
 */
export function nearDuplicates(signatures: ReadonlyMap<string, Signature>, atLeast = 0.6): NearDuplicate[] {
  const documents = [...signatures];
  const found = new Map<number, NearDuplicate>();
  for (let band = 0; band < bins; band += rows) {
    const buckets = new Map<string, number[]>();
    documents.forEach(([, values], index) => {
      const key = values.subarray(band, band + rows).join();
      const bucket = buckets.get(key);
      if (bucket) bucket.push(index);
      else buckets.set(key, [index]);
    });
    for (const bucket of buckets.values()) {
      if (bucket.length < 2) continue;
      // Of very many alike each is compared with the first.
      const firsts = bucket.length > maxBucket ? bucket.slice(0, 1) : bucket;
      firsts.forEach((first, position) => {
        for (const second of bucket.slice(position + 1)) {
          const pair = first * documents.length + second;
          const [a, b] = [documents[first], documents[second]];
          if (!a || !b || found.has(pair)) continue;
          const alike = similarity(a[1], b[1]);
          if (alike >= atLeast) found.set(pair, { a: a[0], b: b[0], similarity: alike });
        }
      });
    }
  }
  return [...found.values()].sort((x, y) => y.similarity - x.similarity);
}
