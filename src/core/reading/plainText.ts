/** Plain text: paragraphs by blank lines, or by lines where each line is one. */
import type { Block, Reading } from './document.ts';
import { Fields } from './document.ts';

/** A line that no editor or mail program would have wrapped stands for a paragraph. */
const unwrapped = 160;

/** Reads plain text; a short first line that stands alone is its title. */
export function readPlainText(text: string): Reading {
  const fields = new Fields();
  const blocks = textBlocks(text);
  const first = blocks[0]?.text.trim();
  if (
    first &&
    blocks.length > 1 &&
    first.length <= 120 &&
    !/[.,;:!?…]$/.test(first) &&
    /\p{L}/u.test(first)
  ) {
    fields.add('title', first, 'the first line');
    return { fields, blocks: blocks.slice(1), problems: [] };
  }
  return { fields, blocks, problems: [] };
}

/** The paragraphs of text without markup. */
export function textBlocks(text: string): Block[] {
  const groups = text.split(/\n[ \t\f\v\u00a0]*\n|\f/);
  return groups.flatMap((group) => {
    const lines = group.split('\n');
    const texts =
      lines.length > 1 && lines.some((line) => line.length > unwrapped) ? lines : [lines.join(' ')];
    return texts.filter((one) => one.trim()).map((one): Block => ({ kind: 'paragraph', text: one }));
  });
}
