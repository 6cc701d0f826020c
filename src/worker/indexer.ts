/** The worker that compiles dossiers and searches them: however large they are, the editor goes on. */
import { type LanguageMessage, speak } from '../core/displayLanguage.ts';
import { type IndexerCall, type IndexerMessage, serveIndexer } from '../core/indexing/service.ts';

const scope = globalThis as unknown as {
  postMessage(message: IndexerMessage, transfer: ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: IndexerCall | LanguageMessage }) => void) | null;
};

const serve = serveIndexer((message, transfer) => scope.postMessage(message, transfer));
scope.onmessage = ({ data }) => {
  if ('language' in data) speak(data.language);
  else serve(data);
};
