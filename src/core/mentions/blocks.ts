/**
 * Splits text into the blocks in which names are looked for: paragraphs, without code and other opaque regions.
 *
 * Whether a line stands in a block can be told from a bounded number of lines before it, so that a hover reads the
 * text as a scan of the whole document does. For that, paragraphs of very many lines and very long lines are cut, at
 * places that follow from the line and column alone.
 */
import type { Region, Syntax } from './syntax.ts';

/** A paragraph without a blank line is cut after at least this many lines, where the line number is a multiple of it. */
export const blockLines = 64;
/** A longer line is a block by itself, cut near the multiples of this column. UTF-16 units. */
export const blockColumns = 4096;
/** How far behind a multiple a line is still cut at a space rather than within a word. */
const cutSlack = 256;
/** Front matter ends at this line at the latest. */
export const frontMatterLines = 250;

/** Text in which names are looked for: from `from` in its first line to `to` in its last. */
export interface Block {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly from: number;
  readonly to: number;
  readonly syntax: Syntax;
}

/** Takes a document line by line and gives its blocks, each as soon as it is complete. */
export class BlockReader {
  readonly #syntax: Syntax;
  readonly #emit: (block: Block) => void;
  #inFrontMatter = false;
  #region: Region | undefined;
  #open = false;
  #firstLine = 0;
  #lastLine = 0;
  #from = 0;
  #to = 0;

  constructor(syntax: Syntax, emit: (block: Block) => void) {
    this.#syntax = syntax;
    this.#emit = emit;
  }

  /** Whether the line read last may go on in the next. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether the line read last is of code or the like, or opened it. */
  get isInRegion(): boolean {
    return this.#region !== undefined;
  }

  leaveRegion(): void {
    this.#region = undefined;
  }

  /** Reads the next line, `[from, to)` of a text, without its line break. */
  read(line: number, text: string, from: number, to: number): void {
    if (this.#region) {
      const ends = this.#region(text.slice(from, to));
      if (ends !== 'no') this.#region = undefined;
      if (ends !== 'before') return;
    }
    let start = from;
    let unit = text.charCodeAt(start);
    while (start < to && (unit === 32 || unit === 9)) unit = text.charCodeAt(++start);
    if (start === to || this.#isFrontMatterFence(line, text, from, to, unit)) {
      this.end();
      return;
    }

    const syntax = this.#inFrontMatter ? (this.#syntax.frontMatter ?? this.#syntax) : this.#syntax;
    if (syntax.opensWith(unit, text.charCodeAt(to - 1))) {
      const opening = syntax.opening(text.slice(from, to));
      if (opening === 'alone') {
        this.end();
        this.#add(line, from, to);
        this.end();
        return;
      }
      if (opening) {
        this.#region = opening.region;
        if (opening.visible) this.#add(line, from, to);
        this.end();
        return;
      }
    }
    if (to - from > blockColumns) this.#addLong(line, text, from, to);
    else this.#add(line, from, to);
    if (line + 1 - this.#firstLine >= blockLines && (line + 1) % blockLines === 0) this.end();
  }

  /** Ends the block, as the end of the document does. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    const syntax = this.#inFrontMatter ? (this.#syntax.frontMatter ?? this.#syntax) : this.#syntax;
    this.#emit({
      firstLine: this.#firstLine,
      lastLine: this.#lastLine,
      from: this.#from,
      to: this.#to,
      syntax,
    });
  }

  #add(line: number, from: number, to: number): void {
    if (!this.#open) {
      this.#open = true;
      this.#firstLine = line;
      this.#from = from;
    }
    this.#lastLine = line;
    this.#to = to;
  }

  #addLong(line: number, text: string, from: number, to: number): void {
    this.end();
    let start = from;
    while (start < to) {
      const cut = from + (Math.floor((start - from) / blockColumns) + 1) * blockColumns;
      const space = text.slice(cut, cut + cutSlack).search(/\s/);
      const end = Math.min(to, space > 0 ? cut + space : cut);
      this.#add(line, start, end);
      this.end();
      start = end;
    }
  }

  #isFrontMatterFence(line: number, text: string, from: number, to: number, unit: number): boolean {
    if (line === 0 && this.#syntax.frontMatter && (unit === 45 || unit === 43)) {
      this.#inFrontMatter = /^(?:---|\+\+\+)\s*$/.test(text.slice(from, to));
      return this.#inFrontMatter;
    }
    if (!this.#inFrontMatter) return false;
    const fence = /^(?:---|\+\+\+|\.\.\.)\s*$/.test(text.slice(from, to));
    if (fence || line >= frontMatterLines) {
      this.end();
      this.#inFrontMatter = false;
    }
    return fence;
  }
}
