/** Dates in text, read by chrono, each with its sentence. */
import type { Component, ParsedComponents } from 'chrono-node';
import * as chrono from 'chrono-node';
import { parseDate } from '../date.ts';
import type { Matcher } from '../mentions/matcher.ts';
import type { DateProposal, Text } from './proposal.ts';

/** Proposals beyond these would not be read. */
const most = 300;
const languages = {
  en: chrono.en,
  de: chrono.de,
  fr: chrono.fr,
  nl: chrono.nl,
  es: chrono.es,
  pt: chrono.pt,
} as const;

/**
 * What the texts say happened on a date, in order of time.
 *
 * @param language BCP 47; one that chrono does not read gives no proposals.
 * @param written when a text was written, in milliseconds since 1970 UTC: "last March" is the March before. Without it
 *   only dates that name their year are taken.
 */
export function proposeDates(
  texts: readonly Text[],
  matcher: Matcher,
  language: string,
  written: (source: string) => number | undefined,
): DateProposal[] {
  const parser = languages[language.toLowerCase().split('-')[0] as keyof typeof languages];
  if (!parser) return [];
  const found: DateProposal[] = [];
  for (const { text, evidence } of texts) {
    const reference = written(evidence.source);
    const options = reference === undefined ? undefined : new Date(reference);
    for (const { start, end, index, text: words } of parser.casual.parse(text, options)) {
      const date = interval(edtf(start, reference !== undefined), end && edtf(end, reference !== undefined));
      // A bare number is seldom a date, and a time of day never one.
      if (!date || !parseDate(date) || !/\p{L}|\d{4}/u.test(words)) continue;
      const sentence = sentenceAt(text, index);
      const entities = matcher.find(sentence, 'plaintext').flatMap((mention) => mention.entities);
      found.push({
        kind: 'event',
        date,
        sentence,
        entities: [...new Set(entities.map(({ id }) => id))],
        evidence: [evidence],
      });
    }
  }
  const once = new Map(found.map((proposal) => [`${proposal.date} ${proposal.sentence}`, proposal]));
  return [...once.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).slice(0, most);
}

/** Only as fine as the text says it: a month stays a month. */
function edtf(components: ParsedComponents, known: boolean): string | undefined {
  const certain = (part: Component) => components.isCertain(part);
  if (!certain('year') && !(known && (certain('month') || certain('day') || certain('weekday'))))
    return undefined;
  const pad = (value: number | null, length: number) => String(value ?? 0).padStart(length, '0');
  const year = pad(components.get('year'), 4);
  if (!certain('month') && !certain('day') && !certain('weekday')) return year;
  const month = `${year}-${pad(components.get('month'), 2)}`;
  return certain('day') || certain('weekday') ? `${month}-${pad(components.get('day'), 2)}` : month;
}

function interval(from: string | undefined, to: string | undefined): string | undefined {
  return from && to && to > from ? `${from}/${to}` : from;
}

/** The sentence around an offset; an abbreviation may cut it short, which a reader mends. */
export function sentenceAt(text: string, offset: number): string {
  const ends = /[.!?…]["'”’)\]]*\s+(?=["'“‘([]*\p{Lu})/gu;
  let start = 0;
  for (const { 0: all, index } of text.matchAll(ends)) {
    if (index + all.length > offset) return text.slice(start, index + all.trimEnd().length).trim();
    start = index + all.length;
  }
  return text.slice(start).trim();
}
