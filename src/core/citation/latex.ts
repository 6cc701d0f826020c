/** LaTeX: `\cite`, natbib's `\citep` and biblatex's `\autocite`, with the notes and lists that each of them has. */
import { type Insertion, insertion } from '../textEdit.ts';
import { escapeLatex, unescapeLatex } from './latexText.ts';
import {
  locatorAt,
  locatorOf,
  newParts,
  printLocator,
  printSuffix,
  readSuffix,
  wholeLocator,
} from './locator.ts';
import { blank, blankSpans } from './masking.ts';
import { append, enclosing, place } from './place.ts';
import type {
  CitationForm,
  CitationPart,
  CitationSyntax,
  FoundCitation,
  FoundPart,
  KeyRange,
} from './syntax.ts';

export type LatexDialect = 'latex' | 'natbib' | 'biblatex';

/** The dialect that a document's preamble loads or, where there is none, that its commands belong to. */
export function latexDialect(text: string): LatexDialect {
  const source = visible(text);
  const loads = (name: string) =>
    new RegExp(
      String.raw`\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{[^}]*\b${name}\b[^}]*\}`,
    ).test(source);
  if (loads('biblatex') || loads('biblatex-chicago') || /\\addbibresource\b/.test(source)) return 'biblatex';
  if (loads('natbib')) return 'natbib';
  if (/\\(?:auto|paren|text|foot|smart)cites?\b/i.test(source)) return 'biblatex';
  return /\\[Cc]ite(?:p|t|alp|alt)\b/.test(source) ? 'natbib' : 'latex';
}

interface LatexCitation extends FoundCitation {
  /** The command's name without backslash and star, and where it ends. */
  readonly command: string;
  readonly nameEnd: number;
  /** Offset of the brace that closes the last list of keys. */
  readonly listEnd: number;
  readonly starred: boolean;
}

const commands: Readonly<Record<LatexDialect, Readonly<Record<CitationForm | 'suppressed', string>>>> = {
  latex: { parenthetical: 'cite', narrative: 'cite', suppressed: 'cite' },
  natbib: { parenthetical: 'citep', narrative: 'citet', suppressed: 'citeyearpar' },
  biblatex: { parenthetical: 'autocite', narrative: 'textcite', suppressed: 'autocite*' },
};
const narrativeCommands = /^(?:textcite|citet|citealt|[Ff]ullcite)s?$/i;
/** biblatex's commands that also take several keys, each with notes, when an `s` is added. */
const multiCommand =
  /^(?:[Cc]ite|[Pp]arencite|[Ff]ootcite|[Ff]ootcitetext|[Ss]martcite|[Tt]extcite|[Ss]upercite|[Aa]utocite)$/;
const multiCommands =
  /^(?:[Cc]ites|[Pp]arencites|[Ff]ootcites|[Ff]ootcitetexts|[Ss]martcites|[Tt]extcites|[Ss]upercites|[Aa]utocites)$/;
/** Commands in `…cite…` that take no keys. */
const keyless =
  /^(?:citetext|citestyle|bibcite|citesetup|setcite\w*|citename|citefield|citelist|\w*[Cc]itation|newcite\w*)$/;

