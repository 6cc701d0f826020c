/** Plain Markdown with links: `([Overweel, 2020, para. 3](https://…))`. */
import { insertion } from '../textEdit.ts';
import { markdownAddress } from './address.ts';
import {
  type LinkKind,
  link,
  linkCitations,
  linkGroups,
  printLinks,
  printLinksAgain,
} from './markdownLinks.ts';
import { append, enclosing, place } from './place.ts';
import type { CitationContext, CitationSyntax } from './syntax.ts';

const pattern = /\[((?:[^[\]\\\n]|\\.){0,1000})\]\(([^()\s]*)\)/;

export const markdownLink: CitationSyntax = {
  id: 'markdownLink',

  supports: { locator: true, prefix: false, suffix: false, suppressAuthor: false, narrative: true },

  print: (parts, context, form) => printLinks(parts, context, form, inline(context)),

  /** A link names an address, not a key. */
  citations: (text, keyOf) => (keyOf ? linkCitations(text, pattern, keyOf) : []),

  joint: /^; $/,

  rewrite(text, citation, parts, context, form) {
    const { start, end } = citation;
    return [{ start, end, newText: printLinksAgain(text, citation, parts, context, form, inline(context)) }];
  },

  keyAt: () => undefined,

  keyEdit: () => undefined,

  insert(text, offset, parts, context, form) {
    const kind = inline(context);
    const group = enclosing(linkGroups(text, pattern), offset);
    if (!group) {
      return place(text, offset, printLinks(parts, context, form, kind), { clash: /^[\p{L}\p{N}([{]/u });
    }
    const inside = text.slice(group.start, group.end);
    const more = parts.filter((part) => !inside.includes(link(part, context, 'parenthetical', kind).text));
    if (more.length === 0) return insertion([], group.end);
    const links = more.map((part) => link(part, context, 'parenthetical', kind).text);
    return inside.endsWith('))')
      ? append(group.end - 1, `; ${links.join('; ')}`)
      : append(group.end, ` ${printLinks(more, context, 'parenthetical', kind)}`);
  },
};

function inline(context: CitationContext): LinkKind {
  return {
    pattern,
    target: ({ source }) => {
      const url = markdownAddress(context.item(source));
      return url && `(${url})`;
    },
  };
}
