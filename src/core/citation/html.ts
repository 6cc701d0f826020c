/**
 * HTML: the rendered citation as a link, with what it cites in its attributes:
 * `(<a class="citation" data-cites="key" data-locator="para. 3" href="https://…">Overweel, 2020, para. 3</a>)`.
 */

import { escapeHtml } from '../style/richText.ts';
import { insertion } from '../textEdit.ts';
import { addressOf } from './address.ts';
import { printKept } from './edit.ts';
import { locatorAtEnd, locatorOf, newParts, printLocator, readSuffix, wholeLocator } from './locator.ts';
import { blankSpans } from './masking.ts';
import { append, enclosing, foundKeyAt, place } from './place.ts';
import type {
  CitationContext,
  CitationForm,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyOfUrl,
} from './syntax.ts';

export const html: CitationSyntax = {
  id: 'html',

  supports: { locator: true, prefix: true, suffix: true, suppressAuthor: true, narrative: true },

  print: printCitation,

  citations: findCitations,

  rewrite(text, citation, parts, context, form) {
    const { start, end } = citation;
    if (parts.length === 0 || form !== citation.form) {
      return [{ start, end, newText: parts.length > 0 ? printCitation(parts, context, form) : '' }];
    }
    const written = text.slice(start, end);
    const [, open = '', inner = '', close = ''] = /^([([]?)(.*?)([)\]]?)$/s.exec(written) ?? [];
    const pieces = inner.split(/;\s*(?=<(?:a|span|cite)\s)/);
    const print = (part: CitationPart) => element(part, context, form).text;
    return [{ start, end, newText: open + printKept(citation, pieces, parts, print).join('; ') + close }];
  },

  insert(text, offset, parts, context, form) {
    const around = enclosing(findCitations(text), offset);
    if (!around) {
      const inTag = /<[a-z][^<>]{0,200}>$/i.test(text.slice(Math.max(0, offset - 200), offset));
      return place(text, offset, printCitation(parts, context, form), {
        ...(inTag ? { before: '' } : {}),
        clash: /^[\p{L}\p{N}([]/u,
      });
    }
    const more = newParts(parts, around.parts);
    if (more.length === 0) return insertion([], around.end);
    return append(around.partsEnd, more.map((part) => `; ${element(part, context).text}`).join(''));
  },

  keyAt: (text, offset) => foundKeyAt(findCitations(text), offset),

  keyEdit: (_text, { start, end }, key) =>
    /^\S+$/.test(key) ? { start, end, newText: escapeHtml(key) } : undefined,
};

function printCitation(
  parts: readonly CitationPart[],
  context: CitationContext,
  form: CitationForm = 'parenthetical',
): string {
  const elements = parts.map((part) => element(part, context, form));
  const [open, close] = elements.find((one) => one.brackets)?.brackets ?? ['', ''];
  return open + elements.map((one) => one.text).join('; ') + close;
}

/** A part as an element; the brackets that the style puts around it are left to the citation. */
function element(
  part: CitationPart,
  context: CitationContext,
  form: CitationForm = 'parenthetical',
): { readonly text: string; readonly brackets?: readonly [string, string] } {
  // Links do not nest.
  const rendered = context.inText([part], 'html', form).replace(/<\/?a\b[^>]*>/g, '');
  const [, open, inner, close] = /^([([])(.*)([)\]])$/s.exec(rendered) ?? [];
  const locator = locatorOf(part);
  const url = addressOf(context.item(part.source))?.replace(/[\s<>"]/g, encodeURIComponent);
  const attributes: readonly (readonly [string, string | undefined])[] = [
    ['class', form === 'narrative' ? 'citation narrative' : 'citation'],
    ['data-cites', part.source],
    ['data-prefix', part.prefix],
    ['data-locator', locator && printLocator(locator)],
    ['data-suffix', part.suffix],
    ['data-suppress-author', part.suppressAuthor ? 'true' : undefined],
    ['href', url],
  ];
  const written = attributes.flatMap(([name, value]) => (value ? [` ${name}="${escapeHtml(value)}"`] : []));
  const tag = url ? 'a' : 'span';
  const text = `<${tag}${written.join('')}>${inner ?? rendered}</${tag}>`;
  return open && close ? { text, brackets: [open, close] } : { text };
}

const attribute = /\s([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const opening = /<(a|span|cite)(?=\s)((?:\s+[\w-]+\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}'))+)\s*>/g;
/** The longest text of an element that is read, in UTF-16 units. */
const longest = 4000;

interface HtmlCitation extends FoundCitation {
  /** Where another part goes: within the brackets, if there are any. */
  readonly partsEnd: number;
}

/** Elements that name keys; those that a semicolon joins are one citation. */
function findCitations(text: string, keyOf?: KeyOfUrl): HtmlCitation[] {
  const source = prose(text);
  const found: FoundCitation[] = [];
  for (const match of source.matchAll(opening)) {
    const [all, tag = '', attributes = ''] = match;
    const last = found.at(-1);
    if (match.index < (last?.end ?? 0)) continue;
    const names = attributes.includes('data-cites');
    if (!names && !(keyOf && tag === 'a')) continue;
    const contentStart = match.index + all.length;
    const end = closing(source, tag, contentStart);
    const attributesStart = match.index + 1 + tag.length;
    const read = names
      ? readAttributes(attributes, attributesStart)
      : readLink(attributes, attributesStart, source.slice(contentStart, end), keyOf);
    if (end === undefined || read.parts.length === 0) continue;
    if (last?.form === read.form && /^;\s*$/.test(source.slice(last.end, match.index))) {
      found[found.length - 1] = { ...last, end, parts: [...last.parts, ...read.parts] };
    } else found.push({ start: match.index, end, ...read });
  }
  return found.map((one) => {
    const bracketed = /^(?:\(\)|\[\])$/.test(source.charAt(one.start - 1) + source.charAt(one.end));
    const brackets = bracketed ? { start: one.start - 1, end: one.end + 1 } : {};
    return { ...one, ...brackets, partsEnd: one.end };
  });
}

/** @returns the offset after the element's end; undefined when it has none. */
function closing(source: string, tag: string, from: number): number | undefined {
  let depth = 1;
  for (const { 0: mark, 1: slash, index } of source
    .slice(from, from + longest)
    .matchAll(new RegExp(String.raw`<(\/?)${tag}\b[^<>]*>`, 'g'))) {
    depth += slash ? -1 : 1;
    if (depth === 0) return from + index + mark.length;
  }
  return undefined;
}

/** A link that names the address of a source. */
function readLink(
  attributes: string,
  base: number,
  content: string,
  keyOf: KeyOfUrl | undefined,
): { form: CitationForm; parts: FoundPart[] } {
  const form = 'parenthetical';
  const [all, quoted, single] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes) ?? [];
  const value = quoted ?? single ?? '';
  const source = keyOf?.(decode(value));
  if (!all || source === undefined) return { form, parts: [] };
  const keyStart = base + attributes.indexOf(all) + all.length - 1 - value.length;
  const label = decode(content.replace(/<\/a>$/, ''));
  return { form, parts: [{ source, ...locatorAtEnd(label), keyStart, keyEnd: keyStart + value.length }] };
}

function readAttributes(text: string, base: number): { form: CitationForm; parts: FoundPart[] } {
  const values = new Map<string, string>();
  const keys: { source: string; keyStart: number; keyEnd: number }[] = [];
  for (const { 0: all, 1: name = '', 2: quoted, 3: single, index } of text.matchAll(attribute)) {
    const value = quoted ?? single ?? '';
    values.set(name, decode(value));
    if (name !== 'data-cites') continue;
    const valueStart = base + index + all.length - 1 - value.length;
    for (const key of value.matchAll(/\S+/g)) {
      const keyStart = valueStart + key.index;
      keys.push({ source: decode(key[0]), keyStart, keyEnd: keyStart + key[0].length });
    }
  }
  const prefix = values.get('data-prefix');
  const locator = values.get('data-locator');
  const form = /(?:^|\s)narrative(?:\s|$)/.test(values.get('class') ?? '') ? 'narrative' : 'parenthetical';
  const parts = keys.map((key, index) => ({
    ...key,
    ...(prefix && index === 0 ? { prefix } : {}),
    ...(index < keys.length - 1
      ? {}
      : { ...(locator ? wholeLocator(locator) : {}), ...readSuffix(values.get('data-suffix') ?? '') }),
    ...(values.get('data-suppress-author') === 'true' ? { suppressAuthor: true } : {}),
  }));
  return { form, parts };
}

function decode(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

/** Blanks comments, scripts and code. */
function prose(text: string): string {
  return blankSpans(text, /<!--|<(script|style|pre|code|samp|textarea|template)\b[^<>]*>/gi, ([all, tag]) =>
    all === '<!--' ? '-->' : `</${tag}>`,
  );
}
