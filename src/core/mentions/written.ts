/** Whether a name, of which only the hash of its words is known to match, is written in a text. */
import { bare, foldOf, folds, isWordAt, lastClass, separator, single } from './fold.ts';
import { edge, isName, type Name } from './names.ts';
import { type GapRules, isSpace, Reading } from './words.ts';

/**
 * The range of a name whose words stand in `[start, end)`: with what belongs to the name around them.
 *
 * @returns undefined where it is another name, or part of a longer one.
 */
export function written(
  name: Name,
  text: string,
  start: number,
  end: number,
  rules: GapRules,
): { start: number; end: number } | undefined {
  if (!(compareAscii(name, text, start, end) ?? isName(name, wordsIn(text, start, end, rules))))
    return undefined;
  const { prefix, suffix } = name;
  if ((prefix || suffix) && !hasEdges(name, text, start, end)) return undefined;
  const range = { start: start - prefix.length, end: end + suffix.length };
  return standsAlone(text, range.start, range.end) ? range : undefined;
}

/** Some words as names are compared. */
function wordsIn(text: string, start: number, end: number, rules: GapRules): string {
  const words = new Reading();
  words.word(text, start, end);
  let result = bare(text.slice(start, words.end));
  while (words.end < end && words.between(text, words.end, end, rules)) {
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
export function standsAlone(text: string, start: number, end: number): boolean {
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
