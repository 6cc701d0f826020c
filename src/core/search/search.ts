/** The evidence search: a query → passages, claims, events, entities, sources and topics in one ranking, best first. */
import type { Evidence } from '../corpus/model.ts';
import { type Dossier, evidenceText } from '../dossier.ts';
import type { Scored } from './accumulator.ts';
import { DocumentNumbers, indexOf } from './documentNumbers.ts';
import { type HitKind, hitKinds, searchDocuments } from './documents.ts';
import { QueryExpander } from './expansion.ts';
import { saveIndex } from './indexFile.ts';
import { foldLabel, type Label, LabelIndex, Synonyms } from './labels.ts';
import { languageOf } from './language.ts';
import { type Found, proximity, type TextRange, WordFinder } from './matches.ts';
import { parseQuery, parseText, type Query, type QueryFilter } from './query.ts';
import { maxGain, type TextIndex } from './textIndex.ts';

export type { HitKind } from './documents.ts';

export interface Hit {
  readonly kind: HitKind;
  /** The item's id; `key#n` for a passage. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Comparable within one result only: 3 for the key or id itself, 2 for a name itself, below 2 for the rest. */
  readonly score: number;
  /** What to cite for it, best first; empty for a source, which is cited as a whole. */
  readonly evidence: readonly Evidence[];
  /** EDTF. */
  readonly date?: string;
  /** Why it was found: ranges of the title and the text, in UTF-16 units, in order, without overlaps. */
  readonly matches: { readonly title: readonly TextRange[]; readonly text: readonly TextRange[] };
}

export interface SearchOptions {
  /** 50 unless told. */
  readonly limit?: number;
  readonly kinds?: readonly HitKind[];
  /** Citation keys that the draft cites already: without a query they come first, with one a little sooner. */
  readonly cited?: ReadonlySet<string>;
  /**
   * The query is running text and not a question: its words count as they are written, without completions,
   * corrections, filters and ranges of time; in a large dossier only those that tell most.
   */
  readonly isText?: boolean;
}

export interface Search {
  /** Finds evidence, best first; the same for the same query and dossier. Any text is a query. */
  find(query: string, options?: SearchOptions): Hit[];
  /**
   * The index, to be given to `createSearch` for the same dossier later.
   *
   * @param stamp says which state of the dossier it is of, such as a digest of its files.
   */
  save(stamp: string): ArrayBuffer;
}

/** What spares reading all of a dossier's text again. */
export interface KnownIndex {
  /** What `save` gave, and its stamp; not used where it is damaged, outdated or of another stamp. */
  readonly saved?: { readonly index: ArrayBuffer; readonly stamp: string } | undefined;
  /** The search over an earlier state of the dossier; it stays as it is. */
  readonly previous?: Search | undefined;
  /** Told now and then which share of the text has been read, from 0 to 1; not where little is to be read. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** Makes a search; it finds the same however it came to its index. */
export function createSearch(dossier: Dossier, known: KnownIndex = {}): Search {
  return new DossierSearch(dossier, known);
}

/** Evidence is looked for; what only describes or lists it stands behind. */
const kindWeights: Readonly<Record<HitKind, number>> = {
  passage: 1,
  claim: 1,
  event: 1,
  entity: 0.4,
  source: 0.35,
  topic: 0.35,
};
/** A paragraph that a better hit leads to already counts for less, so that the first results lead to several. */
const repeatedEvidence = 0.8;
const nearness = 0.3;
/** How much what holds none of the query's words would lose beyond the score that it lacks for them. */
const lacking = 0.25;
/** Among results that are about as good, those of sources that the draft cites already come first. */
const citedGain = 0.08;
/** Candidates beyond the limit that nearness may lift into it. */
const spare = 20;
/** Candidates whose text is read for how near the words stand; reading takes longer than finding. */
const mostRead = 40;

interface Candidate {
  readonly doc: number;
  score: number;
  /** Where its text holds the query's words, once looked for. */
  readonly found?: Found | undefined;
}

class DossierSearch implements Search {
  readonly #dossier: Dossier;
  readonly #index: TextIndex;
  readonly #documents: DocumentNumbers;
  readonly #labels: LabelIndex;
  readonly #expander: QueryExpander;

