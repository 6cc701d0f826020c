import type { Entity } from '../corpus/model.ts';
import type { Name, Names } from './names.ts';

/** A name in a text, `[start, end)`, UTF-16. Who or what it is, is looked up when it is asked for. */
export class Mention {
  readonly start: number;
  readonly end: number;
  readonly #names: Names;
  readonly #values: number | readonly number[];

  /** @param values one or several, of the trie of names. */
  constructor(start: number, end: number, names: Names, values: number | readonly number[]) {
    this.start = start;
    this.end = end;
    this.#names = names;
    this.#values = values;
  }

  /** More than one when a label is shared: those named in full come before those named weakly. */
  get entities(): readonly Entity[] {
    if (typeof this.#values === 'number') return [this.#names.name(this.#values).entity];
    const names = this.#values.map((value) => this.#names.name(value));
    const of = (kind: Name['kind']) => names.filter((name) => name.kind === kind).map(({ entity }) => entity);
    return [...new Set([...of('full'), ...of('weak')])];
  }

  /** The same name so much further on. */
  shifted(by: number): Mention {
    return new Mention(this.start + by, this.end + by, this.#names, this.#values);
  }
}
