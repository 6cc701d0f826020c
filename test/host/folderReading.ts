/** Folders of documents read as the extension reads them, with a log to look at and a storage of the test's own. */
import type * as vscode from 'vscode';
import { BackgroundWork } from '../../src/host/backgroundWork.ts';
import { type CompiledDossier, CompiledDossiers } from '../../src/host/compiledDossiers.ts';
import { Documents } from '../../src/host/documents.ts';
import { IndexerClient } from '../../src/host/indexer.ts';
import { readyExtension } from './documents.ts';

/** What one window has of the extension. */
export class ReadingWindow {
  readonly log: string[] = [];
  /** Writes into `log`. */
  readonly channel: vscode.LogOutputChannel;
  readonly indexer: IndexerClient;
  readonly documents: Documents;
  readonly work = new BackgroundWork();
  readonly #dossiers: CompiledDossiers;

  static async open(storageUri: vscode.Uri | undefined): Promise<ReadingWindow> {
    return new ReadingWindow((await readyExtension()).extensionUri, storageUri);
  }

  private constructor(extensionUri: vscode.Uri, storageUri: vscode.Uri | undefined) {
    const write = (message: string) => void this.log.push(message);
    this.channel = { info: write, warn: write, error: write } as never;
    this.indexer = new IndexerClient(extensionUri, this.channel);
    this.documents = new Documents({
      extensionUri,
      storageUri,
      indexer: this.indexer,
      work: this.work,
      log: this.channel,
    });
    this.#dossiers = new CompiledDossiers(this.documents, this.indexer);
  }

  /** Reads a folder until nothing is left to be read. */
  async read(folder: vscode.Uri): Promise<CompiledDossier> {
    for (;;) {
      const told = new Promise<void>((resolve) => {
        const listener = this.documents.onDidRead(() => {
          listener.dispose();
          resolve();
        });
      });
      const read = await this.#dossiers.read(folder);
      if (read.complete) return read;
      await told;
    }
  }

  /** How many documents have been read until now, and how many were found as they were. */
  get counts(): { readonly read: number; readonly same: number } {
    const sum = (word: string) =>
      this.log
        .map((line) => Number(new RegExp(`: .*?(\\d+) ${word}`).exec(line)?.[1] ?? 0))
        .reduce((all, one) => all + one, 0);
    return { read: sum('read'), same: sum('as they were') };
  }

  dispose(): void {
    this.documents.dispose();
    this.indexer.dispose();
    this.work.dispose();
  }
}

/** A source as text: its key, and its paragraphs with their numbers. */
export function sourcesOf({ corpus }: CompiledDossier): string[] {
  return (corpus?.sources ?? []).map(({ id, paragraphs }) =>
    [id, ...paragraphs.map(({ number, text }) => `${number} ${text}`)].join(' | '),
  );
}

export function problemsOf({ problems }: CompiledDossier): string[] {
  return problems.map(({ file, message, remedy }) => `${file}: ${message}: ${remedy}`);
}
