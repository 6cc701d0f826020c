/** What surfaces hold of the open dossiers: the Dossier, its matcher, and a way to what takes reading all of its text. */
import type { Dossier } from './dossier.ts';
import { DossierIndex, type Mentions } from './dossierIndex.ts';
import { createMatcher, type Matcher } from './mentions/matcher.ts';
import type { Hit, SearchOptions } from './search/search.ts';

/** Answers from all of the text of the open dossiers. */
export interface Finder {
  /** Finds evidence, best first. */
  find(query: string, options?: SearchOptions): Promise<readonly Hit[]>;
  mentions(): Promise<Mentions>;
}

export class DossierSnapshot implements Finder {
  readonly dossier: Dossier;
  readonly #finder: Finder;
  #matcher: Matcher | undefined;
  #mentions: Promise<Mentions> | undefined;

  /** @param finder in place unless told. */
  constructor(dossier: Dossier, finder: Finder = finderInPlace(dossier)) {
    this.dossier = dossier;
    this.#finder = finder;
  }

  get matcher(): Matcher {
    this.#matcher ??= createMatcher(this.dossier.entities);
    return this.#matcher;
  }

  find(query: string, options: SearchOptions = {}): Promise<readonly Hit[]> {
    return this.#finder.find(query, options);
  }

  mentions(): Promise<Mentions> {
    this.#mentions ??= this.#finder.mentions().catch((error: unknown) => {
      // The next use tries again.
      this.#mentions = undefined;
      throw error;
    });
    return this.#mentions;
  }
}

function finderInPlace(dossier: Dossier): Finder {
  const index = new DossierIndex(dossier);
  return {
    find: async (query, options) => index.find(query, options),
    mentions: async () => index.mentions,
  };
}
