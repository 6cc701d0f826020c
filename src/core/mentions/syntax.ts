/** What the matcher knows of a language: its markup, what in it is no prose, and its opaque regions. */
import type { GapRules } from './words.ts';

/** Tells for each line after the one that opened it: inside (`no`), its last line (`here`), or just past it (`before`). */
export type Region = (line: string) => 'no' | 'here' | 'before';

/** What a line opens: a region, `visible` where the line itself is still text. */
export interface Opening {
  readonly region: Region;
  readonly visible?: boolean;
}

/** How a syntax is written down. Patterns are sticky; those of masks are tried in order. */
export interface SyntaxDescription {
  /** See `GapRules`; with the characters that it can start with. */
  readonly markup?: readonly [starts: string, pattern: RegExp];
  readonly space?: readonly [starts: string, pattern: RegExp];
  readonly linePrefix?: RegExp;
  /** Character → patterns of what starts with it and is no text. */
  readonly masks: Readonly<Record<string, readonly RegExp[]>>;
  /** What is no text at the start of a line; it holds one of the characters of `masks`. */
  readonly lineStart?: RegExp;
  /** What the first character of a line that `opening` must see is one of. */
  readonly openers?: string;
  /** What the last character of such a line may be instead. */
  readonly endOpeners?: string;
  /** `alone` for a line that is a paragraph by itself, such as a heading. */
  readonly opening?: (line: string) => Opening | 'alone' | undefined;
  /** The syntax of front matter, where the language has it. */
  readonly frontMatter?: Syntax;
}

const never = () => 0;
const lineBreak = 10;

export class Syntax implements GapRules {
  readonly frontMatter: Syntax | undefined;
  readonly markupAt: GapRules['markupAt'];
  readonly spaceAt: GapRules['spaceAt'];
  readonly linePrefixAt: GapRules['linePrefixAt'];
  readonly opening: (line: string) => Opening | 'alone' | undefined;
  /** Whether it has regions, so that a line can only be judged by the lines before. */
  readonly hasRegions: boolean;
  readonly #gapStarts: Uint8Array;
  readonly #openers: Uint8Array;
  readonly #endOpeners: Uint8Array;
  /**
   * ASCII unit → index in `#patterns` + 1; 0 for those with which no mask starts. A line break is one where the start
   * of a line may be no text.
   */
  readonly triggers: Uint8Array = new Uint8Array(0x80);
  readonly #patterns: (readonly RegExp[])[] = [];
  readonly #lineStart: RegExp | undefined;

  constructor(description: SyntaxDescription) {
    this.frontMatter = description.frontMatter;
    this.markupAt = description.markup ? lengthFrom(...description.markup) : never;
    this.spaceAt = description.space ? lengthFrom(...description.space) : never;
    this.linePrefixAt = lengthOf(description.linePrefix ?? /[ \t]*/y);
    this.opening = description.opening ?? (() => undefined);
    this.hasRegions = description.opening !== undefined;
    this.#gapStarts = units((description.markup?.[0] ?? '') + (description.space?.[0] ?? ''));
    this.#openers = units(description.openers ?? '');
    this.#endOpeners = units(description.endOpeners ?? '');
    for (const [trigger, patterns] of Object.entries(description.masks)) {
      this.triggers[trigger.charCodeAt(0)] = this.#patterns.push(patterns);
    }
    this.#lineStart = description.lineStart;
    if (description.lineStart) this.triggers[lineBreak] = this.#patterns.push([]);
  }

  /** Whether markup or a written-out space between the words of a name may start with a unit. */
  mayBeGap(unit: number): boolean {
    return this.#gapStarts[unit] === 1;
  }

  /** Whether `opening` must see a line, by its first unit that is no blank and its last unit. */
  opensWith(first: number, last: number): boolean {
    return this.#openers[first] === 1 || this.#endOpeners[last] === 1;
  }

  /**
   * What in a block is no text: code, addresses, keys, math and the like.
   *
   * @param marks where it has one of the `triggers`, in order, counted from `from` before its start.
   * @returns starts and ends, alternating, in order.
   */
  masks(block: string, marks: readonly number[], from: number): number[] {
    const masks: number[] = [];
    let past = this.#maskLineStart(block, 0, masks);
    for (const mark of marks) {
      const offset = mark - from;
      if (offset < past) continue;
      const unit = block.charCodeAt(offset);
      if (unit === lineBreak) {
        past = this.#maskLineStart(block, offset + 1, masks);
        continue;
      }
      const length = firstLength(this.#patterns[(this.triggers[unit] ?? 0) - 1] ?? [], block, offset);
      if (length > 0) masks.push(offset, offset + length);
      past = offset + Math.max(1, length);
    }
    return masks;
  }

  #maskLineStart(block: string, offset: number, masks: number[]): number {
    if (!this.#lineStart) return offset;
    this.#lineStart.lastIndex = offset;
    if (!this.#lineStart.test(block)) return offset;
    const end = this.#lineStart.lastIndex;
    if (end > offset) masks.push(offset, end);
    return end;
  }
}

function firstLength(patterns: readonly RegExp[], text: string, offset: number): number {
  for (const pattern of patterns) {
    pattern.lastIndex = offset;
    if (pattern.test(text)) return pattern.lastIndex - offset;
  }
  return 0;
}

/** ASCII unit → 1 for those of some characters. */
function units(characters: string): Uint8Array {
  const table = new Uint8Array(0x80);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

function lengthFrom(starts: string, pattern: RegExp): (text: string, offset: number) => number {
  const table = units(starts);
  const length = lengthOf(pattern);
  return (text, offset) => (table[text.charCodeAt(offset)] === 1 ? length(text, offset) : 0);
}

function lengthOf(pattern: RegExp): (text: string, offset: number) => number {
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.test(text) ? pattern.lastIndex - offset : 0;
  };
}
