/** Markdown, with the dialects that people keep notes in: GitHub's tables, Obsidian's links, Quarto's fences. */
import * as l10n from '@vscode/l10n';
import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import { costlyRun } from '../markdownCost.ts';
import type { Block, Reading, ReadProblem } from './document.ts';
import { readFrontMatter } from './frontMatter.ts';
import { limits } from './limits.ts';
import { textBlocks } from './plainText.ts';

/** Reads Markdown: front matter, headings, and a paragraph for each paragraph, list item and table row. */
export function readMarkdown(text: string): Reading {
  const { fields, end, problems } = readFrontMatter(text);
  const body = text.slice(end);
  const hostile = tooCostly(body);
  const blocks = hostile ? textBlocks(body) : markdownBlocks(body);
  const [first] = blocks;
  if (first?.kind === 'heading') fields.add('title', first.text.slice(0, limits.field), 'the first heading');
  return { fields, blocks, problems: hostile ? [...problems, hostile] : problems };
}

function tooCostly(text: string): ReadProblem | undefined {
  const start = costlyRun(text, /\n[ \t]*\n/g);
  if (start === undefined) return undefined;
  const line = text.slice(0, start).split('\n').length;
  const message = l10n.t(
    'the text nests too deep or has no blank line for too long; it was read as plain text',
  );
  return { severity: 'warning', message, remedy: l10n.t('part it by blank lines'), line };
}

function markdownBlocks(text: string): Block[] {
  const own = withoutComments(text);
  // Looking for a table at every line takes a third of the time: without these signs there is none.
  const tables = /\||:-|-:/.test(own);
  const footnotes = own.includes('[^');
  const tree = fromMarkdown(own, {
    extensions: [...(tables ? [gfmTable()] : []), ...(footnotes ? [gfmFootnote()] : [])],
    mdastExtensions: [
      ...(tables ? [gfmTableFromMarkdown()] : []),
      ...(footnotes ? [gfmFootnoteFromMarkdown()] : []),
    ],
  });
  return tree.children.flatMap((node) => blocksOf(node));
}

/** Obsidian's and HTML's comments are not part of the text. */
function withoutComments(text: string): string {
  return withoutSpans(withoutSpans(text, '<!--', '-->'), '\n%%\n', '\n%%\n');
}

/** Takes out what stands between two marks; one that is never closed is text. A lazy pattern would cost the square. */
function withoutSpans(text: string, open: string, close: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
    const end = text.indexOf(close, at + open.length);
    if (end < 0) break;
    kept.push(text.slice(from, at), '\n');
    from = end + close.length;
  }
  return kept.join('') + text.slice(from);
}

function blocksOf(node: RootContent): Block[] {
  switch (node.type) {
    case 'heading':
      return [
        {
          kind: 'heading',
          depth: node.depth,
          text: tidied(inline(node)).replace(/\s*\{[#.][^}]{0,200}\}\s*$/, ''),
        },
      ];
    case 'paragraph':
      return paragraph(tidied(inline(node)));
    case 'blockquote':
    case 'list':
    case 'listItem':
    case 'footnoteDefinition':
      return node.children.flatMap((child) => blocksOf(child));
    case 'table':
      return node.children.flatMap((row) =>
        paragraph(row.children.map((cell) => tidied(inline(cell))).join(' | ')),
      );
    case 'code':
      // What a notebook runs is not prose.
      return /^\{/.test(`${node.lang ?? ''}`) ? [] : paragraph(node.value);
    case 'html':
      return /^<(?:script|style)\b/i.test(node.value) ? [] : paragraph(node.value.replace(/<[^<>]*>/g, ' '));
    default:
      return [];
  }
}

function paragraph(text: string): Block[] {
  // Quarto's and Pandoc's fenced divisions, and Hugo's shortcodes that stand alone.
  const own = text
    .replace(/(?:^|\s):{3,}(?:\s*(?:\{[^}]{0,200}\}|[\w-]{1,50}))?(?=\s|$)/g, ' ')
    .replace(/^\s*\{\{[<%].*[>%]\}\}\s*$/, '');
  return own.trim() ? [{ kind: 'paragraph', text: own }] : [];
}

function inline(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return ' ';
  if (node.type === 'html') return /^<br\b/i.test(node.value) ? ' ' : '';
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? '';
  return 'children' in node ? node.children.map((child) => inline(child)).join('') : '';
}

/** Obsidian's links, embeds and callouts as what a reader sees. */
function tidied(text: string): string {
  return text
    .replace(
      /!?\[\[([^\][|]{0,500})(?:\|([^\][]{0,500}))?\]\]/g,
      (_, target: string, label?: string) => label ?? target,
    )
    .replace(/^\[![\w-]+\][+-]?\s*/, '')
    .replace(/%%.*?%%/g, '');
}
