/**
 * Phrases that a collection is about, by C-value: how often a phrase stands, less where it is only part of a longer
 * one (Frantzi, Ananiadou and Mima, "Automatic recognition of multi-word terms", 2000).
 */
import type { Evidence } from '../corpus/model.ts';
import { evidenceText } from '../dossier.ts';
import { languageOf } from '../search/language.ts';
import type { PhraseProposal, Text } from './proposal.ts';

const most = 60;
const longest = 4;

interface Counted {
  count: number;
  /** How often it stands in longer phrases that are counted, and in how many of them. */
  nested: number;
  readonly longer: Set<string>;
  readonly evidence: Map<string, Evidence>;
}

/** Phrases of two to four words, the most telling first; at least three paragraphs have each. */
export function proposePhrases(texts: readonly Text[], language: string): PhraseProposal[] {
  const { stopWords } = languageOf(language);
  const counted = new Map<string, Counted>();
  for (const { text, evidence } of texts) {
    for (const piece of text.split(/[^\p{L}\p{M}\p{N}\s'’-]+/u)) {
      const words = piece.split(/\s+/).filter(Boolean);
      for (let from = 0; from < words.length; from++) {
        for (let length = 2; length <= longest && from + length <= words.length; length++) {
          const some = words.slice(from, from + length).map((one) => one.toLowerCase());
          if (some.some((one) => stopWords.has(one) || one.length < 3 || /\d/.test(one))) break;
          // A name is proposed as one.
          if (words.slice(from, from + length).some((one) => /^\p{Lu}/u.test(one) && from > 0)) continue;
          const phrase = some.join(' ');
          const entry = counted.get(phrase) ?? {
            count: 0,
            nested: 0,
            longer: new Set(),
            evidence: new Map(),
          };
          counted.set(phrase, entry);
          entry.count++;
          entry.evidence.set(evidenceText(evidence), evidence);
        }
      }
    }
  }
  const frequent = [...counted].filter(([, { evidence }]) => evidence.size > 2);
  for (const [phrase, { count }] of frequent) {
    const words = phrase.split(' ');
    for (let length = 2; length < words.length; length++) {
      for (let from = 0; from + length <= words.length; from++) {
        const inner = counted.get(words.slice(from, from + length).join(' '));
        if (!inner || inner.longer.has(phrase)) continue;
        inner.longer.add(phrase);
        inner.nested += count;
      }
    }
  }
  return frequent
    .map(([phrase, { count, nested, longer, evidence }]) => {
      const own = longer.size ? count - nested / longer.size : count;
      return { phrase, score: Math.log2(phrase.split(' ').length) * own, evidence: [...evidence.values()] };
    })
    .filter(({ score }) => score > 1)
    .sort((a, b) => b.score - a.score || (a.phrase < b.phrase ? -1 : 1))
    .slice(0, most)
    .map(({ phrase, evidence }) => ({ kind: 'topic', phrase, evidence }));
}
