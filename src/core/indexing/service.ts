/** The indexer as a service for a worker: calls and answers are plain values that can be posted. */
import { Indexer } from './indexer.ts';

type Methods = {
  [Name in keyof Indexer as Indexer[Name] extends (...args: never[]) => unknown
    ? Name
    : never]: Indexer[Name];
};
export type IndexerMethod = keyof Methods;
export type IndexerArguments<Name extends IndexerMethod> = Parameters<Methods[Name]>;
export type IndexerResult<Name extends IndexerMethod> = ReturnType<Methods[Name]>;

export interface IndexerCall {
  readonly id: number;
  readonly method: IndexerMethod;
  readonly args: readonly unknown[];
}

/** What the service posts: the answer to a call, or how far it is with the work. */
export type IndexerMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly progress: number };

/**
 * Answers calls one after the other.
 *
 * @param post posts a message; the buffers named with it go over instead of being copied.
 * @returns takes a call.
 */
export function serveIndexer(
  post: (message: IndexerMessage, transfer: ArrayBuffer[]) => void,
): (call: IndexerCall) => void {
  const indexer = new Indexer({ onProgress: (progress) => post({ progress }, []) });
  return ({ id, method, args }) => {
    try {
      const result = (indexer[method] as (...all: readonly unknown[]) => unknown)(...args);
      post({ id, result }, result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : []);
    } catch (error) {
      post({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, []);
    }
  };
}
