/** Source notes: Markdown in which every paragraph of the source is one item of a numbered list. */
import * as l10n from '@vscode/l10n';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as plainText } from 'mdast-util-to-string';
import { costlyRun } from '../markdownCost.ts';
import type { Paragraph } from './model.ts';

/** A fault in a note: a message, and the offset in UTF-16 units at which it stands. */
export interface NoteFault {
  readonly offset: number;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Reads a source note.
 *
 * The heading of the first level is the note's title, which the source's own replaces; those below it nest. Each list item is the paragraph of its number; all else is a fault, since it could not be cited.
 *
 * @returns the paragraphs up to the first gap in the numbering, and what is wrong.
 */
export function parseNote(markdown: string): {
  paragraphs: Paragraph[];
  faults: NoteFault[];
} {
  const paragraphs: Paragraph[] = [];
  const faults: NoteFault[] = [];
  const headings: { depth: number; text: string }[] = [];
  const costly = costlyRun(markdown, /\n(?:(?:[ \t]*\n)+|(?=\d+[.)][ \t]|#))/g);
  if (costly !== undefined) {
    faults.push({
      offset: costly,
      message: l10n.t(
        'the text nests too deep or goes on without a break for too long; it is not read from here on',
      ),
      remedy: l10n.t('part it into numbered paragraphs'),
    });
  }
  for (const block of fromMarkdown(markdown.slice(0, costly)).children) {
    const offset = block.position?.start.offset ?? 0;
    if (block.type === 'heading' && block.depth === 1) {
      headings.length = 0;
    } else if (block.type === 'heading') {
      while ((headings.at(-1)?.depth ?? 0) >= block.depth) headings.pop();
      headings.push({ depth: block.depth, text: plainText(block) });
    } else if (block.type === 'list' && block.ordered) {
      block.children.forEach((item, index) => {
        const number = (block.start ?? 1) + index;
        const expected = paragraphs.length + 1;
        if (number !== expected) {
          faults.push({
            offset: item.position?.start.offset ?? offset,
            message: l10n.t('paragraph {0} stands where paragraph {1} is expected', number, expected),
            remedy: l10n.t('number the paragraphs 1, 2, 3 … through the whole note, headings included'),
          });
          return;
        }
        const text = item.children
          .map((child) => plainText(child))
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim();
        paragraphs.push({
          number,
          text,
          headings: headings.map((heading) => heading.text),
        });
      });
    } else {
      faults.push({
        offset,
        message: l10n.t('text outside the numbered paragraphs'),
        remedy: l10n.t('begin the paragraph with its number, such as "3. …"'),
      });
    }
  }
  return { paragraphs, faults };
}
