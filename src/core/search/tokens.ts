/**
 * Text → search terms: lower case, without accents, numbers in one form ("13bn", "$13 billion" and "13,000 million"
 * all hold the term 13000000000), compounds also joined ("GPT-3" → gpt, 3, gpt3).
 */

import { charKind, digit, ideograph, isHighSurrogate, letter, other, wordEnd } from './characters.ts';
import { foldWord, maxTermLength } from './folding.ts';
import { type NumberRole, scaleNames, scales } from './numberWords.ts';
import { grown, hashPrime, hashSeed, TermTable, unknownTerm } from './termTable.ts';
import { Units } from './units.ts';

/**
 * Receives a term with its position (counted in words; a term that is another form of its neighbour shares that
 * neighbour's position) and its range in the text, in UTF-16 units.
 */
export type VisitTerm<T> = (term: T, position: number, start: number, end: number) => void;

/** Visits the terms of a text in order. @returns the number of word positions. */
export function eachTerm(text: string, visit: VisitTerm<string>): number {
  const table = new TermTable();
  return new TermReader(table).read(text, (term, position, start, end) =>
    visit(table.word(term), position, start, end),
  );
}

/** The words of a text, each in its first form. */
export function mainTerms(text: string): string[] {
  const terms: string[] = [];
  eachTerm(text, (term, position) => {
    terms[position] ??= term;
  });
  return terms;
}

/** UTF-16 unit → lower-case ASCII letter or digit; 0 for other ASCII, 1 for what must be looked at more closely. */
const simple = new Uint8Array(0x10000).fill(1);
for (let unit = 0; unit < 0x80; unit++) {
  const lower = String.fromCharCode(unit).toLowerCase();
  simple[unit] = /[a-z0-9]/.test(lower) ? lower.charCodeAt(0) : 0;
}
const complex = 1;
const firstLetter = 97;

/** What numbers the terms of a text: a table, or the few terms that are looked for. */
export interface TermNumbers {
  /** The number of the term `units[from, to)` with its hash; `unknownTerm` where it has none. */
  number(units: Uint16Array, from: number, to: number, hash: number): number;
  /** As `number`, for a string. */
  numberOf(text: string): number;
  /** What a term means within a number; undefined for nearly all. */
  role(term: number): NumberRole | undefined;
}

/** Reads texts into the numbers of their terms; terms that have none are passed over. */
export class TermReader {
  readonly #table: TermNumbers;
  readonly #units = new Units();
  /** The folded units of the text's words, one after the other. */
  #folded = new Uint16Array(256);
  #visit: VisitTerm<number> = () => {};
  #length = 0;
  // Where the word being read ends in `#folded`, where the one before starts, and their hashes.
  #to = 0;
  #hash = 0;
  #previousFrom = 0;
  #previousHash = 0;
  // The number that a scale or percent sign behind it would belong to, if there is one.
  #hasValue = false;
  readonly #pending = { value: 0, position: 0, start: 0 };

  constructor(table: TermNumbers) {
    this.#table = table;
  }

