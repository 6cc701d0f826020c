/** Citation keys: by their beginning, by a part, and by what they may be a slip for. */
import { maxTermLength } from '../search/folding.ts';
import { TypoIndex } from '../search/typos.ts';
import { Vocabulary } from '../search/vocabulary.ts';

export interface FoundWork {
  /** Its number, from 0. */
  readonly work: number;
  /** 4 for the whole key, 3 to 4 for its beginning, 2 to 3 for a part of it, below 1 for words. */
  readonly score: number;
}

export class KeyIndex {
  readonly #works: readonly { readonly key: string }[];
  #folded: readonly string[] | undefined;
  #sorted: Sorted | undefined;

  constructor(works: readonly { readonly key: string }[]) {
    this.#works = works;
  }

  /** @returns whether there was anything to do. */
  prepare(): boolean {
    if (this.#sorted || this.#works.length === 0) return false;
    this.#sort();
    return true;
  }

  /** Works whose key has the query in it, in any case; keys that begin with it are preferred. */
  find(query: string, limit: number): FoundWork[] {
    const folded = query.toLowerCase();
    if (folded === '' || /\s/.test(folded)) return [];
    const { keys, numbers } = this.#sort();
    const found: FoundWork[] = [];
    const [from, to] = keys.range(folded);
    for (let at = from; at < to && found.length < limit; at++) {
      const work = numbers[at] ?? 0;
      const length = this.#works[work]?.key.length ?? 1;
      found.push({ work, score: 3 + folded.length / length });
    }
    if (folded.length < 2) return found;
    let parts = 0;
    this.#folded?.forEach((key, work) => {
      if (found.length + parts >= limit || key.indexOf(folded) <= 0) return;
      parts++;
      found.push({ work, score: 2 + folded.length / key.length });
    });
    return found;
  }

  /** Other keys that differ by case or a slip of the hand. @returns nearest first. */
  similar(key: string): { readonly key: string; readonly distance: number }[] {
    const folded = key.toLowerCase();
    const { keys, numbers, typos } = this.#sort();
    const same = keys.find(folded);
    const terms = [
      ...(same < 0 ? [] : [{ term: same, distance: 0 }]),
      ...typos.find(folded, false).filter(({ term }) => term !== same),
    ];
    return terms.flatMap(({ term, distance }) => {
      const other = this.#works[numbers[term] ?? 0]?.key;
      return other === undefined || other === key ? [] : [{ key: other, distance }];
    });
  }

  #sort(): Sorted {
    if (this.#sorted) return this.#sorted;
    const folded = this.#works.map(({ key }) => key.toLowerCase());
    const numbers = new Map<string, number>();
    folded.forEach((key, work) => {
      // What is longer than a term can be is no key that anyone types.
      if (!numbers.has(key) && key.length <= maxTermLength) numbers.set(key, work);
    });
    const words = [...numbers.keys()].sort();
    const keys = new Vocabulary(words);
    this.#folded = folded;
    this.#sorted = {
      keys,
      numbers: Uint32Array.from(words, (word) => numbers.get(word) ?? 0),
      typos: new TypoIndex(keys),
    };
    return this.#sorted;
  }
}

interface Sorted {
  /** In lower case. */
  readonly keys: Vocabulary;
  /** Parallel to `keys`: the first work with that key. */
  readonly numbers: Uint32Array;
  readonly typos: TypoIndex;
}
