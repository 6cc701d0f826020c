/** The worker that reads the entries of large bibliographies, for which the editor need not wait. */
import { type EntriesRequest, serveEntries } from '../core/bibliography/service.ts';

const scope = globalThis as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: EntriesRequest }) => void) | null;
};

const serve = serveEntries((answer) => scope.postMessage(answer));
scope.onmessage = ({ data }) => serve(data);
