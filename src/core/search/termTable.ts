/** Terms known by number: an open-addressing hash table over their UTF-16 units, so that reading a text makes no strings. */
import { type NumberRole, numberRoles } from './numberWords.ts';

/** FNV-1a over UTF-16 units. */
export const hashSeed = 0x811c9dc5 | 0;
export const hashPrime = 0x01000193;

/** Returned for a term that is not known. */
export const unknownTerm = -1;

/** An entry of the table: hash, term number + 1 (0 where free), where its units start, and how many they are. */
const entrySize = 4;

export class TermTable {
  #size = 0;
  #bits = 6;
  /** In one array, since each look-up goes to a place that is in no cache. */
  #entries = new Int32Array(entrySize << 6);
  #units = new Uint16Array(512);
  #unitCount = 0;
  /** Term number → its entry's place. */
  #places = new Uint32Array(64);
  /** The numbers of terms that play a role in numbers. */
  readonly #roles = new Map<number, NumberRole>();
  /** The highest number with a role: those words are known early. */
  #lastRole = -1;

  /** Words that are read as parts of numbers are always known. */
  constructor() {
    for (const [word, role] of numberRoles) {
      this.#lastRole = this.numberOf(word);
      this.#roles.set(this.#lastRole, role);
    }
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the term `units[from, to)` with its hash; a new one where it has none yet. */
  number(units: Uint16Array, from: number, to: number, hash: number): number {
    const place = this.#place(units, from, to, hash);
    const term = (this.#entries[place + 1] as number) - 1;
    return term >= 0 ? term : this.#add(units, from, to, hash, place);
  }

  /** As `number`, but `unknownTerm` where the term has none. */
  find(units: Uint16Array, from: number, to: number, hash: number): number {
    return (this.#entries[this.#place(units, from, to, hash) + 1] as number) - 1;
  }

  /** As `number`, for a string. */
  numberOf(text: string): number {
    const [units, hash] = unitsOf(text);
    return this.number(units, 0, text.length, hash);
  }

  word(term: number): string {
    const place = this.#places[term] as number;
    const start = this.#entries[place + 2] as number;
    const end = start + (this.#entries[place + 3] as number);
    return String.fromCharCode.apply(null, this.#units.subarray(start, end) as unknown as number[]);
  }

  /** What a term means within a number such as "20 per cent"; undefined for nearly all. */
  role(term: number): NumberRole | undefined {
    return term <= this.#lastRole ? this.#roles.get(term) : undefined;
  }

  /** Where a term's entry is, or the free one where it would be. */
  #place(units: Uint16Array, from: number, to: number, hash: number): number {
    const entries = this.#entries;
    const known = this.#units;
    const length = to - from;
    const mask = entries.length - 1;
    let place = (Math.imul(hash, 0x9e3779b1) >>> (32 - this.#bits)) * entrySize;
    for (;;) {
      if (entries[place + 1] === 0) return place;
      if (entries[place] === hash && entries[place + 3] === length) {
        const start = entries[place + 2] as number;
        let i = 0;
        while (i < length && known[start + i] === units[from + i]) i++;
        if (i === length) return place;
      }
      place = (place + entrySize) & mask;
    }
  }

  #add(units: Uint16Array, from: number, to: number, hash: number, place: number): number {
    const term = this.#size++;
    const end = this.#unitCount + to - from;
    if (end > this.#units.length) this.#units = grown(this.#units, end);
    if (term >= this.#places.length) this.#places = grown(this.#places, term + 1);
    for (let i = from; i < to; i++) this.#units[this.#unitCount + i - from] = units[i] as number;
    this.#entries[place] = hash;
    this.#entries[place + 1] = term + 1;
    this.#entries[place + 2] = this.#unitCount;
    this.#entries[place + 3] = to - from;
    this.#places[term] = place;
    this.#unitCount = end;
    if (this.#size * 2 > 1 << this.#bits) this.#rehash();
    return term;
  }

  #rehash(): void {
    const before = this.#entries;
    this.#bits++;
    this.#entries = new Int32Array(entrySize << this.#bits);
    const mask = this.#entries.length - 1;
    for (let term = 0; term < this.#size; term++) {
      const old = this.#places[term] as number;
      let place = (Math.imul(before[old] as number, 0x9e3779b1) >>> (32 - this.#bits)) * entrySize;
      while (this.#entries[place + 1] !== 0) place = (place + entrySize) & mask;
      for (let i = 0; i < entrySize; i++) this.#entries[place + i] = before[old + i] as number;
      this.#places[term] = place;
    }
  }
}

/** A string's units and their hash; the units are valid until the next call. */
export function unitsOf(text: string): [units: Uint16Array, hash: number] {
  if (text.length > written.length) written = new Uint16Array(text.length * 2);
  let hash = hashSeed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    written[i] = unit;
    hash = Math.imul(hash ^ unit, hashPrime);
  }
  return [written, hash];
}
let written = new Uint16Array(64);

/** A copy with at least so much room, and twice as much as before. */
export function grown<T extends Uint32Array | Uint16Array | Uint8Array | Int32Array | Float64Array>(
  array: T,
  least: number,
): T {
  const copy = new (array.constructor as new (length: number) => T)(Math.max(least, array.length * 2));
  copy.set(array);
  return copy;
}
