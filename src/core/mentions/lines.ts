/** Reads the part of a document, given as lines, that decides on the names at one position. */
import { type Block, BlockReader, blockLines } from './blocks.ts';
import { closesFence } from './regions.ts';
import type { Syntax } from './syntax.ts';

/** A document as lines, without their line breaks. */
export interface TextLines {
  readonly lineCount: number;
  line(index: number): string;
}

/** How many lines before a position can matter. */
export const lookBack = 300;
/** A weak label matches where the full name stands in the same paragraph or in one of so many before it … */
export const namedParagraphs = 3;
/** … that ends no more than this many lines before it starts. */
const namedLines = 40;

/** Whether a paragraph that ends at a line is so near before one that starts at another that its names count there. */
export function isNear(lastLine: number, firstLine: number): boolean {
  return firstLine - lastLine <= namedLines;
}

/** The block at a position; undefined where it is in none. */
export function blockAt(
  lines: TextLines,
  line: number,
  character: number,
  syntax: Syntax,
): Block | undefined {
  const first = syntax.hasRegions ? line - lookBack : paragraphStart(lines, line);
  const block = blocksUpTo(lines, first, line, character, syntax).at(-1);
  return block && block.lastLine >= line ? block : undefined;
}

/** The few blocks before the one at a position. */
export function blocksBefore(lines: TextLines, line: number, character: number, syntax: Syntax): Block[] {
  return blocksUpTo(lines, line - lookBack, line, character, syntax).slice(0, -1);
}

/** Where the paragraph around a line starts; not further up than can matter to how a block is cut. */
function paragraphStart(lines: TextLines, line: number): number {
  let first = line;
  while (first > 0 && first > line - 2 * blockLines && /[^ \t]/.test(lines.line(first - 1))) first--;
  return first;
}

/** The block at a position, after the few before it; read from `first`. */
function blocksUpTo(
  lines: TextLines,
  first: number,
  line: number,
  character: number,
  syntax: Syntax,
): Block[] {
  let blocks: Block[] = [];
  const reader = new BlockReader(syntax, (block) => {
    if (block.firstLine > line || (block.firstLine === line && block.from > character)) return;
    if (blocks.push(block) > namedParagraphs + 1) blocks.shift();
  });
  let isSure = first <= 0;
  for (let index = Math.max(0, first); index < lines.lineCount; index++) {
    if (index > line && !reader.isOpen) break;
    const text = lines.line(index);
    reader.read(index, text, 0, text.length);
    if (isSure || !reader.isInRegion) continue;
    isSure = true;
    // The first fence may end code that began further up; then what was read so far was that code.
    const after = index + 1 < lines.lineCount ? lines.line(index + 1) : '';
    if (!closesFence(text, lines.line(index - 1), after)) continue;
    if (index >= line) return [];
    reader.leaveRegion();
    blocks = [];
  }
  reader.end();
  return blocks;
}

/** Some lines, and where each starts in them. */
export function textOf(
  lines: TextLines,
  { firstLine, lastLine }: Pick<Block, 'firstLine' | 'lastLine'>,
): { text: string; starts: number[] } {
  let text = lines.line(firstLine);
  const starts = [0];
  for (let index = firstLine + 1; index <= lastLine; index++) {
    starts.push(text.length + 1);
    text += `\n${lines.line(index)}`;
  }
  return { text, starts };
}
