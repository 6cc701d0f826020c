/** Reading as a service for a worker: requests and answers are plain values that can be posted. */
import type { ReadDocument } from './document.ts';
import { readDocument } from './readDocument.ts';

export type ReadingRequest =
  | { readonly id: number; readonly path: string; readonly bytes: Uint8Array }
  /** Stops the reading of a request at its next step; its answer comes all the same. */
  | { readonly id: number; readonly cancel: true };

export interface ReadingAnswer {
  readonly id: number;
  readonly document: ReadDocument;
}

/**
 * Answers requests, one document at a time, so that only one is in memory as a whole.
 *
 * @param answer posts an answer.
 * @returns takes a request.
 */
export function serveReading(answer: (answer: ReadingAnswer) => void): (request: ReadingRequest) => void {
  const waiting = new Map<number, AbortController>();
  let last = Promise.resolve();
  return (request) => {
    const { id } = request;
    if ('cancel' in request) {
      waiting.get(id)?.abort();
      return;
    }
    const stop = new AbortController();
    waiting.set(id, stop);
    last = last.then(async () => {
      const document = await readDocument(request, { signal: stop.signal });
      waiting.delete(id);
      answer({ id, document });
    });
  };
}
