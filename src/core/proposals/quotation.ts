/** Whether a text says a quotation literally: what a language model claims to quote is believed no further. */

/** Where a quotation stands, in UTF-16 units. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the first place where a text has a quotation, letter for letter and in the same case. Taken for the same are
 * only: characters in composed and decomposed form (NFC), white space of any kind and length, curly and straight
 * quotation marks and apostrophes, hyphens and dashes, `…` and three full stops; soft hyphens and characters without
 * width count for nothing. It begins and ends where words do, and has two letters or digits at least.
 *
 * @returns undefined where the text does not say it.
 */
export function findQuotation(text: string, quotation: string): Quoted | undefined {
  const wanted = normalized(quotation).text.trim();
  if ((wanted.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2) return undefined;
  const { text: said, starts, ends } = normalized(text);
  for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1)) {
    const last = at + wanted.length;
    if (withinWord(said, at) || withinWord(said, last)) continue;
    return { start: starts[at] ?? 0, end: ends[last - 1] ?? text.length };
  }
  return undefined;
}

/** A character with the marks on it; Hangul in parts is composed over several letters. */
const cluster = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+\p{M}*|\P{M}\p{M}*|\p{M}+/gu;
const widthless = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Scripts that write words without spaces between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A text as it is compared, and for each of its UTF-16 units where that stands in the text as it is. */
function normalized(text: string): {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
} {
  let result = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: all, index } of text.matchAll(cluster)) {
    const plain = plainCharacters(all);
    if (plain === '') continue;
    if (plain === ' ' && result.endsWith(' ')) {
      ends[ends.length - 1] = index + all.length;
      continue;
    }
    result += plain;
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(index);
      ends.push(index + all.length);
    }
  }
  return { text: result, starts, ends };
}

function plainCharacters(cluster: string): string {
  return cluster
    .replace(widthless, '')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/…/g, '...');
}

function withinWord(text: string, at: number): boolean {
  const [before = '', after = ''] = [
    text.slice(0, at).slice(-2).match(/.$/su)?.[0],
    text.slice(at).match(/^./su)?.[0],
  ];
  const inWord = (character: string) => /[\p{L}\p{N}\p{M}]/u.test(character) && !unspaced.test(character);
  return inWord(before) && inWord(after);
}
