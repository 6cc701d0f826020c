/** HTML pages: the readable article in them, found as browsers' reader views find it. */

import { Readability } from '@mozilla/readability';
import * as l10n from '@vscode/l10n';
import { parseHTML } from 'linkedom/worker';
import { oneLine } from './blocks.ts';
import type { Block, Reading, ReadOptions, ReadProblem } from './document.ts';
import { htmlBlocks } from './htmlBlocks.ts';
import { htmlFields } from './htmlFields.ts';
import { limits } from './limits.ts';
import { textBlocks } from './plainText.ts';

/** Reads an HTML page: its metadata, and the article without navigation, advertisements and other trimmings. */
export function readHtml(text: string, { signal }: ReadOptions = {}): Reading {
  // A page without <html> would lose what stands outside of its first element.
  const page = /<html[\s>]/i.test(text) ? text : `<html><body>${text}</body></html>`;
  const open = () => parseHTML(page).document as unknown as Document;
  const document = open();
  const fields = htmlFields(document, text);
  const problems: ReadProblem[] = [];
  let blocks: Block[] | undefined;
  const body = document.body ?? document.documentElement;
  const { depth, elements } = measure(body);
  if (depth > limits.depth || elements > limits.elements) {
    problems.push({
      severity: 'warning',
      message: l10n.t('the page is too large or nests too deep to find its article; the whole page was read'),
      remedy: l10n.t('save the page in a reader view'),
    });
  } else if (!signal?.aborted && isPage(document)) {
    const article = new Readability<Element>(document, {
      serializer: (node) => node as Element,
      charThreshold: 250,
    }).parse();
    const byline = oneLine(article?.byline ?? '').replace(/^by\s+/i, '');
    blocks = article?.content
      ? htmlBlocks(article.content).filter(
          (block, at) => at > 2 || !byline || oneLine(block.text).replace(/^by\s+/i, '') !== byline,
        )
      : undefined;
    const title = fields.get('title');
    // Readability takes the heading away that repeats its title.
    if (!title && article?.title) fields.add('title', article.title, 'the title of the page');
  }
  if (!blocks || length(blocks) < 200) {
    // Readability has changed the document.
    const whole = blocks ? open() : document;
    const main = htmlBlocks(whole.body ?? whole.documentElement, { mainOnly: true });
    if (!blocks || length(main) > length(blocks)) blocks = main;
  }
  return { fields, blocks: blocks.length ? blocks : textBlocks(''), problems };
}

/** A fragment, such as another program's export, has no trimmings to remove. */
function isPage(document: Document): boolean {
  return document.querySelector('nav, header, footer, aside, article, main, script, meta, div') !== null;
}

function length(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + text.trim().length, 0);
}

/** How deep the elements nest, and how many there are; without recursion. */
export function measure(root: Element): { depth: number; elements: number } {
  let [depth, deepest, elements] = [0, 0, 0];
  let node: Element | null = root;
  while (node) {
    elements++;
    if (depth > deepest) deepest = depth;
    const child: Element | null = node.firstElementChild;
    if (child) {
      node = child;
      depth++;
      continue;
    }
    while (node && node !== root && !node.nextElementSibling) {
      node = node.parentElement;
      depth--;
    }
    node = node && node !== root ? node.nextElementSibling : null;
  }
  return { depth: deepest, elements };
}
