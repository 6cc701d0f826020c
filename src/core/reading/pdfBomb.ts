/** Finds PDFs with streams that unpack to more than a worker holds, before a reader unpacks one as a whole. */
import * as l10n from '@vscode/l10n';
import type { ReadOptions } from './document.ts';
import { limits } from './limits.ts';

/** Deflate packs no better than this. */
const bestRatio = 1032;
const inputChunk = 65_536;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Unpacks each deflated stream of a PDF that is long enough to matter, piece by piece, and counts.
 *
 * @returns what is wrong, or undefined for a file that can be read.
 */
export async function pdfBomb(bytes: Uint8Array, { signal }: ReadOptions = {}): Promise<string | undefined> {
  let total = 0;
  let end = 0;
  for (let at = after(bytes, 'stream', 0); at >= 0; at = after(bytes, 'stream', at)) {
    if (signal?.aborted) return undefined;
    if (bytes[at] === carriageReturn) at++;
    if (bytes[at] === lineFeed) at++;
    // Behind "endstream" nothing follows; zlib's first bytes name deflate and check themselves.
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    if ((first & 0x0f) !== 8 || ((first << 8) | second) % 31 !== 0) continue;
    const about = dictionary(bytes, at);
    if (packsTwice.test(about)) return l10n.t('it packs a part of it twice');
    const most = /\/Subtype\s*\/Image\b/.test(about) ? limits.unpackedPdfPicture : limits.unpackedPdfStream;
    // A length that stands elsewhere is not looked for.
    const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(about)?.[1] ?? Infinity);
    if (end < at) end = after(bytes, 'endstream', at);
    if (end < 0) end = bytes.length;
    if (Math.max(length, end - at) * bestRatio < most) continue;
    const size = await unpackedSize(bytes.subarray(at), most);
    total += size;
    if (size > most) return l10n.t('a part of it unpacks to more than {0} MB', most / 1_000_000);
    if (total > limits.unpackedPdf)
      return l10n.t('it unpacks to more than {0} MB', limits.unpackedPdf / 1_000_000);
  }
  return undefined;
}

/** The size of what a stream unpacks to, counted until it is more than `most`. */
async function unpackedSize(packed: Uint8Array, most: number): Promise<number> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let size = 0;
  const feed = async () => {
    for (let from = 0; from < packed.length; from += inputChunk) {
      await writer.write(packed.slice(from, from + inputChunk));
    }
    await writer.close();
  };
  // What follows the stream is no part of it: both sides then fail, with all of it counted.
  const fed = feed().catch(() => undefined);
  try {
    for (let next = await reader.read(); !next.done && size <= most; next = await reader.read()) {
      size += next.value.length;
    }
    await reader.cancel();
  } catch {}
  await fed;
  return size;
}

/** The offset behind the next occurrence of a word, -1 where there is none. */
function after(bytes: Uint8Array, word: string, from: number): number {
  const codes = Array.from(word, (character) => character.charCodeAt(0));
  const [first = 0] = codes;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (codes.every((code, index) => bytes[at + index] === code)) return at + codes.length;
  }
  return -1;
}

/** What stands between the beginning of an object and its stream. */
function dictionary(bytes: Uint8Array, at: number): string {
  const before = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, at - 1_000), at));
  return before.slice(before.lastIndexOf(' obj') + 1);
}

/** Deflate in deflate is of no use but to hide a size. */
const packsTwice =
  /\/Filter\s*\[[^\]]*(?:\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b[^\]]*){2}\]/;
