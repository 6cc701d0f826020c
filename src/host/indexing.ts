/** Indexes the open dossiers in the indexer's worker, with progress, and keeps the index between sessions. */
import * as vscode from 'vscode';
import type { Corpus } from '../core/corpus/model.ts';
import type { Mentions } from '../core/dossierIndex.ts';
import type { Finder } from '../core/dossierSnapshot.ts';
import { corpusParts } from '../core/indexing/corpusParts.ts';
import { unpackMentions } from '../core/indexing/mentions.ts';
import type { BackgroundWork } from './backgroundWork.ts';
import type { IndexerClient } from './indexer.ts';
import { readKept, writeKept } from './keptFiles.ts';

export interface IndexingContext {
  readonly indexer: IndexerClient;
  /** Where the index is kept; undefined where nothing can be. */
  readonly storageUri: vscode.Uri | undefined;
  readonly work: BackgroundWork;
  readonly log: vscode.LogOutputChannel;
}

/** A corpus to be indexed; with its content unless the indexer has compiled it itself. */
export interface IndexedCorpus {
  readonly key: string;
  readonly content: Corpus | undefined;
}

const noMentions: Mentions = { get: () => undefined };

export class Indexing implements vscode.Disposable {
  readonly #context: IndexingContext;
  readonly #subscription: vscode.Disposable;
  /** What the worker has been given: a large bibliography takes its time to cross. */
  readonly #given = new Map<string, Corpus>();
  /** The worker has an index already; a kept one would be older. */
  #begun = false;
  /** The writer stopped the indexing: nothing but a search begins it again. */
  #stopped = false;
  #corpora: readonly IndexedCorpus[] = [];
  #indexed: Promise<void> | undefined;
  /** The parts of one hand-over must not mix with those of another. */
  #last: Promise<void> = Promise.resolve();

  constructor(context: IndexingContext) {
    this.#context = context;
    this.#subscription = context.indexer.onDidEnd(() => {
      this.#begun = false;
      this.#indexed = undefined;
      this.#given.clear();
    });
  }

  /** From now on these are searched, whoever asks. */
  use(corpora: readonly IndexedCorpus[]): void {
    this.#corpora = corpora;
    this.#indexed = undefined;
  }

  /** Finds in what is used now, which is indexed when that is first asked for. */
  readonly finder: Finder = {
    find: async (query, options = {}) => {
      // A text is searched with by itself, while one writes; only a question begins again what was stopped.
      if (options.isText && this.#stopped) return [];
      this.#stopped = false;
      await this.#ready();
      return this.#context.indexer.call('find', query, options);
    },
    mentions: async () => {
      if (this.#stopped) return noMentions;
      await this.#ready();
      return unpackMentions(await this.#context.indexer.call('mentions'));
    },
  };

  dispose(): void {
    this.#subscription.dispose();
  }

  #ready(): Promise<void> {
    if (this.#indexed) return this.#indexed;
    const indexing = this.#last.then(() => this.#index(this.#corpora));
    this.#indexed = indexing;
    this.#last = indexing.catch(() => {
      // The next use tries again, from the beginning.
      if (this.#indexed === indexing) this.#indexed = undefined;
      this.#given.clear();
    });
    return indexing;
  }

  async #index(corpora: readonly IndexedCorpus[]): Promise<void> {
    const { indexer, log } = this.#context;
    for (const key of this.#given.keys()) {
      if (corpora.some((one) => one.key === key)) continue;
      this.#given.delete(key);
      await indexer.call('forget', key);
    }
    for (const { key, content } of corpora) {
      if (!content || this.#given.get(key) === content) continue;
      for (const part of corpusParts(content, undefined)) await indexer.call('putPart', key, part);
      await indexer.call('putPart', key, undefined);
      this.#given.set(key, content);
    }
    const store = this.#store;
    const kept = this.#begun ? undefined : await readKept(store);
    this.#begun = true;
    const begin = Date.now();
    const keys = corpora.map(({ key }) => key);
    const indexing = indexer.call('index', keys, kept);
    const progress = this.#showProgress(indexing);
    try {
      const { isNew } = await indexing;
      log.info(`indexed ${keys.length} dossiers in ${Date.now() - begin} ms`);
      if (isNew) {
        const bytes = await indexer.call('saveIndex');
        void writeKept(store, bytes, log);
      }
    } finally {
      progress.dispose();
    }
  }

  get #store(): vscode.Uri | undefined {
    const { storageUri } = this.#context;
    return storageUri && vscode.Uri.joinPath(storageUri, 'index', 'search');
  }

  /** Small dossiers are indexed at once and report none. */
  #showProgress(indexing: Promise<unknown>): vscode.Disposable {
    const { indexer, work } = this.#context;
    let shown = false;
    return indexer.onDidProgress(() => {
      if (shown) return;
      shown = true;
      void work.run(vscode.l10n.t('Indexing dossiers'), async (progress, cancelled) => {
        let done = 0;
        const reports = indexer.onDidProgress((share) => {
          progress.report({ increment: 100 * (share - done) });
          done = share;
        });
        const stop = cancelled.onCancellationRequested(() => {
          this.#stopped = true;
          indexer.end();
        });
        await indexing.then(undefined, () => undefined);
        vscode.Disposable.from(reports, stop).dispose();
      });
    });
  }
}
