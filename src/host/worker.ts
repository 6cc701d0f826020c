/** Starts a script of the extension as a worker, in either extension host, and tells it the display language. */
import * as vscode from 'vscode';
import type { LanguageMessage } from '../core/displayLanguage.ts';
import { displayLanguage } from './displayLanguage.ts';

export interface RunningWorker {
  /** Buffers named with a message go over instead of being copied. */
  post(message: unknown, transfer?: ArrayBuffer[]): void;
  end(): void;
}

export interface WorkerEvents {
  readonly onMessage: (message: unknown) => void;
  /** The worker failed and is gone. */
  readonly onError: (error: unknown) => void;
}

/** A worker of Node looks to its script like one of a browser. */
const asWebWorker = `
  const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

interface NodeWorker {
  on(event: string, listener: (value: unknown) => void): void;
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  terminate(): Promise<number>;
  unref(): void;
}
interface NodeProcess {
  getBuiltinModule?(name: 'node:worker_threads'): {
    readonly Worker: new (script: string, options: { readonly eval: true }) => NodeWorker;
  };
  getBuiltinModule?(name: 'node:os'): { availableParallelism(): number };
}

/** How many workers can be at work at once, the host among them. */
export function processors(): number {
  const { process, navigator } = globalThis as { process?: NodeProcess; navigator?: Navigator };
  return process?.getBuiltinModule?.('node:os').availableParallelism() ?? navigator?.hardwareConcurrency ?? 1;
}

/** @throws an error when the host has no workers. */
export async function startWorker(script: vscode.Uri, events: WorkerEvents): Promise<RunningWorker> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
  const first: LanguageMessage = { language: displayLanguage() };
  const { process } = globalThis as { process?: NodeProcess };
  const threads = process?.getBuiltinModule?.('node:worker_threads');
  if (threads) {
    const worker = new threads.Worker(asWebWorker + text, { eval: true });
    worker.on('message', events.onMessage);
    worker.on('error', events.onError);
    worker.unref();
    worker.postMessage(first);
    return {
      post: (message, transfer) => worker.postMessage(message, transfer),
      end: () => void worker.terminate(),
    };
  }
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.onmessage = ({ data }) => events.onMessage(data);
  worker.onerror = (error) => events.onError(error);
  worker.postMessage(first);
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
}
