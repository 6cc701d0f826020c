/**
 * Keeps the documents of dossier folders, compiles their dossiers and answers searches over those that are open. It
 * runs in a worker: arguments and results are plain values that can be posted, and no call needs to be quick.
 */
import { compileCorpus } from '../corpus/compile.ts';
import { distinctCorpora } from '../corpus/distinct.ts';
import type { Corpus, Evidence } from '../corpus/model.ts';
import type { Problem } from '../corpus/problem.ts';
import { Dossier } from '../dossier.ts';
import { DossierIndex } from '../dossierIndex.ts';
import type { ReadDocument } from '../reading/document.ts';
import { Shelf } from '../reading/shelf.ts';
import type { Hit, SearchOptions } from '../search/search.ts';
import { CorpusAssembly, type CorpusPart, corpusParts } from './corpusParts.ts';
import { corpusStamp } from './corpusStamp.ts';
import { type PackedMentions, packMentions } from './mentions.ts';

/** What a dossier is compiled from. */
export interface DossierFiles {
  /** Path inside the folder → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of the documents that are there. */
  readonly documents: readonly string[];
}

export interface IndexerEvents {
  /** The share of the text that has been indexed, from 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export class Indexer {
  readonly #events: IndexerEvents;
  readonly #shelves = new Map<string, Shelf>();
  readonly #corpora = new Map<string, Corpus>();
  readonly #parts = new Map<string, Iterator<CorpusPart>>();
  readonly #assemblies = new Map<string, CorpusAssembly>();
  #index: DossierIndex | undefined;
  #stamp = '';

  constructor(events: IndexerEvents) {
    this.#events = events;
  }

  /**
   * Makes a folder's shelf known, unless it is.
   *
   * @param stored what `printShelf` gave in an earlier session.
   * @returns path → stamp of the documents on it.
   */
  openShelf(folder: string, stored: Uint8Array | undefined): ReadonlyMap<string, string> {
    let shelf = this.#shelves.get(folder);
    if (!shelf) {
      shelf = stored ? Shelf.read(new TextDecoder().decode(stored)) : new Shelf();
      this.#shelves.set(folder, shelf);
    }
    return shelf.stamps;
  }

  /** Puts a document on the shelf of its folder as it is now. */
  putDocument(folder: string, path: string, stamp: string, document: ReadDocument): void {
    this.#shelf(folder).put(path, stamp, document);
  }

  /** Tells that the file of a document on the shelf was touched, or moved here, without a change of its content. */
  restampDocument(folder: string, path: string, stamp: string, from = path): void {
    this.#shelf(folder).restamp(path, stamp, from);
  }

  /**
   * Takes over what another window has kept meanwhile.
   *
   * @param seen path → time of change and size of the files that are there.
   * @returns path → stamp of the documents that are then on the shelf.
   */
  mergeShelf(
    folder: string,
    stored: Uint8Array,
    seen: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string> {
    const shelf = this.#shelf(folder);
    shelf.merge(Shelf.read(new TextDecoder().decode(stored)), seen);
    return shelf.stamps;
  }

  /** The key of a document as a source; undefined where it gives none. */
  documentKey(folder: string, path: string): string | undefined {
    return this.#shelf(folder).sources([path]).sources[0]?.id;
  }

  /** A folder's shelf, to be kept. */
  printShelf(folder: string): Uint8Array {
    return new TextEncoder().encode(this.#shelf(folder).print());
  }

  /**
   * Compiles a folder's dossier; `nextPart` then gives what came of it.
   *
   * @returns what is at fault, and whether there is a corpus.
   */
  compile(
    folder: string,
    { files, documents }: DossierFiles,
  ): { readonly problems: readonly Problem[]; readonly isCorpus: boolean } {
    const shelved = this.#shelf(folder).sources(documents);
    const { corpus, problems } = compileCorpus(files, shelved.sources);
    this.#parts.delete(folder);
    if (corpus) this.#parts.set(folder, corpusParts(corpus, this.#corpora.get(folder)));
    this.#setCorpus(folder, corpus);
    return { problems: [...problems, ...shelved.problems], isCorpus: corpus !== undefined };
  }

  /** What is at fault in files as they stand in editors; nothing else changes. */
  check(folder: string, { files, documents }: DossierFiles): readonly Problem[] {
    return compileCorpus(files, this.#shelf(folder).sources(documents).sources).problems;
  }

  /** @returns undefined after the last part of what was compiled last. */
  nextPart(folder: string): CorpusPart | undefined {
    const next = this.#parts.get(folder)?.next();
    return next?.done ? undefined : next?.value;
  }

  /** Takes over a part of a corpus that was compiled elsewhere; after the last one, undefined makes it known. */
  putPart(key: string, part: CorpusPart | undefined): void {
    const assembly = this.#assemblies.get(key) ?? new CorpusAssembly(undefined);
    if (part) {
      assembly.add(part);
      this.#assemblies.set(key, assembly);
    } else {
      this.#assemblies.delete(key);
      this.#setCorpus(key, assembly.corpus);
    }
  }

  /** Forgets a corpus. */
  forget(key: string): void {
    this.#setCorpus(key, undefined);
  }

  /**
   * Indexes the corpora with these keys, in this order, and no others. What has not changed since the last time is not
   * read again.
   *
   * @param stored what `saveIndex` gave in an earlier session; not used unless it is of the same text and sound.
   * @returns whether it is worth keeping: it was made anew and took its time.
   */
  index(keys: readonly string[], stored: Uint8Array | undefined): { readonly isNew: boolean } {
    const corpora = keys.map((key) => {
      const corpus = this.#corpora.get(key);
      if (!corpus) throw new Error(`there is no corpus of ${key}`);
      return corpus;
    });
    const stamp = corpusStamp(corpora);
    if (this.#index && stamp === this.#stamp) return { isNew: false };
    let read = false;
    const index = new DossierIndex(new Dossier(distinctCorpora(corpora).corpora), {
      previous: this.#index,
      saved: stored && { index: ownBuffer(stored), stamp },
      progress: (share) => {
        read = true;
        this.#events.onProgress(share);
      },
    });
    index.find('a');
    index.mentions;
    this.#index = index;
    this.#stamp = stamp;
    return { isNew: read };
  }

  /** The index, to be kept. */
  saveIndex(): Uint8Array {
    return new Uint8Array(this.#indexed().search.save(this.#stamp));
  }

  /** Finds evidence, best first. */
  find(query: string, options: SearchOptions): Hit[] {
    return this.#indexed().find(query, options);
  }

  /** Where every entity is named. */
  mentions(): PackedMentions {
    const { dossier, mentions } = this.#indexed();
    return packMentions(mentions as ReadonlyMap<string, readonly Evidence[]>, dossier.sources);
  }

  #setCorpus(key: string, corpus: Corpus | undefined): void {
    if (corpus) this.#corpora.set(key, corpus);
    else this.#corpora.delete(key);
  }

  #shelf(folder: string): Shelf {
    const shelf = this.#shelves.get(folder);
    if (!shelf) throw new Error(`the shelf of ${folder} is not open`);
    return shelf;
  }

  #indexed(): DossierIndex {
    if (!this.#index) throw new Error('nothing has been indexed');
    return this.#index;
  }
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return (isWhole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
}
