/** The evidence search: a query → passages, claims, events, entities, sources and topics in one ranking, best first. */
import type { Evidence } from '../corpus/model.ts';
import { type Dossier, evidenceText } from '../dossier.ts';
import { type HitKind, hitKinds, type SearchDocument, searchDocuments } from './documents.ts';
import { foldLabel, type Label, LabelIndex, Synonyms } from './labels.ts';
import { type Language, languageOf } from './language.ts';
import { findWords, proximity, type TextRange, type WordPattern } from './matches.ts';
import { parseQuery, type Query, type QueryFilter, type QueryWord } from './query.ts';
import {
  type Alternative,
  type Group,
  maxGroups,
  type Scored,
  type TextIndex,
  TextIndexBuilder,
} from './textIndex.ts';

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
  /** Citation keys that the draft cites already; without a query they come first. */
  readonly cited?: ReadonlySet<string>;
}

export interface Search {
  /** Finds evidence, best first; the same for the same query and dossier. Any text is a query. */
  find(query: string, options?: SearchOptions): Hit[];
}

export function createSearch(dossier: Dossier): Search {
  return new DossierSearch(dossier);
}

/** How much of a word's evidence another name of the same thing carries. */
const otherNameWeight = 0.7;
/** Evidence is looked for; what only describes or lists it stands behind. */
const kindWeights: Readonly<Record<HitKind, number>> = {
  passage: 1,
  claim: 1,
  event: 1,
  entity: 0.7,
  source: 0.6,
  topic: 0.6,
};
/** A paragraph that a better hit leads to already counts for less, so that the first results lead to several. */
const repeatedEvidence = 0.8;
const nearness = 0.3;
/** Candidates beyond the limit that nearness may lift into it. */
const spare = 20;

interface Candidate {
  readonly doc: number;
  score: number;
}

class DossierSearch implements Search {
  readonly #dossier: Dossier;
  readonly #language: Language;
  readonly #documents: SearchDocument[] = [];
  readonly #ids = new Map<string, number>();
  readonly #index: TextIndex;
  readonly #labels: LabelIndex;
  readonly #synonyms: Synonyms;

