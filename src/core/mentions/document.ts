/** The names in a whole document, block by block, so that after an edit only the lines around it are read again. */

import { type Block, BlockReader, blockLines } from './blocks.ts';
import { isNear, namedParagraphs } from './lines.ts';
import type { Mention } from './mention.ts';
import type { Names } from './names.ts';
import { fullyNamed, resolve } from './resolve.ts';
import { Scan } from './scan.ts';
import type { Syntax } from './syntax.ts';

/** A block as it was read. Offsets count from the start of the document. */
export class ReadBlock implements Block {
  readonly firstLine: number;
  readonly lastLine: number;
  readonly from: number;
  readonly to: number;
  readonly syntax: Syntax;
  readonly mentions: readonly Mention[];

  constructor({ firstLine, lastLine, from, to, syntax }: Block, mentions: readonly Mention[]) {
    this.firstLine = firstLine;
    this.lastLine = lastLine;
    this.from = from;
    this.to = to;
    this.syntax = syntax;
    this.mentions = mentions;
  }

  /** The same block so many lines and units further on. */
  shifted(lines: number, units: number): ReadBlock {
    const { firstLine, lastLine, from, to, syntax, mentions } = this;
    return new ReadBlock(
      {
        firstLine: firstLine + lines,
        lastLine: lastLine + lines,
        from: from + units,
        to: to + units,
        syntax,
      },
      units === 0 ? mentions : mentions.map((mention) => mention.shifted(units)),
    );
  }
}

/** The names of a document as `Matcher.scan` found them. */
export interface ScannedText {
  readonly text: string;
  readonly language: string;
  readonly mentions: readonly Mention[];
  readonly blocks: readonly ReadBlock[];
}

/** What is known of a text before an edit. */
type KnownText = Pick<ScannedText, 'text' | 'blocks'>;

/** `[from, to)` of the text before became the `length` units that now stand at `from`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Reads a document, as far as it is not `previous`, which is left as it is. */
export function readDocument(
  names: Names,
  text: string,
  syntax: Syntax,
  previous?: KnownText & { readonly change: TextChange },
): ReadBlock[] {
  const kept = previous ? keptBefore(previous, previous.change, syntax) : [];
  const blocks = kept.slice(0, -1);
  const start = kept.at(-1);
  const rest = previous && new Rest(previous, text, previous.change, syntax);
  const before = new NamedBefore(names, text, blocks);
  /** How many blocks behind the edit are still to be read anew: names before them count there. */
  let settling = namedParagraphs;
  let isDone = false;
  const reader = new BlockReader(syntax, (block) => {
    if (isDone) return;
    blocks.push(new ReadBlock(block, before.resolve(block)));
    const next = rest?.behind(block);
    if (next === undefined || settling-- > 0) return;
    for (const shifted of rest?.from(next) ?? []) blocks.push(shifted);
    isDone = true;
  });
  let line = start?.firstLine ?? 0;
  for (let from = start?.from ?? 0; from <= text.length && !isDone; line++) {
    const lineBreak = text.indexOf('\n', from);
    const next = lineBreak < 0 ? text.length : lineBreak;
    reader.read(line, text, from, text.charCodeAt(next - 1) === 13 && next > from ? next - 1 : next);
    from = next + 1;
  }
  if (!isDone) reader.end();
  return blocks;
}

/** Resolves what blocks name, and knows what the few before one call entities by in full. */
class NamedBefore {
  readonly #scan: Scan;
  /** For blocks that were read before; what the other one found last is still being looked at then. */
  readonly #again: Scan;
  /** All blocks before the one that is resolved. */
  readonly #blocks: readonly ReadBlock[];
  /** What blocks call entities by in full, by their number; worked out when it is asked for. */
  readonly #named = new Map<number, ReadonlySet<string>>();
  /** The first block that was read here. */
  readonly #first: number;
  #firstLine = 0;

  constructor(names: Names, text: string, blocks: readonly ReadBlock[]) {
    this.#scan = new Scan(names, text);
    this.#again = new Scan(names, text);
    this.#blocks = blocks;
    this.#first = blocks.length;
  }

