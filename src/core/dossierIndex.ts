/** What is derived from one Dossier: the matcher, the search and where each entity is named; each made when first used. */
import type { Entity, Evidence, Paragraph } from './corpus/model.ts';
import type { Dossier } from './dossier.ts';
import { createMatcher, type Matcher } from './mentions/matcher.ts';
import { createSearch, type Hit, type KnownIndex, type Search, type SearchOptions } from './search/search.ts';

/** Entity id → the paragraphs that name it, in the order of the sources. */
export type Mentions = Pick<ReadonlyMap<string, readonly Evidence[]>, 'get'>;

/** What spares reading all of a dossier again. */
export interface KnownDossierIndex extends Pick<KnownIndex, 'saved' | 'progress'> {
  /** The index of an earlier state of the dossier. */
  readonly previous?: DossierIndex | undefined;
}

/** A matcher and what it has found already. */
interface Matched {
  readonly entities: readonly Entity[];
  readonly matcher: Matcher;
  /** Paragraphs of a source → the ids of the entities that each names. */
  readonly named: WeakMap<readonly Paragraph[], readonly (readonly string[])[]>;
}

export class DossierIndex {
  readonly dossier: Dossier;
  readonly #known: KnownIndex;
  readonly #before: Matched | undefined;
  #matched: Matched | undefined;
  #search: Search | undefined;
  #mentions: Map<string, Evidence[]> | undefined;

  constructor(dossier: Dossier, { previous, ...known }: KnownDossierIndex = {}) {
    this.dossier = dossier;
    // Not the earlier index itself: each would hold the one before.
    this.#known = { ...known, previous: previous ? previous.#search : undefined };
    this.#before = previous ? previous.#matched : undefined;
  }

  get matcher(): Matcher {
    return this.#matching().matcher;
  }

  get search(): Search {
    this.#search ??= createSearch(this.dossier, this.#known);
    return this.#search;
  }

  /** Finds evidence as `Search` does; an entity without evidence of its own has the first paragraph that names it. */
  find(query: string, options?: SearchOptions): Hit[] {
    return this.search.find(query, options).map((hit) => {
      if (hit.kind === 'source' || hit.evidence.length) return hit;
      return { ...hit, evidence: (this.mentions.get(hit.id) ?? []).slice(0, 1) };
    });
  }

  get mentions(): ReadonlyMap<string, readonly Evidence[]> {
    this.#mentions ??= this.#findMentions();
    return this.#mentions;
  }

  #findMentions(): Map<string, Evidence[]> {
    const mentions = new Map<string, Evidence[]>();
    for (const { id, paragraphs } of this.dossier.sources) {
      const named = this.#namedIn(paragraphs);
      paragraphs.forEach(({ number }, place) => {
        for (const entity of named[place] ?? []) {
          const list = mentions.get(entity);
          const evidence = { source: id, paragraph: number };
          if (list) list.push(evidence);
          else mentions.set(entity, [evidence]);
        }
      });
    }
    return mentions;
  }

  #namedIn(paragraphs: readonly Paragraph[]): readonly (readonly string[])[] {
    const { matcher, named: known } = this.#matching();
    const before = known.get(paragraphs);
    if (before) return before;
    const named = paragraphs.map(({ text }) => {
      const found = matcher.find(text, 'plaintext').flatMap(({ entities }) => entities);
      return [...new Set(found.map(({ id }) => id))];
    });
    known.set(paragraphs, named);
    return named;
  }

  #matching(): Matched {
    const { entities } = this.dossier;
    const before = this.#before;
    this.#matched ??=
      before && haveSameNames(before.entities, entities)
        ? before
        : { entities, matcher: createMatcher(entities), named: new WeakMap() };
    return this.#matched;
  }
}

function haveSameNames(before: readonly Entity[], now: readonly Entity[]): boolean {
  if (before === now) return true;
  if (before.length !== now.length) return false;
  const names = ({ id, labels, weakLabels }: Entity) => JSON.stringify([id, labels, weakLabels]);
  return before.every((entity, at) => {
    const other = now[at];
    return other !== undefined && (entity === other || names(entity) === names(other));
  });
}
