/** The names that are written in a part of a text, overlapping ones included, before any rule about company. */
import type { Mention } from './mention.ts';
import type { Name, Names } from './names.ts';

/** By start, the longest first. One object for many parts of a text, field by field: there are very many. */
export class Candidates {
  count = 0;
  /** Where each starts and ends, and where its last word starts; places in the text. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly lastWords: number[] = [];
  /** What each is in the trie of names. */
  readonly values: number[] = [];
  /** Room for those that are chosen: what is given on is a copy as long as it must be, for there is one a paragraph. */
  readonly mentions: Mention[] = [];
  /** Whether all of them are names whatever else stands there. */
  isPlain = true;
  readonly names: Names;

  constructor(names: Names) {
    this.names = names;
  }

  name(index: number): Name {
    return this.names.name(this.values[index] as number);
  }

  clear(): void {
    this.count = 0;
    this.isPlain = true;
  }

  /** They nearly always come in order. */
  add(start: number, end: number, lastWord: number, value: number, hasRule: boolean): void {
    let at = this.count++;
    for (; at > 0 && this.#isBehind(at - 1, start, end); at--) this.#move(at - 1, at);
    this.#set(at, start, end, lastWord, value);
    if (hasRule) this.isPlain = false;
  }

  /** Keeps those that are chosen. */
  keep(isChosen: (index: number) => boolean): void {
    let kept = 0;
    for (let index = 0; index < this.count; index++) if (isChosen(index)) this.#move(index, kept++);
    this.count = kept;
  }

  #isBehind(at: number, start: number, end: number): boolean {
    const other = this.starts[at] as number;
    return start < other || (start === other && end > (this.ends[at] as number));
  }

  #move(from: number, to: number): void {
    const { starts, ends, lastWords, values } = this;
    this.#set(
      to,
      starts[from] as number,
      ends[from] as number,
      lastWords[from] as number,
      values[from] as number,
    );
  }

  #set(at: number, start: number, end: number, lastWord: number, value: number): void {
    this.starts[at] = start;
    this.ends[at] = end;
    this.lastWords[at] = lastWord;
    this.values[at] = value;
  }
}
