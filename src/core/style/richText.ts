/** The small HTML that a CSL processor writes, as plain text, Markdown or clean HTML. */
import type { TextFormat } from '../citation/syntax.ts';

const entities: Readonly<Record<string, string>> = {
  '&#38;': '&',
  '&#60;': '<',
  '&#62;': '>',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
};
const marks: Readonly<Record<TextFormat, Readonly<Record<string, string>>>> = {
  text: {},
  markdown: { i: '*', em: '*', b: '**' },
  html: { i: 'i', em: 'i', b: 'b', sup: 'sup', sub: 'sub' },
};

/** Keeps emphasis and links as far as the format has them; everything else of the markup is dropped. */
export function convertRichText(html: string, format: TextFormat): string {
  let result = '';
  let link: { href: string; from: number } | undefined;
  for (const piece of html.replace(/<\/div>\s*<div/g, ' <div').split(/(<[^<>]*>)/)) {
    const [, slash, tag = '', href] = /^<(\/?)(\w+)(?:[^>]*? href="([^"]*)")?[^>]*>$/.exec(piece) ?? [];
    if (!tag) result += writeText(decode(piece), format, link !== undefined);
    else if (tag === 'a' && !slash) link = { href: decode(href ?? ''), from: result.length };
    else if (tag === 'a' && link) {
      result = result.slice(0, link.from) + writeLink(result.slice(link.from), link.href, format);
      link = undefined;
    } else {
      const mark = marks[format][tag];
      if (mark) result += format === 'html' ? `<${slash}${mark}>` : mark;
    }
  }
  return result.replace(/[ \t\r\n]+/g, ' ').trim();
}

export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&');
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function decode(text: string): string {
  return text.replace(/&(?:#\d+|\w+);/g, (entity) => entities[entity] ?? entity);
}

/** The text of a link stays plain until it is known whether it is the address itself. */
function writeText(text: string, format: TextFormat, inLink: boolean): string {
  if (inLink || format === 'text') return text;
  return format === 'html' ? escapeHtml(text) : escapeMarkdown(text);
}

/** A source is a stranger's: no address but one of the web becomes a link. */
function writeLink(text: string, href: string, format: TextFormat): string {
  const web = /^https?:\/\/[^\s<>"]+$/i.test(href);
  if (format === 'text' || !web) return writeText(text, format, false);
  if (format === 'html') return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
  if (text === href) return `<${href}>`;
  return `[${escapeMarkdown(text)}](${href.replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))})`;
}
