/**
 * Tells letter by letter how far a word is from another: a Levenshtein automaton that knows swapped letters (Schulz &
 * Mihov 2002), for at most two slips. A state is what one row of the table of distances needs of the rows above; few
 * occur, and each step between them is computed once for all words.
 */

/** No further letters bring the words near enough. */
export const hopeless = 0;
/** Nothing is read yet. */
export const beginning = 1;

/** A step is found by its state and a bit for each of so many places around the one read, where the word has the letter. */
const placeBits = 6;

export class SlipAutomaton {
  readonly #most: number;
  /** State and places → next state; -1 where that has not been asked for yet. */
  #steps = new Int16Array(64 << placeBits).fill(-1);
  /** State → its distances, of as many places to either side as there may be slips, and those before a swap. */
  readonly #states: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();

  /** @param most how many slips there may be. */
  constructor(most: 1 | 2) {
    this.#most = most;
    const over = most + 1;
    const none: number[] = Array(2 * most + 1).fill(over);
    this.#number([...none, ...none]);
    this.#number([...none.map((_, at) => (at < most ? over : at - most)), ...none]);
  }

  /**
   * The state after one more letter.
   *
   * @param places of the word looked up that have the letter, a bit each: the lowest is for the place `most + 1` before
   * the one that as many letters lead to as were read.
   */
  step(state: number, places: number): number {
    const at = (state << placeBits) | (places & ((1 << placeBits) - 1));
    const known = this.#steps[at] as number;
    return known >= 0 ? known : this.#compute(state, places, at);
  }

  /**
   * How many slips lie between the letters read and the word looked up; any number above `most` when there are more.
   *
   * @param rest by how many letters the word is longer than what was read; negative where it is shorter.
   */
  distance(state: number, rest: number): number {
    const most = this.#most;
    if (rest < -most || rest > most) return most + 1;
    return (this.#states[state] as readonly number[])[rest + most] as number;
  }

  #compute(state: number, places: number, at: number): number {
    const over = this.#most + 1;
    const last = 2 * this.#most;
    const before = this.#states[state] as readonly number[];
    const isAt = (bit: number) => ((places >>> bit) & 1) === 1;
    const distances: number[] = [];
    const swaps: number[] = [];
    for (let cell = 0; cell <= last; cell++) {
      distances[cell] = Math.min(
        over,
        (before[cell] as number) + (isAt(cell + 1) ? 0 : 1),
        1 + (cell < last ? (before[cell + 1] as number) : over),
        1 + (cell > 0 ? (distances[cell - 1] as number) : over),
        1 + (isAt(cell) ? (before[last + 1 + cell] as number) : over),
      );
      // The letter is the word's next but one: the letter after may be its next.
      swaps[cell] = cell < last && isAt(cell + 2) ? (before[cell] as number) : over;
    }
    const next = this.#number([...distances, ...swaps]);
    this.#steps[at] = next;
    return next;
  }

  #number(cells: readonly number[]): number {
    const key = cells.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.push(cells) - 1;
    this.#numbers.set(key, number);
    if (this.#states.length << placeBits > this.#steps.length) {
      const steps = new Int16Array(this.#steps.length * 2).fill(-1);
      steps.set(this.#steps);
      this.#steps = steps;
    }
    return number;
  }
}
