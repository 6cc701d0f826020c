/**
 * Names in text, found by their capitals: a word that stands with a capital within sentences is a name, one that is
 * as common without is not (truecasing by counts, after Lita et al., "tRuEcasIng", 2003).
 */
import type { Evidence } from '../corpus/model.ts';
import { evidenceText } from '../dossier.ts';
import type { Matcher } from '../mentions/matcher.ts';
import { languageOf } from '../search/language.ts';
import type { NameProposal, Text } from './proposal.ts';

/** Proposals beyond these would not be read. */
const most = 200;
/** Words that stand within a name but begin none. */
const connectors = new Set('of de del della di da du la le van von der den &'.split(' '));

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly capital: boolean;
  /** It begins a sentence, where anything has a capital. */
  readonly first: boolean;
}

interface Found {
  readonly texts: Set<string>;
  readonly evidence: Evidence[];
  readonly example: string;
  readonly altLabel: Set<string>;
}

/**
 * Names that occur in the texts and that the matcher does not know, the most telling first.
 *
 * @param language BCP 47. Where nouns have capitals (German), names of one word are not proposed.
 */
export function proposeNames(texts: readonly Text[], matcher: Matcher, language: string): NameProposal[] {
  const { stopWords } = languageOf(language);
  const nounsHaveCapitals = /^de\b/i.test(language);
  const read = texts.map((text) => ({ ...text, words: wordsOf(text.text) }));
  const counts = countCases(read.flatMap(({ words }) => words));
  const calendar = calendarWords(language);
  const capital = (word: Word) =>
    word.capital && !stopWords.has(word.text.toLowerCase()) && !calendar.has(word.text.toLowerCase());
  const often = (word: Word) => {
    const { inside = 0, lower = 0 } = counts.get(word.text.toLowerCase()) ?? {};
    return word.first ? inside > lower : inside >= lower;
  };
  /** Beside a name a capital within the sentence is enough. */
  const isName = (word: Word, beside: boolean) => capital(word) && (often(word) || (beside && !word.first));
  const found = new Map<string, Found>();
  for (const { text, evidence, words } of read) {
    const known = matcher.find(text, 'plaintext');
    for (const run of runs(text, words, isName).flatMap((one) => apart(one, counts))) {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last || known.some(({ start, end }) => start < last.end && first.start < end)) continue;
      const name = text.slice(first.start, last.end).replace(/\s+/g, ' ');
      if (name.length < 2 || (run.length === 1 && nounsHaveCapitals)) continue;
      const one = found.get(name) ?? {
        texts: new Set(),
        evidence: [],
        example: around(text, first.start, last.end),
        altLabel: new Set(),
      };
      found.set(name, one);
      const acronym = run.length > 1 ? /^ \((\p{Lu}[\p{Lu}\p{N}]{1,9})\)/u.exec(text.slice(last.end)) : null;
      if (acronym?.[1]) one.altLabel.add(acronym[1]);
      if (one.texts.has(evidenceText(evidence))) continue;
      one.texts.add(evidenceText(evidence));
      one.evidence.push(evidence);
    }
  }
  return ranked(joined(found));
}

const word = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’.&-](?=[\p{L}\p{N}]))*/gu;

