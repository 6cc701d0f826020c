/**
 * Some words by their hashes, as a Bloom filter with two bits a hash, both in one number: F. Putze, P. Sanders and
 * J. Singler, “Cache-, hash- and space-efficient Bloom filters” (2007). Says yes a little too often.
 */
export class WordFilter {
  /** The upper digits of a hash choose one of these, its lowest two times five the bits. */
  readonly bits: Uint32Array;
  readonly shift: number;

  constructor(hashes: Int32Array) {
    const digits = Math.min(mostDigits, Math.max(leastDigits, 32 - Math.clz32(hashes.length * sparseness)));
    this.bits = new Uint32Array(1 << (digits - 5));
    this.shift = 37 - digits;
    for (const hash of hashes) {
      const word = hash >>> this.shift;
      this.bits[word] = (this.bits[word] as number) | (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));
    }
  }
}

/** Bits of a filter for each hash … */
const sparseness = 8;
/** … and the binary digits of their number: few names get a filter that lets through almost nothing … */
const leastDigits = 13;
/** … and very many one that still has room where it is used. */
const mostDigits = 24;
