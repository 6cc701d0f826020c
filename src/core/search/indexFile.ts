/**
 * A text index as one block of memory that is read in place: a header (mark, version, length, checksum), where each
 * part starts, then the parts, which are its typed arrays as they are.
 */
import { compactIndex } from './indexUpdate.ts';
import { languageOf } from './language.ts';
import { Lexicon } from './lexicon.ts';
import { documentFrequencies, type Page, pageCount, pageSize } from './postings.ts';
import { TextIndex } from './textIndex.ts';
import { Vocabulary } from './vocabulary.ts';

/** `DOSX` in the order of bytes that typed arrays have on every machine that VS Code runs on. */
const mark = 0x58534f44;
/** Goes up whenever an index of the same text would hold something else. */
const version = 2;
/** Numbers in the header: mark, version, length, checksum, number of parts. */
const headerSize = 5;
/** Parts that do not belong to a page. */
const sharedParts = 8;
const partsOfPage = 3;

type Part = Uint32Array | Uint16Array | Uint8Array;

/** What is wrong with a saved index: it is of another version or of other text, or it is broken. */
export type IndexFault = 'outdated' | 'damaged';

/**
 * @param fingerprint says what the index is of; `loadIndex` compares it.
 * @returns about three bytes for each different word of each document.
 */
export function saveIndex(index: TextIndex, fingerprint = ''): ArrayBuffer {
  const { language, lexicon, pages, lengths } = compactIndex(index).parts;
  const { base, classes } = lexicon;
  const parts: Part[] = [
    codesOf(`${language.tag}\n${fingerprint}`),
    base.chars,
    base.starts,
    classes.stems.chars,
    classes.stems.starts,
    classes.starts,
    classes.terms,
    lengths,
    ...pages.flatMap(({ starts, docs, frequencies }) => [starts, docs, frequencies]),
  ];
  const offsets: number[] = [];
  let end = 4 * (headerSize + 2 * parts.length);
  for (const part of parts) {
    offsets.push(end);
    end = aligned(end + part.byteLength);
  }
  const buffer = new ArrayBuffer(end);
  const header = new Uint32Array(buffer);
  parts.forEach((part, index) => {
    new Uint8Array(buffer).set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offsets[index]);
    header.set([offsets[index] as number, part.byteLength], headerSize + 2 * index);
  });
  header.set([mark, version, end, 0, parts.length]);
  header[3] = checksum(header);
  return buffer;
}

/** Reads a saved index in place: the index keeps the buffer. Nothing in it is trusted. */
export function loadIndex(buffer: ArrayBuffer, fingerprint = ''): TextIndex | IndexFault {
  if (buffer.byteLength < 4 * headerSize || buffer.byteLength % 4) return 'damaged';
  const header = new Uint32Array(buffer);
  if (header[0] !== mark) return 'damaged';
  if (header[1] !== version) return 'outdated';
  if (header[2] !== buffer.byteLength || header[3] !== checksum(header)) return 'damaged';
  try {
    return read(new Parts(buffer, header), fingerprint);
  } catch (error) {
    if (error instanceof Damage) return 'damaged';
    throw error;
  }
}

class Damage extends Error {}

function check(isSound: boolean): asserts isSound {
  if (!isSound) throw new Damage();
}

function read(parts: Parts, fingerprint: string): TextIndex | 'outdated' {
  const [tag = '', written] = String.fromCharCode(...parts.shorts(0)).split(/\n(.*)/s);
  if (written !== fingerprint) return 'outdated';
  const language = languageOf(tag);
  const base = vocabularyOf(parts.shorts(1), parts.longs(2));
  const stems = vocabularyOf(parts.shorts(3), parts.longs(4));
  const [starts, terms, lengths] = [parts.longs(5), parts.longs(6), parts.longs(7)];
  check(starts.length === stems.size + 1 && isAscending(starts, terms.length));
  check(terms.every((term) => term < base.size));
  const count = pageCount(lengths.length);
  check(parts.count === sharedParts + count * partsOfPage);
  const pages = Array.from({ length: count }, (_, index): Page => {
    const at = sharedParts + index * partsOfPage;
    const page = {
      first: index * pageSize,
      count: Math.min(pageSize, lengths.length - index * pageSize),
      terms: undefined,
      starts: parts.longs(at),
      docs: parts.shorts(at + 1),
      frequencies: parts.bytes(at + 2),
    };
    check(page.starts.length === base.size + 1 && isAscending(page.starts, page.docs.length));
    check(page.frequencies.length === page.docs.length && areBelow(page.docs, page.count));
    return page;
  });
  return new TextIndex({
    language,
    lexicon: new Lexicon(language, base, { stems, starts, terms }),
    pages,
    frequencies: documentFrequencies(pages, base.size),
    lengths,
  });
}

/** The parts of a saved index, as views. */
class Parts {
  readonly count: number;
  readonly #buffer: ArrayBuffer;
  readonly #header: Uint32Array;

  constructor(buffer: ArrayBuffer, header: Uint32Array) {
    this.#buffer = buffer;
    this.#header = header;
    this.count = header[4] as number;
    check(this.count >= sharedParts && headerSize + 2 * this.count <= header.length);
  }

  longs(part: number): Uint32Array {
    const [offset, length] = this.#place(part, 4);
    return new Uint32Array(this.#buffer, offset, length / 4);
  }

  shorts(part: number): Uint16Array {
    const [offset, length] = this.#place(part, 2);
    return new Uint16Array(this.#buffer, offset, length / 2);
  }

  bytes(part: number): Uint8Array {
    const [offset, length] = this.#place(part, 1);
    return new Uint8Array(this.#buffer, offset, length);
  }

  #place(part: number, unit: number): [offset: number, length: number] {
    check(part < this.count);
    const offset = this.#header[headerSize + 2 * part] as number;
    const length = this.#header[headerSize + 2 * part + 1] as number;
    check(offset % 4 === 0 && length % unit === 0 && offset + length <= this.#buffer.byteLength);
    return [offset, length];
  }
}

function vocabularyOf(chars: Uint16Array, starts: Uint32Array): Vocabulary {
  check(starts.length > 0 && isAscending(starts, chars.length));
  return Vocabulary.of(chars, starts);
}

/** Whether numbers go from 0 up to `end`. */
function isAscending(numbers: Uint32Array, end: number): boolean {
  for (let i = 1; i < numbers.length; i++)
    if ((numbers[i] as number) < (numbers[i - 1] as number)) return false;
  return numbers[0] === 0 && numbers.at(-1) === end;
}

function areBelow(numbers: Uint16Array, end: number): boolean {
  let highest = 0;
  for (let i = 0; i < numbers.length; i++)
    if ((numbers[i] as number) > highest) highest = numbers[i] as number;
  return highest < end || numbers.length === 0;
}

/** Of all but the header's own checksum; in four lanes, which a processor works on at once. */
function checksum(words: Uint32Array): number {
  let [a, b, c, d] = [1, 2, 3, 4];
  const step = (sum: number, word: number) => Math.imul(sum ^ word, 0x01000193) ^ (sum >>> 15);
  let i = 4;
  for (; i + 3 < words.length; i += 4) {
    a = step(a, words[i] as number);
    b = step(b, words[i + 1] as number);
    c = step(c, words[i + 2] as number);
    d = step(d, words[i + 3] as number);
  }
  for (; i < words.length; i++) a = step(a, words[i] as number);
  return (step(step(step(a, b), c), d) ^ words.length) >>> 0;
}

function codesOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

function aligned(offset: number): number {
  return (offset + 3) & ~3;
}
