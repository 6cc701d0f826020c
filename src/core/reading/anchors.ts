/**
 * Paragraph numbers that stay with their paragraphs while the document is edited. A number is given once, in reading
 * order at first sight, and never to another paragraph: a citation by number keeps leading to the same words.
 *
 * Each paragraph is known again by its content, as in the W3C Web Annotation model's TextQuoteSelector
 * (https://www.w3.org/TR/annotation-model/#text-quote-selector): by its exact text, by the paragraphs before and
 * after, and where the text was edited, by the words that it kept. Instead of the text a hash and a sketch of it are
 * stored: the smallest hashes of its words and pairs of words (bottom-k sketch: Broder, "On the resemblance and
 * containment of documents", 1997).
 */
import { comparedWords, hash32, mixed } from './words.ts';

/** What is stored of a paragraph. */
export interface AnchoredParagraph {
  readonly number: number;
  /** Of its words. */
  readonly hash: string;
  /** Its beginning, for people. */
  readonly quote: string;
  /** The smallest hashes of its words and pairs of words, ascending. */
  readonly sketch: readonly number[];
  /** It stands in the document no more. Its number stays taken, and it gets it back when it returns. */
  readonly gone?: true;
}

export interface Renumbering {
  /** `numbers[i]` is the number of paragraph `i` of the text as it is now. */
  readonly numbers: readonly number[];
  /** The paragraphs that have gone since: evidence that cites them leads nowhere. */
  readonly lost: readonly AnchoredParagraph[];
  /** Numbers of paragraphs that now stand elsewhere in the order. */
  readonly moved: readonly number[];
  /** Numbers of paragraphs that were edited: evidence that cites them deserves a look. */
  readonly edited: readonly number[];
  /** To be stored, as `previous` of the next time: the paragraphs in order, then those that are gone. */
  readonly anchors: readonly AnchoredParagraph[];
}

const sketchSize = 16;
const quoteLength = 60;
/** An edited paragraph keeps its number when it kept this share of its words; less where its place is the same. */
const alikeAnywhere = 0.5;
const alikeInPlace = 0.25;
/** Anchors of what is gone that are kept, the highest numbers first. */
const maxGone = 10_000;
/** Words that very many paragraphs share say nothing about which is which. */
const maxSharing = 50;

/**
 * Numbers the paragraphs of a document as it is now.
 *
 * @param previous the anchors stored last time; empty at first sight, when the numbers are 1, 2, 3 …
 * @param words of each paragraph, as they are compared.
 */
export function renumber(
  previous: readonly AnchoredParagraph[],
  now: readonly string[],
  words: readonly (readonly string[])[] = now.map(comparedWords),
): Renumbering {
  const contents = now.map((text, at) => contentOf(text, words[at] ?? []));
  const match = new Matching(previous, contents);
  match.exact();
  match.inPlace();
  match.anywhere();

  const { previousOf } = match;
  let next = previous.reduce((most, { number }) => Math.max(most, number), 0) + 1;
  const numbers = contents.map((_, at) => {
    const before = previousOf[at];
    return before === undefined ? next++ : (previous[before]?.number ?? 0);
  });
  const kept = new Set(previousOf.filter((before) => before !== undefined));
  const lost = previous.filter(({ gone }, before) => !gone && !kept.has(before));
  const gone = previous
    .filter((_, before) => !kept.has(before))
    .map((anchor): AnchoredParagraph => ({ ...anchor, gone: true }))
    .sort((a, b) => b.number - a.number)
    .slice(0, maxGone);
  return {
    numbers,
    lost,
    moved: outOfOrder(previousOf).map((at) => numbers[at] ?? 0),
    edited: numbers.filter((_, at) => {
      const before = previousOf[at];
      return before !== undefined && previous[before]?.hash !== contents[at]?.hash;
    }),
    anchors: [...contents.map((content, at) => ({ number: numbers[at] ?? 0, ...content })), ...gone],
  };
}

type Content = Pick<AnchoredParagraph, 'hash' | 'quote' | 'sketch'>;