  constructor(dossier: Dossier, { saved, previous, progress }: KnownIndex) {
    this.#dossier = dossier;
    const language = languageOf(dossier.corpora[0]?.language ?? 'en');
    const items = [...searchDocuments(dossier)];
    const before =
      previous instanceof DossierSearch && previous.#index.parts.language.tag === language.tag
        ? { index: previous.#index, documents: previous.#documents }
        : undefined;
    const { index, numbers } = indexOf(items, language, { before, saved, progress });
    this.#index = index;
    this.#documents = new DocumentNumbers(items, numbers);
    const labels: Label[] = [];
    const names: (readonly string[])[] = [];
    items.forEach(({ document, labels: own }, at) => {
      const doc = numbers?.[at] ?? at;
      for (const text of own) labels.push({ doc, text });
      if (document.kind === 'source') labels.push({ doc, text: document.id });
      // A topic's other labels are what it is also about, seldom the same thing.
      if (document.kind === 'entity') names.push(own);
    });
    this.#labels = new LabelIndex(labels);
    const synonyms = new Synonyms(names, language.stem);
    this.#expander = new QueryExpander(index, language, this.#labels, synonyms);
  }

  save(stamp: string): ArrayBuffer {
    return saveIndex(this.#index, stamp);
  }

  find(input: string, { limit = 50, kinds, cited, isText }: SearchOptions = {}): Hit[] {
    const query = isText
      ? parseText(input)
      : parseQuery(input, (filter) => this.#filterKeywords(filter).length > 0);
    const allowed = this.#allowed(query, kinds);
    const words = isText ? this.#expander.ofText(query) : this.#expander.expand(query);
    if (isText && !words.length) return [];
    if (!words.length && !query.text) return this.#overview(limit, allowed, cited);

    const finder = new WordFinder(words.map(({ pattern }) => pattern));
    const importances = words.map(({ group, times }) => times * this.#index.importance(group));
    const scored = this.#index.search(
      words.map(({ group }) => group),
      limit + spare,
      allowed,
      importances,
    );
    const candidates = new Map<number, Candidate>();
    for (const [rank, one] of scored.entries()) {
      candidates.set(one.doc, this.#candidate(one, importances, rank < mostRead ? finder : undefined));
    }
    const raise = (doc: number, score: number) => {
      if (allowed && !allowed[doc]) return;
      const candidate = candidates.get(doc);
      if (!candidate) candidates.set(doc, { doc, score });
      else if (candidate.score < score) candidate.score = score;
    };
    // A text is no name of anything.
    for (const [doc, score] of isText ? [] : this.#labels.find(query.text)) raise(doc, score);
    if (words.some(({ explained }) => !explained)) {
      for (const { label, similarity } of this.#labels.similar(query.text)) raise(label.doc, similarity ** 2);
    }
    const exact = isText ? undefined : this.#documents.withId(query.text.toLowerCase());
    if (exact !== undefined) raise(exact, 3);
    if (cited?.size) this.#lift(candidates.values(), cited);
    return this.#spread([...candidates.values()])
      .slice(0, limit)
      .map((candidate) => this.#hit(candidate, finder));
  }

  /** What may be found: undefined when everything may. */
  #allowed(query: Query, kinds: readonly HitKind[] | undefined): Uint8Array | undefined {
    const required = [
      ...query.filters.map((filter) => this.#filterKeywords(filter)),
      ...query.ranges.map((words) => words.map((word) => `date:${word}`)),
      // A date by itself asks for what is of that time; among words it is one more word.
      ...(query.words.length ? [] : query.dates.map((words) => [`date:${words.at(-1)}`])),
      ...(kinds ? [kinds.map((kind) => `kind:${kind}`)] : []),
    ];
    return required
      .map((keywords) => this.#index.withKeyword(keywords))
      .reduce<Uint8Array | undefined>(
        (all, one) => all?.map((value, doc) => value & (one[doc] ?? 0)) ?? one,
        undefined,
      );
  }

  /** The keywords that a filter stands for: a kind, sources by key or outlet, topics by id or name; none if nothing is so called. */
  #filterKeywords({ mark, name }: QueryFilter): string[] {
    const folded = foldLabel(name);
    const fits = (text: string | undefined) =>
      text !== undefined && foldLabel(text).replaceAll(' ', '').startsWith(folded);
    if (mark === '@') {
      const kind = hitKinds.find((candidate) => candidate === folded);
      if (kind) return [`kind:${kind}`];
      const exact = this.#dossier.source(name);
      if (exact) return [`@${name}`];
      if (!folded) return [];
      return this.#dossier.sources
        .filter(({ id, item }) => fits(id) || fits(item['container-title']) || fits(item.publisher))
        .map(({ id }) => `@${id}`);
    }
    if (this.#dossier.item(name)?.kind === 'topic') return this.#topicKeywords(name);
    if (!folded) return [];
    return this.#dossier.topics
      .filter(({ id, prefLabel }) => fits(id) || fits(prefLabel))
      .flatMap(({ id }) => this.#topicKeywords(id));
  }

  #topicKeywords(id: string): string[] {
    return [`#${id}`, ...this.#dossier.narrowerTopics(id).map((topic) => `#${topic.id}`)];
  }

  /** Its score is 0 to about 1: how much of what the query asks for it holds, and how closely together. */
  #candidate(
    { doc, score, groups }: Scored,
    importances: readonly number[],
    finder: WordFinder | undefined,
  ): Candidate {
    const document = this.#documents.of(doc);
    let all = 0;
    let held = 0;
    importances.forEach((importance, bit) => {
      all += importance;
      if (groups & (1 << bit)) held += importance;
    });
    if (!all) return { doc, score: 0 };
    const strength = score / (maxGain * all);
    const share = 1 - lacking + (lacking * held) / all;
    // A word by itself is near to none.
    const found = groups & (groups - 1) ? finder?.find(document.text) : undefined;
    const near = 1 + (found ? nearness * proximity(found.positions) : 0);
    const relevance = strength * share * near * kindWeights[document.kind];
    const named =
      finder !== undefined &&
      held === all &&
      document.kind !== 'passage' &&
      isTitle(finder.find(document.title), document.title);
    return { doc, score: named ? Math.max(relevance, 1) : relevance, found };
  }

  /** Best first; hits that lead to a paragraph that a better one leads to are moved down a little. */
  #spread(candidates: Candidate[]): Candidate[] {
    const order = (a: Candidate, b: Candidate) =>
      b.score - a.score || this.#documents.place(a.doc) - this.#documents.place(b.doc);
    const shown = new Map<string, number>();
    for (const candidate of candidates.sort(order)) {
      const { kind, evidence } = this.#documents.of(candidate.doc);
      const first = evidence[0];
      if (!first || kind === 'entity' || kind === 'topic') continue;
      const key = evidenceText(first);
      const times = shown.get(key) ?? 0;
      if (candidate.score < 1) candidate.score *= repeatedEvidence ** times;
      shown.set(key, times + 1);
    }
    return candidates.sort(order);
  }

  #lift(candidates: Iterable<Candidate>, cited: ReadonlySet<string>): void {
    for (const candidate of candidates) {
      const document = this.#documents.of(candidate.doc);
      const key = document.kind === 'source' ? document.id : document.evidence[0]?.source;
      // A name or key itself stays where it is.
      if (key !== undefined && cited.has(key) && candidate.score < 1) candidate.score *= 1 + citedGain;
    }
  }

  /** Without words: the sources, those cited first; events, the latest first; then claims, topics, entities, passages. */
  #overview(limit: number, allowed: Uint8Array | undefined, cited: ReadonlySet<string> | undefined): Hit[] {
    const order: readonly HitKind[] = ['source', 'event', 'claim', 'topic', 'entity', 'passage'];
    const found = this.#documents
      .inOrder()
      .filter((doc) => !allowed || allowed[doc])
      .map((doc, place) => ({ document: this.#documents.of(doc), doc, place }));
    found.sort(
      (a, b) =>
        order.indexOf(a.document.kind) - order.indexOf(b.document.kind) ||
        Number(cited?.has(b.document.id) ?? false) - Number(cited?.has(a.document.id) ?? false) ||
        (a.document.kind === 'event' ? b.place - a.place : 0) ||
        a.place - b.place,
    );
    const finder = new WordFinder([]);
    return found.slice(0, limit).map(({ doc }) => this.#hit({ doc, score: 0 }, finder));
  }

  #hit({ doc, score, found }: Candidate, finder: WordFinder): Hit {
    const { kind, id, title, text, evidence, date } = this.#documents.of(doc);
    let marked: Hit['matches'] | undefined;
    return {
      kind,
      id,
      title,
      text,
      evidence,
      ...(date === undefined ? {} : { date }),
      score: Math.round(score * 1e4) / 1e4,
      // Only what is shown is marked.
      get matches() {
        marked ??= { title: finder.find(title).ranges, text: (found ?? finder.find(text)).ranges };
        return marked;
      },
    };
  }
}

/** Whether a query says what a title says and no more, if perhaps misspelt. */
function isTitle({ ranges, positions }: Found, title: string): boolean {
  if (!positions.every((list) => list.length)) return false;
  const gaps = [...ranges, [title.length, title.length] as const].map(([start], index) =>
    title.slice(ranges[index - 1]?.[1] ?? 0, start),
  );
  return !gaps.some((gap) => /[\p{L}\p{N}]/u.test(gap));
}
