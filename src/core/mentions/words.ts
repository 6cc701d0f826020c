/** Words and the gaps between them: the alphabet in which names are compared. */
import { expansionAt, foldOf, folds, ignorable, isSingleAt, isWordAt, lastClass, separator } from './fold.ts';
import { WordHash } from './wordHash.ts';

/** How a language puts markup and breaks between the words of a name. Each method gives a length in units, 0 for none. */
export interface GapRules {
  /** Markup that a reader does not see, such as `**` or `](address)`. */
  markupAt(text: string, offset: number): number;
  /** What stands for a space besides white space, such as `~` or `&nbsp;`. */
  spaceAt(text: string, offset: number): number;
  /** What stands before the text of a line: indentation, and the marks of quotes and comments. */
  linePrefixAt(text: string, offset: number): number;
}

const hashPrime = 0x01000193;
const wordHash = new WordHash();

/** The word or gap read last; one object for many readings, because text has very many words. */
export class Reading {
  /** Where the word starts. */
  start = 0;
  /** Just past the word, or where the word after the gap starts. */
  end = 0;
  hash = 0;
  /** The gap as it counts for comparison: `' '`, `'-'`, `"'"`, `' & '`, `''` … */
  gap = '';

  /**
   * Reads the word at an offset.
   *
   * @returns false where no word starts.
   */
  word(text: string, start: number, to: number): boolean {
    this.start = start;
    wordHash.read(text, start, to);
    const { end } = wordHash;
    if (end >= to || folds[text.charCodeAt(end)] === separator) {
      this.hash = wordHash.value;
      this.end = end;
      return end > start;
    }
    return this.#anyWord(text, start, to);
  }

  /** As `word`, for letters that are no single folded unit too. */
  #anyWord(text: string, start: number, to: number): boolean {
    if (isSingleAt(text, start)) {
      this.#single(text, start, to);
      return true;
    }
    let word = '';
    let offset = start;
    while (offset < to) {
      const fold = foldOf(text.charCodeAt(offset));
      if (fold > lastClass) {
        word += String.fromCharCode(fold);
        offset++;
      } else if (fold === ignorable && word !== '') {
        offset++;
      } else {
        if (!isWordAt(text, offset) || fold === ignorable || isSingleAt(text, offset)) break;
        const folded = expansionAt(text, offset);
        word += folded;
        offset += unitsAt(text, offset);
      }
    }
    this.#hash(word);
    this.end = Math.min(offset, to);
    return word !== '';
  }

  #hash(word: string): void {
    wordHash.readFolded(word);
    this.hash = wordHash.value;
  }

  #single(text: string, start: number, to: number): void {
    let end = start + unitsAt(text, start);
    let word = expansionAt(text, start);
    // A decomposed syllable or kana is one word, as its composed form is.
    const syllable = /[\u1100-\u115F]/.test(text.charAt(start)) ? /[\u1160-\u11FF]/ : /[\u3099\u309A]/;
    while (end < to && syllable.test(text.charAt(end))) word += text.charAt(end++);
    this.#hash(word);
    this.end = Math.min(end, to);
  }

  /**
   * Reads the gap between two words of a name, markup and at most one line break left out.
   *
   * @returns false where no gap of a name can be.
   */
  between(text: string, start: number, to: number, rules: GapRules): boolean {
    let gap = '';
    let breaks = 0;
    let offset = start;
    const limit = Math.min(to, start + longestGap);
    while (offset < limit && !isWordAt(text, offset)) {
      const unit = text.charCodeAt(offset);
      const skipped = isSpace(unit) ? 0 : rules.markupAt(text, offset);
      if (skipped > 0) {
        offset += skipped;
        continue;
      }
      const spaced = isSpace(unit) ? 1 : rules.spaceAt(text, offset);
      if (spaced > 0) {
        offset += spaced;
        if (unit === 10) {
          offset += rules.linePrefixAt(text, offset);
          breaks++;
        }
        if (!gap.endsWith(' ')) gap += ' ';
      } else if (text.startsWith('&amp;', offset)) {
        gap += '&';
        offset += 5;
      } else {
        gap += punctuation(text.charAt(offset));
        offset++;
      }
      if (breaks > 1 || gap.length > longestCanonicalGap) return false;
    }
    // A hyphen at the end of a line belongs to both lines.
    this.gap = breaks > 0 && gap === '- ' ? '-' : gap;
    this.end = offset;
    return offset < limit;
  }
}

/** The hash of a word that follows a gap. */
export function hashAfter(gap: string, word: number): number {
  return hashText(gap, word);
}

export function hashAfterSpace(word: number): number {
  return Math.imul(word ^ 32, hashPrime);
}

/** In units of the text: room for a link's address. */
const longestGap = 500;
const longestCanonicalGap = 8;

function hashText(text: string, hash: number): number {
  let value = hash;
  for (let offset = 0; offset < text.length; offset++) {
    value = Math.imul(value ^ text.charCodeAt(offset), hashPrime);
  }
  return value;
}

function unitsAt(text: string, offset: number): number {
  return (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
}

export function isSpace(unit: number): boolean {
  return (
    unit === 32 ||
    (unit >= 9 && unit <= 13) ||
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0x1680 ||
    unit === 0x85 ||
    unit === 0x2028 ||
    unit === 0x2029
  );
}

/** Hyphens, apostrophes and quotation marks count as the one on the keyboard. */
export function punctuation(character: string): string {
  switch (character) {
    case '‐':
    case '‑':
    case '–':
    case '−':
    case '﹣':
    case '－':
      return '-';
    case '’':
    case '‘':
    case 'ʼ':
    case 'ʹ':
    case '′':
    case '＇':
      return "'";
    case '“':
    case '”':
      return '"';
    case '＆':
      return '&';
    default:
      return character;
  }
}
