/**
 * Cuts text into runs of letters and digits and passes over those with which no name starts, without reading them letter
 * by letter: by their length, their first four letters and their last four.
 *
 * Four characters are told apart at once, each in its lane of one number, as in L. Lamport, “Multiple byte processing
 * with full-word instructions” (1975), and no step but the last depends on what the text is, because a processor that
 * guesses wrong where a word ends loses more time than reading it takes.
 */

/** What stands for every character outside of ASCII. It counts as a letter: the run around it is read with care. */
const foreign = 0x7f;
const foreigners = /[^\0-\x7f]/g;
/** Text with more UTF-8 bytes a character is hardly worth sieving. */
const foreignBytes = 1.3;
/** Bytes before the text, so that the last four of a short first word can be read as well. */
const margin = 4;
const leastRoom = 4096;

/** The first words of some names, by their keys, as a Bloom filter with two bits a key. Says yes a little too often. */
export class RunFilter {
  /** The upper digits of a key choose one of these, its lowest two times five the bits. */
  readonly bits: Uint32Array;
  readonly shift: number;

  /** @param keys see `runKey`. */
  constructor(keys: readonly number[]) {
    const digits = Math.min(24, Math.max(leastDigits, 32 - Math.clz32(keys.length * sparseness)));
    this.bits = new Uint32Array(1 << (digits - 5));
    this.shift = 37 - digits;
    for (const key of keys) {
      const word = key >>> this.shift;
      this.bits[word] = (this.bits[word] as number) | (1 << (key & 31)) | (1 << ((key >>> 5) & 31));
    }
  }
}

/** Bits of a filter for each key … */
const sparseness = 8;
/** … and the binary digits of their number at least: few names get a filter that lets through almost nothing. */
const leastDigits = 13;

/** The key of a word without case; undefined for one outside of ASCII. Different words may have the same. */
export function runKey(text: string, start: number, end: number): number | undefined {
  let first = 0;
  let last = 0;
  for (let offset = start; offset < end; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit > 0x7e) return undefined;
    const lane = offset - start;
    if (lane < 4) first |= (unit | 0x20) << (8 * lane);
    last = (last >>> 8) | ((unit | 0x20) << 24);
  }
  return keyOf(first, end - start > 3 ? last : 0, end - start);
}

function keyOf(first: number, last: number, length: number): number {
  const mixed = Math.imul(first, 0x85ebca6b) ^ Math.imul(last, 0xc2b2ae35) ^ length;
  const key = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
  return key ^ (key >>> 15);
}

/** The runs of one text after the other; one object for many texts. */
export class Runs {
  /** Start and end of each run in turn, in units of the text. */
  edges = new Int32Array(0);
  /** How many of the edges count. */
  count = 0;
  /** The runs that `sieve` let through: the index of each one's start in `edges`, in order. */
  passed = new Int32Array(0);
  #room = 0;
  #lanes = new Int32Array(0);
  #view = new DataView(new ArrayBuffer(0));
  /** The text, a character each; what is outside of ASCII is `foreign`. */
  bytes = new Uint8Array(0);
  /** Whether something outside of ASCII stands in the text. */
  #isMixed = false;

  /**
   * Finds the runs of a text.
   *
   * @returns false where most of it is outside of ASCII; then there are none.
   */
  read(text: string): boolean {
    const { length } = text;
    if (length > this.#room) this.#grow(length);
    const { read, written } = encoder.encodeInto(text, this.bytes);
    this.#isMixed = written !== length || read !== length;
    if (this.#isMixed) {
      if (written > read * foreignBytes) return false;
      encoder.encodeInto(text.replace(foreigners, String.fromCharCode(foreign)), this.bytes);
    }
    // Both the last four characters and the last run end with the text.
    this.#view.setInt32(length + margin, 0, true);
    this.#view.setInt32(length + margin + 4, 0, true);
    this.#cut(length);
    return true;
  }

  /** Collects in `passed` the runs that a filter knows, and all that hold something outside of ASCII. @returns how many. */
  sieve({ bits, shift }: RunFilter): number {
    const { edges, passed, count } = this;
    const view = this.#view;
    let nextForeign = this.#foreignFrom(0);
    let found = 0;
    for (let at = 0; at < count; at += 2) {
      const start = edges[at] as number;
      const end = edges[at + 1] as number;
      const length = end - start;
      /** All bits where there are four letters, else none. */
      const four = (3 - length) >> 31;
      const first = (view.getInt32(start + margin, true) | 0x20202020) & (four | ((1 << (8 * length)) - 1));
      const last = (view.getInt32(end + margin - 4, true) | 0x20202020) & four;
      const key = keyOf(first, last, length);
      const word = bits[key >>> shift] as number;
      passed[found] = at;
      if (end > nextForeign) {
        nextForeign = this.#foreignFrom(end);
        found++;
      } else {
        found += (word >>> (key & 31)) & (word >>> ((key >>> 5) & 31)) & 1;
      }
    }
    return found;
  }

  #foreignFrom(offset: number): number {
    const next = this.#isMixed ? this.bytes.indexOf(foreign, offset) : -1;
    return next < 0 ? this.bytes.length : next;
  }

  #cut(length: number): void {
    const edges = this.edges;
    const lanes = this.#lanes;
    const past = margin / 4 + ((length + 4) >> 2);
    let count = 0;
    /** Bit 7 where the character before is of a run. */
    let before = 0;
    let foreigners = 0;
    for (let index = margin / 4; index < past; index++) {
      const lane = lanes[index] as number;
      const lower = lane | 0x20202020;
      // The highest bit of a lane says whether it is from `a` to `z`, `0` to `9`, or foreign.
      const letters = (lower + 0x1f1f1f1f) & ~(lower + 0x05050505);
      const digits = (lane + 0x50505050) & ~(lane + 0x46464646);
      const others = lane + 0x01010101;
      foreigners |= others;
      const runs = (letters | digits | others) & 0x80808080;
      const changes = runs ^ ((runs << 8) | before);
      before = runs >>> 24;
      const offset = 4 * index - margin;
      edges[count] = offset;
      count += (changes >>> 7) & 1;
      edges[count] = offset + 1;
      count += (changes >>> 15) & 1;
      edges[count] = offset + 2;
      count += (changes >>> 23) & 1;
      edges[count] = offset + 3;
      count += changes >>> 31;
    }
    this.count = count;
    if ((foreigners & 0x80808080) !== 0) this.#isMixed = true;
  }

  #grow(length: number): void {
    this.#room = Math.max(leastRoom, 2 * length);
    const buffer = new ArrayBuffer(margin + 4 * Math.ceil(this.#room / 4) + 8);
    this.#lanes = new Int32Array(buffer);
    this.#view = new DataView(buffer);
    this.bytes = new Uint8Array(buffer, margin);
    this.edges = new Int32Array(this.#room + 8);
    this.passed = new Int32Array(this.#room / 2 + 8);
  }
}

const encoder = new TextEncoder();
