/**
 * Passes over a text and keeps its runs of letters and digits with which a name may start. What it does stands in
 * sieve.wat: WebAssembly tells many characters apart at once, which JavaScript cannot.
 */
import { sieveCode } from './sieveCode.ts';
import type { WordFilter } from './wordFilter.ts';

/** What sieve.wat exports; the numbers are addresses. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly text: WebAssembly.Global<'i32'>;
  readonly edges: WebAssembly.Global<'i32'>;
  readonly hashes: WebAssembly.Global<'i32'>;
  readonly runCount: WebAssembly.Global<'i32'>;
  readonly kept: WebAssembly.Global<'i32'>;
  readonly marks: WebAssembly.Global<'i32'>;
  readonly markCount: WebAssembly.Global<'i32'>;
  readonly filter: WebAssembly.Global<'i32'>;
  read(
    bytes: number,
    units: number,
    base: number,
    shift: number,
    isCutBefore: boolean,
    isCutAfter: boolean,
  ): number;
}

/** In UTF-16 units; as many as there is room for. */
const longestStretch = 4096;
const bytesPerUnit = 3;
const mostRuns = longestStretch / 2 + 1;

/** One object for many texts: what it read last is lost when it reads again. */
export class Sieve {
  /** Where the stretch starts that was read. */
  from = 0;
  /** Starts and ends of its runs in turn, counted from there. */
  readonly edges: Int32Array;
  /** The hashes of its runs, see `WordHash`; 0 for those that are not of ASCII alone, or go on outside of the stretch. */
  readonly hashes: Int32Array;
  runCount = 0;
  /** The numbers of the runs with which a name may start. */
  readonly kept: Int32Array;
  keptCount = 0;
  /** Where ASCII stands that is neither letter, digit nor space. */
  readonly marks: Int32Array;
  markCount = 0;
  readonly #exports: Exports;
  readonly #text: Uint8Array<ArrayBuffer>;
  readonly #filters: Uint32Array;
  #filter: WordFilter | undefined;

  constructor() {
    const code = Uint8Array.from(atob(sieveCode), (byte) => byte.charCodeAt(0));
    this.#exports = new WebAssembly.Instance(new WebAssembly.Module(code)).exports as unknown as Exports;
    const { memory, text, edges, hashes, kept, marks, filter } = this.#exports;
    const numbers = ({ value }: WebAssembly.Global<'i32'>, length: number) =>
      new Int32Array(memory.buffer, value, length);
    this.#text = new Uint8Array(memory.buffer as ArrayBuffer, text.value, longestStretch * bytesPerUnit);
    this.edges = numbers(edges, longestStretch + 2);
    this.hashes = numbers(hashes, mostRuns);
    this.kept = numbers(kept, mostRuns);
    this.marks = numbers(marks, longestStretch);
    this.#filters = new Uint32Array(memory.buffer, filter.value);
  }

  /** Reads the stretch of a text that starts at an offset, with the first words of some names. @returns where it ends. */
  read(text: string, from: number, filter: WordFilter): number {
    if (filter !== this.#filter) {
      this.#filter = filter;
      this.#filters.set(filter.bits);
    }
    const to = Math.min(text.length, from + longestStretch);
    const { written } = encoder.encodeInto(text.slice(from, to), this.#text);
    const { read, runCount, markCount } = this.#exports;
    const [isCutBefore, isCutAfter] = [isWithinRun(text, from), isWithinRun(text, to)];
    this.keptCount = read(written, to - from, from, filter.shift, isCutBefore, isCutAfter);
    this.runCount = runCount.value;
    this.markCount = markCount.value;
    this.from = from;
    return to;
  }
}

const encoder = new TextEncoder();

/** Whether the units before and after an offset may be of one run. */
function isWithinRun(text: string, offset: number): boolean {
  return isOfRun(text.charCodeAt(offset - 1)) && isOfRun(text.charCodeAt(offset));
}

function isOfRun(unit: number): boolean {
  return unit > 0x7e || (unit > 0x2f && unit < 0x3a) || ((unit | 0x20) > 0x60 && (unit | 0x20) < 0x7b);
}