function contentOf(text: string, words: readonly string[]): Content {
  // What is no word, such as a row of dashes, is compared as it stands.
  const whole = words.length ? words.join(' ') : text;
  const sketch: number[] = [];
  let before: number | undefined;
  for (const word of words) {
    const hash = hash32(word);
    keepSmallest(sketch, hash);
    if (before !== undefined) keepSmallest(sketch, mixed(Math.imul(before, 0x9e3779b1) + hash));
    before = hash;
  }
  const quote = text.slice(0, quoteLength).replace(/[\ud800-\udbff]$/, '');
  return { hash: hash32(whole).toString(36) + hash32(whole, 1).toString(36), quote, sketch };
}

/** Takes a number into a sketch, which holds the smallest ones, each once, ascending. */
function keepSmallest(sketch: number[], value: number): void {
  let at = sketch.length;
  while (at > 0 && (sketch[at - 1] as number) > value) at--;
  if (at === sketchSize || sketch[at - 1] === value) return;
  if (sketch.length === sketchSize) sketch.pop();
  sketch.splice(at, 0, value);
}

/** The share of words and pairs that two paragraphs have in common, as their sketches tell. */
function alike(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [new Set(a), new Set(b)];
  const union = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, Math.max(a.length, b.length, 1));
  return union.filter((hash) => ofA.has(hash) && ofB.has(hash)).length / Math.max(union.length, 1);
}

class Matching {
  /** Paragraph now → the one that it was. */
  readonly previousOf: (number | undefined)[];
  readonly #previous: readonly AnchoredParagraph[];
  readonly #now: readonly Content[];
  readonly #nowOf: (number | undefined)[];

  constructor(previous: readonly AnchoredParagraph[], now: readonly Content[]) {
    this.#previous = previous;
    this.#now = now;
    this.previousOf = new Array<undefined>(now.length).fill(undefined);
    this.#nowOf = new Array<undefined>(previous.length).fill(undefined);
  }

  /** The same words: those that stand once, then those beside what is found already, then the rest in order. */
  exact(): void {
    const before = places(this.#previous);
    const after = places(this.#now);
    for (const [hash, ats] of after) {
      const [was, ...others] = before.get(hash) ?? [];
      if (was !== undefined && others.length === 0 && ats.length === 1) this.#pair(was, ats[0] ?? 0);
    }
    this.#beside((was, at) => this.#previous[was]?.hash === this.#now[at]?.hash);
    for (const [hash, ats] of after) {
      const free = (before.get(hash) ?? []).filter((was) => this.#nowOf[was] === undefined);
      // What stands in the document comes before what had gone from it.
      free.sort(
        (a, b) =>
          Number(this.#previous[a]?.gone ?? false) - Number(this.#previous[b]?.gone ?? false) || a - b,
      );
      const open = ats.filter((at) => this.previousOf[at] === undefined);
      open.slice(0, free.length).forEach((at, index) => {
        this.#pair(free[index] ?? 0, at);
      });
    }
  }

  /** Edited paragraphs between two that are found. */
  inPlace(): void {
    let at = 0;
    while (at < this.#now.length) {
      if (this.previousOf[at] !== undefined) {
        at++;
        continue;
      }
      let end = at;
      while (end < this.#now.length && this.previousOf[end] === undefined) end++;
      const after = at === 0 ? -1 : (this.previousOf[at - 1] ?? -1);
      const open = (was: number) =>
        was < this.#previous.length && this.#nowOf[was] === undefined && !this.#previous[was]?.gone;
      const candidates: number[] = [];
      for (let was = after + 1; open(was) && candidates.length < maxSharing; was++) candidates.push(was);
      if (end - at <= maxSharing) {
        const rows = Array.from({ length: end - at }, (_, offset) => at + offset);
        this.#best(
          candidates.flatMap((was) => rows.map((row): [number, number] => [was, row])),
          alikeInPlace,
        );
      }
      at = end;
    }
  }

  /** Edited paragraphs that were moved as well. */
  anywhere(): void {
    const sharing = new Map<number, number[]>();
    this.#previous.forEach(({ sketch }, was) => {
      if (this.#nowOf[was] !== undefined) return;
      for (const hash of sketch) {
        const list = sharing.get(hash);
        if (list) list.push(was);
        else sharing.set(hash, [was]);
      }
    });
    const pairs: [number, number][] = [];
    this.#now.forEach(({ sketch }, at) => {
      if (this.previousOf[at] !== undefined) return;
      const lists = sketch.map((hash) => sharing.get(hash) ?? []).filter((list) => list.length <= maxSharing);
      for (const was of new Set(lists.flat())) pairs.push([was, at]);
    });
    this.#best(pairs, alikeAnywhere);
  }

  /** Goes on from what is found to both sides, as long as neighbours are the same. */
  #beside(same: (was: number, at: number) => boolean): void {
    for (const step of [1, -1]) {
      const count = this.#now.length;
      for (let index = 0; index < count; index++) {
        const at = step > 0 ? index : count - 1 - index;
        const was = this.previousOf[at];
        const [nextAt, nextWas] = [at + step, (was ?? 0) + step];
        if (was === undefined || nextAt < 0 || nextAt >= count || this.previousOf[nextAt] !== undefined)
          continue;
        if (
          nextWas >= 0 &&
          nextWas < this.#previous.length &&
          this.#nowOf[nextWas] === undefined &&
          same(nextWas, nextAt)
        ) {
          this.#pair(nextWas, nextAt);
        }
      }
    }
  }

