/** Tells one state of some corpora from another by all that an index is made of. */
import type { Corpus, Source } from '../corpus/model.ts';
import { hash32 } from '../reading/words.ts';

/** A source is immutable: its stamp is worked out once. */
const stamps = new WeakMap<Source, string>();

/** @returns about sixty bits of a hash, and sizes: equal for equal corpora in the same order. */
export function corpusStamp(corpora: readonly Corpus[]): string {
  const parts = corpora.map(({ sources, ...rest }) => {
    const own = JSON.stringify(rest);
    return [own.length, doubleHash(own), sources.length, doubleHash(sources.map(sourceStamp).join())].join(
      '-',
    );
  });
  return parts.join(' ');
}

function sourceStamp(source: Source): string {
  let stamp = stamps.get(source);
  if (stamp === undefined) {
    const text = JSON.stringify(source);
    stamp = `${text.length}-${doubleHash(text)}`;
    stamps.set(source, stamp);
  }
  return stamp;
}

function doubleHash(text: string): string {
  return hash32(text).toString(36) + hash32(text, 0x9e3779b9).toString(36);
}
