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
  samePart,
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
    supports: {
      locator: true,
      prefix: dialect !== 'latex',
      suffix: true,
      suppressAuthor: dialect !== 'latex',
      narrative: dialect !== 'latex',
    },
    print: (parts, _context, form) => printCitation(dialect, parts, form),
    citations: findCitations,
    /** Several places of several sources take several commands. */
    joint: /^[,;] $/,
    around(text, citation) {
      const open = '\\citetext{';
      const start = citation.start - open.length;
      const wrapped = text.startsWith(open, start) && text[citation.end] === '}';
      return wrapped ? { ...citation, start, end: citation.end + 1 } : citation;
    },
    rewrite(text, citation, parts, _context, form) {
      const { start, end } = citation;
      const newText = parts.length > 0 ? printAgain(dialect, text, citation, parts, form) : '';
      return [{ start, end, newText }];
    },
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
  const some = parts.filter((part) => part.suppressAuthor).length;
  // A command names all authors or none.
  if (dialect !== 'latex' && some > 0 && parts.length > 1 && form === 'parenthetical') {
    if (some < parts.length || parts.some(hasNotes)) {
      return parts.map((part) => printCitation(dialect, [part], form)).join(', ');
    }
  }
  const suppressed = some > 0 && form === 'parenthetical';
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
  const [before, after] = noteTexts(dialect, part);
  return brackets(dialect === 'latex' ? '' : before, after);
}

function brackets(before: string, after: string): string {
  if (before) return `[${before}][${after}]`;
  return after ? `[${after}]` : '';
}

/** What is written before and after a source. */
function noteTexts(dialect: LatexDialect, part: CitationPart): readonly [string, string] {
  const locator = locatorOf(part);
  const pages = dialect === 'biblatex' && locator?.label === 'page';
  const place = locator ? (pages ? locator.value : printLocator(locator)) : '';
  const suffix = printSuffix(part.suffix);
  return [note(part.prefix ?? ''), note(place ? place + suffix : suffix.replace(/^, /, ''))];
}

/** A note ends at the first bracket, so one that has brackets goes into a group. */
function note(text: string): string {
  const escaped = escapeLatex(text);
  return /[[\]]/.test(escaped) ? `{${escaped}}` : escaped;
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

/** The writer's command with other parts, or the nearest one that can say them. */
function printAgain(
  dialect: LatexDialect,
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  form: CitationForm,
): string {
  const old = findCitations(text).filter((one) => citation.start <= one.start && one.end <= citation.end);
  const [first] = old;
  if (!first) return printCitation(dialect, parts, form);
  const written = text.slice(citation.start, citation.end);
  const wrapped = written.startsWith('\\citetext');
  const own = wrapped ? 'citep' : first.command.replace(/(?<=[cC]ite)s$/, '');
  const command = form === citation.form ? own : inOtherForm(dialect, text, own, form);
  const notesOf = rawNotes(dialect, text, old, parts);
  const one = (list: readonly CitationPart[]): string => {
    const suppressed = list.every((part) => part.suppressAuthor) && form === 'parenthetical';
    const name = command === 'citeyearpar' ? 'citep' : command;
    const starrable = /^(?:auto|paren)cite$/i.test(name) && dialect === 'biblatex';
    const star = starrable ? suppressed : first.starred && form === citation.form && name !== 'cite';
    const head = suppressed && /^[cC]itep$/.test(name) ? 'citeyearpar' : name;
    const [before] = notesOf(list[0]);
    const [, after] = notesOf(list.at(-1));
    const keys = list.map((part) => part.source).join(/\{[^{}]*, /.test(written) ? ', ' : ',');
    return `\\${head}${star ? '*' : ''}${brackets(before, after)}{${keys}}`;
  };
  const inner = (part: CitationPart) => `${brackets(...notesOf(part))}{${part.source}}`;
  if (command === 'nocite' || fitsOneList(parts)) return one(parts);
  const suppressed = parts.some((part) => part.suppressAuthor);
  if (dialect === 'biblatex' && multiCommand.test(command) && !suppressed && !first.starred) {
    return `\\${command}s${parts.map(inner).join('')}`;
  }
  if (/^[cC]itep$/.test(command) && !suppressed && form === 'parenthetical') {
    return `\\citetext{${parts.map((part) => `\\citealp${inner(part)}`).join('; ')}}`;
  }
  return parts.map((part) => one([part])).join(', ');
}

/** One list has a note before its first key and one after its last. */
function fitsOneList(parts: readonly CitationPart[]): boolean {
  return parts.every(
    (part, index) =>
      Boolean(part.suppressAuthor) === Boolean(parts[0]?.suppressAuthor) &&
      (index === 0 || !part.prefix) &&
      (index === parts.length - 1 || !(part.suffix || locatorOf(part))),
  );
}

function inOtherForm(dialect: LatexDialect, text: string, command: string, form: CitationForm): string {
  const capital = /^[A-Z]/.test(command);
  const parenthetical = () => {
    const usual = dialect === 'biblatex' && /\\parencite/.test(text) && !/\\autocite/.test(text);
    return usual ? 'parencite' : commands[dialect].parenthetical;
  };
  const other = form === 'narrative' ? commands[dialect].narrative : parenthetical();
  return capital ? other.charAt(0).toUpperCase() + other.slice(1) : other;
}

/** The notes of a part: as they are written where the citation has the same words already. */
function rawNotes(
  dialect: LatexDialect,
  text: string,
  old: readonly LatexCitation[],
  parts: readonly CitationPart[],
) {
  const written = old.flatMap((one) =>
    readLists(
      visible(text.slice(0, one.end)),
      one.nameEnd + (one.starred ? 1 : 0),
      multiCommands.test(one.command),
    ).flatMap((list) =>
      list.parts.map((part, index) => ({
        part,
        before: index === 0 && list.notes.length > 1 ? list.notes[0] : '',
        after: index === list.parts.length - 1 ? list.notes.at(-1) : '',
      })),
    ),
  );
  const found = new Map(
    parts.map((part) => {
      const same = written.find((one) =>
        samePart({ ...one.part, suppressAuthor: part.suppressAuthor }, part),
      );
      return [part, [same?.before, same?.after] as const] as const;
    }),
  );
  return (part: CitationPart | undefined): readonly [string, string] => {
    const [before, after] = (part && found.get(part)) ?? [];
    const [printedBefore, printedAfter] = part ? noteTexts(dialect, part) : ['', ''];
    return [before ?? (dialect === 'latex' ? '' : printedBefore), after ?? printedAfter];
  };
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
function readLists(source: string, from: number, many: boolean): KeyList[] {
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
  return unescapeLatex(/^\{(?:[^{}\\]|\\.|\{\})*\}$/.test(flat) ? flat.slice(1, -1) : flat);
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
