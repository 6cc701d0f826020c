/** Plain Markdown with reference links: `([Overweel, 2020][overweel2020])`, and `[overweel2020]: https://…` below. */
import { insertion, type TextEdit } from '../textEdit.ts';
import { comparableUrl, markdownAddress } from './address.ts';
import {
  type LinkKind,
  link,
  linkCitations,
  linkGroups,
  printLinks,
  printLinksAgain,
} from './markdownLinks.ts';
import { blankMarkdownCode } from './masking.ts';
import { append, atEnd, enclosing, place } from './place.ts';
import type { CitationContext, CitationPart, CitationSyntax } from './syntax.ts';

const pattern = /\[((?:[^[\]\\\n]|\\.){0,1000})\]\[((?:[^[\]\\\n]|\\.){1,200})\]/;

export const markdownReference: CitationSyntax = {
  id: 'markdownReference',

  supports: { locator: true, prefix: false, suffix: false, suppressAuthor: false, narrative: true },

  print(parts, context, form) {
    const printed = printLinks(parts, context, form, referring('', context));
    const definitions = missing('', parts, context).map(([label, url]) => `[${label}]: ${url}`);
    return definitions.length > 0 ? `${printed}\n\n${definitions.join('\n')}` : printed;
  },

  /** A link names a definition, and that an address. */
  citations(text, keyOf) {
    if (!keyOf) return [];
    const urls = new Map(definitionsOf(text).map(({ label, url }) => [fold(label), url]));
    return linkCitations(text, pattern, (label) => keyOf(urls.get(fold(label)) ?? ''));
  },

  joint: /^; $/,

  rewrite(text, citation, parts, context, form) {
    const { start, end } = citation;
    const newText = printLinksAgain(text, citation, parts, context, form, referring(text, context));
    return [{ start, end, newText }, ...definitionEdits(text, parts, context)];
  },

  keyAt: () => undefined,

  keyEdit: () => undefined,

  insert(text, offset, parts, context, form) {
    const kind = referring(text, context);
    const group = enclosing(linkGroups(text, pattern), offset);
    const inside = group && text.slice(group.start, group.end);
    const more = parts.filter((part) => !inside?.includes(link(part, context, 'parenthetical', kind).text));
    if (group && more.length === 0) return insertion([], group.end);
    const links = more.map((part) => link(part, context, 'parenthetical', kind).text);
    const cited = !group
      ? place(text, offset, printLinks(parts, context, form, kind), { clash: /^[\p{L}\p{N}([{:]/u })
      : inside?.endsWith('])')
        ? append(group.end - 1, `; ${links.join('; ')}`)
        : append(group.end, ` ${printLinks(more, context, 'parenthetical', kind)}`);
    return { edits: [...cited.edits, ...definitionEdits(text, more, context)], cursor: cited.cursor };
  },
};

interface Definition {
  readonly label: string;
  readonly url: string;
  readonly end: number;
}

function definitionsOf(text: string): Definition[] {
  const source = blankMarkdownCode(text);
  const line = /^ {0,3}\[((?!\^)(?:[^[\]\\\n]|\\.){1,200})\]:[ \t]*<?([^\s<>]+)>?.*$/gm;
  return [...source.matchAll(line)].map(({ 0: all, 1: label = '', 2: url = '', index }) => ({
    label,
    url,
    end: index + all.trimEnd().length,
  }));
}

/** Markdown takes labels that differ by case or spaces for one. */
function fold(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}

function referring(text: string, context: CitationContext): LinkKind {
  const labels = labelling(text, context);
  return {
    pattern,
    target: (part) => {
      const label = labels(part.source)?.[0];
      return label && `[${label}]`;
    },
  };
}

/** The label of a source and its address: the one that the text defines for it, else its key or the next that is free. */
function labelling(text: string, context: CitationContext) {
  const definitions = definitionsOf(text);
  return (key: string): readonly [label: string, url: string, isDefined: boolean] | undefined => {
    const url = markdownAddress(context.item(key));
    if (!url) return undefined;
    const same = definitions.find((one) => comparableUrl(one.url) === comparableUrl(url));
    if (same) return [same.label, url, true];
    const taken = new Set(definitions.map(({ label }) => fold(label)));
    const plain = key.replace(/[[\]\\]/g, '\\$&');
    let label = plain;
    for (let count = 2; taken.has(fold(label)); count++) label = `${plain}-${count}`;
    return [label, url, false];
  };
}

/** The definitions that a text lacks. */
function missing(text: string, parts: readonly CitationPart[], context: CitationContext): [string, string][] {
  const labels = labelling(text, context);
  const found = [...new Set(parts.map(({ source }) => source))].flatMap((key): [string, string][] => {
    const [label = '', url = '', isDefined = true] = labels(key) ?? [];
    return isDefined ? [] : [[label, url]];
  });
  return found;
}

function definitionEdits(text: string, parts: readonly CitationPart[], context: CitationContext): TextEdit[] {
  const lines = missing(text, parts, context).map(([label, url]) => `[${label}]: ${url}`);
  return lines.length > 0 ? [atEnd(text, lines, definitionsOf(text).at(-1)?.end)] : [];
}
