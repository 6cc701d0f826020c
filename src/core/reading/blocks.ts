/** Blocks → numbered paragraphs with the headings above them. */
import * as l10n from '@vscode/l10n';
import type { Paragraph } from '../corpus/model.ts';
import type { Block, ReadProblem } from './document.ts';
import { limits } from './limits.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const invisible = /[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g;

/** Text on one line, without control characters, soft hyphens and what else is not seen. */
export function oneLine(text: string): string {
  // A lone half of a surrogate pair cannot be written as UTF-8.
  return text
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Numbers the paragraphs.
 *
 * @param title of the document: a heading that repeats it is left out.
 */
export function numberParagraphs(
  blocks: readonly Block[],
  title: string | undefined,
): { paragraphs: Paragraph[]; problems: ReadProblem[] } {
  const paragraphs: Paragraph[] = [];
  const open: { depth: number; text: string }[] = [];
  let headings: readonly string[] = [];
  for (const block of blocks) {
    const text = oneLine(block.text);
    if (text === '') continue;
    if (block.kind === 'heading') {
      if (text === title) continue;
      while ((open.at(-1)?.depth ?? 0) >= block.depth) open.pop();
      open.push({ depth: block.depth, text: cut(text, limits.field)[0] ?? '' });
      headings = open.map((heading) => heading.text);
      continue;
    }
    for (const piece of cut(text, limits.paragraphLength)) {
      if (paragraphs.length === limits.paragraphs) return { paragraphs, problems: [tooMany()] };
      const page = block.page === undefined ? {} : { page: block.page };
      paragraphs.push({ number: paragraphs.length + 1, text: piece, headings, ...page });
    }
  }
  return { paragraphs, problems: [] };
}

function tooMany(): ReadProblem {
  return {
    severity: 'warning',
    message: l10n.t('only the first {0} paragraphs were read', limits.paragraphs),
    remedy: l10n.t('split the document into several files'),
  };
}

/** Cuts text into pieces of at most `length`, after a sentence where one ends in the second half, else between words. */
function cut(text: string, length: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > length) {
    const head = rest.slice(0, length);
    const sentence = Math.max(...['. ', '! ', '? ', '。'].map((end) => head.lastIndexOf(end))) + 1;
    const at =
      sentence > length / 2 ? sentence : Math.max(head.lastIndexOf(' '), 0) || boundary(rest, length);
    pieces.push(rest.slice(0, at).trim());
    rest = rest.slice(at).trim();
  }
  if (rest) pieces.push(rest);
  return pieces;
}

function boundary(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
