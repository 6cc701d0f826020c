/** MediaWiki: `<ref name="key">{{Cite news |…}}</ref>{{rp|para. 3}}`, and `<ref name="key" />` from the second time on. */

import { escapeHtml } from '../style/richText.ts';
import { insertion, type TextEdit } from '../textEdit.ts';
import {
  locatorAt,
  locatorOf,
  newParts,
  printLocator,
  printSuffix,
  readSuffix,
  samePart,
} from './locator.ts';
import { blankSpans } from './masking.ts';
import { citeTemplate, escapeWikitext } from './mediawikiTemplate.ts';
import { append, enclosing, foundKeyAt, place } from './place.ts';
import type {
  CitationContext,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyOfUrl,
} from './syntax.ts';

/** A footnote has no narrative form, and no way to leave authors out. */
export const mediawiki: CitationSyntax = {
  id: 'mediawiki',

  print: (parts, context) => printRefs(parts, context, new Map()).trimStart(),

  supports: { locator: true, prefix: false, suffix: true, suppressAuthor: false, narrative: false },

  citations: (text, keyOf) => groups(findRefs(text, keyOf)).filter(({ parts }) => parts.length > 0),

  rewrite,

  insert(text, offset, parts, context) {
    const refs = findRefs(text);
    const defined = new Map(
      refs.flatMap(({ part, defines, group }) => (part && defines ? [[part.source, group] as const] : [])),
    );
    const around = enclosing(groups(refs), offset);
    if (!around) {
      const printed = printRefs(parts, context, defined);
      const before = printed.startsWith(' ') ? ' ' : '';
      return place(text, offset, printed.trimStart(), { before, clash: /^\{\{\s*rp\s*\|/i });
    }
    const more = newParts(parts, around.parts);
    return more.length === 0
      ? insertion([], around.end)
      : append(around.end, printRefs(more, context, defined));
  },

  keyAt: (text, offset) => foundKeyAt(groups(findRefs(text)), offset),

  keyEdit(text, { start, end }, key) {
    if (/[<>/\r\n]|^\s|\s$/.test(key)) return undefined;
    const marked = text.slice(0, start).endsWith(numberMark) ? numberMark.length : 0;
    const isQuoted = /["']/.test(text[end] ?? '');
    if (!isQuoted && !/^[^\s"'/]+$/.test(key)) return undefined;
    return { start: start - marked, end, newText: escapeHtml(refName(key)) };
  },
};

/** A footnote that others refer to goes to the first of them when it is taken out here. */
function rewrite(
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  context: CitationContext,
): TextEdit[] {
  const { start, end } = citation;
  const refs = findRefs(text);
  const isOwn = (ref: Ref) => start <= ref.start && ref.end <= end;
  const outside = refs.filter((ref) => !isOwn(ref));
  const partOf = (ref: Ref) =>
    citation.parts.find((part) => ref.start <= part.keyStart && part.keyEnd <= ref.end);
  const own = refs.filter(isOwn).map((ref) => ({ ref, part: partOf(ref) }));
  const defined = new Map(
    outside.flatMap(({ part, defines, group }) => (part && defines ? [[part.source, group] as const] : [])),
  );
  let rest = own.filter(({ part }) => part);
  const take = (wanted: CitationPart) => {
    const same = rest.filter(({ part }) => part?.source === wanted.source);
    const found = same.find(({ ref }) => ref.defines) ?? same[0];
    rest = rest.filter((one) => one !== found);
    return found;
  };
  const written = parts.map((part) => {
    const found = take(part);
    const printed = found
      ? text.slice(found.ref.start, found.ref.tagEnd) + printPlace(part)
      : printRefs([part], context, defined);
    if (!defined.has(part.source)) defined.set(part.source, found?.ref.group);
    const same = found?.part && samePart(found.part, part);
    return same ? text.slice(found.ref.start, found.ref.end) : printed;
  });
  const nameless = own.filter(({ part }) => !part).map(({ ref }) => text.slice(ref.start, ref.end));
  const heirs = rest.flatMap(({ ref }): TextEdit[] => {
    const heir = outside.find(
      (other) => ref.defines && !other.defines && ref.part && other.part?.source === ref.part.source,
    );
    return heir ? [{ start: heir.start, end: heir.tagEnd, newText: text.slice(ref.start, ref.tagEnd) }] : [];
  });
  return [{ start, end, newText: [...nameless, ...written].join('') }, ...heirs];
}

/** @param defined keys that the page defines a footnote for, and the group of footnotes it is in. */
function printRefs(
  parts: readonly CitationPart[],
  context: CitationContext,
  defined: ReadonlyMap<string, string | undefined>,
): string {
  const known = new Map(defined);
  return parts
    .map((part) => {
      const name = ` name="${escapeHtml(refName(part.source))}"`;
      const group = known.get(part.source);
      const head = `<ref${name}${group ? ` group="${group.replace(/"/g, '&quot;')}"` : ''}`;
      const ref = known.has(part.source) ? `${head} />` : `${head}>${note(part.source, context)}</ref>`;
      known.set(part.source, group);
      const before = part.prefix ? ` ${escapeWikitext(part.prefix)} ` : '';
      return before + ref + printPlace(part);
    })
    .join('');
}

function note(key: string, context: CitationContext): string {
  const item = context.item(key);
  return item ? citeTemplate(item) : escapeWikitext(context.reference(key, 'text'));
}

/** A footnote is shared by all that cite its source, so that the place in it stands outside. */
function printPlace(part: CitationPart): string {
  const locator = locatorOf(part);
  const suffix = printSuffix(part.suffix);
  const where = locator?.label === 'page' ? locator.value : locator && printLocator(locator);
  const text = where ? where + suffix : suffix.replace(/^, /, '');
  return text ? `{{rp|${escapeWikitext(text)}}}` : '';
}

/** A name may not be a number. */
const numberMark = 'ref:';

function refName(key: string): string {
  return /^\d+$/.test(key) ? numberMark + key : key;
}

interface Ref {
  readonly start: number;
  /** Where the footnote ends, without the place in the source. */
  readonly tagEnd: number;
  readonly end: number;
  readonly defines: boolean;
  readonly group: string | undefined;
  /** Undefined for a footnote without a name. */
  readonly part: FoundPart | undefined;
}

function findRefs(text: string, keyOf?: KeyOfUrl): Ref[] {
  const source = prose(text);
  const refs: Ref[] = [];
  const linkedNames = new Map<string, string>();
  let isClosed = true;
  for (const match of source.matchAll(/<ref(?=[\s/>])([^<>]*)>/gi)) {
    if (match.index < (refs.at(-1)?.end ?? 0)) continue;
    const [tag, attributes = ''] = match;
    const defines = !attributes.endsWith('/');
    const afterTag = match.index + tag.length;
    const close = defines && isClosed ? source.indexOf('</ref>', afterTag) : -1;
    if (defines && close < 0) {
      isClosed = false;
      continue;
    }
    const afterRef = defines ? close + '</ref>'.length : afterTag;
    const where = placeAt(source, afterRef);
    const named = readName(attributes, match.index + '<ref'.length);
    const linked = keyOf && defines ? readAddress(source.slice(afterTag, close), afterTag, keyOf) : undefined;
    if (named && linked) linkedNames.set(named.source, linked.source);
    const known = named ? { ...named, source: linkedNames.get(named.source) ?? named.source } : linked;
    const part = known && { ...known, ...where.fields };
    const group = attributeOf(attributes, 'group')?.value;
    refs.push({ start: match.index, tagEnd: afterRef, end: where.end, defines, group, part });
  }
  return refs;
}

/** Footnotes that follow each other are one citation. */
function groups(refs: readonly Ref[]): FoundCitation[] {
  const found: FoundCitation[] = [];
  for (const { start, end, part } of refs) {
    const parts = part ? [part] : [];
    const last = found.at(-1);
    if (last?.end === start) found[found.length - 1] = { ...last, end, parts: [...last.parts, ...parts] };
    else found.push({ start, end, form: 'parenthetical', parts });
  }
  return found;
}

/** The source whose address a footnote gives, in a template or as it is. */
function readAddress(note: string, base: number, keyOf: KeyOfUrl): FoundPart | undefined {
  for (const { 0: url, index } of note.matchAll(/https?:\/\/[^\s|<>[\]{}"]+/g)) {
    const source = keyOf(url);
    if (source) return { source, keyStart: base + index, keyEnd: base + index + url.length };
  }
  return undefined;
}

function readName(attributes: string, base: number): FoundPart | undefined {
  const name = attributeOf(attributes, 'name');
  if (!name?.value.trim()) return undefined;
  const skipped = new RegExp(String.raw`^${numberMark}(?=\d+$)`).exec(name.value)?.[0].length ?? 0;
  const source = name.value.slice(skipped);
  const keyStart = base + name.start + skipped;
  return { source: decode(source), keyStart, keyEnd: keyStart + source.length };
}

function attributeOf(attributes: string, name: string): { value: string; start: number } | undefined {
  const match = new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/]+))`, 'i').exec(
    attributes,
  );
  if (!match) return undefined;
  const [all, double, single, bare = ''] = match;
  const value = double ?? single ?? bare;
  return { value, start: match.index + all.length - value.length - (value === bare ? 0 : 1) };
}

/** Reads `{{rp|…}}` at an offset. */
function placeAt(source: string, from: number): { end: number; fields: Partial<CitationPart> } {
  const template = /\{\{\s*rp\s*\|\s*(?:(?:1|pp?|pages?|at|loc)\s*=)?([^{}|]{0,1000})\}\}/iy;
  template.lastIndex = from;
  const match = template.exec(source);
  if (!match) return { end: from, fields: {} };
  const text = decode(match[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const locator = locatorAt(text);
  const fields = locator
    ? { ...locator.fields, ...readSuffix(text.slice(locator.length)) }
    : readSuffix(text);
  return { end: from + match[0].length, fields };
}

function decode(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** Blanks comments and what is no wikitext; `<code>` holds wikitext. */
function prose(text: string): string {
  return blankSpans(
    text,
    /<!--|<(nowiki|pre|syntaxhighlight|source|math|chem|score|templatedata)\b(?:[^<>]*[^<>/])?>/gi,
    ([all, tag]) => (all === '<!--' ? '-->' : `</${tag}>`),
  );
}
