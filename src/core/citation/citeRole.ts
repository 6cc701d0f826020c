/** What stands in the `cite` roles of sphinxcontrib-bibtex, which MyST shares: `{see}key{para. 3}, other`. */

import type { TextEdit } from '../textEdit.ts';
import { locatorAt, locatorOf, printLocator, printSuffix, readSuffix, wholeLocator } from './locator.ts';
import type { CitationForm, CitationPart, FoundPart, KeyRange } from './syntax.ts';

/** The role that says all of a citation; undefined when its parts need different ones. */
export function citeRoleFor(
  parts: readonly CitationPart[],
  form: CitationForm = 'parenthetical',
): string | undefined {
  if (form === 'narrative') return 'cite:t';
  const suppressed = parts.filter((part) => part.suppressAuthor).length;
  if (suppressed === 0) return 'cite:p';
  return suppressed === parts.length ? 'cite:yearpar' : undefined;
}

export function citeRoleForm(name: string): CitationForm {
  return /:c?ts?$/.test(name) ? 'narrative' : 'parenthetical';
}

/** Whether parts may join a citation in a role: each role either names all authors or none. */
export function joinsCiteRole(name: string, parts: readonly CitationPart[]): boolean {
  return parts.every((part) => Boolean(part.suppressAuthor) === suppresses(name));
}

function suppresses(name: string): boolean {
  return /:year(?:par)?$/.test(name);
}

/** The role of a citation that is written anew: the same one where it can say the parts; undefined when none can. */
export function citeRoleAgain(
  name: string,
  parts: readonly CitationPart[],
  form: CitationForm,
): string | undefined {
  if (citeRoleForm(name) === form && joinsCiteRole(name, parts)) return name;
  const role = citeRoleFor(parts, form);
  return role && /^foot/.test(name) ? `foot${role}` : role;
}

export interface CiteRoleStyle {
  /** Stands between a locator and the text after it. */
  readonly joint: string;
  readonly escapeText: (text: string) => string;
}

/** `{see}key{para. 3}, other`. */
export function printCiteRoleText(parts: readonly CitationPart[], style: CiteRoleStyle): string {
  const group = (text: string) => {
    const flat = text.replace(/\s+/g, ' ').trim();
    return flat ? `{${style.escapeText(flat)}}` : '';
  };
  return parts
    .map((part) => {
      const locator = locatorOf(part);
      const suffix = printSuffix(part.suffix).replace(/^, /, locator ? style.joint : '');
      return group(part.prefix ?? '') + part.source + group((locator ? printLocator(locator) : '') + suffix);
    })
    .join(', ');
}

/** The text of a role, part by part as it is written. */
export function citeRolePieces(text: string): string[] {
  return [...text.matchAll(new RegExp(item, 'g'))].map(([piece]) => piece.replace(/[,;]\s*$/, '').trim());
}

const item = /\s*(?:\{([^{}]*)\}\s*)?([^{}\s,;]+)\s*(?:\{([^{}]*)\}\s*)?(?:[,;]\s*|$)/y;

/**
 * Reads the text of a role.
 *
 * @param base offset of the text.
 * @returns undefined when it is not a list of keys.
 */
export function readCiteRoleText(
  name: string,
  text: string,
  base: number,
  unescapeText: (text: string) => string = (same) => same,
): FoundPart[] | undefined {
  const parts: FoundPart[] = [];
  const read = (group: string | undefined) =>
    unescapeText(group ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  let at = 0;
  while (at < text.length) {
    item.lastIndex = at;
    const match = item.exec(text);
    if (!match) return undefined;
    const [all, before, key = '', after] = match;
    const keyStart = base + at + all.indexOf(key, before === undefined ? 0 : all.indexOf('}'));
    const prefix = read(before);
    parts.push({
      source: key,
      ...(prefix ? { prefix } : {}),
      ...readAfter(read(after)),
      ...(suppresses(name) ? { suppressAuthor: true } : {}),
      keyStart,
      keyEnd: keyStart + key.length,
    });
    at += all.length;
  }
  return parts.length > 0 ? parts : undefined;
}

function readAfter(text: string): Partial<CitationPart> {
  const locator = locatorAt(text);
  if (!locator) return readSuffix(text);
  const rest = text.slice(locator.length);
  return { ...(rest ? locator.fields : wholeLocator(text)), ...readSuffix(rest.trimStart()) };
}

/**
 * The key at an offset of a role's text.
 *
 * @param base offset of the role's text.
 */
export function citeRoleKeyAt(text: string, base: number, offset: number): KeyRange | undefined {
  const [typed] = /(?:[^{},;]|\{[^{}]*\})*$/.exec(text.slice(base, offset)) ?? [''];
  const lead = /^(?:\s*\{[^{}]*\})?\s*/.exec(typed)?.[0].length ?? 0;
  if (
    /[{}`\r\n]/.test(typed.slice(lead)) ||
    /[{}]/.test(text.slice(base, offset).replace(/\{[^{}]*\}/g, ''))
  ) {
    return undefined;
  }
  const rest = /^[^{}\s,;`]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return { start: offset - typed.length + lead, end: offset + rest.length };
}

/** Writes a key in a role; there are no quotes for one that would end too early. */
export function citeRoleKeyEdit({ start, end }: KeyRange, key: string): TextEdit | undefined {
  return /^[^{}\s,;`\\]+$/.test(key) ? { start, end, newText: key } : undefined;
}