export function latexSyntax(dialect: LatexDialect): CitationSyntax {
  return {
    id: dialect,
    print: (parts, _context, form) => printCitation(dialect, parts, form),
    citations: findCitations,
    insert(text, offset, parts, _context, form) {
      const around = enclosing(findCitations(text), offset);
      if (around) return join(dialect, text, around, newParts(parts, around.parts));
      const printed = printCitation(dialect, parts, form);
      // A list of `\autocites` goes on at the next bracket, even after a space.
      const ends = /^\\\w*cites\b/.test(printed) && /^\s*[[{]/.test(text.slice(offset, offset + 200));
      return place(text, offset, ends ? `${printed}\\relax` : printed, {
        before: '~',
        clash: ends ? /^[A-Za-z]/ : /^[\p{L}\p{N}]/u,
      });
    },
    keyAt: findKey,
    keyEdit: (_text, { start, end }, key) =>
      /^[^{}\\,%#~\s]+$/.test(key) ? { start, end, newText: key } : undefined,
  };
}

function printCitation(
  dialect: LatexDialect,
  parts: readonly CitationPart[],
  form: CitationForm = 'parenthetical',
): string {
  const suppressed = parts.length === 1 && parts[0]?.suppressAuthor === true && form === 'parenthetical';
  const command = commands[dialect][suppressed ? 'suppressed' : form];
  const [first] = parts;
  if (first && parts.length === 1) {
    // Plain LaTeX has a note after the key only.
    const lead = dialect === 'latex' && first.prefix ? `${escapeLatex(first.prefix)}~` : '';
    return `${lead}\\${command}${notes(dialect, first)}{${first.source}}`;
  }
  if (!parts.some(hasNotes)) return `\\${command}{${parts.map((part) => part.source).join(',')}}`;
  if (dialect === 'biblatex') return `\\${command}s${parts.map(item).join('')}`;
  if (dialect === 'natbib' && form === 'parenthetical') {
    return `\\citetext{${parts.map((part) => `\\citealp${item(part)}`).join('; ')}}`;
  }
  return parts.map((part) => printCitation(dialect, [part], form)).join(', ');
}

/** `[see][para. 3]{key}`. */
function item(part: CitationPart): string {
  return `${notes('biblatex', part)}{${part.source}}`;
}

function hasNotes(part: CitationPart): boolean {
  return Boolean(part.prefix || part.suffix || locatorOf(part));
}

function notes(dialect: LatexDialect, part: CitationPart): string {
  const locator = locatorOf(part);
  const pages = dialect === 'biblatex' && locator?.label === 'page';
  const place = locator ? (pages ? locator.value : printLocator(locator)) : '';
  const suffix = printSuffix(part.suffix);
  const after = note(place ? place + suffix : suffix.replace(/^, /, ''));
  const before = dialect === 'latex' ? '' : note(part.prefix ?? '');
  if (before) return `[${before}][${after}]`;
  return after ? `[${after}]` : '';
}

/** A note ends at the first bracket, so each goes into a group; one around them all would be taken off too early. */
function note(text: string): string {
  return escapeLatex(text).replace(/[[\]]/g, '{$&}');
}

/** Adds parts to a citation, in whichever way its command allows. */
function join(dialect: LatexDialect, text: string, around: LatexCitation, parts: CitationPart[]): Insertion {
  if (parts.length === 0) return insertion([], around.end);
  const { command, nameEnd, listEnd, end, starred } = around;
  const keys = parts
    .map((part) => part.source)
    .join(text.slice(around.start, end).includes(', ') ? ', ' : ',');
  const isList = multiCommands.test(command);
  if (command === 'nocite' || (!isList && !parts.some(hasNotes) && !around.parts.some(hasNotes))) {
    return append(
      listEnd,
      `,${keys.includes(', ') || /, /.test(text.slice(around.start, end)) ? ' ' : ''}${keys}`,
    );
  }
  if (isList) return append(end, parts.map(item).join(''));
  if (dialect === 'biblatex' && multiCommand.test(command) && !starred) {
    return insertion(
      [
        { start: nameEnd, end: nameEnd, newText: 's' },
        { start: end, end, newText: parts.map(item).join('') },
      ],
      end,
    );
  }
  const bare = parts.map((part) => `; \\citealp${item(part)}`).join('');
  if (command === 'citealp') return append(end, bare);
  if (dialect === 'natbib' && command === 'citep' && !starred) {
    return insertion(
      [
        { start: around.start, end: nameEnd, newText: '\\citetext{\\citealp' },
        { start: end, end, newText: `${bare}}` },
      ],
      end,
    );
  }
  return append(end, `, ${printCitation(dialect, parts)}`);
}

/** Blanks comments and verbatim text. */
function visible(text: string): string {
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

function findCitations(text: string): LatexCitation[] {
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

/** No key holds a brace or a backslash, and no list goes over a blank line. */
const keyList = /\{((?:[^{}\\\n]|\n(?![ \t]*\r?\n))*)\}/y;
/** The longest note that is read, in UTF-16 units. */
const longestNote = 2000;

/** The `[note][note]{key, key}` groups that follow a command: one, or as many as there are. */
function readLists(source: string, from: number, many: boolean): { end: number; parts: FoundPart[] }[] {
  const lists: { end: number; parts: FoundPart[] }[] = [];
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
    lists.push({ end: at + all.length, parts: readParts(keys, at + 1, found) });
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

function findKey(text: string, offset: number): KeyRange | undefined {
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
