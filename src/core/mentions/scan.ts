/** Finds every name that is written in a stretch of text, overlapping ones included, before any rule about context. */
import { bare, foldOf, folds, isWordAt, lastClass, separator, single } from './fold.ts';
import { edge, isName, type Name, type Names } from './names.ts';
import type { Syntax } from './syntax.ts';
import { hashAfter, hashAfterSpace, hashPrime, hashSeed, isSpace, Reading } from './words.ts';

/** A name in the text, `[start, end)`; `lastWord` is where its last word starts. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly lastWord: number;
  readonly name: Name;
}

/** What a scan sees. */
export interface Sight {
  /** In order of the names' first words. */
  readonly candidates: readonly Candidate[];
  /** Where a character stands with which something may start that is no text, or, if it matters, a line; in order. */
  readonly marks: readonly number[];
}

/** Finds the names in `[from, to)`. */
export function scan(names: Names, text: string, from: number, to: number, syntax: Syntax): Sight {
  const stretch = new Stretch(names, text, to, syntax);
  stretch.scan(from);
  return stretch;
}

const reading = new Reading();

class Stretch implements Sight {
  readonly candidates: Candidate[] = [];
  readonly marks: number[] = [];
  readonly #names: Names;
  readonly #text: string;
  readonly #to: number;
  readonly #syntax: Syntax;

  constructor(names: Names, text: string, to: number, syntax: Syntax) {
    this.#names = names;
    this.#text = text;
    this.#to = to;
    this.#syntax = syntax;
  }

  /** Each word costs its letters and a look into a bit set, unless a name may start with it. */
  scan(from: number): void {
    const { trie } = this.#names;
    const { triggers } = this.#syntax;
    const [text, to] = [this.#text, this.#to];
    /** The word before: it is followed up once the next word is known. */
    let start = 0;
    let end = 0;
    let hash = 0;
    let mayStart = 0;
    let index = from;
    while (index < to) {
      const unit = text.charCodeAt(index);
      let fold = folds[unit] as number;
      if (fold === separator) {
        if (unit < 0x80 && (triggers[unit] as number) > 0) this.marks.push(index);
        index++;
        continue;
      }
      const nextStart = index;
      let nextHash = hashSeed;
      while (fold > lastClass) {
        nextHash = Math.imul(nextHash ^ fold, hashPrime);
        fold = ++index < to ? (folds[text.charCodeAt(index)] as number) : separator;
      }
      if (fold !== separator) {
        if (!reading.word(text, nextStart, to)) {
          index = nextStart + 1;
          continue;
        }
        index = reading.end;
        nextHash = reading.hash;
      }
      if (mayStart > 0) {
        const gap = text.charCodeAt(end);
        const goesOn =
          mayStart !== 2 &&
          (nextStart - end === 1 && (gap === 32 || gap === 10)
            ? trie.mayGoOn(hash, hashAfterSpace(nextHash))
            : this.#mayGoOn(end, gap, hash));
        if (goesOn || mayStart > 1) this.#follow(start, end, hash, goesOn);
      }
      start = nextStart;
      end = index;
      hash = nextHash;
      mayStart = trie.mayStart(hash);
    }
    if (mayStart > 1) this.#follow(start, end, hash, false);
  }

  /** Whether names may start with a word that ends at `end`, before the unit `gap`, and the word after the gap. */
  #mayGoOn(end: number, gap: number, hash: number): boolean {
    const touches = foldOf(gap) !== separator;
    if (!touches && !this.#names.mayBeGap(gap) && !this.#syntax.mayBeGap(gap)) return false;
    if (!reading.between(this.#text, end, this.#to, this.#syntax)) return false;
    const text = reading.gap;
    return (
      reading.word(this.#text, reading.end, this.#to) &&
      this.#names.trie.mayGoOn(hash, hashAfter(text, reading.hash))
    );
  }

  /** Collects the names that start with the word `[start, firstEnd)`, shortest first; of one word unless `goesOn`. */
  #follow(start: number, firstEnd: number, hash: number, goesOn: boolean): void {
    const names = this.#names;
    const { trie } = names;
    const text = this.#text;
    let lastWord = start;
    let end = firstEnd;
    let node = trie.child(0, hash);
    while (node > 0) {
      for (let value = trie.firstValue(node); value !== undefined; value = trie.nextValue(value)) {
        this.#consider(names.name(value), start, end, lastWord);
      }
      if (!goesOn || !reading.between(text, end, this.#to, this.#syntax)) return;
      const gap = reading.gap;
      lastWord = reading.end;
      if (!reading.word(text, lastWord, this.#to)) return;
      node = trie.child(node, hashAfter(gap, reading.hash));
      end = reading.end;
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
    if (standsAlone(text, from, past)) this.candidates.push({ start: from, end: past, lastWord, name });
  }
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
