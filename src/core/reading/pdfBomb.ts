/** Finds PDFs whose streams unpack to more than any machine holds, before a reader unpacks them as a whole. */
import type { ReadOptions } from './document.ts';
import { limits } from './limits.ts';

const keyword = [0x73, 0x74, 0x72, 0x65, 0x61, 0x6d]; // stream
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const inputChunk = 65_536;

/**
 * Unpacks each deflated stream of a PDF piece by piece and counts.
 *
 * @returns what is wrong, or undefined for a file that can be read.
 */
export async function pdfBomb(bytes: Uint8Array, { signal }: ReadOptions = {}): Promise<string | undefined> {
  const { Unzlib } = await import('fflate');
  let total = 0;
  for (let at = indexOf(bytes, 0); at >= 0; at = indexOf(bytes, at)) {
    if (signal?.aborted) return undefined;
    if (bytes[at] === carriageReturn) at++;
    if (bytes[at] === lineFeed) at++;
    // Of "endstream" nothing follows; the first byte of zlib's format names deflate and the window's size.
    if (((bytes[at] ?? 0) & 0x0f) !== 8 || (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) % 31 !== 0)
      continue;
    if (filters(bytes, at) > 1) {
      if (filtersTwice(bytes, at)) return 'it packs a part of it twice';
    }
    let size = 0;
    const unzlib = new Unzlib((chunk) => {
      size += chunk.length;
    });
    try {
      for (let from = at; from < bytes.length && size <= limits.unpackedPdfStream; from += inputChunk) {
        const before = size;
        unzlib.push(bytes.subarray(from, from + inputChunk), false);
        // The stream has ended: what follows it gives nothing.
        if (size === before && from > at) break;
      }
    } catch {
      // A damaged stream is the reader's to skip; what it gave is counted.
    }
    total += size;
    if (size > limits.unpackedPdfStream || total > limits.unpackedPdfSize) {
      return `its parts unpack to more than ${limits.unpackedPdfStream / 1_000_000} MB`;
    }
  }
  return undefined;
}

/** The offset behind the next keyword `stream`, -1 where there is none. */
function indexOf(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x73, from); at >= 0; at = bytes.indexOf(0x73, at + 1)) {
    if (keyword.every((byte, index) => bytes[at + index] === byte)) return at + keyword.length;
  }
  return -1;
}

function dictionary(bytes: Uint8Array, at: number): string {
  const before = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, at - 1_000), at));
  return before.slice(before.lastIndexOf(' obj') + 1);
}

function filters(bytes: Uint8Array, at: number): number {
  return dictionary(bytes, at).match(/\/(?:\w+Decode|Fl|LZW|RL)\b/g)?.length ?? 0;
}

/** Deflate in deflate is of no use but to hide a size. */
function filtersTwice(bytes: Uint8Array, at: number): boolean {
  return /\/Filter\s*\[[^\]]*(?:\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b[^\]]*){2}\]/.test(
    dictionary(bytes, at),
  );
}
