/** How a worker hears what it is asked; its first message is the display language. */
import { type LanguageMessage, speak } from '../core/displayLanguage.ts';

interface WorkerScope {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

/** @param serve gets a way to post answers, and returns what takes a request. */
export function listen<Request>(
  serve: (post: (message: unknown, transfer?: ArrayBuffer[]) => void) => (request: Request) => void,
): void {
  const scope = globalThis as unknown as WorkerScope;
  const take = serve((message, transfer = []) => scope.postMessage(message, transfer));
  scope.onmessage = ({ data }) => {
    if (isLanguage(data)) speak(data.language);
    else take(data as Request);
  };
}

function isLanguage(data: unknown): data is LanguageMessage {
  return typeof data === 'object' && data !== null && 'language' in data;
}
