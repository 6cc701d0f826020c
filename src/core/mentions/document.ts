/** The names in a whole document, block by block, so that after an edit only the lines around it are read again. */

import type { Entity } from '../corpus/model.ts';
import { type Block, BlockReader, blockLines } from './blocks.ts';
import { isNear, namedParagraphs } from './lines.ts';
import { fullyNamed } from './resolve.ts';
import type { Candidate } from './scan.ts';
import type { Syntax } from './syntax.ts';

/** A name in a text, `[start, end)`, UTF-16. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** More than one when a label is shared. */
  readonly entities: readonly Entity[];
  /** The label as the dossier has it. */
  readonly label: string;
}

/** A block as it was read. Offsets count from the start of the document. */
export interface ReadBlock extends Block {
  readonly mentions: readonly Mention[];
  /** The ids of the entities that it calls by a full name; undefined where it names none at all. */
  readonly named: (() => Set<string>) | undefined;
  /** Whether reading can start with it: it starts a line, outside of front matter. */
  readonly isStart: boolean;
}

/** The names of a document as `Matcher.scan` found them. */
export interface ScannedText {
  readonly text: string;
  readonly language: string;
  readonly mentions: readonly Mention[];
  readonly blocks: readonly ReadBlock[];
}

/** `[from, to)` of the text before became the `length` units that now stand at `from`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Finds names in a block. */
export interface BlockMatcher {
  candidates(text: string, block: Block): readonly Candidate[];
  accept(text: string, candidates: readonly Candidate[], isNamed: (entity: string) => boolean): Mention[];
}

/** Reads a document, as far as it is not `previous`, which is left as it is. */
export function readDocument(
  matcher: BlockMatcher,
  text: string,
  syntax: Syntax,
  previous?: { readonly blocks: readonly ReadBlock[]; readonly text: string; readonly change: TextChange },
): ReadBlock[] {
  const kept = previous ? keptBefore(previous.blocks, previous.text, previous.change) : [];
  const blocks = kept.slice(0, -1);
  const start = kept.at(-1);
  const rest = previous && new Rest(previous.blocks, previous.text, text, previous.change);
  /** How many blocks behind the edit are still to be read anew: names before them count there. */
  let settling = namedParagraphs;
  let isDone = false;
  const reader = new BlockReader(syntax, (block) => {
    if (isDone) return;
    blocks.push(readBlock(matcher, text, block, blocks, syntax));
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

function readBlock(
  matcher: BlockMatcher,
  text: string,
  block: Block,
  before: readonly ReadBlock[],
  syntax: Syntax,
): ReadBlock {
  const { firstLine, lastLine, from, to } = block;
  const isStart = block.syntax === syntax && (from === 0 || text.charCodeAt(from - 1) === 10);
  const candidates = matcher.candidates(text, block);
  if (candidates.length === 0) {
    return { firstLine, lastLine, from, to, syntax: block.syntax, mentions: none, named: undefined, isStart };
  }
  const isNamed = (entity: string) => {
    for (let at = before.length - 1; at >= 0 && at >= before.length - namedParagraphs; at--) {
      const other = before[at];
      if (other?.named && isNear(other.lastLine, block) && other.named().has(entity)) return true;
    }
    return false;
  };
  let known: Set<string> | undefined;
  const named = () => {
    known ??= fullyNamed(candidates);
    return known;
  };
  const mentions = matcher.accept(text, candidates, isNamed);
  return { firstLine, lastLine, from, to, syntax: block.syntax, mentions, named, isStart };
}

const none: readonly Mention[] = [];

/** The blocks up to the one with which reading starts, that one included; none where it starts with the text. */
function keptBefore(blocks: readonly ReadBlock[], text: string, { from }: TextChange): readonly ReadBlock[] {
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  // A block in front of the edited line may go on into it.
  let at = blocks.length - 1;
  while (at >= 0 && ((blocks[at] as ReadBlock).from >= lineStart || !(blocks[at] as ReadBlock).isStart)) at--;
  return blocks.slice(0, at + 1);
}

/** The blocks of the text before that an edit may have left as they were. */
class Rest {
  readonly #blocks: readonly ReadBlock[];
  readonly #shift: number;
  readonly #lines: number;
  /** Where the first line behind the edit starts, in the new text. */
  readonly #firstOffset: number;
  /** Whether blocks are cut at other lines now. */
  readonly #isCutElsewhere: boolean;
  #at = 0;

  constructor(blocks: readonly ReadBlock[], before: string, after: string, { from, to, length }: TextChange) {
    this.#blocks = blocks;
    this.#shift = after.length - before.length;
    this.#lines = lineBreaks(after, from, from + length) - lineBreaks(before, from, to);
    const lineBreak = after.indexOf('\n', from + length);
    this.#firstOffset = lineBreak < 0 ? Number.POSITIVE_INFINITY : lineBreak + 1;
    this.#isCutElsewhere =
      this.#lines % blockLines !== 0 &&
      blocks.some(({ firstLine, lastLine }) => lastLine + 1 - firstLine >= blockLines);
  }

  /** The place behind the block that a block is now; undefined where it is a new one, or what follows may be. */
  behind({ from, to, firstLine, lastLine }: Block): number | undefined {
    if (from < this.#firstOffset || this.#isCutElsewhere) return undefined;
    while ((this.#blocks[this.#at]?.from ?? Infinity) + this.#shift < from) this.#at++;
    const old = this.#blocks[this.#at];
    const isSame =
      old?.isStart &&
      old.from + this.#shift === from &&
      old.to + this.#shift === to &&
      old.firstLine + this.#lines === firstLine &&
      old.lastLine + this.#lines === lastLine;
    return isSame ? this.#at + 1 : undefined;
  }

  from(at: number): ReadBlock[] {
    return this.#blocks.slice(at).map((block) => ({
      ...block,
      firstLine: block.firstLine + this.#lines,
      lastLine: block.lastLine + this.#lines,
      from: block.from + this.#shift,
      to: block.to + this.#shift,
      mentions: block.mentions.map((mention) => ({
        ...mention,
        start: mention.start + this.#shift,
        end: mention.end + this.#shift,
      })),
    }));
  }
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
