/** Finds every name that is written in a stretch of text, overlapping ones included, before any rule about context. */
import { bare, foldOf, folds, isWordAt, lastClass, separator, single } from './fold.ts';
import { edge, isName, type Name, type Names } from './names.ts';
import { Runs } from './runs.ts';
import type { Syntax } from './syntax.ts';
import { hashAfter, hashAfterSpace, isSpace, Reading } from './words.ts';
import { childOf, type Node, sequenceAt } from './wordTrie.ts';

/** A name in the text, `[start, end)`; `lastWord` is where its last word starts. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly lastWord: number;
  readonly name: Name;
}

/** What a scan sees. */
export interface Sight {
  /** By start, the longest first. */
  readonly candidates: readonly Candidate[];
  /**
   * Where a character stands with which something may start that is no text, or, if it matters, a line; in order. Not
   * looked for without candidates.
   */
  readonly marks: readonly number[];
}

/** Finds the names in `[from, to)`. */
export function scan(names: Names, text: string, from: number, to: number, syntax: Syntax): Sight {
  const stretch = new Stretch(names, text, to, syntax);
  stretch.scan(from);
  return stretch;
}

const reading = new Reading();
const runs = new Runs();

class Stretch implements Sight {
  readonly candidates: Candidate[] = [];
  readonly marks: number[] = [];
  readonly #names: Names;
  readonly #text: string;
  readonly #to: number;
  readonly #syntax: Syntax;
  /** Where the last word of a candidate starts. */
  #lastWord = 0;

  constructor(names: Names, text: string, to: number, syntax: Syntax) {
    this.#names = names;
    this.#text = text;
    this.#to = to;
    this.#syntax = syntax;
  }

