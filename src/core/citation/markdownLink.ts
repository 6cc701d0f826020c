/** Plain Markdown with links: `([Overweel, 2020, para. 3](https://…))`. */
import { insertion } from '../textEdit.ts';
import { blankMarkdownCode } from './masking.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationContext, CitationForm, CitationPart, CitationSyntax } from './syntax.ts';

export const markdownLink: CitationSyntax = {
  id: 'markdownLink',

  print: printCitation,

  /** A link names an address, not a key. */
  citations: () => [],

  keyAt: () => undefined,

  keyEdit: () => undefined,

  insert(text, offset, parts, context, form) {
    const group = enclosing(linkGroups(text), offset);
    if (!group) {
      return place(text, offset, printCitation(parts, context, form), { clash: /^[\p{L}\p{N}([{]/u });
    }
    const inside = text.slice(group.start, group.end);
    const more = parts
      .map((part) => link(part, context, 'parenthetical').text)
      .filter((one) => !inside.includes(one));
    if (more.length === 0) return insertion([], group.end);
    return inside.endsWith('))')
      ? append(group.end - 1, `; ${more.join('; ')}`)
      : append(group.end, ` ${printCitation(parts, context)}`);
  },
};

function printCitation(
  parts: readonly CitationPart[],
  context: CitationContext,
  form: CitationForm = 'parenthetical',
): string {
  const links = parts.map((part) => link(part, context, form));
  const text = links.map((one) => one.text).join('; ');
  return links.some((one) => one.bracketed) ? `(${text})` : text;
}

/** A part as a link; its parentheses, if the style has any, are left to the group. */
function link(
  part: CitationPart,
  context: CitationContext,
  form: CitationForm,
): { text: string; bracketed: boolean } {
  const rendered = context.inText([part], 'markdown', form);
  const inner = /^\((.*)\)$/s.exec(rendered)?.[1];
  // Links do not nest: an address within a note is left to the link itself.
  const label = (inner ?? rendered).replace(/,? <https?:[^<>]*>/g, '');
  const url = address(part.source, context);
  return { text: url ? `[${label}](${url})` : label, bracketed: inner !== undefined };
}

/** @returns undefined when the source has no address. */
function address(key: string, context: CitationContext): string | undefined {
  const item = context.item(key);
  const url = item?.URL ?? (item?.DOI && `https://doi.org/${encodeURI(item.DOI)}`);
  if (!url || !/^https?:\/\//i.test(url)) return undefined;
  return url.replace(
    /[\s()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Inline links, and those that stand in one pair of parentheses as one. */
function linkGroups(text: string): { start: number; end: number }[] {
  const source = blankMarkdownCode(text);
  const one = String.raw`\[(?:[^\[\]\\\n]|\\.)*\]\([^()\s]*\)`;
  return [...source.matchAll(new RegExp(String.raw`\(${one}(?:; ${one})*\)|${one}`, 'g'))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
