/** A sorted list of words in two flat arrays: 2 bytes a UTF-16 unit and 4 a word, with no object for each. */
export class Vocabulary {
  readonly size: number;
  /** The words' UTF-16 units, one word after the other in code-unit order. */
  readonly chars: Uint16Array;
  /** Word number → where it starts in `chars`; one more than there are words. */
  readonly starts: Uint32Array;

  /** @param words sorted by code units, without duplicates. */
  constructor(words: readonly string[]) {
    let length = 0;
    for (const word of words) length += word.length;
    this.size = words.length;
    this.starts = new Uint32Array(words.length + 1);
    this.chars = new Uint16Array(length);
    let at = 0;
    words.forEach((word, index) => {
      for (let i = 0; i < word.length; i++) this.chars[at++] = word.charCodeAt(i);
      this.starts[index + 1] = at;
    });
  }

  /** A vocabulary that is these arrays. */
  static of(chars: Uint16Array, starts: Uint32Array): Vocabulary {
    const vocabulary: { -readonly [key in keyof Vocabulary]: Vocabulary[key] } = new Vocabulary([]);
    vocabulary.size = starts.length - 1;
    vocabulary.chars = chars;
    vocabulary.starts = starts;
    return vocabulary as Vocabulary;
  }

  word(number: number): string {
    return String.fromCharCode(...this.chars.subarray(this.starts[number], this.starts[number + 1]));
  }

  /** @returns the word's number, or -1. */
  find(word: string): number {
    const at = this.#lowerBound(word);
    return at < this.size && this.#compare(at, word, false) === 0 ? at : -1;
  }

  /** The words that start with a prefix: numbers from the first on, up to but without the second. */
  range(prefix: string): [from: number, to: number] {
    const from = this.#lowerBound(prefix);
    let [low, high] = [from, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, prefix, true) === 0) low = middle + 1;
      else high = middle;
    }
    return [from, low];
  }

  #lowerBound(word: string): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, word, false) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Negative when the numbered word comes before `text`; as prefix, 0 when it starts with `text`. */
  #compare(number: number, text: string, asPrefix: boolean): number {
    const start = this.starts[number] as number;
    const length = (this.starts[number + 1] as number) - start;
    const shared = Math.min(length, text.length);
    for (let i = 0; i < shared; i++) {
      const difference = (this.chars[start + i] as number) - text.charCodeAt(i);
      if (difference) return difference;
    }
    return asPrefix && length >= text.length ? 0 : length - text.length;
  }
}
