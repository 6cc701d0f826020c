/** A corpus in parts, each of which crosses from a worker to its host in a few milliseconds. */
import type { Corpus, Paragraph, Source } from '../corpus/model.ts';

/** One part of a corpus; the parts come in order. */
export interface CorpusPart {
  /** In the first part: the corpus with empty lists. */
  readonly head?: Corpus;
  /** Sources, or ids of those that are as they were in the corpus before. */
  readonly sources?: readonly (Source | string)[];
  /** More paragraphs of the last source of the parts before. */
  readonly paragraphs?: readonly Paragraph[];
  /** More of the other lists. */
  readonly topics?: Corpus['topics'];
  readonly entities?: Corpus['entities'];
  readonly events?: Corpus['events'];
  readonly claims?: Corpus['claims'];
  readonly disagreements?: Corpus['disagreements'];
}

/** In UTF-16 units of text: a million take some milliseconds. */
const enoughText = 500_000;
const enoughItems = 1_000;
const lists = ['topics', 'entities', 'events', 'claims', 'disagreements'] as const;

/** @param previous what the receiver has already: of its sources that are the same objects, the id is enough. */
export function* corpusParts(corpus: Corpus, previous: Corpus | undefined): Generator<CorpusPart> {
  const none = { sources: [], topics: [], entities: [], events: [], claims: [], disagreements: [] };
  yield { head: { ...corpus, ...none } };
  yield* sourceParts(corpus.sources, new Set(previous?.sources));
  for (const name of lists) {
    for (let at = 0; at < corpus[name].length; at += enoughItems) {
      yield { [name]: corpus[name].slice(at, at + enoughItems) };
    }
  }
}

function* sourceParts(all: readonly Source[], known: ReadonlySet<Source>): Generator<CorpusPart> {
  let sources: (Source | string)[] = [];
  let size = 0;
  for (const source of all) {
    if (known.has(source)) {
      sources.push(source.id);
      size += 20;
    } else {
      const pieces = [...cut(source.paragraphs, enoughText)];
      const [first = [], ...more] = pieces;
      sources.push(more.length ? { ...source, paragraphs: first } : source);
      size += lengthOf(first);
      if (more.length) {
        yield { sources };
        [sources, size] = [[], 0];
        for (const paragraphs of more) yield { paragraphs };
      }
    }
    if (size < enoughText) continue;
    yield { sources };
    [sources, size] = [[], 0];
  }
  if (sources.length) yield { sources };
}

function* cut(paragraphs: readonly Paragraph[], most: number): Generator<readonly Paragraph[]> {
  let from = 0;
  let size = 0;
  for (const [at, paragraph] of paragraphs.entries()) {
    size += lengthOf([paragraph]);
    if (size < most) continue;
    yield paragraphs.slice(from, at + 1);
    [from, size] = [at + 1, 0];
  }
  if (from < paragraphs.length) yield paragraphs.slice(from);
}

function lengthOf(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((sum, { text }) => sum + text.length + 100, 0);
}

/** Puts the parts of a corpus together again. */
export class CorpusAssembly {
  readonly #previous: ReadonlyMap<string, Source>;
  readonly #sources: Source[] = [];
  readonly #lists: { [name in (typeof lists)[number]]: Corpus[name][number][] } = {
    topics: [],
    entities: [],
    events: [],
    claims: [],
    disagreements: [],
  };
  #head: Corpus | undefined;

  /** @param previous the corpus as it was put together before. */
  constructor(previous: Corpus | undefined) {
    this.#previous = new Map(previous?.sources.map((source) => [source.id, source]));
  }

  /** @throws an error for the id of a source that the previous corpus lacks. */
  add(part: CorpusPart): void {
    this.#head ??= part.head;
    for (const source of part.sources ?? []) {
      const known = typeof source === 'string' ? this.#previous.get(source) : source;
      if (!known) throw new Error(`a part of a corpus refers to the unknown source ${String(source)}`);
      this.#sources.push(known);
    }
    const last = this.#sources.at(-1);
    if (part.paragraphs && last) {
      this.#sources[this.#sources.length - 1] = {
        ...last,
        paragraphs: [...last.paragraphs, ...part.paragraphs],
      };
    }
    this.#append('topics', part.topics);
    this.#append('entities', part.entities);
    this.#append('events', part.events);
    this.#append('claims', part.claims);
    this.#append('disagreements', part.disagreements);
  }

  /** @returns undefined before the first part. */
  get corpus(): Corpus | undefined {
    return this.#head && { ...this.#head, sources: this.#sources, ...this.#lists };
  }

  #append<Name extends (typeof lists)[number]>(
    name: Name,
    items: readonly Corpus[Name][number][] | undefined,
  ): void {
    for (const item of items ?? []) (this.#lists[name] as Corpus[Name][number][]).push(item);
  }
}
