/** Reads what a writer types into the search box: words, dates and filters. Any text is a query; none is an error. */
import { type DateWord, findDates, findRanges } from './dateWords.ts';
import { eachTerm } from './tokens.ts';

/** A word of the query with its other forms: `13bn` → 13bn, 13, 13000000000. */
export interface QueryWord {
  readonly forms: readonly [string, ...string[]];
  /** The query ends with this word: it may be the start of a longer one. */
  readonly typing: boolean;
}

export interface QueryFilter {
  readonly mark: '@' | '#';
  readonly name: string;
}

export interface Query {
  /** The query without its filters. */
  readonly text: string;
  readonly words: readonly QueryWord[];
  /** Single dates, each from widest to most precise. */
  readonly dates: readonly (readonly DateWord[])[];
  /** Ranges of time: one of the words of each must be met. */
  readonly ranges: readonly (readonly DateWord[])[];
  readonly filters: readonly QueryFilter[];
}

/** A query is read up to here, in UTF-16 units: about a paragraph. */
export const maxQueryLength = 2000;

/** @param isFilter whether `@name` or `#name` narrows the search; if not, it is a word like others. */
export function parseQuery(input: string, isFilter: (filter: QueryFilter) => boolean): Query {
  const filters: QueryFilter[] = [];
  let text = input
    .slice(0, maxQueryLength)
    .replace(/(?<=^|\s)([@#])(\S{1,100})(?=\s|$)/g, (found, mark, name) => {
      const filter = { mark, name };
      if (!isFilter(filter)) return found;
      filters.push(filter);
      return ' ';
    });
  const mayHoldDates = /\d/.test(text);
  const ranges = mayHoldDates ? findRanges(text) : [];
  text = without(text, ranges);
  const dates = mayHoldDates ? findDates(text) : [];
  const rest = without(text, dates);
  return {
    text: text.trim().replace(/\s+/g, ' '),
    words: queryWords(rest),
    dates: dates.map(({ words }) => words),
    ranges: ranges.map(({ words }) => words),
    filters,
  };
}

/** Reads running text, of which every word and date may count; its end is not being typed. */
export function parseText(input: string): Query {
  const text = input.slice(0, maxQueryLength);
  const dates = /\d/.test(text) ? findDates(text) : [];
  const words = queryWords(`${without(text, dates)} `);
  return { text, words, dates: dates.map(({ words }) => words), ranges: [], filters: [] };
}

function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of spans) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return rest + text.slice(at);
}

function queryWords(text: string): QueryWord[] {
  const words: { forms: [string, ...string[]]; start: number; end: number }[] = [];
  eachTerm(text, (term, position, start, end) => {
    const word = words[position];
    if (word) {
      if (!word.forms.includes(term)) word.forms.push(term);
    } else words[position] = { forms: [term], start, end };
  });
  // "open ai" also means openai, "git hub" github.
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (!next || !/^\s$/.test(text.slice(word.end, next.start))) return;
    const joined = `${word.forms[0]}${next.forms[0]}`;
    word.forms.push(joined);
    next.forms.push(joined);
  });
  return words.map(({ forms, end }) => ({ forms, typing: end === text.length }));
}
