/** Evidence for a paragraph: what of the dossier fits the words and names that stand there. */
import type { CitationPart, FoundCitation } from '../citation/syntax.ts';
import type { Evidence } from '../corpus/model.ts';
import { type Dossier, evidenceText } from '../dossier.ts';
import type { ReadBlock, ScannedText } from '../mentions/document.ts';
import type { Mention } from '../mentions/mention.ts';
import { dateWords, findDates } from '../search/dateWords.ts';
import type { Hit } from '../search/search.ts';

/** A paragraph that is being written. */
export interface DraftParagraph {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** What it cites. */
  readonly parts: readonly CitationPart[];
}

/** What fits a paragraph. */
export interface FittingEvidence {
  readonly kind: 'claim' | 'event' | 'passage';
  /** The item's id; `key#n` for a passage. */
  readonly id: string;
  readonly statement: string;
  /** EDTF. */
  readonly date?: string | undefined;
  /** Best first; never empty. */
  readonly evidence: readonly Evidence[];
  /** Whether the paragraph cites some of the evidence. */
  readonly isCited: boolean;
}

/** How many are asked of the search for each that is shown, and how many are shown. */
export const mostAsked = 24;
const mostShown = 6;
/** What is so much weaker than the best only shares a few common words. */
const leastShare = 0.25;
/** Words that tell as much as a shared name. */
const fewestWords = 3;
/** How much all the paragraph's names together add to what the words say. */
const nameGain = 1.5;
/** A claim or an event says the one thing that a passage says among others. */
const statementGain = 1.25;
/** What is of a time that the paragraph names fits better. */
const timeGain = 1.4;
/** A paragraph is read so far before and behind the cursor. In UTF-16 units. */
const reach = 900;

/** The paragraph of a block, with what it names and cites. */
export function draftParagraph(
  { text }: ScannedText,
  { from, to, mentions }: ReadBlock,
  citations: readonly FoundCitation[],
): DraftParagraph {
  const cited = citations.filter(({ start, end }) => start < to && end > from);
  return { text: wordsOf(text, from, to, cited), mentions, parts: cited.flatMap(({ parts }) => parts) };
}