  constructor(dossier: Dossier) {
    this.#dossier = dossier;
    this.#language = languageOf(dossier.corpora[0]?.language ?? 'en');
    const builder = new TextIndexBuilder(this.#language);
    const labels: Label[] = [];
    const names: (readonly string[])[] = [];
    for (const { labels: own, fields, keywords, ...document } of searchDocuments(dossier)) {
      const doc = this.#documents.push(document) - 1;
      builder.add(fields, keywords);
      this.#ids.set(document.id.toLowerCase(), doc);
      labels.push(...own.map((text) => ({ doc, text })));
      if (document.kind === 'source') labels.push({ doc, text: document.id });
      if (document.kind === 'entity' || document.kind === 'topic') names.push(own);
    }
    this.#index = builder.build();
    this.#labels = new LabelIndex(labels);
    this.#synonyms = new Synonyms(names);
  }

  find(input: string, { limit = 50, kinds, cited }: SearchOptions = {}): Hit[] {
    const query = parseQuery(input, (filter) => this.#filterKeywords(filter).length > 0);
    const allowed = this.#allowed(query, kinds);
    const groups = this.#groups(query);
    if (!groups.length && !query.text) return this.#overview(limit, allowed, cited);

    const patterns = groups.map(({ pattern }) => pattern);
    const scored = this.#index.search(
      groups.map(({ group }) => group),
      limit + spare,
      allowed,
    );
    const importances = groups.map(({ group }) => this.#index.importance(group));
    const candidates = new Map<number, Candidate>();
    for (const one of scored)
      candidates.set(one.doc, { doc: one.doc, score: this.#relevance(one, importances, patterns) });
    const unknown = groups.some(({ known }) => !known);
    for (const [doc, score] of this.#labels.find(query.text, unknown || scored.length < 3)) {
      if (allowed && !allowed[doc]) continue;
      candidates.set(doc, { doc, score: Math.max(score, candidates.get(doc)?.score ?? 0) });
    }
    const exact = this.#ids.get(query.text.toLowerCase());
    if (exact !== undefined && (!allowed || allowed[exact])) candidates.set(exact, { doc: exact, score: 3 });
    return this.#spread([...candidates.values()])
      .slice(0, limit)
      .map(({ doc, score }) => this.#hit(doc, score, patterns));
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

  /** The query's words as groups of terms, each with what it looks like in a text. */
  #groups(query: Query): { group: Group; pattern: WordPattern; known: boolean }[] {
    const { stopWords } = this.#language;
    const telling = (word: QueryWord) => !stopWords.has(word.forms[0] ?? '');
    const words = query.words.some(telling) || query.dates.length ? query.words.filter(telling) : query.words;
    const unique = [...new Map(words.map((word) => [word.forms[0] ?? '', word])).values()];
    const names = this.#otherNames(query);
    const groups = unique.map((word) => {
      const [first = '', ...others] = word.forms;
      const own = [
        ...this.#index.expand(first, word.typing),
        ...others.flatMap((form) => this.#index.exact(form)),
      ];
      return this.#group(
        [...own, ...(names.get(first) ?? [])],
        own,
        word.typing && first.length > 1 ? first : undefined,
      );
    });
    for (const date of query.dates) groups.push(this.#dateGroup(date));
    if (groups.length <= maxGroups) return groups;
    return groups
      .map((group) => ({ group, importance: this.#index.importance(group.group) }))
      .sort((a, b) => b.importance - a.importance)
      .slice(0, maxGroups)
      .map(({ group }) => group);
  }

  #group(group: Group, own: Group, prefix: string | undefined) {
    const terms = new Set(group.map(({ term }) => this.#index.vocabulary.word(term)));
    return {
      group: strongest(group),
      pattern: { terms, prefix },
      known: own.some(({ weight }) => weight >= otherNameWeight),
    };
  }

  /** A date among words: what is of that month, or else of that year, or names the year. */
  #dateGroup(words: readonly string[]) {
    const [year = ''] = words;
    const alternatives = words.flatMap((word, index) =>
      this.#index.keyword(`date:${word}`).map(({ term }) => ({ term, weight: (index + 1) / words.length })),
    );
    const written = this.#index.exact(year);
    const group = this.#group([...alternatives, ...written], written, undefined);
    return { ...group, known: true };
  }

  /** Word of the query → the terms of other names for what it names. */
  #otherNames(query: Query): Map<string, Alternative[]> {
    const words = query.words.map(({ forms }) => forms[0] ?? '');
    const found = new Map<string, Alternative[]>();
    for (const { from, to, words: other } of this.#synonyms.find(words)) {
      const telling = other.filter((word) => !this.#language.stopWords.has(word));
      const named = words.slice(from, to);
      for (const word of named) {
        const list = found.get(word) ?? [];
        for (const term of telling) {
          if (named.includes(term)) continue;
          list.push(
            ...this.#index.exact(term).map((one) => ({ ...one, weight: otherNameWeight / telling.length })),
          );
        }
        found.set(word, list);
      }
    }
    return found;
  }

  /** 0 to about 1: how much of what the query asks for the document holds, and how closely together. */
  #relevance(
    { doc, score, groups }: Scored,
    importances: readonly number[],
    patterns: readonly WordPattern[],
  ): number {
    const document = this.#documents[doc] as SearchDocument;
    let all = 0;
    let held = 0;
    importances.forEach((importance, bit) => {
      all += importance;
      if (groups & (1 << bit)) held += importance;
    });
    const near = patterns.length > 1 ? proximity(findWords(`${document.text}`, patterns).positions) : 0;
    const share = all ? held / all : 0;
    const strength = all ? score / (2.2 * all) : 0;
    return strength * (0.5 + 0.5 * share) * (1 + nearness * near) * kindWeights[document.kind];
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
    return found.slice(0, limit).map(({ doc }) => this.#hit(doc, 0, []));
  }

  #hit(doc: number, score: number, patterns: readonly WordPattern[]): Hit {
    const document = this.#documents[doc] as SearchDocument;
    return {
      ...document,
      score: Math.round(score * 1e4) / 1e4,
      matches: {
        title: findWords(document.title, patterns).ranges,
        text: findWords(document.text, patterns).ranges,
      },
    };
  }
}

/** Each term once, with its greatest weight. */
function strongest(group: Group): Group {
  const best = new Map<number, number>();
  for (const { term, weight } of group) best.set(term, Math.max(weight, best.get(term) ?? 0));
  return [...best].map(([term, weight]) => ({ term, weight }));
}
