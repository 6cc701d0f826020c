/** Terms known by number: an open-addressing hash table over their UTF-16 units, so that reading a text makes no strings. */
import { type NumberRole, numberRoles } from './numberWords.ts';

/** FNV-1a over UTF-16 units. */
export const hashSeed = 0x811c9dc5 | 0;
export const hashPrime = 0x01000193;

/** Returned for a term that is not known. */
export const unknownTerm = -1;

export class TermTable {
  #size = 0;
  #frozen = false;
  #bits = 6;
  /** Slot → term number + 1; 0 where free. */
  #slots = new Int32Array(1 << this.#bits);
  #hashes = new Int32Array(64);
  /** Term number → where its units start; one more than there are terms. */
  #starts = new Uint32Array(65);
  #units = new Uint16Array(512);
  /** Term number → 1 where it plays a role in numbers. */
  #hasRole = new Uint8Array(64);
  readonly #roles = new Map<number, NumberRole>();
  #written = new Uint16Array(64);

  get size(): number {
    return this.#size;
  }

  /** From here on unknown terms are not added. */
  freeze(): void {
    this.#frozen = true;
  }

  /** The number of the term `units[from, to)` with its hash; a new one unless frozen. */
  number(units: Uint16Array, from: number, to: number, hash: number): number {
    const length = to - from;
    const mask = (1 << this.#bits) - 1;
    let slot = Math.imul(hash, 0x9e3779b1) >>> (32 - this.#bits);
    for (;;) {
      const term = (this.#slots[slot] as number) - 1;
      if (term < 0) return this.#frozen ? unknownTerm : this.#add(units, from, to, hash, slot);
      if (this.#hashes[term] === hash) {
        const start = this.#starts[term] as number;
        if ((this.#starts[term + 1] as number) - start === length) {
          let i = 0;
          while (i < length && this.#units[start + i] === units[from + i]) i++;
          if (i === length) return term;
        }
      }
      slot = (slot + 1) & mask;
    }
  }

  /** As `number`, for a string. */
  numberOf(text: string): number {
    if (text.length > this.#written.length) this.#written = new Uint16Array(text.length * 2);
    let hash = hashSeed;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.#written[i] = unit;
      hash = Math.imul(hash ^ unit, hashPrime);
    }
    return this.number(this.#written, 0, text.length, hash);
  }

  word(term: number): string {
    return String.fromCharCode.apply(
      null,
      this.#units.subarray(this.#starts[term], this.#starts[term + 1]) as unknown as number[],
    );
  }

  /** What a term means within a number such as "20 per cent"; undefined for nearly all. */
  role(term: number): NumberRole | undefined {
    return term >= 0 && this.#hasRole[term] === 1 ? this.#roles.get(term) : undefined;
  }

  #add(units: Uint16Array, from: number, to: number, hash: number, slot: number): number {
    const term = this.#size++;
    if (term + 1 >= this.#starts.length) {
      this.#starts = grown(this.#starts, term + 2);
      this.#hashes = grown(this.#hashes, term + 1);
      this.#hasRole = grown(this.#hasRole, term + 1);
    }
    const start = this.#starts[term] as number;
    const end = start + to - from;
    if (end > this.#units.length) this.#units = grown(this.#units, end);
    this.#units.set(units.subarray(from, to), start);
    this.#starts[term + 1] = end;
    this.#hashes[term] = hash;
    this.#slots[slot] = term + 1;
    const role = to - from <= 8 ? numberRoles.get(this.word(term)) : undefined;
    if (role) {
      this.#hasRole[term] = 1;
      this.#roles.set(term, role);
    }
    if (this.#size * 2 > 1 << this.#bits) this.#rehash();
    return term;
  }

  #rehash(): void {
    this.#bits++;
    this.#slots = new Int32Array(1 << this.#bits);
    const mask = (1 << this.#bits) - 1;
    for (let term = 0; term < this.#size; term++) {
      let slot = Math.imul(this.#hashes[term] as number, 0x9e3779b1) >>> (32 - this.#bits);
      while (this.#slots[slot]) slot = (slot + 1) & mask;
      this.#slots[slot] = term + 1;
    }
  }
}

/** A copy with at least so much room, and twice as much as before. */
export function grown<T extends Uint32Array | Uint16Array | Uint8Array | Int32Array>(
  array: T,
  least: number,
): T {
  const copy = new (array.constructor as new (length: number) => T)(Math.max(least, array.length * 2));
  copy.set(array);
  return copy;
}
