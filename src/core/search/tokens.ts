/**
 * Text → search terms: lower case, without accents, numbers in one form ("13bn", "$13 billion" and "13,000 million"
 * all hold the term 13000000000), compounds also joined ("GPT-3" → gpt, 3, gpt3).
 */

/**
 * Receives a term with its position (counted in words; a term that is another form of its neighbour shares that
 * neighbour's position) and its range in the text, in UTF-16 units.
 */
export type VisitTerm = (term: string, position: number, start: number, end: number) => void;

/** Terms are cut to this many UTF-16 units: what is longer is no word. */
export const maxTermLength = 40;

const scales = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['bn', 1e9],
  ['b', 1e9],
  ['tn', 1e12],
]);
const scaleNames = new Map([
  ['k', 'thousand'],
  ['m', 'million'],
  ['mn', 'million'],
  ['bn', 'billion'],
  ['b', 'billion'],
  ['tn', 'trillion'],
]);
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const units = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** Words that are numbers, and those that are only in front of a scale word: "a billion". */
const numberWords = new Map<string, { readonly value: number; readonly alone: boolean }>([
  ...units.map((word, index) => [word, { value: index + 2, alone: true }] as const),
  ...tens.map((word, index) => [word, { value: (index + 2) * 10, alone: true }] as const),
  ['a', { value: 1, alone: false }],
  ['an', { value: 1, alone: false }],
  ['one', { value: 1, alone: false }],
  ['half', { value: 0.5, alone: false }],
]);
const longestNumberWord = 7;

/** The number that a scale or percent sign behind it would belong to. */
interface PendingNumber {
  readonly value: number;
  readonly position: number;
  readonly start: number;
}

/** Visits the terms of a text in order. @returns the number of word positions. */
export function eachTerm(text: string, visit: VisitTerm): number {
  const lower = text.toLowerCase();
  const folded = lower.length === text.length ? lower : undefined;
  let position = 0;
  let number: PendingNumber | undefined;
  let previous = '';
  let previousStart = 0;
  let previousEnd = -1;
  let at = 0;
  while (at < text.length) {
    const kind = charKind(text, at);
    if (kind === other) {
      if (number && at === previousEnd && text[at] === '%') {
        visit(plain(number.value, '%'), number.position, number.start, at + 1);
        visit('percent', position++, at, at + 1);
        number = undefined;
      }
      at++;
      continue;
    }
    const start = at;
    at = wordEnd(text, start, kind);
    const joiner = previousEnd === start - 1 ? text.charCodeAt(previousEnd) : 0;
    if (joiner && at - start <= 2 && isApostrophe(joiner)) {
      previousEnd = at;
      continue;
    }
    const word = foldWord(folded ? folded.slice(start, at) : text.slice(start, at).toLowerCase());
    if (!word) continue;
    visit(word, position, start, at);
    const adjoining: PendingNumber | undefined = number;
    number = undefined;
    if (kind === digit) {
      const [, amount = word, unit] = /^(\d+(?:\.\d+)?)(k|mn?|bn?|tn)$/.exec(word) ?? [];
      number = { value: Number(amount), position, start };
      if (unit) {
        visit(amount, position, start, at);
        visit(plain(number.value * (scales.get(unit) ?? 1)), position, start, at);
        visit(scaleNames.get(unit) ?? unit, ++position, start, at);
        number = undefined;
      }
    } else if (word.length <= longestNumberWord) {
      const spelt = numberWords.get(word);
      if (spelt) number = { value: spelt.value, position, start };
      if (spelt?.alone) visit(plain(spelt.value), position, start, at);
    }
    if (adjoining) {
      const scale = scales.get(word);
      if (scale) {
        const value = adjoining.value * scale;
        visit(plain(value), adjoining.position, adjoining.start, at);
        number = { value, position: adjoining.position, start: adjoining.start };
      } else if (word === 'percent' || (word === 'cent' && previous === 'per')) {
        visit(plain(adjoining.value, '%'), adjoining.position, adjoining.start, at);
      } else if (word === 'per') {
        number = adjoining;
      }
    }
    if (joiner && isJoiner(joiner) && previous.length + word.length <= maxTermLength) {
      visit(previous + word, position - 1, previousStart, at);
    }
    previous = word;
    previousStart = start;
    previousEnd = at;
    position++;
  }
  return position;
}

/** The words of a text, each in its first form. */
export function mainTerms(text: string): string[] {
  const terms: string[] = [];
  eachTerm(text, (term, position) => {
    terms[position] ??= term;
  });
  return terms;
}

function plain(value: number, sign = ''): string {
  return `${Math.round(value * 100) / 100}${sign}`;
}

/** Lower-case text without accents, ligatures and grouping commas; at most {@link maxTermLength} long. */
function foldWord(word: string): string {
  let ascii = true;
  for (let i = 0; i < word.length && ascii; i++) ascii = word.charCodeAt(i) < 128;
  const folded = ascii ? word : foldAccents(word);
  const clean = folded.includes(',') ? folded.replaceAll(',', '') : folded;
  return clean.length > maxTermLength ? clean.slice(0, maxTermLength) : clean;
}

const unaccented: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Lower case without accents; other scripts' vowel signs are kept, since they are letters there. */
export function foldAccents(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßøłđðþæœı]/g, (letter) => unaccented[letter] ?? letter)
    .toLowerCase();
}

type CharKind = 1 | 2 | 3 | 4;
const other: CharKind = 1;
const letter: CharKind = 2;
const digit: CharKind = 3;
/** A letter of a script that writes no spaces: a word by itself. */
const ideograph: CharKind = 4;

/** UTF-16 unit → kind; 0 where it has not been asked for yet, and for high surrogates. */
const kinds = new Uint8Array(0x10000);

/** The kind of the character at an offset; low surrogates go with their high one. */
function charKind(text: string, at: number): CharKind {
  const code = text.charCodeAt(at);
  return (kinds[code] || slowKind(text, at, code)) as CharKind;
}

function slowKind(text: string, at: number, code: number): CharKind {
  if (isHighSurrogate(code)) return classify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const kind = code >= 0xdc00 && code <= 0xdfff ? letter : classify(String.fromCharCode(code));
  kinds[code] = kind;
  return kind;
}

function classify(char: string): CharKind {
  if (/[0-9]/.test(char)) return digit;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char)) return ideograph;
  return /[\p{L}\p{M}\p{N}]/u.test(char) ? letter : other;
}

function wordEnd(text: string, start: number, kind: CharKind): number {
  let end = start + (isHighSurrogate(text.charCodeAt(start)) ? 2 : 1);
  if (kind !== ideograph) {
    for (; end < text.length; end++) {
      const next = charKind(text, end);
      if (next === ideograph) break;
      if (next === other && !(kind === digit && continuesNumber(text, end))) break;
      if (isHighSurrogate(text.charCodeAt(end))) end++;
    }
  }
  return Math.min(end, text.length);
}

/** Whether a point or grouping comma stands within a number: 7.5, 10,000; not in "in 2019, 2020". */
function continuesNumber(text: string, at: number): boolean {
  const char = text[at];
  if (char === '.') return isDigit(text, at - 1) && isDigit(text, at + 1);
  if (char !== ',') return false;
  return (
    isDigit(text, at - 1) &&
    isDigit(text, at + 1) &&
    isDigit(text, at + 2) &&
    isDigit(text, at + 3) &&
    !isDigit(text, at + 4)
  );
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
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