function wordsOf(text: string): Word[] {
  return [...text.matchAll(word)].map(({ 0: all, index }) => {
    const whole = all.replace(/['’]s$/u, '');
    const before = text.slice(Math.max(0, index - 4), index);
    return {
      text: whole,
      start: index,
      end: index + whole.length,
      capital: /^\p{Lu}/u.test(whole),
      first: index === 0 || /(?:^|[.!?:…]["'”’)\]]*\s+|[“"„«(]\s*)["'“‘(]*$/u.test(before),
    };
  });
}

function countCases(words: readonly Word[]): Map<string, { inside: number; lower: number }> {
  const counts = new Map<string, { inside: number; lower: number }>();
  for (const { text, capital, first } of words) {
    const count = counts.get(text.toLowerCase()) ?? { inside: 0, lower: 0 };
    counts.set(text.toLowerCase(), count);
    if (!capital) count.lower++;
    else if (!first) count.inside++;
  }
  return counts;
}

/** Runs of names with nothing but a space between them, and connectors within. */
function runs(
  text: string,
  words: readonly Word[],
  isName: (word: Word, beside: boolean) => boolean,
): Word[][] {
  const found: Word[][] = [];
  let run: Word[] = [];
  const finish = () => {
    while (run.at(-1)?.capital === false) run.pop();
    if (run.length) found.push(run);
    run = [];
  };
  for (const [index, one] of words.entries()) {
    const last = run.at(-1);
    const next = words[index + 1];
    const beforeName =
      next !== undefined && text.slice(one.end, next.start).trim() === '' && isName(next, false);
    if (last && text.slice(last.end, one.start).trim() !== '') finish();
    // A sentence's first word belongs to a name only if it is one itself.
    if (isName(one, run.length > 0 || beforeName)) run.push(one);
    else if (run.length && connectors.has(one.text) && connecting(run) < 2) run.push(one);
    else finish();
  }
  finish();
  return found;
}

/** `CEO of Acme` is two names where Acme mostly stands alone; `Bank of Ceylon` is one. */
function apart(run: Word[], counts: ReadonlyMap<string, { inside: number }>): Word[][] {
  const at = run.findIndex(({ text }) => text === 'of');
  if (at < 0) return [run];
  const often = (word: Word | undefined) => counts.get(word?.text.toLowerCase() ?? '')?.inside ?? 0;
  const [left, right] = [run.slice(0, at), run.slice(at + 1)];
  // Of two names, or of a role in capitals, the second is a name of its own.
  const two = left.length > 1 || /^\p{Lu}+$/u.test(left[0]?.text ?? '');
  return two || often(right[0]) > 3 * often(left[0]) ? [left, ...apart(right, counts)] : [run];
}

/** The names of months and weekdays, which have capitals and name nothing. */
function calendarWords(language: string): Set<string> {
  const words = (options: Intl.DateTimeFormatOptions, step: number) =>
    Array.from({ length: 12 }, (_, index) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
        .format(Date.UTC(2024, 0, 1) + index * step)
        .toLowerCase(),
    );
  const day = 86_400_000;
  return new Set([
    ...words({ month: 'long' }, 30.5 * day),
    ...words({ month: 'short' }, 30.5 * day),
    ...words({ weekday: 'long' }, day),
    ...words({ weekday: 'short' }, day),
  ]);
}

function connecting(run: readonly Word[]): number {
  return run.filter(({ capital }) => !capital).length;
}

/** A last word on its own belongs to the one longer name that ends in it; an acronym to the name it stands behind. */
function joined(found: ReadonlyMap<string, Found>): NameProposal[] {
  const owners = new Map<string, string[]>();
  for (const [name, { altLabel }] of found) {
    if (!name.includes(' ')) continue;
    for (const short of [name.split(' ').at(-1) ?? '', ...altLabel]) {
      owners.set(short, [...(owners.get(short) ?? []), name]);
    }
  }
  const owned = (name: string) => {
    const [owner, ...others] = owners.get(name) ?? [];
    // What stands mostly alone is a name of its own.
    const times = (one: string | undefined) => found.get(one ?? '')?.evidence.length ?? 0;
    return others.length || times(name) > 4 * times(owner) ? undefined : owner;
  };
  return [...found].flatMap(([name, { evidence, example, altLabel }]): NameProposal[] => {
    if (owned(name) !== undefined) return [];
    const last = name.split(' ').at(-1) ?? '';
    const shorts = name.includes(' ') ? [last, ...altLabel].filter((short) => owned(short) === name) : [];
    const all = [...evidence, ...shorts.flatMap((short) => found.get(short)?.evidence ?? [])];
    return [
      {
        kind: 'entity',
        name,
        altLabel: [...altLabel],
        weakLabel: found.has(last) && owned(last) === name ? [last] : [],
        evidence: [...new Map(all.map((one) => [evidenceText(one), one])).values()],
        example,
      },
    ];
  });
}

/** What is said once in one word is too often no name. */
function ranked(proposals: readonly NameProposal[]): NameProposal[] {
  const score = ({ name, evidence }: NameProposal) =>
    Math.log2(1 + evidence.length) * Math.sqrt(name.split(' ').length) +
    new Set(evidence.map(({ source }) => source)).size / 10;
  return proposals
    .filter(({ name, evidence }) => evidence.length > 1 || name.includes(' '))
    .sort((a, b) => score(b) - score(a) || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}

function around(text: string, start: number, end: number): string {
  const from = start < 50 ? 0 : text.indexOf(' ', start - 50) + 1;
  const to = end + 70 >= text.length ? text.length : text.lastIndexOf(' ', end + 70);
  return `${from ? '…' : ''}${text.slice(from, Math.max(to, end))}${to < text.length ? '…' : ''}`;
}
