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

const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  bn: 1e9,
  b: 1e9,
  tn: 1e12,
};
const scaleNames: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  bn: 'billion',
  b: 'billion',
  tn: 'trillion',
};
const numberWords: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
/** Numbers only in front of a scale word: "a billion". */
const articles: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, half: 0.5 };

/** The last word that may be a number, for the scale or percent sign behind it. */
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
      if (number && text[at] === '%' && at === previousEnd) {
        visit(`${previous}%`, number.position, number.start, at + 1);
        visit('percent', position++, at, at + 1);
        number = undefined;
      }
      at++;
      continue;
    }
    const start = at;
    at = wordEnd(text, start, kind);
    const joiner = previousEnd === start - 1 ? text.charCodeAt(previousEnd) : 0;
    if (isApostrophe(joiner) && at - start <= 2) {
      previousEnd = at;
      continue;
    }
    const word = foldWord(folded ? folded.slice(start, at) : text.slice(start, at).toLowerCase());
    if (!word) continue;
    visit(word, position, start, at);

    const suffixed = kind === digit ? /^(\d+(?:\.\d+)?)(k|mn?|bn?|tn)$/.exec(word) : null;
    const scale = suffixed ? undefined : own(scales, word);
    if (suffixed?.[1] && suffixed[2]) {
      const [, amount, unit] = suffixed;
      visit(amount, position, start, at);
      visit(plain(Number(amount) * (scales[unit] ?? 1)), position, start, at);
      visit(scaleNames[unit] ?? unit, ++position, start, at);
      number = undefined;
    } else if (scale && number && number.position === position - 1) {
      const value = number.value * scale;
      visit(plain(value), number.position, number.start, at);
      number = { value, position, start: number.start };
    } else if (number && (word === 'percent' || word === 'cent') && previousEnd >= number.start) {
      visit(`${number.value}%`, number.position, number.start, at);
      number = undefined;
    } else if (joiner && isJoiner(joiner) && previous.length + word.length <= maxTermLength) {
      visit(previous + word, position - 1, previousStart, at);
      number = pending(word, kind, position, start);
    } else if (word !== 'per') {
      number = pending(word, kind, position, start);
      const spelt = own(numberWords, word);
      if (spelt) visit(String(spelt), position, start, at);
    }
    previous = word;
    previousStart = start;
    previousEnd = at;
    position++;
  }
  return position;
}

function pending(word: string, kind: CharKind, position: number, start: number): PendingNumber | undefined {
  const value = kind === digit ? Number(word) : (own(numberWords, word) ?? own(articles, word));
  return value === undefined || Number.isNaN(value) ? undefined : { value, position, start };
}

function own(record: Readonly<Record<string, number>>, key: string): number | undefined {
  return key.length <= 8 && Object.hasOwn(record, key) ? record[key] : undefined;
}

function plain(value: number): string {
  return String(Math.round(value * 100) / 100);
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

const kinds = new Uint8Array(0x10000);

/** The kind of the character at an offset; low surrogates go with their high one. */
function charKind(text: string, at: number): CharKind {
  const code = text.charCodeAt(at);
  const known = kinds[code];
  if (known) return known as CharKind;
  if (code >= 0xd800 && code <= 0xdbff) return classify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  const kind = code >= 0xdc00 && code <= 0xdfff ? letter : classify(text[at] ?? '');
  kinds[code] = kind;
  return kind;
}

function classify(char: string): CharKind {
  if (/[0-9]/.test(char)) return digit;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char)) return ideograph;
  return /[\p{L}\p{M}\p{N}]/u.test(char) ? letter : other;
}

function wordEnd(text: string, start: number, kind: CharKind): number {
  const wide = isHighSurrogate(text.charCodeAt(start)) ? 2 : 1;
  let end = Math.min(start + wide, text.length);
  if (kind === ideograph) return end;
  while (end < text.length) {
    const next = charKind(text, end);
    if (next === letter || next === digit) {
      end += isHighSurrogate(text.charCodeAt(end)) && end + 1 < text.length ? 2 : 1;
    } else if (kind === digit && continuesNumber(text, end)) {
      end++;
    } else {
      break;
    }
  }
  return end;
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
