/** Finds every name that is written in a text. */
import { Candidates } from './candidates.ts';
import { foldOf, separator } from './fold.ts';
import { plainSyntax } from './languages.ts';
import { sharedLookahead } from './lookahead.ts';
import type { Names } from './names.ts';
import type { Syntax } from './syntax.ts';
import { hashAfter, hashAfterSpace, Reading } from './words.ts';
import { childOf, type Entry, type Node } from './wordTrie.ts';
import { standsAlone, written } from './written.ts';

const reading = new Reading();
let scans = 0;

/** Looks for names in the parts of one text: in their order, where that can be, since it reads ahead. */
export class Scan {
  readonly #number = ++scans;
  readonly #names: Names;
  readonly #text: string;
  readonly #lookahead = sharedLookahead();
  /** How far has been looked ahead, and how far what was found has been looked at. */
  #to = 0;
  #at = 0;
  /** The first start and mark that are not looked at. */
  #next = 0;
  #mark = 0;
  /** The part that is looked at. */
  #start = 0;
  #end = 0;
  #syntax: Syntax = plainSyntax;
  readonly #candidates: Candidates;
  /** Where a character stands with which something may start that is no text, or, if it matters, a line; in order. */
  #marks: number[] | undefined;

  constructor(names: Names, text: string) {
    this.#names = names;
    this.#text = text;
    this.#candidates = new Candidates(names);
  }

  /** The names in `[from, to)` whose first and last word are text; good until the next part is read. */
  read(from: number, to: number, syntax: Syntax): Candidates {
    this.#start = from;
    this.#end = to;
    this.#syntax = syntax;
    this.#marks = undefined;
    this.#candidates.clear();
    let at = from;
    while (at < to) {
      if (at < this.#at || at >= this.#to || this.#lookahead.reader !== this.#number) this.#lookAhead(at);
      this.#at = at;
      at = Math.min(to, this.#to);
      this.#scanStarts(at);
      if (at < to) this.#collectMarks(at);
    }
    if (this.#candidates.count > 0) this.#dropMasked();
    return this.#candidates;
  }

  #lookAhead(from: number): void {
    const { firstWords, trie } = this.#names;
    this.#to = this.#lookahead.read(this.#text, from, firstWords, trie);
    this.#lookahead.reader = this.#number;
    this.#next = 0;
    this.#mark = 0;
  }

  /** Looks at the words before an offset with which a name may start. */
  #scanStarts(to: number): void {
    const lookahead = this.#lookahead;
    const { starts, ends, count } = lookahead;
    let index = this.#next;
    for (; index < count; index++) {
      const start = starts[index] as number;
      if (start >= to) break;
      const end = ends[index] as number;
      if (lookahead.isUnknown(index)) this.#scanWords(Math.max(start, this.#at), Math.min(end, to));
      else if (start >= this.#at && end <= to) this.#scanKnown(index, start, end);
      // The part may end within a run.
      if (end > to) break;
    }
    this.#next = index;
    this.#at = to;
  }

  #scanKnown(index: number, start: number, end: number): void {
    const { trie } = this.#names;
    const lookahead = this.#lookahead;
    this.#considerAll(trie.entry(lookahead.word(index)), start, end, start);
    const pair = lookahead.pair(index);
    const nextEnd = lookahead.nextEnd(index);
    if (pair === 0 || nextEnd > this.#end) return;
    this.#considerAll(trie.entry(pair), start, nextEnd, end + 1);
    if (trie.goesOn(pair) && this.#wordAfter(nextEnd)) this.#goOn(lookahead.pairNode(index), start);
  }

  /** Each word costs its letters and a look into a bit set, unless a name may start with it. */
  #scanWords(from: number, to: number): void {
    const { trie } = this.#names;
    let start = from;
    while (start < to) {
      if (!reading.word(this.#text, start, this.#end)) {
        start++;
        continue;
      }
      const { end, hash } = reading;
      const mayStart = trie.mayStart(hash);
      if (mayStart > 0) {
        const node = childOf(0, hash);
        if (mayStart > 1) this.#considerAll(trie.entry(trie.find(node)), start, end, start);
        const goesOn = mayStart !== 2 && this.#wordAfter(end) && trie.mayGoOn(hash, reading.hash);
        if (goesOn) this.#goOn(node, start);
      }
      start = end;
    }
  }

  /**
   * Reads the gap at an offset and the word after it; the hash is then of both.
   *
   * @returns false where no name goes on like that.
   */
  #wordAfter(offset: number): boolean {
    const [text, to] = [this.#text, this.#end];
    const unit = text.charCodeAt(offset);
    if ((unit === 32 || unit === 10) && reading.word(text, offset + 1, to)) {
      reading.hash = hashAfterSpace(reading.hash);
      return true;
    }
    const touches = foldOf(unit) !== separator;
    if (!touches && !this.#names.mayBeGap(unit) && !this.#syntax.mayBeGap(unit)) return false;
    if (!reading.between(text, offset, to, this.#syntax)) return false;
    const { gap } = reading;
    if (!reading.word(text, reading.end, to)) return false;
    reading.hash = hashAfter(gap, reading.hash);
    return true;
  }

  /** Collects the names that start like a node with a word at `start`, and go on with the word just read. */
  #goOn(first: Node, start: number): void {
    const { trie } = this.#names;
    let node = first;
    do {
      const { start: lastWord, end } = reading;
      node = childOf(node, reading.hash);
      const found = trie.find(node);
      this.#considerAll(trie.entry(found), start, end, lastWord);
      if (!trie.goesOn(found)) return;
    } while (this.#wordAfter(reading.end));
  }

  /** Collects the names at a node whose words stand in `[start, end)`; so far only their hash is known to be there. */
  #considerAll(first: Entry, start: number, end: number, lastWord: number): void {
    const text = this.#text;
    const { trie } = this.#names;
    for (let entry = first; entry !== 0; entry = trie.next(entry)) {
      const value = trie.value(entry);
      if (trie.isAt(entry, text, start, end)) {
        if (!standsAlone(text, start, end)) continue;
        this.#candidates.add(start, end, lastWord, value, trie.hasRule(entry));
      } else {
        const name = this.#names.name(value);
        const range = written(name, text, start, end, this.#syntax);
        if (range) this.#candidates.add(range.start, range.end, lastWord, value, trie.hasRule(entry));
      }
    }
  }

  /** Collects the marks of the part before an offset, as far as the sieve has read. */
  #collectMarks(to: number): void {
    const { marks, markCount } = this.#lookahead;
    const { triggers } = this.#syntax;
    let mark = this.#mark;
    for (; mark < markCount; mark++) {
      const at = marks[mark] as number;
      if (at >= to) break;
      if (at < this.#start || triggers[this.#text.charCodeAt(at)] === 0) continue;
      this.#marks ??= [];
      this.#marks.push(at);
    }
    this.#mark = mark;
  }

  #dropMasked(): void {
    const { count, starts, lastWords } = this.#candidates;
    let last = 0;
    for (let index = 0; index < count; index++) last = Math.max(last, lastWords[index] as number);
    this.#collectMarks(last);
    if (this.#marks === undefined) return;
    const from = this.#start;
    const masks = this.#syntax.masks(this.#text.slice(from, this.#end), this.#marks, from);
    if (masks.length === 0) return;
    this.#candidates.keep(
      (index) =>
        !isMasked(masks, (starts[index] as number) - from) &&
        !isMasked(masks, (lastWords[index] as number) - from),
    );
  }
}

/** @param masks starts and ends, alternating, in order. */
function isMasked(masks: readonly number[], offset: number): boolean {
  let low = 0;
  let high = masks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((masks[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
