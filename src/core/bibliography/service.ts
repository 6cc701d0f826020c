/** Reading the entries of bibliographies as a service for a worker: requests and answers are plain values. */

import type { ReadableFormat } from './bibliography.ts';
import { type EntrySources, entrySources } from './entrySources.ts';
import { readBibliography } from './read.ts';

export interface EntriesRequest {
  readonly id: number;
  readonly text: string;
  readonly format: ReadableFormat;
}

/** A part of what was asked for, small enough to be taken at once; the last one says so. */
export interface EntriesAnswer extends EntrySources {
  readonly id: number;
  readonly last: boolean;
}

/** Answers requests in parts. @param answer posts a part. */
export function serveEntries(answer: (answer: EntriesAnswer) => void): (request: EntriesRequest) => void {
  return ({ id, text, format }) => {
    for (const part of entrySources(text, readBibliography(text, format))) {
      answer({ id, ...part, last: false });
    }
    answer({ id, sources: [], problems: [], last: true });
  };
}
