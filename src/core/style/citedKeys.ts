/** What a draft cites, for styles that count. */
import type { CitationSyntax } from '../citation/syntax.ts';
import type { CitedKeys, Sources } from './citationStyle.ts';

/**
 * The keys that a draft cites before and after an offset, each in the draft's order. Links and rendered text name no
 * keys; there a source counts as cited where its address first stands.
 */
export function citedKeysOf(
  text: string,
  syntax: CitationSyntax,
  sources: Sources,
  offset: number,
): CitedKeys {
  const named = syntax
    .citations(text)
    .flatMap(({ start, parts }) => parts.map(({ source }) => ({ key: source, start })));
  const cited = named.length ? named : linked(text, sources);
  const keys = (some: typeof cited) => [...new Set(some.map(({ key }) => key))];
  return {
    before: keys(cited.filter(({ start }) => start < offset)),
    after: keys(cited.filter(({ start }) => start >= offset)),
  };
}

function linked(text: string, { sources = [] }: Sources): { key: string; start: number }[] {
  return sources
    .flatMap(({ id, item: { URL: address } }) => {
      const start = address ? firstOf(text, address) : -1;
      return start < 0 ? [] : [{ key: id, start }];
    })
    .sort((a, b) => a.start - b.start);
}

/** An address that goes on is another address. */
function firstOf(text: string, address: string): number {
  let at = text.indexOf(address);
  while (at >= 0 && /^[\w/?#&=%-]/.test(text.slice(at + address.length))) at = text.indexOf(address, at + 1);
  return at;
}
