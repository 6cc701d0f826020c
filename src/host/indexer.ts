/** Calls the indexer in its worker, which is started when it is first needed, and again when it has failed. */
import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import {
  type IndexerArguments,
  type IndexerCall,
  type IndexerMessage,
  type IndexerMethod,
  type IndexerResult,
  serveIndexer,
} from '../core/indexing/service.ts';
import { type RunningWorker, startWorker } from './worker.ts';

/** A worker that failed so often fails again. */
const mostFailures = 3;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Session {
  readonly worker: Promise<RunningWorker>;
  readonly waiting: Map<number, Waiting>;
}

export class IndexerClient implements vscode.Disposable {
  readonly #script: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #progressed = new vscode.EventEmitter<number>();
  readonly #ended = new vscode.EventEmitter<void>();
  #session: Session | undefined;
  #failures = 0;
  #id = 0;

  /** The share of the text that has been indexed, from 0 to 1. */
  readonly onDidProgress = this.#progressed.event;
  /** The worker is gone, and all that it knew; the next call starts another. */
  readonly onDidEnd = this.#ended.event;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker', 'indexer.js');
    this.#log = log;
  }

  /**
   * Calls are answered in their order. Bytes given are gone for the caller.
   *
   * @throws CancellationError when the worker was ended meanwhile, and UserError when it fails again and again.
   */
  async call<Name extends IndexerMethod>(
    method: Name,
    ...args: IndexerArguments<Name>
  ): Promise<IndexerResult<Name>> {
    if (this.#failures > mostFailures) {
      throw new UserError(
        vscode.l10n.t('The dossiers cannot be indexed'),
        vscode.l10n.t('close the largest one, then reload the window'),
      );
    }
    this.#session ??= this.#start();
    const { worker, waiting } = this.#session;
    const id = ++this.#id;
    const answer = new Promise<IndexerResult<Name>>((resolve, reject) =>
      waiting.set(id, { resolve, reject }),
    );
    const call: IndexerCall = { id, method, args };
    worker.then(
      (running) => running.post(call, args.flatMap(ownBuffer)),
      (error: unknown) => waiting.get(id)?.reject(error),
    );
    return answer;
  }

  /** Ends the worker, whatever it is at. */
  end(): void {
    const session = this.#session;
    if (!session) return;
    this.#session = undefined;
    void session.worker.then((worker) => worker.end()).catch(() => {});
    for (const { reject } of session.waiting.values()) reject(new vscode.CancellationError());
    this.#ended.fire();
  }

  dispose(): void {
    this.end();
    this.#progressed.dispose();
    this.#ended.dispose();
  }

  #start(): Session {
    const waiting = new Map<number, Waiting>();
    const onMessage = (message: unknown) => this.#answered(message as IndexerMessage, waiting);
    const worker = startWorker(this.#script, {
      onMessage,
      onError: (error) => {
        this.#log.error(error instanceof Error ? error : `the indexer failed: ${String(error)}`);
        this.#failures++;
        this.end();
      },
    }).catch((error: unknown): RunningWorker => {
      this.#log.warn(`the indexer runs without a worker: ${String(error)}`);
      const serve = serveIndexer(onMessage);
      return { post: (call) => serve(call as IndexerCall), end: () => {} };
    });
    return { worker, waiting };
  }

  #answered(message: IndexerMessage, waiting: Map<number, Waiting>): void {
    if ('progress' in message) {
      this.#progressed.fire(message.progress);
      return;
    }
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) one?.reject(new Error(message.error));
    else one?.resolve(message.result as never);
  }
}

function ownBuffer(value: unknown): ArrayBuffer[] {
  const isOwn = value instanceof Uint8Array && value.byteLength === value.buffer.byteLength;
  return isOwn ? [value.buffer as ArrayBuffer] : [];
}
