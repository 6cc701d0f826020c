/**
 * Finds works by their keys and words. Texts are indexed in pieces of some hundred, so that no step of it takes long,
 * and cut where a key says so, so that after an edit all pieces but one are those there were before.
 */
import { QueryExpander } from '../search/expansion.ts';
import { LabelIndex, Synonyms } from '../search/labels.ts';
import { languageOf } from '../search/language.ts';
import { parseQuery, type Query } from '../search/query.ts';
import { maxGain, type TextIndex } from '../search/textIndex.ts';
import { TextIndexBuilder } from '../search/textIndexBuilder.ts';
import type { SearchText } from './entry.ts';
import { type FoundWork, KeyIndex } from './keyIndex.ts';

/** Something to be found. */
export interface Findable {
  readonly key: string;
  /** The same for two of the same key and text, in the same surroundings, which works beside each other share. */
  readonly identity: unknown;
  readonly surroundings: unknown;
  /** About the length of its text, in UTF-16 units. */
  readonly size: number;
  readonly searchText: SearchText;
}

/** A piece ends behind one in so many keys, or beyond this size of text. */
const keysInPiece = 1024;
const largestPiece = 600_000;
/** Works indexed in one step. */
const step = 100;
/** Occurrences count in quarters. */
const weights = { main: 4, other: 4, passages: 1 } as const;
const language = languageOf('en');
/** What weighs less in the search may be a slip for the word. */
const leastSure = 0.65;
/** Words of fewer letters are no beginnings, but for the last, which is being typed. */
const leastBeginning = 3;
/** Candidates that hold every word may be hidden behind so many that hold some. */
const mostCandidates = 1000;

export class FindIndex {
  readonly keys: KeyIndex;
  readonly #pieces: readonly Piece[];

  /** @param previous an index of an earlier state, whose pieces are taken over where they are the same. */
  constructor(works: readonly Findable[], previous?: FindIndex) {
    this.keys = new KeyIndex(works);
    const known = new Map((previous ? previous.#pieces : []).map((piece) => [piece.works[0]?.key, piece]));
    this.#pieces = cut(works).map(({ from, to }) => {
      const own = works.slice(from, to);
      const same = known.get(own[0]?.key);
      return same?.holds(own) ? same.movedTo(own, from) : new Piece(own, from);
    });
  }

  /** Does what is still to be done before {@link find}, in steps of a few milliseconds. */
  *prepare(): Generator<void> {
    if (this.keys.prepare()) yield;
    for (const piece of this.#pieces) yield* piece.prepare();
  }

  /**
   * Works whose key has the query in it, or that hold every word of it, as the beginning of a word at least; where none
   * does, those that hold what its words may be slips for. In no order. Prepares itself where it must.
   */
  find(input: string, limit: number): FoundWork[] {
    const query = asBeginnings(parseQuery(input, () => false));
    const byKey = this.keys.find(input.trim(), limit);
    const sure = this.#pieces.flatMap((piece) => piece.find(query, limit, leastSure));
    if (byKey.length > 0 || sure.length > 0) return [...byKey, ...sure];
    return this.#pieces.flatMap((piece) => piece.find(query, limit, 0));
  }
}

function cut(works: readonly Findable[]): { readonly from: number; readonly to: number }[] {
  const cuts: { from: number; to: number }[] = [];
  let from = 0;
  let size = 0;
  works.forEach(({ key, size: own }, index) => {
    size += own;
    if (hash(key) % keysInPiece !== 0 && size < largestPiece && index < works.length - 1) return;
    cuts.push({ from, to: index + 1 });
    from = index + 1;
    size = 0;
  });
  return cuts;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  // The low bits of short texts are alike.
  return (value ^ (value >>> 15)) >>> 0;
}

class Piece {
  readonly works: readonly Findable[];
  readonly #from: number;
  #built: Built | undefined;

  constructor(works: readonly Findable[], from: number, built?: Built) {
    this.works = works;
    this.#from = from;
    this.#built = built;
  }

  holds(works: readonly Findable[]): boolean {
    return (
      works.length === this.works.length &&
      works[0]?.surroundings === this.works[0]?.surroundings &&
      works.every(
        ({ key, identity }, index) =>
          key === this.works[index]?.key && identity === this.works[index]?.identity,
      )
    );
  }

  /** With the works as they are now: those from before would keep the whole text they came from. */
  movedTo(works: readonly Findable[], from: number): Piece {
    return new Piece(works, from, this.#built);
  }

  *prepare(): Generator<void> {
    if (this.#built) return;
    const builder = new TextIndexBuilder(language);
    for (let work = 0; work < this.works.length; work++) {
      const { key, searchText } = this.works[work] as Findable;
      const { main, other, passages = '', year } = searchText;
      const fields = [
        { text: `${main} ${key}`, weight: weights.main },
        { text: other, weight: weights.other },
        { text: passages, weight: weights.passages },
      ];
      builder.add(fields, year === undefined ? [] : [`date:${year}`]);
      if (work % step === step - 1) yield;
    }
    const index = builder.build();
    const expander = new QueryExpander(index, language, new LabelIndex([]), new Synonyms([], language.stem));
    this.#built = { index, expander };
    yield;
  }

  find(query: Query, limit: number, leastWeight: number): FoundWork[] {
    for (const _step of this.prepare());
    const { index, expander } = this.#built as Built;
    const words = expander.expand(query);
    const allowed = query.ranges
      .map((dates) => index.withKeyword(dates.map((date) => `date:${date}`)))
      .reduce<Uint8Array | undefined>(
        (all, one) => all?.map((value, work) => value & (one[work] ?? 0)) ?? one,
        undefined,
      );
    if (words.length === 0) {
      const works = [...(allowed ?? [])].flatMap((value, work) => (value ? [work] : []));
      return works.slice(0, limit).map((work) => ({ work: this.#from + work, score: 0 }));
    }
    const groups = words.map(({ group }) => group.filter(({ weight }) => weight > leastWeight));
    if (groups.some((group) => group.length === 0)) return [];
    const all = 2 ** groups.length - 1;
    const most = maxGain * groups.reduce((sum, group) => sum + index.importance(group), 0);
    for (let candidates = limit * 2; ; candidates = mostCandidates) {
      const scored = index.search(groups, candidates, allowed);
      const full = scored.filter((one) => one.groups === all);
      if (full.length < limit && scored.length === candidates && candidates < mostCandidates) continue;
      return full
        .slice(0, limit)
        .map(({ doc, score }) => ({ work: this.#from + doc, score: Math.min(0.999, score / most) }));
    }
  }
}

interface Built {
  readonly index: TextIndex;
  readonly expander: QueryExpander;
}

/**
 * Each word may be the beginning of one. A last word of one letter is left out: it begins nearly everything, and is
 * found nowhere as it is.
 */
function asBeginnings(query: Query): Query {
  const { words } = query;
  const last = words.at(-1);
  const unfinished = last?.typing && last.forms[0].length === 1 && words.length > 1;
  return {
    ...query,
    words: words
      .slice(0, unfinished ? -1 : undefined)
      .map((word) => ({ ...word, typing: word.typing || word.forms[0].length >= leastBeginning })),
  };
}
