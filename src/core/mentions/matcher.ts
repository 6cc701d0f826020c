/** Finds the names of a dossier's entities in text as people write it. */
import type { Entity } from '../corpus/model.ts';
import { type Block, BlockReader, blockColumns } from './blocks.ts';
import { syntaxOf } from './languages.ts';
import { Names } from './names.ts';
import { closesFence } from './regions.ts';
import { type Accepted, candidateEntities, fullyNames, resolve } from './resolve.ts';
import { type Candidate, scan } from './scan.ts';
import type { Syntax } from './syntax.ts';

/** A name in a text, `[start, end)`, UTF-16. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** More than one when a label is shared. */
  readonly entities: readonly Entity[];
  /** The label as the dossier has it. */
  readonly label: string;
}

/** A document as lines, without their line breaks. */
export interface TextLines {
  readonly lineCount: number;
  line(index: number): string;
}

/** Line and character count from 0; characters are UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A name at a place in a document. */
export interface MentionAt {
  readonly mention: Omit<Mention, 'start' | 'end'>;
  readonly start: LinePosition;
  readonly end: LinePosition;
}

export interface Matcher {
  /** The names in a text, in order and not overlapping. `language` is a VS Code language id. */
  find(text: string, language: string): Mention[];
  /**
   * The name at or just before a position: what `find` gives there, but read from the lines around alone.
   *
   * It looks back `lookBack` lines at most. A fence, comment or environment that opened further up is not seen.
   *
   * @returns undefined where no name stands.
   */
  at(lines: TextLines, line: number, character: number, language: string): MentionAt | undefined;
}

/** Lines, in languages with code fences and the like. */
export const lookBack = 500;
/** Lines, in the others; enough for the paragraphs that count (see blocks.ts and below). */
const plainLookBack = 400;
/** A weak label matches where the full name stands in the same paragraph or in one of so many before it … */
const namedParagraphs = 3;
/** … that ends no more than this many lines before it starts. */
const namedLines = 60;

/** Makes a matcher for all labels of some entities. */
export function createMatcher(entities: readonly Entity[]): Matcher {
  return new NameMatcher(new Names(entities));
}

class NameMatcher implements Matcher {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  find(text: string, language: string): Mention[] {
    const mentions: Mention[] = [];
    /** The last blocks with names in them; `number` counts all blocks. */
    const earlier: { number: number; lastLine: number; accepted: Accepted[] }[] = [];
    let number = 0;
    const reader = new BlockReader(syntaxOf(language), (block) => {
      number++;
      const accepted = this.#accepted(text, block, (entity) =>
        earlier.some(
          (other) =>
            number - other.number <= namedParagraphs &&
            isNear(other.lastLine, block) &&
            fullyNames(other.accepted, entity),
        ),
      );
      for (const found of accepted) {
        const { text: written, entities, label } = describe(found, text);
        mentions.push({ start: found.start, end: found.end, text: written, entities, label });
      }
      if (!this.#names.hasWeak || accepted.length === 0) return;
      if (earlier.push({ number, lastLine: block.lastLine, accepted }) > namedParagraphs) earlier.shift();
    });
    let line = 0;
    for (let from = 0; from <= text.length; line++) {
      const lineBreak = text.indexOf('\n', from);
      const next = lineBreak < 0 ? text.length : lineBreak;
      reader.read(line, text, from, text.charCodeAt(next - 1) === 13 && next > from ? next - 1 : next);
      from = next + 1;
    }
    reader.end();
    return mentions;
  }

