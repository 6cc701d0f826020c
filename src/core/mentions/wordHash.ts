/**
 * A hash of words that sieve.wat computes for many of them at once: of their first eight letters, their last eight, and
 * what stands between, eight by eight, with the multipliers of MurmurHash3 and xxHash.
 */
import { folds, lastClass } from './fold.ts';

const prime = 0x01000193;

/** One object for many words. */
export class WordHash {
  value = 0;
  /** Where the word ends. */
  end = 0;

  /** Reads the letters from an offset on that fold to one unit each, as folded. */
  read(text: string, start: number, to: number): void {
    this.#read(text, start, to, true);
  }

  /** Reads all units of a word that is folded already. */
  readFolded(word: string): void {
    this.#read(word, 0, word.length, false);
  }

  #read(text: string, start: number, to: number, folding: boolean): void {
    // The last eight units, a byte each: the last one is the highest byte of `high`.
    let [low, high] = [0, 0];
    let [firstLow, firstHigh] = [0, 0];
    let between = 0;
    // Of the units outside of ASCII, whose bytes alone would not tell them apart.
    let others = 0;
    let offset = start;
    for (; offset < to; offset++) {
      let unit = text.charCodeAt(offset);
      if (folding) {
        unit = folds[unit] as number;
        if (unit <= lastClass) break;
      }
      if (unit > 0x7f) others = Math.imul(others ^ unit, prime);
      const place = offset - start;
      if (place > 8 && place % 8 === 0) between = mix(between, low, high);
      low = (low >>> 8) | (high << 24);
      high = (high >>> 8) | (unit << 24);
      if (place !== 7) continue;
      firstLow = low;
      firstHigh = high;
    }
    this.end = offset;
    this.value = finish(firstLow, firstHigh, low, high, offset - start) ^ between ^ others;
  }
}

function finish(firstLow: number, firstHigh: number, low: number, high: number, length: number): number {
  if (length > 8) return hashOf(firstLow, firstHigh, low, high, length);
  // What was read first is to be the lowest byte.
  const idle = 64 - 8 * length;
  if (idle === 0) return hashOf(low, high, 0, 0, length);
  if (idle < 32) return hashOf((low >>> idle) | (high << (32 - idle)), high >>> idle, 0, 0, length);
  return hashOf(idle < 64 ? high >>> (idle - 32) : 0, 0, 0, 0, length);
}

/** As in sieve.wat. */
function mix(hash: number, low: number, high: number): number {
  return Math.imul(Math.imul(hash ^ low, 0x27d4eb2f) ^ high, 0x165667b1);
}

/** As in sieve.wat. */
function hashOf(
  firstLow: number,
  firstHigh: number,
  lastLow: number,
  lastHigh: number,
  length: number,
): number {
  const first = Math.imul(firstLow, 0x85ebca6b) ^ Math.imul(firstHigh, 0xc2b2ae35);
  const last = Math.imul(lastLow, 0x27d4eb2f) ^ Math.imul(lastHigh, 0x165667b1);
  const mixed = first ^ last ^ length;
  const hash = Math.imul(mixed ^ (mixed >>> 15), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