  /** Visits the terms of a text in order. @returns the number of word positions. */
  read(text: string, visit: VisitTerm<number>): number {
    const table = this.#table;
    const { length } = text;
    const units = this.#units.of(text, 0, length);
    this.#visit = visit;
    if (this.#folded.length < length) this.#folded = grown(this.#folded, length);
    this.#length = length;
    this.#hasValue = false;
    this.#to = 0;
    let position = 0;
    let previousStart = 0;
    let previousEnd = -1;
    let wasPer = false;
    let at = 0;
    while (at < length) {
      const start = at;
      let fold = simple[units[at] as number] as number;
      let kind = letter;
      let isRead = false;
      if (fold === 0) {
        if (this.#hasValue && at === previousEnd && units[at] === 37) {
          this.#visitText(
            plain(this.#pending.value, '%'),
            this.#pending.position,
            this.#pending.start,
            at + 1,
          );
          this.#visitText('percent', position++, at, at + 1);
          this.#hasValue = false;
        }
        at++;
        continue;
      }
      const from = this.#to;
      if (fold >= firstLetter) {
        const folded = this.#folded;
        let to = from;
        let hash = hashSeed;
        do {
          folded[to++] = fold;
          hash = Math.imul(hash ^ fold, hashPrime);
          fold = simple[units[++at] as number] as number;
        } while (fold > complex);
        isRead = to - from <= maxTermLength && (fold === 0 || endsWord(text, at));
        if (isRead) {
          this.#to = to;
          this.#hash = hash;
        }
      } else {
        kind = charKind(text, at);
        if (kind === other) {
          at += isHighSurrogate(units[at] as number) ? 2 : 1;
          continue;
        }
      }
      if (!isRead) at = wordEnd(text, start, kind);
      const joiner = previousEnd === start - 1 && start > 0 ? (units[previousEnd] as number) : 0;
      if (joiner && at - start <= 2 && isApostrophe(joiner)) {
        this.#to = from;
        previousEnd = at;
        continue;
      }
      if (!isRead && !this.#fold(text.slice(start, at), from)) continue;
      const to = this.#to;
      const term = table.number(this.#folded, from, to, this.#hash);
      if (term !== unknownTerm) visit(term, position, start, at);

      const role = table.role(term);
      if (this.#hasValue || role || kind === digit) {
        position = this.#number(role, kind === digit, wasPer, position, from, start, at);
      }
      if (joiner && isJoiner(joiner)) this.#join(from, position - 1, previousStart, at);
      wasPer = role?.part === 'per';
      this.#previousFrom = from;
      this.#previousHash = this.#hash;
      previousStart = start;
      previousEnd = at;
      position++;
    }
    return position;
  }

  /** Puts a word's folded units at `from`. @returns false where nothing is left of it. */
  #fold(word: string, from: number): boolean {
    const folded = foldWord(word);
    // What is left of the text fits behind it.
    const room = from + folded.length + this.#length;
    if (room > this.#folded.length) this.#folded = grown(this.#folded, room);
    let hash = hashSeed;
    for (let i = 0; i < folded.length; i++) {
      const unit = folded.charCodeAt(i);
      this.#folded[from + i] = unit;
      hash = Math.imul(hash ^ unit, hashPrime);
    }
    this.#to = from + folded.length;
    this.#hash = hash;
    return folded.length > 0;
  }

  /** Visits the forms of a number that the word at `from` is, or is part of. @returns the word's last position. */
  #number(
    role: NumberRole | undefined,
    isFigure: boolean,
    wasPer: boolean,
    position: number,
    from: number,
    start: number,
    end: number,
  ): number {
    const hadValue = this.#hasValue;
    const { value, position: valuePosition, start: valueStart } = this.#pending;
    this.#hasValue = false;
    if (isFigure) return this.#digits(position, from, start, end);
    if (!role) return position;
    if (role.value !== undefined) {
      this.#setValue(role.value, position, start);
      if (role.alone) this.#visitText(plain(role.value), position, start, end);
    }
    if (!hadValue) return position;
    if (role.scale) {
      this.#visitText(plain(value * role.scale), valuePosition, valueStart, end);
      this.#setValue(value * role.scale, valuePosition, valueStart);
    } else if (role.part === 'percent' || (role.part === 'cent' && wasPer)) {
      this.#visitText(plain(value, '%'), valuePosition, valueStart, end);
    } else if (role.part === 'per') {
      this.#setValue(value, valuePosition, valueStart);
    }
    return position;
  }

  /** Visits the forms of a number such as `13bn` and remembers its value. @returns its last position. */
  #digits(position: number, from: number, start: number, end: number): number {
    const word = String.fromCharCode.apply(
      null,
      this.#folded.subarray(from, this.#to) as unknown as number[],
    );
    const [, amount = word, unit] = /^(\d+(?:\.\d+)?)(k|mn?|bn?|tn)$/.exec(word) ?? [];
    if (!unit) {
      this.#setValue(Number(amount), position, start);
      return position;
    }
    this.#visitText(amount, position, start, end);
    this.#visitText(plain(Number(amount) * (scales.get(unit) ?? 1)), position, start, end);
    this.#visitText(scaleNames.get(unit) ?? unit, position + 1, start, end);
    return position + 1;
  }

  /** Visits the word before and the one at `from` as one: they stand next to each other in `#folded`. */
  #join(from: number, position: number, start: number, end: number): void {
    if (this.#to - this.#previousFrom > maxTermLength) return;
    let hash = this.#previousHash;
    for (let i = from; i < this.#to; i++) hash = Math.imul(hash ^ (this.#folded[i] as number), hashPrime);
    const term = this.#table.number(this.#folded, this.#previousFrom, this.#to, hash);
    if (term !== unknownTerm) this.#visit(term, position, start, end);
  }

  #setValue(value: number, position: number, start: number): void {
    this.#hasValue = !Number.isNaN(value);
    this.#pending.value = value;
    this.#pending.position = position;
    this.#pending.start = start;
  }

  #visitText(text: string, position: number, start: number, end: number): void {
    const term = this.#table.numberOf(text);
    if (term !== unknownTerm) this.#visit(term, position, start, end);
  }
}

function plain(value: number, sign = ''): string {
  return `${Math.round(value * 100) / 100}${sign}`;
}

/** Whether a word ends in front of a unit that is no ASCII. */
function endsWord(text: string, at: number): boolean {
  const kind = charKind(text, at);
  return kind === other || kind === ideograph;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019;
}

/** Hyphens, point, ampersand, apostrophes and underscore between two words make a compound. */
function isJoiner(code: number): boolean {
  return (
    code === 0x2d ||
    code === 0x2010 ||
    code === 0x2011 ||
    code === 0x2e ||
    code === 0x26 ||
    code === 0x5f ||
    isApostrophe(code)
  );
}
