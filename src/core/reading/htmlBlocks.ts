/** Elements of HTML → blocks. Walks without recursion, so that no nesting is too deep. */
import type { Block } from './document.ts';

const skipped = new Set(
  'head script style noscript template svg nav button form iframe object select textarea input dialog audio video canvas math'.split(
    ' ',
  ),
);
const block = new Set(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer header hr html legend li main ol p pre section summary table tbody tfoot thead tr ul h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
);
const elementNode = 1;
const textNode = 3;
const cdataNode = 4;

export interface BlockOptions {
  /** Leaves out what stands around an article: header, footer, asides. */
  readonly mainOnly?: boolean;
  /** The page that is open where the text begins, of a book that marks its pages. */
  readonly page?: string | undefined;
}

/**
 * The headings and paragraphs in an element: one for each paragraph, list item, table row or run of text between
 * block elements.
 */
export function htmlBlocks(root: Node, { mainOnly = false, page: openPage }: BlockOptions = {}): Block[] {
  const blocks: Block[] = [];
  let page = openPage;
  let pageOfText = page;
  /** Text that grows piece by piece costs the square; so it is joined once. */
  let pieces: string[] = [];
  let hasText = false;
  let depth: number | undefined;
  let row: Node | undefined;
  const flush = () => {
    if (row) {
      pieces.push(' ');
      return;
    }
    if (hasText) {
      const text = pieces.join('');
      if (depth) blocks.push({ kind: 'heading', depth, text });
      else
        blocks.push({ kind: 'paragraph', text, ...(pageOfText === undefined ? {} : { page: pageOfText }) });
    }
    pieces = [];
    hasText = false;
    pageOfText = page;
  };
  const enter = (element: Element, name: string): boolean => {
    if (skipped.has(name) || element.hasAttribute('hidden')) return false;
    if (mainOnly && /^(?:header|footer|aside)$/.test(name)) return false;
    if (name === 'a' && element.parentElement?.localName === 'sup') return false;
    const label = pageLabel(element);
    if (label !== undefined) {
      page = label;
      if (!hasText) pageOfText = page;
      return false;
    }
    if (name === 'br') pieces.push(' ');
    if ((name === 'td' || name === 'th') && hasText) pieces.push(' | ');
    if (block.has(name)) flush();
    if (name === 'tr' && !row && isDataRow(element)) row = element;
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level) depth = Number(level);
    return true;
  };
  const leave = (element: Element) => {
    const name = element.localName;
    if (element === row) row = undefined;
    if (block.has(name)) flush();
    if (/^h[1-6]$/.test(name)) depth = undefined;
  };

  let node: Node | null = root;
  while (node) {
    let inside = false;
    if (node.nodeType === textNode || node.nodeType === cdataNode) {
      pieces.push(node.nodeValue ?? '');
      hasText ||= /\S/.test(node.nodeValue ?? '');
    } else if (node.nodeType === elementNode) inside = enter(node as Element, (node as Element).localName);
    else inside = node.nodeType === 9 || node.nodeType === 11;
    if (inside && node.firstChild) {
      node = node.firstChild;
      continue;
    }
    if (inside && node.nodeType === elementNode) leave(node as Element);
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (node?.nodeType === elementNode) leave(node as Element);
    }
    node = node && node !== root ? node.nextSibling : null;
  }
  flush();
  return blocks;
}

/** Whether a row holds facts side by side; many pages lay their whole text out in a table. */
function isDataRow(row: Element): boolean {
  return (
    row.childElementCount > 1 &&
    (row.textContent ?? '').length < 2_000 &&
    !row.querySelector('table, h1, h2, h3, ul, ol')
  );
}

/** The number of a printed page that begins at an element, as EPUB and DPUB-ARIA mark it. */
function pageLabel(element: Element): string | undefined {
  const marked =
    /\bpagebreak\b/.test(element.getAttribute('epub:type') ?? '') ||
    element.getAttribute('role') === 'doc-pagebreak';
  if (!marked) return undefined;
  const label =
    element.getAttribute('title') ?? element.getAttribute('aria-label') ?? element.textContent ?? '';
  return (
    label
      .replace(/^\s*page\s+/i, '')
      .replace(/[.\s]+$/, '')
      .trim()
      .slice(0, 20) || undefined
  );
}
