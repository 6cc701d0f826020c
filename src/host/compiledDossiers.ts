/** Compiles the dossiers of folders in the indexer's worker and takes over what comes of it, part by part. */
import * as vscode from 'vscode';
import type { Corpus } from '../core/corpus/model.ts';
import { newDossierFiles } from '../core/corpus/newDossier.ts';
import type { Problem } from '../core/corpus/problem.ts';
import { CorpusAssembly } from '../core/indexing/corpusParts.ts';
import type { DossierFiles } from '../core/indexing/indexer.ts';
import type { Documents } from './documents.ts';
import { readDossierFolder } from './dossierFolder.ts';
import type { IndexerClient } from './indexer.ts';

/** What is in a folder. */
export interface CompiledDossier {
  /** Undefined where there is nothing to read, or nothing that could be read. */
  readonly corpus: Corpus | undefined;
  readonly problems: readonly Problem[];
  /** Every document has been read. */
  readonly complete: boolean;
}

interface Gathered extends DossierFiles {
  readonly problems: readonly Problem[];
  readonly complete: boolean;
  readonly isDossier: boolean;
}

export class CompiledDossiers {
  readonly #documents: Documents;
  readonly #indexer: IndexerClient;
  /** What was taken over last, by folder: parts refer to it. */
  readonly #corpora = new Map<string, Corpus>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(documents: Documents, indexer: IndexerClient) {
    this.#documents = documents;
    this.#indexer = indexer;
  }

  /** Reads and compiles a folder. */
  async read(folder: vscode.Uri): Promise<CompiledDossier> {
    const gathered = await this.#gather(folder, []);
    if (!gathered) return { corpus: undefined, problems: [], complete: true };
    // The parts of one compilation must not mix with those of another.
    const compiling = this.#last.then(() => this.#compile(folder.toString(), gathered));
    this.#last = compiling.catch(() => {});
    const compiled = await compiling;
    const { complete } = gathered;
    const problems = [...gathered.problems, ...compiled.problems];
    const isEmpty = !gathered.isDossier && !compiled.corpus?.sources.length && complete;
    const corpus = isEmpty ? undefined : compiled.corpus;
    // While documents are still being read, evidence from them is not yet missing.
    return { corpus, problems: complete ? problems : [], complete };
  }

  /** Forgets what was compiled of other folders. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#corpora.keys()) {
      if (keys.has(key)) continue;
      this.#corpora.delete(key);
      // A worker that has ended has forgotten it, too.
      this.#indexer.call('forget', key).catch(() => {});
    }
  }

  /**
   * What is at fault in a folder's files as they stand in the editors.
   *
   * @returns undefined when there is no such folder; else the files that were looked at, too.
   */
  async check(
    folder: vscode.Uri,
  ): Promise<{ readonly paths: readonly string[]; readonly problems: readonly Problem[] } | undefined> {
    const gathered = await this.#gather(folder, vscode.workspace.textDocuments);
    if (!gathered?.complete) return undefined;
    const { files, documents } = gathered;
    const problems = await this.#indexer.call('check', folder.toString(), { files, documents });
    return { paths: [...files.keys()], problems: [...gathered.problems, ...problems] };
  }

  /** A folder without a head file is a dossier of the documents in it; with one, those in its folder `documents` belong to it. */
  async #gather(folder: vscode.Uri, open: readonly vscode.TextDocument[]): Promise<Gathered | undefined> {
    const read = await readDossierFolder(folder, open);
    if (!read) return undefined;
    const files = new Map(read.files);
    const isDossier = files.size > 0;
    const hasHead = files.has('dossier.yaml');
    const found = await this.#documents.of(folder, hasHead ? 'documents' : '');
    const { paths: documents, complete } = found;
    if (!hasHead) files.set('dossier.yaml', headFile(folder));
    return { files, documents, problems: [...read.problems, ...found.problems], complete, isDossier };
  }

  async #compile(
    key: string,
    { files, documents }: DossierFiles,
  ): Promise<Omit<CompiledDossier, 'complete'>> {
    const { problems, isCorpus } = await this.#indexer.call('compile', key, { files, documents });
    if (!isCorpus) {
      this.#corpora.delete(key);
      return { corpus: undefined, problems };
    }
    const assembly = new CorpusAssembly(this.#corpora.get(key));
    for (;;) {
      const part = await this.#indexer.call('nextPart', key);
      if (!part) break;
      assembly.add(part);
    }
    const { corpus } = assembly;
    if (corpus) this.#corpora.set(key, corpus);
    return { corpus, problems };
  }
}

function headFile(folder: vscode.Uri): string {
  const title = folder.path.split('/').findLast((part) => part !== '' && part !== '.dossier') ?? 'dossier';
  return newDossierFiles(title, vscode.env.language).get('dossier.yaml') ?? '';
}