  scan(from: number): void {
    const [text, to] = [this.#text, this.#to];
    if (!runs.read(text.slice(from, to))) {
      this.#scanWords(from, to);
      if (this.candidates.length > 0) this.#mark(from, this.#lastWord);
      return;
    }
    const found = runs.sieve(this.#names.firstWords);
    const { edges, passed } = runs;
    for (let index = 0; index < found; index++) {
      const at = passed[index] as number;
      this.#scanWords(from + (edges[at] as number), from + (edges[at + 1] as number));
    }
    if (this.candidates.length > 0) this.#markGaps(from);
  }

  /** Each word costs its letters and a look into a bit set, unless a name may start with it. */
  #scanWords(from: number, to: number): void {
    const { trie } = this.#names;
    let start = from;
    while (start < to) {
      if (!reading.word(this.#text, start, this.#to)) {
        start++;
        continue;
      }
      const { end, hash } = reading;
      const mayStart = trie.mayStart(hash);
      if (mayStart > 0) {
        const node = childOf(0, hash);
        if (mayStart > 1) this.#considerAll(trie.first(node) ?? 0, start, end, start);
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
    const [text, to] = [this.#text, this.#to];
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

  /** Collects the marks in the gaps between runs. */
  #markGaps(from: number): void {
    const { triggers } = this.#syntax;
    const { bytes, edges, count } = runs;
    const last = this.#lastWord - from;
    let offset = 0;
    for (let at = 0; at < count && offset < last; at += 2) {
      for (const start = edges[at] as number; offset < start; offset++) {
        if (triggers[bytes[offset] as number] !== 0) this.marks.push(from + offset);
      }
      offset = edges[at + 1] as number;
    }
  }

  #mark(from: number, to: number): void {
    const { triggers } = this.#syntax;
    for (let offset = from; offset < to; offset++) {
      const unit = this.#text.charCodeAt(offset);
      if (unit < 0x80 && triggers[unit] !== 0) this.marks.push(offset);
    }
  }

  /** Collects the names that start like a node with a word at `start`, and go on with the word just read. */
  #goOn(first: Node, start: number): void {
    const { trie } = this.#names;
    let node = first;
    do {
      const { start: lastWord, end } = reading;
      node = childOf(node, reading.hash);
      const ending = trie.first(node);
      if (ending === undefined) return;
      this.#considerAll(ending, start, end, lastWord);
    } while (this.#wordAfter(reading.end));
  }

  #considerAll(first: number, start: number, end: number, lastWord: number): void {
    const names = this.#names;
    for (let ending = first; ending > 0; ending = names.trie.next(ending)) {
      this.#consider(names.name(sequenceAt(ending)), start, end, lastWord);
    }
  }

  /** Collects a name of which only the hash is known to match. */
  #consider(name: Name, start: number, end: number, lastWord: number): void {
    const text = this.#text;
    if (!(compareAscii(name, text, start, end) ?? isName(name, written(text, start, end, this.#syntax))))
      return;
    const { prefix, suffix } = name;
    if ((prefix || suffix) && !hasEdges(name, text, start, end)) return;
    const from = start - prefix.length;
    const past = end + suffix.length;
    if (!standsAlone(text, from, past)) return;
    this.#insert({ start: from, end: past, lastWord, name });
    this.#lastWord = Math.max(this.#lastWord, lastWord);
  }

  /** Nearly always at or near the end. */
  #insert(candidate: Candidate): void {
    const { candidates } = this;
    let at = candidates.length;
    for (; at > 0 && isBefore(candidate, candidates[at - 1] as Candidate); at--) {
      candidates[at] = candidates[at - 1] as Candidate;
    }
    candidates[at] = candidate;
  }
}

function isBefore(one: Candidate, other: Candidate): boolean {
  return one.start < other.start || (one.start === other.start && one.end > other.end);
}

/** Some words as names are compared. */
function written(text: string, start: number, end: number, syntax: Syntax): string {
  const words = new Reading();
  words.word(text, start, end);
  let result = bare(text.slice(start, words.end));
  while (words.end < end && words.between(text, words.end, end, syntax)) {
    const { gap, end: next } = words;
    words.word(text, next, end);
    result += gap + bare(text.slice(next, words.end));
  }
  return result;
}

/**
 * The common case, ASCII typed as in the label, without any comparing of folded copies.
 *
 * @returns undefined where that does not settle it.
 */
function compareAscii(
  { text: name, exact }: Name,
  text: string,
  start: number,
  end: number,
): boolean | undefined {
  if (end - start !== name.length) return undefined;
  for (let index = 0; index < name.length; index++) {
    const expected = name.charCodeAt(index);
    const actual = text.charCodeAt(start + index);
    if (expected === actual) continue;
    if (expected > 0x7f || actual > 0x7f) return undefined;
    const fold = folds[actual] ?? separator;
    if (fold <= lastClass || fold !== folds[expected]) return undefined;
    if (exact) return false;
  }
  return true;
}

/** Whether the punctuation that belongs to the name stands around it. */
function hasEdges({ prefix, suffix }: Name, text: string, start: number, end: number): boolean {
  return (
    edge(text.slice(Math.max(0, start - prefix.length), start)) === prefix &&
    edge(text.slice(end, end + suffix.length)) === suffix
  );
}

/** Whether `[start, end)` is no part of a longer word, number, address or identifier. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  // Most names stand between spaces.
  if ((before === 32 || start === 0) && after === 32) return true;
  return startsAlone(text, start, before) && endsAlone(text, end, after);
}

function startsAlone(text: string, start: number, before: number): boolean {
  if (Number.isNaN(before) || isSpace(before)) return true;
  if (isWordAt(text, start - 1)) return !touches(text, start - 1, start);
  const character = text.charAt(start - 1);
  if (/[*_]/.test(character)) return !isWordAt(text, runStart(text, start - 1) - 1);
  // www.openai.com, 3.5 and 1,000
  if (character === '.') return !isWordAt(text, start - 2) || !/[\p{Ll}\p{Nd}]/u.test(text.charAt(start));
  if (character === ',') return !/\d,\d/.test(text.slice(Math.max(0, start - 2), start + 1));
  return true;
}

function endsAlone(text: string, end: number, after: number): boolean {
  if (Number.isNaN(after) || isSpace(after)) return true;
  if (isWordAt(text, end)) return !touches(text, end - 1, end, true);
  switch (text.charAt(end)) {
    case '*':
    case '_': {
      let offset = end;
      while (offset < text.length && offset < end + longestRun && /[*_]/.test(text.charAt(offset))) offset++;
      return !isWordAt(text, offset);
    }
    case '@':
      return !isWordAt(text, end + 1);
    case '.':
      // openai.com, GPT-4.5
      if (/\p{Ll}/u.test(text.charAt(end + 1))) return false;
      return !/\d\.\d/.test(text.slice(end - 1, end + 2));
    case ',':
      return !/\d,\d/.test(text.slice(end - 1, end + 2));
    case '+':
    case '#':
      // C++, Disney+ and C# are other names.
      return isWordAt(text, end + 1);
    case '-':
      // microsoft-press@example.org
      return !mailbox.test(text.slice(end, end + 80));
    default:
      return true;
  }
}

const mailbox = /^[\w.+-]+@\w/;
const longestRun = 8;

function runStart(text: string, last: number): number {
  let offset = last;
  while (offset > 0 && offset > last - longestRun && /[*_]/.test(text.charAt(offset - 1))) offset--;
  return offset;
}

const katakana = /^[\p{Script=Katakana}ー]{2}$/u;
const hangul = /^\p{Script=Hangul}{2}$/u;

/** Whether two neighbouring units belong to one word. Korean adds particles to the end of a name. */
function touches(text: string, left: number, right: number, atEnd = false): boolean {
  const simple = (offset: number) => foldOf(text.charCodeAt(offset)) !== single;
  const pair = text.slice(left, right + 1);
  if (katakana.test(pair) || (!atEnd && hangul.test(pair))) return true;
  return simple(left) && simple(right);
}
