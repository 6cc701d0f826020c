/** The worker that reads documents: whatever a document does to its reader, the editor goes on. */
import { type LanguageMessage, speak } from '../core/displayLanguage.ts';
import { type ReadingRequest, serveReading } from '../core/reading/service.ts';

const scope = globalThis as unknown as {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: ReadingRequest | LanguageMessage }) => void) | null;
};

const serve = serveReading((answer) => scope.postMessage(answer));
scope.onmessage = ({ data }) => {
  if ('language' in data) speak(data.language);
  else serve(data);
};
