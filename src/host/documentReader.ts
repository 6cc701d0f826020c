/** Reads documents in workers, which are ended when a document takes too long and when there is nothing to do. */
import * as vscode from 'vscode';
import type { ReadDocument } from '../core/reading/document.ts';
import type { ReadingAnswer } from '../core/reading/service.ts';
import { processors, type RunningWorker, startWorker } from './worker.ts';

/** The longest that one document may take: a book of a thousand pages takes a tenth of it. In ms. */
const patience = 120_000;
/** Each holds the memory of its libraries, and the indexer keeps up with no more of them. */
const mostWorkers = 3;
/** An idle worker holds the memory of its libraries. In ms. */
const idle = 30_000;

interface Waiting {
  readonly id: number;
  readonly resolve: (document: ReadDocument) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export class DocumentReader implements vscode.Disposable {
  readonly #workers: readonly ReadingWorker[];
  readonly #free: ReadingWorker[];
  readonly #waiting: ((worker: ReadingWorker) => void)[] = [];

  /** @param count how many documents are read at once; unless told, one fewer than there are processors. */
  constructor(
    extensionUri: vscode.Uri,
    log: vscode.LogOutputChannel,
    count = Math.max(1, Math.min(mostWorkers, processors() - 1)),
  ) {
    this.#workers = Array.from({ length: count }, () => new ReadingWorker(extensionUri, log));
    this.#free = [...this.#workers];
  }

  /**
   * Reads a document as soon as a worker is free. What cannot be read is a document with a problem.
   *
   * @throws an error when no document at all can be read now.
   */
  async read(path: string, bytes: Uint8Array): Promise<ReadDocument> {
    const worker =
      this.#free.pop() ?? (await new Promise<ReadingWorker>((resolve) => this.#waiting.push(resolve)));
    try {
      return await worker.read(path, bytes);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#free.push(worker);
    }
  }

  dispose(): void {
    for (const worker of this.#workers) worker.dispose();
  }
}

/** Reads one document at a time. */
class ReadingWorker {
  readonly #script: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  #worker: Promise<RunningWorker> | undefined;
  #waiting: Waiting | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #id = 0;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker', 'reader.js');
    this.#log = log;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#end();
  }

  async read(path: string, bytes: Uint8Array): Promise<ReadDocument> {
    clearTimeout(this.#idle);
    const id = ++this.#id;
    try {
      this.#worker ??= startWorker(this.#script, {
        onMessage: (message) => this.#answered(message as ReadingAnswer),
        onError: (error) => {
          this.#log.error(`reading ${path}: ${String(error)}`);
          this.#giveUp(vscode.l10n.t('its reader failed'));
        },
      });
      const worker = await this.#worker;
      return await new Promise((resolve) => {
        const timer = setTimeout(() => this.#giveUp(vscode.l10n.t('reading it took too long')), patience);
        this.#waiting = { id, resolve, timer };
        worker.post({ id, path, bytes });
      });
    } catch (error) {
      this.#worker = undefined;
      throw error;
    } finally {
      this.#idle = setTimeout(() => this.#end(), idle);
    }
  }

  #answered({ id, document }: ReadingAnswer): void {
    if (this.#waiting?.id !== id) return;
    const { resolve, timer } = this.#waiting;
    clearTimeout(timer);
    this.#waiting = undefined;
    resolve(document);
  }

  /** The document is given up; the next one gets a new worker. */
  #giveUp(message: string): void {
    const waiting = this.#waiting;
    this.#end();
    if (waiting) this.#answered({ id: waiting.id, document: unreadable(message) });
  }

  #end(): void {
    void this.#worker?.then((worker) => worker.end()).catch(() => {});
    this.#worker = undefined;
  }
}

/** What a file that could not be read is taken for. */
export function unreadable(
  message: string,
  remedy = vscode.l10n.t('save it in another format, or leave it out of the dossier'),
): ReadDocument {
  return {
    format: undefined,
    item: { type: 'document', title: '' },
    paragraphs: [],
    problems: [{ severity: 'error', message: vscode.l10n.t('the file was not read: {0}', message), remedy }],
  };
}
