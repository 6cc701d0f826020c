/** Addresses of sources: how citations write them, and which source an address is of. */
import type { Library } from '../bibliography/library.ts';
import type { CslItem } from '../corpus/schema.ts';
import { isWebAddress } from '../webAddress.ts';
import type { KeyOfUrl } from './syntax.ts';

/** The address of a source on the web: its URL, else that of its DOI; undefined when it has none. */
export function addressOf(item: CslItem | undefined): string | undefined {
  const url = item?.URL ?? (item?.DOI && `https://doi.org/${encodeURI(item.DOI)}`);
  return url && isWebAddress(url) ? url : undefined;
}

/** The address as the target of a Markdown link; undefined when the source has none. */
export function markdownAddress(item: CslItem | undefined): string | undefined {
  return addressOf(item)?.replace(
    /[\s()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Finds sources by their address, whichever way it is written: see `comparableUrl`. The first of several has it. */
export function keyByAddress(items: Iterable<CslItem>): KeyOfUrl {
  const keys = new Map<string, string>();
  for (const item of items) {
    const doi = item.DOI && `https://doi.org/${item.DOI}`;
    for (const url of [item.URL, doi]) {
      const comparable = url && comparableUrl(url);
      if (comparable && !keys.has(comparable)) keys.set(comparable, item.id);
    }
  }
  return (url) => keys.get(comparableUrl(url) ?? '');
}

/** Finds a library's works by their address; nothing is read before the first is asked for. */
export function keyOfUrl(library: Library): KeyOfUrl {
  let find: KeyOfUrl | undefined;
  return (url) => {
    find ??= keyByAddress(library.works.map(({ key, item }) => ({ ...item, id: key })));
    return find(url);
  };
}

/** Parameters that tell where a reader came from and not what the page is. */
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|ref_src)$/i;

/**
 * An address without what does not matter for the page it is of: scheme, `www.`, the fragment, a slash at the end,
 * tracking parameters, and the ways to write a character.
 *
 * @returns undefined when the text is no address of the web.
 */
export function comparableUrl(text: string): string | undefined {
  const [, host = '', rest = ''] = /^https?:\/\/(?:www\.)?([^\s/?#]+)([^\s#]*)/i.exec(text.trim()) ?? [];
  if (!host) return undefined;
  const [path = '', query = ''] = rest.split(/\?(.*)/s);
  const parameters = query.split('&').filter((one) => one && !tracking.test(one.split('=')[0] ?? ''));
  const plain = decoded(path).replace(/\/+$/, '');
  const isDoi = /^(?:dx\.)?doi\.org$/i.test(host);
  const place = isDoi
    ? `doi.org${plain.toLowerCase()}`
    : host.toLowerCase().replace(/:(?:80|443)$/, '') + plain;
  return parameters.length > 0 ? `${place}?${decoded(parameters.join('&'))}` : place;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
