/** Finds the names of a dossier's entities in text as people write it. */
import type { Entity } from '../corpus/model.ts';
import { type Block, blockColumns } from './blocks.ts';
import {
  type BlockMatcher,
  type Mention,
  type ReadBlock,
  readDocument,
  type ScannedText,
  type TextChange,
} from './document.ts';
import { syntaxOf } from './languages.ts';
import { blockAt, blocksBefore, isNear, type TextLines, textOf } from './lines.ts';
import { Names } from './names.ts';
import { type Accepted, candidateEntities, fullyNamed, resolve } from './resolve.ts';
import { type Candidate, scan } from './scan.ts';
import type { Syntax } from './syntax.ts';

export type { Mention, ScannedText, TextChange } from './document.ts';
export type { TextLines } from './lines.ts';

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
  /** As `find`, but kept in such a way that `rescan` can go on from it. */
  scan(text: string, language: string): ScannedText;
  /**
   * The names after an edit: what `scan` finds in the new text, but only the paragraphs that the edit touches, and the
   * few behind that a full name counts for, are read again. An edit that opens or closes code is read to where that ends.
   */
  rescan(previous: ScannedText, text: string, change: TextChange): ScannedText;
  /**
   * The name at or just before a position: what `find` gives there, but read from the lines around alone.
   *
   * It looks back `lookBack` lines at most. A fence, comment or environment that opened further up is not seen.
   *
   * @returns undefined where no name stands.
   */
  at(lines: TextLines, line: number, character: number, language: string): MentionAt | undefined;
}

/** Makes a matcher for all labels of some entities. */
export function createMatcher(entities: readonly Entity[]): Matcher {
  return new NameMatcher(new Names(entities));
}

class NameMatcher implements Matcher, BlockMatcher {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  find(text: string, language: string): Mention[] {
    return this.scan(text, language).mentions as Mention[];
  }

  scan(text: string, language: string): ScannedText {
    return scanned(text, language, readDocument(this, text, syntaxOf(language)));
  }

  rescan(previous: ScannedText, text: string, change: TextChange): ScannedText {
    const { language, blocks } = previous;
    const known = { blocks, text: previous.text, change };
    return scanned(text, language, readDocument(this, text, syntaxOf(language), known));
  }

  accept(text: string, candidates: readonly Candidate[], isNamed: (entity: string) => boolean): Mention[] {
    return resolve(candidates, isNamed).map((found) => mentionOf(found, text));
  }

  at(lines: TextLines, line: number, character: number, language: string): MentionAt | undefined {
    const syntax = syntaxOf(language);
    if (line < 0 || line >= lines.lineCount) return undefined;
    const isLong = lines.line(line).length > blockColumns;
    if (!isLong && !this.#mayBeName(lines, line, character, syntax)) return undefined;
    const block = blockAt(lines, line, character, syntax);
    if (!block) return undefined;
    const near = once(() =>
      blocksBefore(lines, line, character, syntax)
        .filter((other) => isNear(other.lastLine, block))
        .map((other) => fullyNamed(this.#read(lines, other).candidates)),
    );
    const { text, starts, candidates } = this.#read(lines, block);
    const offset = (starts[line - block.firstLine] ?? 0) + character;
    const accepted = resolve(candidates, (entity) => near().some((named) => named.has(entity)));
    const found = accepted.findLast(({ start, end }) => start <= offset && offset <= end);
    if (!found) return undefined;
    const position = (at: number): LinePosition => {
      const index = starts.findLastIndex((start) => start <= at);
      return { line: block.firstLine + index, character: at - (starts[index] ?? 0) };
    };
    const { start, end, ...mention } = mentionOf(found, text);
    return { mention, start: position(start), end: position(end) };
  }

  /** Whether some name is written across a position, by the few lines that one can be wrapped over. */
  #mayBeName(lines: TextLines, line: number, character: number, syntax: Syntax): boolean {
    const isShort = (index: number) =>
      index >= 0 && index < lines.lineCount && lines.line(index).length <= blockColumns;
    const reach = this.#names.trie.longest - 1;
    let firstLine = line;
    while (firstLine > line - reach && isShort(firstLine - 1)) firstLine--;
    let lastLine = line;
    while (lastLine < line + reach && isShort(lastLine + 1)) lastLine++;
    const { text, starts } = textOf(lines, { firstLine, lastLine });
    const offset = (starts[line - firstLine] ?? 0) + character;
    return scan(this.#names, text, 0, text.length, syntax).candidates.some(
      ({ start, end }) => start <= offset && offset <= end,
    );
  }

  #read(
    lines: TextLines,
    block: Block,
  ): { text: string; starts: number[]; candidates: readonly Candidate[] } {
    const { text, starts } = textOf(lines, block);
    const to = (starts.at(-1) ?? 0) + block.to;
    return { text, starts, candidates: this.candidates(text, { ...block, to }) };
  }

  /** The names written in `[from, to)`, the range of a block, where it is text. */
  candidates(
    text: string,
    { from, to, syntax }: Pick<Block, 'from' | 'to' | 'syntax'>,
  ): readonly Candidate[] {
    const { candidates, marks } = scan(this.#names, text, from, to, syntax);
    if (candidates.length === 0 || marks.length === 0) return candidates;
    const masks = syntax.masks(text.slice(from, to), marks, from);
    return masks.length > 0 ? unmasked(candidates, masks, from) : candidates;
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

function mentionOf({ start, end, names }: Accepted, text: string): Mention {
  return {
    start,
    end,
    text: text.slice(start, end),
    entities: candidateEntities(names),
    label: names[0]?.labelText ?? '',
  };
}

function scanned(text: string, language: string, blocks: readonly ReadBlock[]): ScannedText {
  const mentions: Mention[] = [];
  for (const block of blocks) for (const mention of block.mentions) mentions.push(mention);
  return { text, language, blocks, mentions };
}

/** Computes a value when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}