  /** The names in the next block. */
  resolve(block: Block): readonly Mention[] {
    const candidates = this.#scan.read(block.from, block.to, block.syntax);
    if (candidates.count === 0) return none;
    this.#firstLine = block.firstLine;
    const { mentions, named } = resolve(candidates, this.#isNamed);
    if (named) this.#named.set(this.#blocks.length, named);
    return mentions;
  }

  readonly #isNamed = (entity: string): boolean => {
    const { length } = this.#blocks;
    for (let number = length - 1; number >= Math.max(0, length - namedParagraphs); number--) {
      const block = this.#blocks[number] as ReadBlock;
      if (!isNear(block.lastLine, this.#firstLine) || block.mentions.length === 0) continue;
      if (this.#namedIn(block, number).has(entity)) return true;
    }
    return false;
  };

  #namedIn(block: ReadBlock, number: number): ReadonlySet<string> {
    const known = this.#named.get(number);
    if (known) return known;
    const { from, to, syntax, mentions } = block;
    const named = fullyNamed(
      number < this.#first
        ? resolve(this.#again.read(from, to, syntax), () => false)
        : { mentions, named: undefined },
    );
    this.#named.set(number, named);
    return named;
  }
}

const none: readonly Mention[] = [];

/** The blocks up to the one with which reading starts, that one included; none where it starts with the text. */
function keptBefore({ blocks, text }: KnownText, { from }: TextChange, syntax: Syntax): readonly ReadBlock[] {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  // A block in front of the edited line may go on into it.
  const start = blocks.findLastIndex((block) => block.from < lineStart && isStart(block, text, syntax));
  return blocks.slice(0, start + 1);
}

/** Whether reading can start with a block: it starts a line, outside of front matter. */
function isStart({ from, syntax }: Block, text: string, documentSyntax: Syntax): boolean {
  return syntax === documentSyntax && (from === 0 || text.charCodeAt(from - 1) === 10);
}

/** The blocks of the text before that an edit may have left as they were. */
class Rest {
  readonly #before: KnownText;
  readonly #syntax: Syntax;
  readonly #shift: number;
  readonly #lines: number;
  /** Where the first line behind the edit starts, in the new text. */
  readonly #firstOffset: number;
  /** Whether blocks are cut at other lines now. */
  readonly #isCutElsewhere: boolean;
  #at = 0;

  constructor(before: KnownText, after: string, { from, to, length }: TextChange, syntax: Syntax) {
    this.#before = before;
    this.#syntax = syntax;
    this.#shift = after.length - before.text.length;
    this.#lines = lineBreaks(after, from, from + length) - lineBreaks(before.text, from, to);
    const lineBreak = after.indexOf('\n', from + length);
    this.#firstOffset = lineBreak < 0 ? Number.POSITIVE_INFINITY : lineBreak + 1;
    this.#isCutElsewhere =
      this.#lines % blockLines !== 0 &&
      before.blocks.some(({ firstLine, lastLine }) => lastLine + 1 - firstLine >= blockLines);
  }

  /** The place behind the block that a block is now; undefined where it is a new one, or what follows may be. */
  behind({ from, to, firstLine, lastLine }: Block): number | undefined {
    if (from < this.#firstOffset || this.#isCutElsewhere) return undefined;
    const { blocks, text } = this.#before;
    while ((blocks[this.#at]?.from ?? Infinity) + this.#shift < from) this.#at++;
    const old = blocks[this.#at];
    const isSame =
      old &&
      isStart(old, text, this.#syntax) &&
      old.from + this.#shift === from &&
      old.to + this.#shift === to &&
      old.firstLine + this.#lines === firstLine &&
      old.lastLine + this.#lines === lastLine;
    return isSame ? this.#at + 1 : undefined;
  }

  from(at: number): ReadBlock[] {
    return this.#before.blocks.slice(at).map((block) => block.shifted(this.#lines, this.#shift));
  }
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
