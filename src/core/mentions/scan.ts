/** Finds every name that is written in a stretch of text, overlapping ones included, before any rule about context. */
import { bare, foldOf, folds, isWordAt, lastClass, separator, single } from './fold.ts';
import { edge, isName, type Name, type Names } from './names.ts';
import type { Syntax } from './syntax.ts';
import { hashPrime, hashSeed, hashText, isSpace, Reading } from './words.ts';

/** A name in the text, `[start, end)`; `lastWord` is where its last word starts. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly lastWord: number;
  readonly name: Name;
}

/**
 * Scans `[from, to)`. Each word costs its letters and one bit look-up, unless a name starts with it.
 *
 * @returns in order of the names' first words.
 */
export function scan(names: Names, text: string, from: number, to: number, syntax: Syntax): Candidate[] {
  const { firstWords, firstShift } = names;
  const found: Candidate[] = [];
  let offset = from;
  while (offset < to) {
    let fold = folds[text.charCodeAt(offset)] ?? separator;
    if (fold === separator) {
      offset++;
      continue;
    }
    const start = offset;
    let hash = hashSeed;
    while (fold > lastClass) {
      hash = Math.imul(hash ^ fold, hashPrime);
      offset++;
      if (offset === to) break;
      fold = folds[text.charCodeAt(offset)] ?? separator;
    }
    if (fold !== separator && offset < to) {
      if (!reading.word(text, start, to, hashSeed)) {
        offset = start + 1;
        continue;
      }
      offset = reading.end;
      hash = reading.hash;
    }
    const first = hash >>> firstShift;
    if (((firstWords[first >>> 5] ?? 0) >>> (first & 31)) & 1) {
      const node = names.child(0, hash);
      if (node > 0) follow(names, node, { text, start, end: offset, to, syntax }, found);
    }
  }
  return found;
}

const reading = new Reading();

interface FirstWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The end of the stretch. */
  readonly to: number;
  readonly syntax: Syntax;
}

/** Collects the names that start with a word, shortest first. */
function follow(names: Names, firstNode: number, word: FirstWord, found: Candidate[]): void {
  const { text, start, to, syntax } = word;
  let { end } = word;
  let node = firstNode;
  let lastWord = start;
  /** The words so far as names are compared; made when first needed. */
  let written: string | undefined;
  const gaps: { gap: string; start: number; end: number }[] = [];
  const writtenSoFar = () => {
    written ??= gaps.reduce(
      (sum, part) => sum + part.gap + bare(text.slice(part.start, part.end)),
      bare(text.slice(start, word.end)),
    );
    return written;
  };
  for (;;) {
    names.endingAt(node, (name) => {
      if (!(compareAscii(name, text, start, end) ?? isName(name, writtenSoFar()))) return;
      const whole = withEdges(name, text, start, end);
      if (whole && standsAlone(text, whole.start, whole.end)) found.push({ ...whole, lastWord, name });
    });
    if (!names.goesOn(node) || !reading.between(text, end, to, syntax)) return;
    const { gap, end: next } = reading;
    if (!reading.word(text, next, to, gap === ' ' ? spaceHash : hashText(gap, hashSeed))) return;
    node = names.child(node, reading.hash);
    if (node === 0) return;
    lastWord = next;
    end = reading.end;
    gaps.push({ gap, start: next, end });
    written = undefined;
  }
}

const spaceHash = hashText(' ', hashSeed);

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

/** Extends a match over the punctuation that belongs to the name; undefined where that is missing. */
function withEdges(
  { prefix, suffix }: Name,
  text: string,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  if (prefix && edge(text.slice(Math.max(0, start - prefix.length), start)) !== prefix) return undefined;
  if (suffix && edge(text.slice(end, end + suffix.length)) !== suffix) return undefined;
  return { start: start - prefix.length, end: end + suffix.length };
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
