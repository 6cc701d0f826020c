/** Typst: `@key`, `@key[para. 3]`, and `#cite(…)` where the key or the form needs it. */
import { insertion } from '../textEdit.ts';
import { printKept } from './edit.ts';
import { locatorAt, locatorOf, newParts, printLocator, printSuffix, readSuffix } from './locator.ts';
import { blankSpans } from './masking.ts';
import { append, enclosing, place } from './place.ts';
import type {
  CitationForm,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyRange,
} from './syntax.ts';

const labelCharacter = String.raw`[\p{ID_Continue}_:.-]`;
/** What `@` takes: label characters, but for the points and colons at the end. */
const bareLabel = String.raw`${labelCharacter}*[\p{ID_Continue}_-]`;
const bareOnly = new RegExp(`^${bareLabel}$`, 'u');
const labelOnly = new RegExp(`^${labelCharacter}+$`, 'u');
const citation = new RegExp(
  String.raw`(?<!\\)@(${bareLabel})|#cite\(\s*(?:<(${labelCharacter}+)>|label\(\s*"((?:[^"\\]|\\.)*)"\s*\))`,
  'gu',
);

export const typst: CitationSyntax = {
  id: 'typst',

  supports: { locator: true, prefix: false, suffix: true, suppressAuthor: true, narrative: true },

  print: (parts, _context, form) => printAll(parts, form),

  citations: findCitations,

  /** Citations that follow each other are one to Typst. */
  joint: /^[ \t]*(?:\r?\n[ \t]*)?$/,

  rewrite(text, citation, parts, _context, form) {
    const { start, end } = citation;
    const pieces =
      form === citation.form
        ? findCitations(text)
            .filter((one) => start <= one.start && one.end <= end)
            .map((one) => text.slice(one.start, one.end))
        : [];
    const newText = printKept(citation, pieces, parts, (part) => print(part, form)).join(' ');
    // What follows would be read as its supplement or as more of the key.
    const clash =
      newText !== '' && /^(?:[\p{ID_Continue}[(-]|[.:]+[\p{ID_Continue}-])/u.test(text.slice(end, end + 40));
    return [{ start, end, newText: clash ? `${newText} ` : newText }];
  },

  insert(text, offset, parts, _context, form) {
    const found = findCitations(text);
    const around = enclosing(found, offset);
    const clash = /^(?:[\p{ID_Continue}[(-]|[.:]+[\p{ID_Continue}-])/u;
    if (!around) return place(text, offset, printAll(parts, form), { clash });
    // Citations that follow each other are one to Typst.
    const more = newParts(parts, run(text, found, around));
    if (more.length === 0) return insertion([], around.end);
    const after = clash.test(text.slice(around.end, around.end + 40)) ? ' ' : '';
    return append(around.end, ` ${printAll(more, around.form)}${after}`);
  },

  keyAt: findKey,

  keyEdit(text, { start, end }, key) {
    if (/[`\r\n]|\/[/*]/.test(key)) return undefined;
    const before = text.slice(Math.max(0, start - 40), start);
    if (/label\(\s*"$/.test(before)) return { start, end, newText: key.replace(/["\\]/g, '\\$&') };
    if (before.endsWith('<')) {
      if (labelOnly.test(key)) return { start, end, newText: key };
      return text[end] === '>' ? { start: start - 1, end: end + 1, newText: printLabel(key) } : undefined;
    }
    if (bareOnly.test(key)) return { start, end, newText: key };
    const close = text[end] === '[' ? contentEnd(text, end) : undefined;
    const supplement = close === undefined ? '' : `, supplement: ${text.slice(end, close)}`;
    return { start: start - 1, end: close ?? end, newText: `#cite(${printLabel(key)}${supplement})` };
  },
};

function run(text: string, found: readonly FoundCitation[], around: FoundCitation): FoundPart[] {
  let [from, to] = [found.indexOf(around), found.indexOf(around)];
  const touch = (index: number) => {
    const [left, right] = [found[index], found[index + 1]];
    return left && right && /^\s*$/.test(text.slice(left.end, right.start));
  };
  while (touch(from - 1)) from--;
  while (touch(to)) to++;
  return found.slice(from, to + 1).flatMap((one) => one.parts);
}

function printAll(parts: readonly CitationPart[], form: CitationForm = 'parenthetical'): string {
  return parts.map((part) => print(part, form)).join(' ');
}

function print(part: CitationPart, form: CitationForm): string {
  const locator = locatorOf(part);
  const suffix = printSuffix(part.suffix);
  const supplement = escapeTypst(locator ? printLocator(locator) + suffix : suffix.replace(/^, /, ''));
  const prefix = part.prefix ? `${escapeTypst(part.prefix)} ` : '';
  if (form === 'parenthetical' && !part.suppressAuthor && bareOnly.test(part.source)) {
    return `${prefix}@${part.source}${supplement ? `[${supplement}]` : ''}`;
  }
  const label = printLabel(part.source);
  if (form === 'parenthetical' && part.suppressAuthor) {
    // Typst shows the year alone: without brackets, and without a supplement.
    const tail = supplement && `, ${supplement.replace(/[()]/g, '\\$&')}`;
    return `${prefix}(#cite(${label}, form: "year")${tail})`;
  }
  const fields = [
    label,
    ...(supplement ? [`supplement: [${supplement}]`] : []),
    ...(form === 'narrative' ? ['form: "prose"'] : []),
  ];
  return `${prefix}#cite(${fields.join(', ')})`;
}

function printLabel(key: string): string {
  return labelOnly.test(key) ? `<${key}>` : `label("${key.replace(/["\\]/g, '\\$&')}")`;
}

/** A mark that would begin markup, anywhere or at the start of a supplement. */
function escapeTypst(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\*_`$#[\]<>@~]|\/(?=[/*])|^[=+/-]/g, '\\$&');
}

function unescapeTypst(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\\([^A-Za-z0-9\s])/g, '$1');
}

/** Blanks raw text, comments and addresses. */
function prose(text: string): string {
  const opening = /(?<!\\)`+|\/\*|(?<!label\("[^"\n]{0,200})(?:\/\/.*|\bhttps?:\/\/[^\s\])]+)/g;
  return blankSpans(text, opening, ([mark]) => {
    if (mark === '/*') return '*/';
    // Two backticks are empty raw text.
    return mark.startsWith('`') && mark !== '``' ? mark : '';
  });
}

const openKey = new RegExp(
  String.raw`#cite\(\s*(?:<([^<>\r\n"()]*)|label\(\s*"((?:[^"\\\r\n]|\\.)*))$|(?<![\\\p{L}\p{N}])@(${labelCharacter}*)$`,
  'u',
);

function findKey(text: string, offset: number): KeyRange | undefined {
  const from = Math.max(0, offset - 300);
  const match = openKey.exec(text.slice(from, offset));
  if (!match) return undefined;
  const [all, label, quoted, bare] = match;
  const at = from + match.index;
  const start = offset - (label ?? quoted ?? bare ?? '').length;
  const after = text.slice(offset, offset + 300);
  const ends = quoted === undefined ? new RegExp(`^${labelCharacter}*`, 'u') : /^(?:[^"\\\r\n]|\\.)*/;
  let end = offset + (ends.exec(after)?.[0].length ?? 0);
  if (bare !== undefined) {
    // Points and colons at the end belong to the sentence.
    end = start + text.slice(start, end).replace(/[.:]+$/, '').length;
    if (end < offset && !bare.endsWith(':')) return undefined;
  }
  // The text is looked at as a whole only where there may be a key.
  return prose(text)[at] === all[0] ? { start, end: Math.max(end, offset) } : undefined;
}

function findCitations(text: string): FoundCitation[] {
  const source = prose(text);
  const found: FoundCitation[] = [];
  for (const match of source.matchAll(citation)) {
    const [all, bare, label, quoted] = match;
    const key = bare ?? label ?? quoted ?? '';
    const keyStart = match.index + all.indexOf(key, quoted === undefined ? 0 : all.indexOf('"'));
    const afterKey = match.index + all.length;
    const part = {
      source: quoted === undefined ? key : key.replace(/\\(.)/g, '$1'),
      keyStart,
      keyEnd: keyStart + key.length,
    };
    const rest = bare === undefined ? callTail(source, afterKey) : bracketTail(source, afterKey);
    if (!rest) continue;
    const brackets = rest.fields.suppressAuthor ? bracketsAround(source, match.index, rest.end) : undefined;
    found.push({
      start: match.index,
      end: rest.end,
      form: rest.form,
      ...brackets?.span,
      parts: [{ ...part, ...rest.fields, ...brackets?.fields }],
    });
  }
  return found;
}

/** The brackets in which a year alone is put, and the place in the source that stands in them. */
function bracketsAround(source: string, start: number, end: number) {
  const tail = /^(?:, ((?:[^()\\\n]|\\.){0,1000}))?\)/.exec(source.slice(end, end + longestSupplement));
  if (!tail || source[start - 1] !== '(') return undefined;
  const span = { start: start - 1, end: end + tail[0].length };
  return { span, fields: readSupplement(tail[1] ?? '') };
}

interface Tail {
  readonly end: number;
  readonly form: CitationForm;
  readonly fields: Partial<CitationPart>;
}

function bracketTail(source: string, from: number): Tail {
  const end = source[from] === '[' ? contentEnd(source, from) : undefined;
  if (end === undefined) return { end: from, form: 'parenthetical', fields: {} };
  return { end, form: 'parenthetical', fields: readSupplement(source.slice(from + 1, end - 1)) };
}

/** The rest of `#cite(<key>` up to its parenthesis; undefined when it is not closed. */
function callTail(source: string, from: number): Tail | undefined {
  let fields: Partial<CitationPart> = {};
  let form: CitationForm = 'parenthetical';
  let at = from;
  while (at < source.length) {
    const argument = /^\s*,?\s*(\w+)\s*:\s*(?="|\[|\w)/.exec(source.slice(at, at + 200));
    if (!argument) break;
    at += argument[0].length;
    const end =
      source[at] === '['
        ? contentEnd(source, at)
        : at + (/^(?:"[^"]*"|\w+)/.exec(source.slice(at, at + 200))?.[0].length ?? 0);
    if (end === undefined || end === at) return undefined;
    const value = source.slice(at, end);
    if (argument[1] === 'supplement' && value.startsWith('['))
      fields = { ...fields, ...readSupplement(value.slice(1, -1)) };
    if (argument[1] === 'form' && value === '"prose"') form = 'narrative';
    if (argument[1] === 'form' && value === '"year"') fields = { ...fields, suppressAuthor: true };
    at = end;
  }
  const close = /^\s*,?\s*\)/.exec(source.slice(at, at + 200));
  return close ? { end: at + close[0].length, form, fields } : undefined;
}

function readSupplement(text: string): Partial<CitationPart> {
  const plain = unescapeTypst(text).trim();
  const locator = locatorAt(plain);
  return locator ? { ...locator.fields, ...readSuffix(plain.slice(locator.length)) } : readSuffix(plain);
}

/** The longest supplement that is read, in UTF-16 units. */
const longestSupplement = 1000;

/** @returns the offset after the bracket that closes the one at `from`; undefined when none does. */
function contentEnd(source: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < Math.min(source.length, from + longestSupplement); at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '[') depth++;
    else if (source[at] === ']' && --depth === 0) return at + 1;
  }
  return undefined;
}