/** What a paragraph says: without citations and addresses. */
function wordsOf(text: string, from: number, to: number, cited: readonly FoundCitation[]): string {
  let said = '';
  let at = from;
  for (const { start, end } of cited) {
    if (start > at) said += `${text.slice(at, start)} `;
    at = Math.max(at, end);
  }
  return (said + text.slice(at, to))
    .replace(/\w+:\/\/\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * What to search for: the paragraph's words and the full names of whom it names otherwise.
 *
 * @param offset where the writer is in a long one, from its start; the words around count.
 * @returns empty where there is nothing to go by.
 */
export function evidenceQuery({ text, mentions }: DraftParagraph, offset: number): string {
  const middle = Math.min(offset, text.length);
  const near = text.length > 2 * reach ? text.slice(Math.max(0, middle - reach), middle + reach) : text;
  if (!/[\p{L}\p{N}]{3}/u.test(near)) return '';
  const names = mentions.flatMap(({ entities }) => (entities.length === 1 ? entities : []));
  const unsaid = new Set(names.map(({ prefLabel }) => prefLabel).filter((name) => !near.includes(name)));
  return [near, ...unsaid].join(' ');
}

/**
 * Ranks what the search found for a paragraph by words and by shared names; at most six, best first.
 *
 * @param namesIn the ids of the entities that a text names.
 */
export function fittingEvidence(
  dossier: Dossier,
  paragraph: DraftParagraph,
  hits: readonly Hit[],
  namesIn: (text: string) => ReadonlySet<string>,
): FittingEvidence[] {
  const named = new Set(paragraph.mentions.flatMap(({ entities }) => entities.map(({ id }) => id)));
  const times = new Set(findDates(paragraph.text).flatMap(({ words }) => words.slice(-1)));
  const ranked = hits
    .flatMap((hit) => {
      if (!isStatement(hit) || !hit.evidence.length) return [];
      const shared = [...aboutOf(dossier, hit, namesIn)].filter((id) => named.has(id)).length;
      if (!shared && matchedWords(hit) < fewestWords) return [];
      const names = 1 + (nameGain * shared) / Math.max(2, named.size);
      const time =
        hit.date !== undefined && dateWords(hit.date).some((word) => times.has(word)) ? timeGain : 1;
      const told = hit.kind === 'passage' ? 1 : statementGain;
      return [{ hit, score: hit.score * names * time * told }];
    })
    .sort((a, b) => b.score - a.score);
  const least = leastShare * (ranked[0]?.score ?? 0);
  const told = new Set<string>();
  const fitting: FittingEvidence[] = [];
  for (const { hit, score } of ranked) {
    if (score < least || fitting.length === mostShown) break;
    // A paragraph whose statement stands above says nothing more.
    const key = hit.kind === 'passage' ? hit.id : '';
    if (told.has(key)) continue;
    for (const evidence of hit.evidence.slice(0, 1)) told.add(evidenceText(evidence));
    fitting.push({
      kind: hit.kind,
      id: hit.id,
      statement: hit.kind === 'event' ? hit.title : hit.kind === 'claim' ? hit.text : tellingSentence(hit),
      date: hit.date,
      evidence: hit.evidence,
      isCited: hit.evidence.some((one) => isCited(dossier, one, paragraph.parts)),
    });
  }
  return fitting;
}

type StatementHit = Hit & { readonly kind: FittingEvidence['kind'] };

function isStatement(hit: Hit): hit is StatementHit {
  return hit.kind === 'claim' || hit.kind === 'event' || hit.kind === 'passage';
}

/** The ids of the entities that a hit is about or names. */
function aboutOf(
  dossier: Dossier,
  { kind, id, title, text }: StatementHit,
  namesIn: (text: string) => ReadonlySet<string>,
): ReadonlySet<string> {
  const item = kind === 'passage' ? undefined : dossier.item(id);
  const own =
    item?.kind === 'claim'
      ? [item.value.subject]
      : item?.kind === 'event'
        ? (item.value.participants ?? []).map(({ entity }) => entity)
        : [];
  return new Set([...own, ...namesIn(kind === 'event' ? `${title}. ${text}` : text)]);
}

/** How many different words of the paragraph it holds; a word that is written as a name counts for two. */
function matchedWords({ title, text, matches }: Hit): number {
  const counts = new Map<string, number>();
  const count = (whole: string, ranges: Hit['matches']['text']) => {
    for (const [start, end] of ranges) {
      const word = whole.slice(start, end);
      const isName = /^\p{Lu}/u.test(word) && /[\p{L}\p{N},;'’)]\s+$/u.test(whole.slice(0, start));
      const key = word.toLowerCase();
      counts.set(key, Math.max(counts.get(key) ?? 0, isName ? 2 : 1));
    }
  };
  count(title, matches.title);
  count(text, matches.text);
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}

/** The sentence of a passage that holds most of the paragraph's words; the first of several. */
function tellingSentence({ text, matches }: Hit): string {
  const starts = [
    0,
    ...[...text.matchAll(/[.!?]["”’)]*\s+(?=["“‘(]?\p{Lu})/gu)].map((end) => end.index + end[0].length),
  ];
  let best = '';
  let most = -1;
  starts.forEach((start, at) => {
    const end = starts[at + 1] ?? text.length;
    const count = matches.text.filter(([from]) => from >= start && from < end).length;
    if (count <= most) return;
    most = count;
    best = text.slice(start, end).trim();
  });
  return best;
}

/** Whether some parts cite a paragraph of a source, by its number, its page, or as a whole. */
function isCited(dossier: Dossier, evidence: Evidence, parts: readonly CitationPart[]): boolean {
  return parts.some(({ source, paragraph, locator }) => {
    if (source !== evidence.source) return false;
    if (paragraph !== undefined) return paragraph === evidence.paragraph;
    if (!locator) return true;
    if (locator.label === 'paragraph') return locator.value === String(evidence.paragraph);
    const page = dossier.passage(evidence)?.paragraph.page;
    return locator.label === 'page' && page !== undefined && locator.value === page;
  });
}

/** What is shown stays where it is as long as it fits; what is new comes behind it. */
export function keepOrder<T extends { readonly id: string }>(before: readonly T[], now: readonly T[]): T[] {
  const fits = new Map(now.map((one) => [one.id, one]));
  const kept = before.flatMap(({ id }) => fits.get(id) ?? []);
  const isKept = new Set(kept);
  return [...kept, ...now.filter((one) => !isKept.has(one))];
}
