/** The evidence search: a query → passages, claims, events, entities, sources and topics in one ranking, best first. */
import type { Evidence } from '../corpus/model.ts';
import { type Dossier, evidenceText, parseReference } from '../dossier.ts';
import { type HitKind, hitKinds, type SearchDocument, searchDocuments } from './documents.ts';
import { QueryExpander } from './expansion.ts';
import { foldLabel, type Label, LabelIndex, Synonyms } from './labels.ts';
import { languageOf } from './language.ts';
import { type Found, proximity, type TextRange, WordFinder } from './matches.ts';
import { parseQuery, type Query, type QueryFilter } from './query.ts';
import { maxGain, type Scored, type TextIndex } from './textIndex.ts';
import { TextIndexBuilder } from './textIndexBuilder.ts';

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
}

export interface Search {
  /** Finds evidence, best first; the same for the same query and dossier. Any text is a query. */
  find(query: string, options?: SearchOptions): Hit[];
}

export function createSearch(dossier: Dossier): Search {
  return new DossierSearch(dossier);
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
/** Among results that are about as good, those of sources that the draft cites already come first. */
const citedGain = 0.08;
/** Candidates beyond the limit that nearness may lift into it. */
const spare = 20;

interface Candidate {
  readonly doc: number;
  score: number;
  /** Where its text holds the query's words, once looked for. */
  readonly found?: Found;
}

class DossierSearch implements Search {
  readonly #dossier: Dossier;
  readonly #documents: SearchDocument[] = [];
  readonly #ids = new Map<string, number>();
  readonly #index: TextIndex;
  readonly #labels: LabelIndex;
  readonly #expander: QueryExpander;

  constructor(dossier: Dossier) {
    this.#dossier = dossier;
    const language = languageOf(dossier.corpora[0]?.language ?? 'en');
    const builder = new TextIndexBuilder(language);
    const labels: Label[] = [];
    const names: (readonly string[])[] = [];
    for (const { document, labels: own, fields, keywords } of searchDocuments(dossier)) {
      const doc = this.#documents.push(document) - 1;
      builder.add(fields, keywords);
      if (document.kind === 'passage') continue;
      this.#ids.set(document.id.toLowerCase(), doc);
      labels.push(...own.map((text) => ({ doc, text })));
      if (document.kind === 'source') labels.push({ doc, text: document.id });
      // A topic's other labels are what it is also about, seldom the same thing.
      if (document.kind === 'entity') names.push(own);
    }
    this.#index = builder.build();
    this.#labels = new LabelIndex(labels);
    this.#expander = new QueryExpander(
      this.#index,
      language,
      this.#labels,
      new Synonyms(names, language.stem),
    );
  }

  find(input: string, { limit = 50, kinds, cited }: SearchOptions = {}): Hit[] {
    const query = parseQuery(input, (filter) => this.#filterKeywords(filter).length > 0);
    const allowed = this.#allowed(query, kinds);
    const words = this.#expander.expand(query);
    if (!words.length && !query.text) return this.#overview(limit, allowed, cited);

    const finder = new WordFinder(words.map(({ pattern }) => pattern));
    const scored = this.#index.search(
      words.map(({ group }) => group),
      limit + spare,
      allowed,
    );
    const importances = words.map(({ group }) => this.#index.importance(group));
    const candidates = new Map<number, Candidate>();
    for (const one of scored) candidates.set(one.doc, this.#candidate(one, importances, finder));
    const raise = (doc: number, score: number) => {
      if (allowed && !allowed[doc]) return;
      const candidate = candidates.get(doc);
      if (!candidate) candidates.set(doc, { doc, score });
      else if (candidate.score < score) candidate.score = score;
    };
    for (const [doc, score] of this.#labels.find(query.text)) raise(doc, score);
    if (words.some(({ explained }) => !explained)) {
      for (const { label, similarity } of this.#labels.similar(query.text)) raise(label.doc, similarity ** 2);
    }
    const exact = this.#byId(query.text.toLowerCase());
    if (exact !== undefined) raise(exact, 3);
    if (cited?.size) this.#lift(candidates.values(), cited);
    return this.#spread([...candidates.values()])
      .slice(0, limit)
      .map((candidate) => this.#hit(candidate, finder));
  }

  /** The document with an id; passages stand behind their source, in order of the text and mostly of their number. */
  #byId(id: string): number | undefined {
    const reference = parseReference(id);
    const doc = this.#ids.get(reference?.source ?? id);
    if (doc === undefined || !reference?.paragraph) return doc;
    const isAt = (at: number) => this.#documents[at]?.id.toLowerCase() === id;
    if (isAt(doc + reference.paragraph)) return doc + reference.paragraph;
    const ofSource = `${this.#documents[doc]?.id}#`;
    for (let at = doc + 1; this.#documents[at]?.id.startsWith(ofSource); at++) if (isAt(at)) return at;
    return undefined;
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
  #candidate({ doc, score, groups }: Scored, importances: readonly number[], finder: WordFinder): Candidate {
    const document = this.#documents[doc] as SearchDocument;
    let all = 0;
    let held = 0;
    importances.forEach((importance, bit) => {
      all += importance;
      if (groups & (1 << bit)) held += importance;
    });
    if (!all) return { doc, score: 0 };
    const found = finder.find(document.text);
    const strength = score / (maxGain * all);
    const share = 0.5 + (0.5 * held) / all;
    const near = 1 + nearness * proximity(found.positions);
    const relevance = strength * share * near * kindWeights[document.kind];
    const named = held === all && isTitle(finder.find(document.title), document.title);
    return { doc, score: named ? Math.max(relevance, 1) : relevance, found };
  }

  /** Best first; hits that lead to a paragraph that a better one leads to are moved down a little. */
  #spread(candidates: Candidate[]): Candidate[] {
    const order = (a: Candidate, b: Candidate) => b.score - a.score || a.doc - b.doc;
    const shown = new Map<string, number>();
    for (const candidate of candidates.sort(order)) {
      const { kind, evidence } = this.#documents[candidate.doc] as SearchDocument;
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
      const document = this.#documents[candidate.doc];
      const key = document?.kind === 'source' ? document.id : document?.evidence[0]?.source;
      // A name or key itself stays where it is.
      if (key !== undefined && cited.has(key) && candidate.score < 1) candidate.score *= 1 + citedGain;
    }
  }

  /** Without words: the sources, those cited first; events, the latest first; then claims, topics, entities, passages. */
  #overview(limit: number, allowed: Uint8Array | undefined, cited: ReadonlySet<string> | undefined): Hit[] {
    const order: readonly HitKind[] = ['source', 'event', 'claim', 'topic', 'entity', 'passage'];
    const found = this.#documents.flatMap((document, doc) =>
      allowed && !allowed[doc] ? [] : [{ document, doc }],
    );
    found.sort(
      (a, b) =>
        order.indexOf(a.document.kind) - order.indexOf(b.document.kind) ||
        Number(cited?.has(b.document.id) ?? false) - Number(cited?.has(a.document.id) ?? false) ||
        (a.document.kind === 'event' ? b.doc - a.doc : 0) ||
        a.doc - b.doc,
    );
    const finder = new WordFinder([]);
    return found.slice(0, limit).map(({ doc }) => this.#hit({ doc, score: 0 }, finder));
  }

  #hit({ doc, score, found }: Candidate, finder: WordFinder): Hit {
    const { kind, id, title, text, evidence, date } = this.#documents[doc] as SearchDocument;
    return {
      kind,
      id,
      title,
      text,
      evidence,
      ...(date === undefined ? {} : { date }),
      score: Math.round(score * 1e4) / 1e4,
      matches: {
        title: finder.find(title).ranges,
        text: (found ?? finder.find(text)).ranges,
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