  at(lines: TextLines, line: number, character: number, language: string): MentionAt | undefined {
    const syntax = syntaxOf(language);
    if (!this.#mayBeName(lines, line, character, syntax)) return undefined;
    const place = blockAt(lines, line, character, syntax);
    if (!place) return undefined;
    const { block, earlier } = place;
    const namedBefore = (entity: string) =>
      earlier.some(
        (other) => isNear(other.lastLine, block) && fullyNames(this.#acceptedIn(lines, other), entity),
      );
    const { text, starts } = textOf(lines, block);
    const offset = (starts[line - block.firstLine] ?? 0) + character;
    const stretch = { ...block, to: (starts.at(-1) ?? 0) + block.to };
    const accepted = this.#accepted(text, stretch, namedBefore);
    const found = accepted.findLast(({ start, end }) => start <= offset && offset <= end);
    if (!found) return undefined;
    const position = (at: number): LinePosition => {
      const index = starts.findLastIndex((start) => start <= at);
      return { line: block.firstLine + index, character: at - (starts[index] ?? 0) };
    };
    return { mention: describe(found, text), start: position(found.start), end: position(found.end) };
  }

  /** Whether some name is written across a position, by the few lines that one can be wrapped over. */
  #mayBeName(lines: TextLines, line: number, character: number, syntax: Syntax): boolean {
    if (line < 0 || line >= lines.lineCount) return false;
    if (lines.line(line).length > blockColumns) return true;
    const reach = Math.max(0, this.#names.trie.longest - 1);
    const firstLine = Math.max(0, line - reach);
    const lastLine = Math.min(lines.lineCount - 1, line + reach);
    const { text, starts } = textOf(lines, { firstLine, lastLine });
    const offset = (starts[line - firstLine] ?? 0) + character;
    return scan(this.#names, text, 0, text.length, syntax).candidates.some(
      ({ start, end }) => start <= offset && offset <= end,
    );
  }

  #acceptedIn(lines: TextLines, block: Block): Accepted[] {
    const { text, starts } = textOf(lines, block);
    return this.#accepted(text, { ...block, to: (starts.at(-1) ?? 0) + block.to }, () => false);
  }

  /** The names in `[from, to)`, the range of a block. */
  #accepted(
    text: string,
    { from, to, syntax }: Pick<Block, 'from' | 'to' | 'syntax'>,
    namedBefore: (entity: string) => boolean,
  ): Accepted[] {
    const { candidates, hasMarkup } = scan(this.#names, text, from, to, syntax);
    if (candidates.length === 0) return [];
    const masks = hasMarkup ? syntax.masks(text.slice(from, to)) : [];
    return resolve(masks.length > 0 ? unmasked(candidates, masks, from) : candidates, namedBefore);
  }
}

/** The candidates whose first and last word is not masked; masks count from `from`. */
function unmasked(candidates: readonly Candidate[], masks: readonly number[], from: number): Candidate[] {
  const isMasked = (offset: number) => {
    let low = 0;
    let high = masks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((masks[middle] ?? 0) <= offset - from) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  };
  return candidates.filter(({ start, lastWord }) => !isMasked(start) && !isMasked(lastWord));
}

function isNear(lastLine: number, block: Block): boolean {
  return block.firstLine - lastLine <= namedLines;
}

function describe({ start, end, names }: Accepted, text: string): MentionAt['mention'] {
  return {
    text: text.slice(start, end),
    entities: candidateEntities(names),
    label: names[0]?.label.label ?? '',
  };
}

/** The block at a position, and the few before it. */
function blockAt(
  lines: TextLines,
  line: number,
  character: number,
  syntax: Syntax,
): { block: Block; earlier: Block[] } | undefined {
  const earlier: Block[] = [];
  let found: Block | undefined;
  const reader = new BlockReader(syntax, (block) => {
    if (block.firstLine > line || (block.firstLine === line && block.from > character)) return;
    if (found) earlier.push(found);
    found = block;
    if (earlier.length > namedParagraphs) earlier.shift();
  });
  for (let index = firstLineFor(lines, line, syntax); index < lines.lineCount; index++) {
    if (index > line && !reader.isOpen) break;
    const text = lines.line(index);
    reader.read(index, text, 0, text.length);
  }
  reader.end();
  return found && found.lastLine >= line ? { block: found, earlier } : undefined;
}

/** Where to start reading so that `line` is judged rightly: not within code, as far as that can be seen. */
function firstLineFor(lines: TextLines, line: number, syntax: Syntax): number {
  const first = Math.max(0, line - (syntax.hasRegions ? lookBack : plainLookBack));
  if (first === 0 || !syntax.hasRegions) return first;
  for (let index = first; index < line; index++) {
    const text = lines.line(index);
    if (!text.includes('```') && !text.includes('~~~')) continue;
    return closesFence(text, lines.line(index - 1), lines.line(index + 1)) ? index + 1 : first;
  }
  return first;
}

/** Some lines, and where each starts in them. */
function textOf(
  lines: TextLines,
  { firstLine, lastLine }: Pick<Block, 'firstLine' | 'lastLine'>,
): { text: string; starts: number[] } {
  const starts: number[] = [];
  let text = '';
  for (let index = firstLine; index <= lastLine; index++) {
    if (index > firstLine) text += '\n';
    starts.push(text.length);
    text += lines.line(index);
  }
  return { text, starts };
}
