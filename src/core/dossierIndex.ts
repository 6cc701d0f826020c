/** What is derived from one Dossier: the matcher, the search and where each entity is named; each made when first used. */
import type { Claim, Evidence } from './corpus/model.ts';
import type { Dossier } from './dossier.ts';
import { createMatcher, type Matcher } from './mentions/matcher.ts';
import { createSearch, type Search } from './search/search.ts';

export class DossierIndex {
  readonly dossier: Dossier;
  #matcher: Matcher | undefined;
  #search: Search | undefined;
  #mentions: ReadonlyMap<string, readonly Evidence[]> | undefined;
  #claims: ReadonlyMap<string, readonly Claim[]> | undefined;

  constructor(dossier: Dossier) {
    this.dossier = dossier;
  }

  get matcher(): Matcher {
    this.#matcher ??= createMatcher(this.dossier.entities);
    return this.#matcher;
  }

  get search(): Search {
    this.#search ??= createSearch(this.dossier);
    return this.#search;
  }

  /** Entity id → the paragraphs that name it, in the order of the sources. */
  get mentions(): ReadonlyMap<string, readonly Evidence[]> {
    this.#mentions ??= this.#findMentions();
    return this.#mentions;
  }

  /** Entity id → the claims about it or whose statement names it and nothing else by that name. */
  get claims(): ReadonlyMap<string, readonly Claim[]> {
    this.#claims ??= this.#findClaims();
    return this.#claims;
  }

  #findClaims(): Map<string, Claim[]> {
    const claims = new Map<string, Claim[]>();
    for (const claim of this.dossier.claims) {
      const named = this.matcher
        .find(claim.statement, 'plaintext')
        .flatMap(({ entities: [only, ...others] }) => (only && !others.length ? [only.id] : []));
      for (const id of new Set([claim.subject, ...named])) {
        const list = claims.get(id);
        if (list) list.push(claim);
        else claims.set(id, [claim]);
      }
    }
    return claims;
  }

  #findMentions(): Map<string, Evidence[]> {
    const mentions = new Map<string, Evidence[]>();
    for (const { id, paragraphs } of this.dossier.sources) {
      for (const { number, text } of paragraphs) {
        const named = this.matcher.find(text, 'plaintext').flatMap(({ entities }) => entities);
        for (const entity of new Set(named)) {
          const list = mentions.get(entity.id) ?? [];
          mentions.set(entity.id, [...list, { source: id, paragraph: number }]);
        }
      }
    }
    return mentions;
  }
}
