/** Text as the words that two versions of it are compared by. */
import { bare, isAscii, lower } from '../mentions/fold.ts';

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}\p{M}]+/gu;

const asciiWord = /[a-z0-9]+/g;

/** Words without case, marks and punctuation; in scripts without spaces, characters. */
export function comparedWords(text: string): string[] {
  const folded = lower(bare(text));
  // The same, in a third of the time.
  return folded.match(isAscii(folded) ? asciiWord : word) ?? [];
}

/** 32-bit FNV-1a over UTF-16 units, with a last mix (MurmurHash3's) so that all bits depend on all of the text. */
export function hash32(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** Spreads the bits of a number over all 32. */
export function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
