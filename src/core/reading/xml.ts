/** Small XML files inside of documents. */
import { DOMParser } from 'linkedom/worker';

/** Parses XML; what is not well-formed gives what can be understood of it. */
export function parseXml(bytes: Uint8Array | undefined): Document | undefined {
  if (!bytes) return undefined;
  return new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/xml') as unknown as Document;
}

/** The elements of a local name, whatever their prefix. */
export function elements(parent: Document | Element | undefined, localName: string): Element[] {
  if (!parent) return [];
  const name = localName.toLowerCase();
  return [...parent.querySelectorAll('*')].filter((element) => bareName(element) === name);
}

function bareName(element: Element): string {
  return (element.tagName.split(':').at(-1) ?? '').toLowerCase();
}

/** The text of the first such element. */
export function textOf(parent: Document | Element | undefined, localName: string): string | undefined {
  return elements(parent, localName)[0]?.textContent?.trim() || undefined;
}
