/** A sorted list of words in two flat arrays: 2 bytes a UTF-16 unit and 4 a word, with no object for each. */
export class Vocabulary {
  readonly size: number;
  /** The words' UTF-16 units, one word after the other in code-unit order. */
  readonly chars: Uint16Array;
  /** Word number → where it starts in `chars`; one more than there are words. */
  readonly starts: Uint32Array;

  /** @param words sorted by code units, without duplicates. */
  constructor(words: readonly string[]) {
    this.size = words.length;
    this.starts = new Uint32Array(words.length + 1);
    let length = 0;
    words.forEach((word, index) => {
      this.starts[index] = length;
      length += word.length;
    });
    this.starts[words.length] = length;
    this.chars = new Uint16Array(length);
    let at = 0;
    for (const word of words) {
      for (let i = 0; i < word.length; i++) this.chars[at++] = word.charCodeAt(i);
    }
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
    const start = this.starts[number] ?? 0;
    const length = (this.starts[number + 1] ?? 0) - start;
    const shared = Math.min(length, text.length);
    for (let i = 0; i < shared; i++) {
      const difference = (this.chars[start + i] ?? 0) - text.charCodeAt(i);
      if (difference) return difference;
    }
    return asPrefix && length >= text.length ? 0 : length - text.length;
  }
}
