/** Reading LaTeX: citations with their notes and lists of keys, and the key at an offset. */
import { unescapeLatex } from './latexText.ts';
import { locatorAt, readSuffix, wholeLocator } from './locator.ts';
import { blank, blankSpans } from './masking.ts';
import type { CitationPart, FoundCitation, FoundPart, KeyRange } from './syntax.ts';

export interface LatexCitation extends FoundCitation {
  /** The command's name without backslash and star, and where it ends. */
  readonly command: string;
  readonly nameEnd: number;
  /** Offset of the brace that closes the last list of keys. */
  readonly listEnd: number;
  readonly starred: boolean;
}

const narrativeCommands = /^(?:textcite|citet|citealt|[Ff]ullcite)s?$/i;
export const multiCommands =
  /^(?:[Cc]ites|[Pp]arencites|[Ff]ootcites|[Ff]ootcitetexts|[Ss]martcites|[Tt]extcites|[Ss]upercites|[Aa]utocites)$/;
/** Commands in `…cite…` that take no keys. */
const keyless =
  /^(?:citetext|citestyle|bibcite|citesetup|setcite\w*|citename|citefield|citelist|\w*[Cc]itation|newcite\w*)$/;

/** Blanks comments and verbatim text. */
export function visible(text: string): string {
  return blankSpans(
    blank(text, /(?<!\\)(?:\\\\)*%.*/g, /\\(?:verb\*?|lstinline)([^\w\s*[{])[^\n]{0,300}?\1/g),
    /\\begin\{(verbatim\*?|lstlisting|minted|comment|Verbatim)\}/g,
    ([, environment]) => `\\end{${environment}}`,
  );
}

const citeCommand = /\\([A-Za-z]*[cC]ite[A-Za-z]*)(\*?)/g;

/** Whether a command names something else, or is only defined here. */
function takesNoKeys(source: string, command: string, start: number): boolean {
  return (
    keyless.test(command) ||
    /\\(?:re)?newcommand\*?\s*\{?\s*$/.test(source.slice(Math.max(0, start - 20), start))
  );
}

export function findCitations(text: string): LatexCitation[] {
  const source = visible(text);
  const found: LatexCitation[] = [];
  for (const match of source.matchAll(citeCommand)) {
    const [all, command = '', star] = match;
    if (takesNoKeys(source, command, match.index)) continue;
    const lists = readLists(source, match.index + all.length, multiCommands.test(command));
    const last = lists.at(-1);
    if (!last) continue;
    found.push({
      start: match.index,
      end: last.end,
      form: narrativeCommands.test(command) ? 'narrative' : 'parenthetical',
      parts: lists
        .flatMap((list) => list.parts)
        .map((part) => (suppresses(command, star) ? { ...part, suppressAuthor: true } : part)),
      command,
      nameEnd: match.index + 1 + command.length,
      listEnd: last.end - 1,
      starred: star === '*',
    });
  }
  return found;
}

function suppresses(command: string, star: string | undefined): boolean {
  return command === 'citeyearpar' || (star === '*' && /^(?:auto|paren)cite$/.test(command));
}

/** `[note][note]{key, key}`, its notes as they are written. */
interface KeyList {
  readonly end: number;
  readonly parts: FoundPart[];
  readonly notes: readonly string[];
}

/** No key holds a brace or a backslash, and no list goes over a blank line. */
const keyList = /\{((?:[^{}\\\n]|\n(?![ \t]*\r?\n))*)\}/y;
/** The longest note that is read, in UTF-16 units. */
const longestNote = 2000;

/** The `[note][note]{key, key}` groups that follow a command: one, or as many as there are. */
export function readLists(source: string, from: number, many: boolean): KeyList[] {
  const lists: KeyList[] = [];
  let offset = from;
  do {
    const found: string[] = [];
    let at = skipSpace(source, offset);
    while (source[at] === '[' && found.length < 2) {
      const end = noteEnd(source, at);
      if (end === undefined) return lists;
      found.push(source.slice(at + 1, end - 1));
      at = skipSpace(source, end);
    }
    keyList.lastIndex = at;
    const list = keyList.exec(source);
    if (!list) return lists;
    const [all, inside = ''] = list;
    const keys = [...inside.matchAll(/[^,\s](?:[^,]*[^,\s])?/g)];
    lists.push({ end: at + all.length, parts: readParts(keys, at + 1, found), notes: found });
    offset = at + all.length;
  } while (many);
  return lists;
}

/** The note before belongs to the first key, the note after to the last. */
function readParts(keys: RegExpExecArray[], base: number, found: string[]): FoundPart[] {
  const [before, after] = found.length > 1 ? found : [undefined, found[0]];
  return keys.map((match, index) => ({
    source: match[0],
    keyStart: base + match.index,
    keyEnd: base + match.index + match[0].length,
    ...(index === 0 && before ? { prefix: readNote(before) } : {}),
    ...(index === keys.length - 1 && after ? readAfter(readNote(after)) : {}),
  }));
}

function readNote(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const bare = /^\{(?:[^{}\\]|\\.|\{\})*\}$/.test(flat) ? flat.slice(1, -1) : flat;
  return unescapeLatex(bare.replace(/\{([[\]])\}/g, '$1'));
}

function readAfter(text: string): Partial<CitationPart> {
  const locator = locatorAt(text);
  if (!locator) return readSuffix(text);
  const rest = text.slice(locator.length);
  return { ...(rest ? locator.fields : wholeLocator(text)), ...readSuffix(rest) };
}

function skipSpace(source: string, from: number): number {
  let at = from;
  while (/\s/.test(source[at] ?? '')) at++;
  return /\n[ \t]*\r?\n/.test(source.slice(from, at)) ? from : at;
}

/** @returns the offset after the bracket that closes the one at `from`; undefined when none does in its paragraph. */
function noteEnd(source: string, from: number): number | undefined {
  const end = Math.min(source.length, from + longestNote);
  let depth = 0;
  for (let at = from + 1; at < end; at++) {
    const mark = source[at];
    if (mark === '\\') at++;
    else if (mark === ']' && depth === 0) return at + 1;
    else if (mark === '{') depth++;
    else if (mark === '}') depth--;
    else if (mark === '\n' && /^\n[ \t]*\r?\n/.test(source.slice(at, at + 80))) return undefined;
    if (depth < 0) return undefined;
  }
  return undefined;
}

/** How far before a key its command may begin, in UTF-16 units. */
const longestCitation = 3000;

export function findKey(text: string, offset: number): KeyRange | undefined {
  const from = Math.max(0, offset - longestCitation);
  // The text is looked at as a whole only where there may be a list of keys.
  const before = text.slice(from, offset);
  if (!/[cC]ite/.test(before) || !/\{[^{}\\]*$/.test(before)) return undefined;
  const source = visible(text);
  for (const match of source.slice(from, offset).matchAll(citeCommand)) {
    const [all, command = ''] = match;
    const start = from + match.index;
    if (takesNoKeys(source, command, start)) continue;
    const list = listAt(source, start + all.length, multiCommands.test(command), offset);
    if (list) return keyIn(source, list.start, list.end, offset);
  }
  return undefined;
}

/** The list of keys around an offset, without its braces; one that is not closed ends with its line. */
function listAt(source: string, from: number, many: boolean, offset: number): KeyRange | undefined {
  let at = from;
  do {
    at = skipSpace(source, at);
    for (let notes = 0; source[at] === '[' && notes < 2; notes++) {
      const end = noteEnd(source, at);
      if (end === undefined) return undefined;
      at = skipSpace(source, end);
    }
    if (source[at] !== '{' || at >= offset) return undefined;
    keyList.lastIndex = at;
    const closed = keyList.exec(source)?.[0].length;
    const open = /^\{[^{}\\\r\n]*/.exec(source.slice(at, at + longestCitation))?.[0].length ?? 1;
    const end = closed === undefined ? at + open : at + closed - 1;
    if (offset <= end) return { start: at + 1, end };
    if (closed === undefined) return undefined;
    at = end + 1;
  } while (many);
  return undefined;
}

function keyIn(source: string, from: number, to: number, offset: number): KeyRange {
  const before = /[^,]*$/.exec(source.slice(from, offset))?.[0].trimStart() ?? '';
  const closed = source[to] === '}';
  const after = (closed ? /^[^,]*/ : /^[^,\s]*/).exec(source.slice(offset, to))?.[0].trimEnd() ?? '';
  return { start: offset - before.length, end: offset + after.length };
}
