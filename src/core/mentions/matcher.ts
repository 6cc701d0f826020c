/** Finds the names of a dossier's entities in text as people write it. */
import type { Entity } from '../corpus/model.ts';
import { type Block, blockColumns } from './blocks.ts';
import type { Candidates } from './candidates.ts';
import { type ReadBlock, readDocument, type ScannedText, type TextChange } from './document.ts';
import { syntaxOf } from './languages.ts';
import { blockAt, blocksBefore, isNear, type TextLines, textOf } from './lines.ts';
import type { Mention } from './mention.ts';
import { Names } from './names.ts';
import { fullyNamed, resolve } from './resolve.ts';
import { Scan } from './scan.ts';
import type { Syntax } from './syntax.ts';

export type { ScannedText, TextChange } from './document.ts';
export type { TextLines } from './lines.ts';
export type { Mention } from './mention.ts';

/** Line and character count from 0; characters are UTF-16 units. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** A name at a place in a document. */
export interface MentionAt {
  /** As it is written there. */
  readonly text: string;
  /** More than one when a label is shared. */
  readonly entities: readonly Entity[];
  readonly start: LinePosition;
  readonly end: LinePosition;
}

export interface Matcher {
  /** The names in a text, in order and not overlapping. `language` is a VS Code language id. */
  find(text: string, language: string): readonly Mention[];
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

class NameMatcher implements Matcher {
  readonly #names: Names;

  constructor(names: Names) {
    this.#names = names;
  }

  find(text: string, language: string): readonly Mention[] {
    return this.scan(text, language).mentions;
  }

  scan(text: string, language: string): ScannedText {
    return scanned(text, language, readDocument(this.#names, text, syntaxOf(language)));
  }

  rescan(previous: ScannedText, text: string, change: TextChange): ScannedText {
    const { language } = previous;
    return scanned(
      text,
      language,
      readDocument(this.#names, text, syntaxOf(language), { ...previous, change }),
    );
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
        .filter((other) => isNear(other.lastLine, block.firstLine))
        .map((other) => fullyNamed(resolve(this.#read(lines, other).candidates, () => false))),
    );
    const { text, starts, candidates } = this.#read(lines, block);
    const offset = (starts[line - block.firstLine] ?? 0) + character;
    const { mentions } = resolve(candidates, (entity) => near().some((named) => named.has(entity)));
    const found = mentions.findLast(({ start, end }) => start <= offset && offset <= end);
    if (!found) return undefined;
    const position = (at: number): LinePosition => {
      const index = starts.findLastIndex((start) => start <= at);
      return { line: block.firstLine + index, character: at - (starts[index] ?? 0) };
    };
    const { start, end, entities } = found;
    return { text: text.slice(start, end), entities, start: position(start), end: position(end) };
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
    const { count, starts: from, ends } = new Scan(this.#names, text).read(0, text.length, syntax);
    for (let index = 0; index < count; index++) {
      if ((from[index] as number) <= offset && offset <= (ends[index] as number)) return true;
    }
    return false;
  }

  #read(lines: TextLines, block: Block): { text: string; starts: number[]; candidates: Candidates } {
    const { text, starts } = textOf(lines, block);
    const to = (starts.at(-1) ?? 0) + block.to;
    return { text, starts, candidates: new Scan(this.#names, text).read(block.from, to, block.syntax) };
  }
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
