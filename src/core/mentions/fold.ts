/**
 * How names and text are made comparable: letters lose their marks and compatibility forms (NFKD), so that NFC, NFD
 * and a diacritic typed plain are all the same, and lose their case where a label does not ask for it.
 */

/** Classes of UTF-16 units in `folds`; every value above `lastClass` is the unit that a simple letter folds to. */
export const separator = 0;
/** A mark or invisible character: belongs to the word around it and counts for nothing. */
export const ignorable = 1;
/** A character that is a word by itself, of a script written without spaces. */
export const single = 2;
/** Folds to several units, or is half of a surrogate pair. */
const complex = 3;
const unknown = 4;
export const lastClass = 4;

/** Unit → class or folded unit. A memo: each unit is worked out when it is first met. */
export const folds = new Uint16Array(0x10000).fill(unknown);

/** Character → folded text, for those of class `single` and `complex`. A memo. */
const expansions = new Map<number, string>();

const wordCharacter = /[\p{L}\p{M}\p{Nd}\p{Nl}]/u;
/** Marks that people leave out, joiners, soft hyphens and variation selectors; not the vowel signs of Indic scripts. */
const dropped =
  /[\u00AD\u200B\u200E\u200F\u2060\uFEFF]|(?![\u3099\u309A])\p{Script=Inherited}|(?=\p{Mn})[\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Hebrew}]/gu;
/** Han, kana, Hangul, Thai, Lao, Myanmar and Khmer: words there touch each other, or take suffixes without a space. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Khmer}\u30FC]/u;
/** Letters that Unicode does not decompose, with what people type instead. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ς: 'σ',
};
const undecomposed = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** The text without marks and compatibility forms, its case kept. */
export function bare(text: string): string {
  if (isAscii(text)) return text;
  return text
    .normalize('NFKD')
    .replace(dropped, '')
    .replace(undecomposed, (letter) => plain[letter] ?? letter);
}

export function isAscii(text: string): boolean {
  for (let offset = 0; offset < text.length; offset++) if (text.charCodeAt(offset) > 0x7f) return false;
  return true;
}

/** `bare` text without case. */
export function lower(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** The class or folded unit of a UTF-16 unit. */
export function foldOf(unit: number): number {
  const known = folds[unit] ?? separator;
  return known === unknown ? learn(unit) : known;
}

function learn(unit: number): number {
  const value = classify(unit);
  folds[unit] = value;
  return value;
}

function classify(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return complex;
  const character = String.fromCharCode(unit);
  // Modifier apostrophes are letters to Unicode, but stand for an apostrophe in names.
  if (unit >= 0x2b9 && unit <= 0x2bf) return separator;
  if (character.search(dropped) === 0) return ignorable;
  if (!wordCharacter.test(character)) return separator;
  const folded = lower(bare(character));
  if (unspaced.test(character)) {
    expansions.set(unit, folded);
    return single;
  }
  if (folded.length === 1) return folded.charCodeAt(0);
  expansions.set(unit, folded);
  return complex;
}

/** The folded text of the character at an offset whose class is `single` or `complex`; empty for one that is no letter. */
export function expansionAt(text: string, offset: number): string {
  const point = text.codePointAt(offset) ?? 0;
  let folded = expansions.get(point);
  if (folded === undefined) {
    const character = String.fromCodePoint(point);
    folded = wordCharacter.test(character) ? lower(bare(character)) : '';
    expansions.set(point, folded);
  }
  return folded;
}

/** Whether the character at an offset is a word by itself. */
export function isSingleAt(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  if (unit < 0xd800 || unit > 0xdbff) return foldOf(unit) === single;
  return unspaced.test(String.fromCodePoint(text.codePointAt(offset) ?? 0));
}

/** Whether the character that holds this unit is a letter, digit or mark. */
export function isWordAt(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  if (Number.isNaN(unit)) return false;
  const fold = foldOf(unit);
  if (fold !== complex || unit < 0xd800 || unit > 0xdfff) return fold !== separator;
  return expansionAt(text, unit >= 0xdc00 && offset > 0 ? offset - 1 : offset) !== '';
}

for (let unit = 0; unit < 0x80; unit++) learn(unit);
