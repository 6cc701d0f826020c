/** The kinds of characters and where words end. */

export type CharKind = 1 | 2 | 3 | 4;
export const other: CharKind = 1;
export const letter: CharKind = 2;
export const digit: CharKind = 3;
/** A letter of a script that writes no spaces: a word by itself. */
export const ideograph: CharKind = 4;

/** UTF-16 unit → kind; 0 where it has not been asked for yet, and for high surrogates. */
const kinds = new Uint8Array(0x10000);

/** The kind of the character at an offset; low surrogates go with their high one. */
export function charKind(text: string, at: number): CharKind {
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

export function wordEnd(text: string, start: number, kind: CharKind): number {
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

export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
