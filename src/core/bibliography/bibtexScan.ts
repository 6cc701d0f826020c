/**
 * Where the entries of a BibTeX file begin and end, without reading their fields: braces are counted, as BibTeX does.
 * A file of 20,000 entries is scanned in a few dozen milliseconds; reading its fields would take seconds.
 */
import * as l10n from '@vscode/l10n';
import type { BibliographyProblem } from './entry.ts';

/** An entry's places; offsets are UTF-16 units of the file's text. */
export interface ScannedEntry {
  /** In lower case. */
  readonly type: string;
  readonly key: string;
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
  /** What stands between the key and the closing brace. */
  readonly fieldsStart: number;
  readonly fieldsEnd: number;
  readonly closed: boolean;
}

export interface ScannedFile {
  readonly entries: readonly ScannedEntry[];
  /** Name of a `@string` macro, in lower case → its whole definition. */
  readonly macros: ReadonlyMap<string, string>;
  readonly problems: readonly BibliographyProblem[];
}

/** Like biber, begins an entry at any `@` outside another entry or a comment, and goes on after a broken one. */
export function scanBibtex(text: string): ScannedFile {
  const entries: ScannedEntry[] = [];
  const macros = new Map<string, string>();
  const problems: BibliographyProblem[] = [];
  const opening = /@[ \t]*([A-Za-z]+)\s*([{(])\s*/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const type = (match[1] ?? '').toLowerCase();
    const start = match.index;
    const inside = opening.lastIndex;
    const close = closing(text, inside, match[2] === '(');
    const { end } = close;
    opening.lastIndex = end;
    if (type === 'comment' || type === 'preamble') continue;
    if (!close.closed) {
      problems.push({
        start,
        end: inside,
        message:
          type === 'string' ? l10n.t('This macro is never closed.') : l10n.t('This entry is never closed.'),
        remedy: l10n.t('Add the missing {0} at its end.', match[2] === '(' ? ')' : '}'),
      });
    }
    if (type === 'string') {
      const name = /^[^\s={}"#%,()]+(?=\s*=)/.exec(text.slice(inside, end))?.[0];
      if (name && close.closed) macros.set(name.toLowerCase(), text.slice(start, end));
      continue;
    }
    const key = keyAt(text, inside);
    const keyEnd = inside + key.length;
    const behind = after(text, keyEnd, /\s*/y);
    const fieldsEnd = close.closed ? end - 1 : end;
    if (!key || text[behind] === '=') {
      problems.push({
        start,
        end: inside,
        message: l10n.t('This entry has no key.'),
        remedy: l10n.t('Begin it with a key and a comma: @{0}{key,', match[1] ?? ''),
      });
      continue;
    }
    if (behind < fieldsEnd && text[behind] !== ',') {
      problems.push({
        start: inside,
        end: keyEnd,
        message: l10n.t('A comma is missing behind the key "{0}".', key),
        remedy: l10n.t('Write a comma there; a key has no spaces, braces or quotation marks.'),
      });
    }
    const fieldsStart = Math.min(fieldsEnd, text[behind] === ',' ? behind + 1 : keyEnd);
    entries.push({ type, key, keyStart: inside, start, end, fieldsStart, fieldsEnd, closed: close.closed });
    if (close.closed && /,?\s*[A-Za-z][\w-]*\s*=\s*[{"\d]/y.test(text.slice(end, end + 100))) {
      problems.push({
        start: fieldsEnd,
        end,
        message: l10n.t('The entry "{0}" ends here, but more fields follow.', key),
        remedy: l10n.t('Remove the brace that is one too many.'),
      });
    }
  }
  return { entries, macros, problems };
}

function keyAt(text: string, at: number): string {
  const pattern = /[^\s,{}()"#%=]*/y;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function after(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}

/**
 * Finds where what opened before `from` closes. A line that begins like an entry ends one that was never closed.
 *
 * @param paren it opened with a parenthesis; one within braces or quotation marks does not close it.
 */
function closing(
  text: string,
  from: number,
  paren: boolean,
): { readonly end: number; readonly closed: boolean } {
  const next = /[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]/y;
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b:
        depth++;
        break;
      case 0x7d:
        if (depth === 0 && !paren) return { end: at + 1, closed: true };
        if (depth > 0) depth--;
        break;
      case 0x29:
        if (depth === 0 && paren && !quoted) return { end: at + 1, closed: true };
        break;
      case 0x22:
        if (depth === 0) quoted = !quoted;
        break;
      case 0x0a:
        next.lastIndex = at + 1;
        if (next.test(text)) return { end: from + text.slice(from, at).trimEnd().length, closed: false };
        break;
    }
  }
  return { end: from + text.slice(from).trimEnd().length, closed: false };
}