  /** Pairs the most alike first; of equals, those that stand first. */
  #best(pairs: readonly (readonly [was: number, at: number])[], atLeast: number): void {
    const scored = pairs.map(([was, at]) => ({
      was,
      at,
      score: alike(this.#previous[was]?.sketch ?? [], this.#now[at]?.sketch ?? []),
    }));
    scored.sort((a, b) => b.score - a.score || a.at - b.at || a.was - b.was);
    for (const { was, at, score } of scored) {
      const free = this.#nowOf[was] === undefined && this.previousOf[at] === undefined;
      if (score >= atLeast && free) this.#pair(was, at);
    }
  }

  #pair(was: number, at: number): void {
    this.previousOf[at] = was;
    this.#nowOf[was] = at;
  }
}

function places(contents: readonly Content[]): Map<string, number[]> {
  const map = new Map<string, number[]>();
  contents.forEach(({ hash }, at) => {
    const list = map.get(hash);
    if (list) list.push(at);
    else map.set(hash, [at]);
  });
  return map;
}

/**
 * The places outside of the longest run that kept its order (longest increasing subsequence by patience sorting:
 * Fredman, "On computing the length of longest increasing subsequences", 1975).
 */
function outOfOrder(previousOf: readonly (number | undefined)[]): number[] {
  const found = previousOf.flatMap((was, at) => (was === undefined ? [] : [{ was, at }]));
  /** Last place in `found` of the best run of each length. */
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  found.forEach(({ was }, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[tails[middle] ?? 0]?.was ?? 0) < was) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? tails[low - 1] : undefined;
    tails[low] = index;
  });
  const inOrder = new Set<number>();
  for (let index = tails.at(-1); index !== undefined; index = before[index]) inOrder.add(index);
  return found.flatMap(({ at }, index) => (inOrder.has(index) ? [] : [at]));
}

/** A W3C TextQuoteSelector: the words themselves and what stands around them. */
export interface TextQuoteSelector {
  readonly type: 'TextQuoteSelector';
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

const context = 32;

/**
 * Paragraph `index` for other programs that speak of passages in a text, such as annotation tools.
 *
 * @returns undefined where there is no such paragraph.
 */
export function textQuoteSelector(texts: readonly string[], index: number): TextQuoteSelector | undefined {
  const exact = texts[index];
  if (exact === undefined) return undefined;
  const prefix = (texts[index - 1] ?? '').slice(-context);
  const suffix = (texts[index + 1] ?? '').slice(0, context);
  return { type: 'TextQuoteSelector', exact, prefix, suffix };
}
