/**
 * Large collections for measuring, the same in every run: text in the manner of the bundled notes and of Bierce's *The
 * Devil's Dictionary* (1911, public domain), with a long tail of rare words, as natural text has one.
 */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Corpus, Entity, Source } from '../../src/core/corpus/model.ts';
import { randomFrom } from '../random.ts';
import { projectFolder } from '../workbench/paths.ts';

export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

const notesFolder = path.join(projectFolder, 'corpus/microsoft-openai/notes');

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** A word and what follows it somewhere in a text. */
type Chain = ReadonlyMap<string, readonly string[]>;

function chainOf(list: readonly string[]): Chain {
  const chain = new Map<string, string[]>();
  list.forEach((word, index) => {
    const next = list[index + 1];
    if (next === undefined) return;
    const followers = chain.get(word);
    if (followers) followers.push(next);
    else chain.set(word, [next]);
  });
  return chain;
}

const syllables =
  'ba be bi bo bra ca ce cho cla co cri da de di dor dra el en fa fe fin fo ga ge gla go gri ha he hol in ja ka ' +
  'ker ko la le li lo lu ma me mi mo mun na ne ni no nor o pa pe pla po pra qui ra re ri ro ru sa se shi so sta ste ' +
  'sto ta te ti to tra tu u va ve vi vor wa we wi wo xe ya ye za zi';

/** Made-up words, all different, of two to four syllables. */
export function inventedWords(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  const parts = syllables.split(' ');
  const endings = ['', '', 'n', 's', 'r', 'tion', 'ment', 'ing', 'ed', 'ly', 'al', 'ist'];
  const found = new Set<string>();
  while (found.size < count) {
    const length = 2 + Math.floor(random() * 3);
    let word = '';
    for (let i = 0; i < length; i++) word += pick(parts, random);
    found.add(word + pick(endings, random));
  }
  return [...found];
}

const rareWords = 80_000;
/** One word in so many is of the long tail. */
const rareEvery = 28;
/** One paragraph in so many is in the manner of the notes. */
const notesEvery = 8;

/** Paragraphs of 30 to 110 words. */
export function paragraphs(count: number, seed = 1): string[] {
  const random = randomFrom(seed);
  const bierce = words(readFileSync(path.join(import.meta.dirname, 'text/devilsDictionary.txt'), 'utf8'));
  const notes = readdirSync(notesFolder)
    .sort()
    .flatMap((file) =>
      words(readFileSync(path.join(notesFolder, file), 'utf8').replace(/^(?:#.*|\d+\. )/gm, '')),
    );
  const [plain, noted] = [chainOf(bierce), chainOf(notes)];
  const rare = inventedWords(rareWords, 7);
  return Array.from({ length: count }, (_, index) => {
    const [chain, start] = index % notesEvery === 0 ? [noted, notes] : [plain, bierce];
    const length = 30 + Math.floor(random() * 81);
    const list: string[] = [];
    let word = pick(start, random);
    while (list.length < length) {
      // The rank of a rare word falls off as Zipf's law has it.
      list.push(random() * rareEvery < 1 ? (rare[Math.floor(rareWords ** random()) - 1] ?? word) : word);
      word = pick(chain.get(word) ?? start, random);
    }
    return list.join(' ');
  });
}

const perSource = 200;

/** A dossier of some paragraphs, with a source for each 200 of them. */
export function corpusOf(texts: readonly string[]): Corpus {
  const random = randomFrom(11);
  const invented = inventedWords(2000, 5);
  const name = () => capital(pick(invented, random));
  const sources: Source[] = [];
  for (let from = 0; from < texts.length; from += perSource) {
    const number = from / perSource + 1;
    sources.push({
      id: `${name().toLowerCase()}${number}`,
      item: {
        id: `source${number}`,
        type: 'article',
        title: `${name()} ${name()} and the ${name()}`,
        author: [{ family: name(), given: name() }],
        'container-title': `${name()} Review`,
        issued: `${1900 + (number % 120)}-0${1 + (number % 9)}`,
      },
      paragraphs: texts.slice(from, from + perSource).map((text, index) => ({
        number: index + 1,
        text,
        headings: [`Part ${1 + Math.floor(index / 20)}`],
      })),
    } as Source);
  }
  return {
    format: 1,
    id: 'bench',
    title: 'Bench',
    language: 'en',
    sources,
    topics: [],
    entities: entitiesOf(labels(Math.min(2000, Math.ceil(texts.length / 50)))),
    events: [],
    claims: [],
    disagreements: [],
  };
}

/** Names of one to three words, all different. */
export function labels(count: number): string[] {
  const random = randomFrom(count);
  const invented = inventedWords(Math.max(400, Math.ceil(count / 2)), 3).map(capital);
  const kinds = ['Group', 'Institute', 'Council', 'of Trade', 'Systems', 'Bank', 'Research', 'Union'];
  const found = new Set<string>();
  while (found.size < count) {
    const roll = random();
    if (roll < 0.2) found.add(pick(invented, random));
    else if (roll < 0.75) found.add(`${pick(invented, random)} ${pick(invented, random)}`);
    else if (roll < 0.9) found.add(`${pick(invented, random)} ${pick(kinds, random)}`);
    else found.add(`${pick(invented, random)} ${pick(invented, random)} ${pick(kinds, random)}`);
  }
  return [...found];
}

export function entitiesOf(names: readonly string[]): Entity[] {
  return names.map((label, index) => ({
    id: `e${index}`,
    prefLabel: label,
    kind: 'organization',
    description: label,
    labels: [{ label }],
    weakLabels: [],
  }));
}

/** Prose of about so many characters in which one word in 60 starts one of some names. */
export function proseNaming(names: readonly string[], length: number): string {
  const random = randomFrom(23);
  const parts: string[] = [];
  let written = 0;
  for (const text of paragraphs(Math.ceil(length / 380), 29)) {
    const list = text.split(' ').map((word) => (random() < 1 / 60 ? `${word} ${pick(names, random)}` : word));
    const lines: string[] = [];
    for (let at = 0; at < list.length; at += 14) lines.push(list.slice(at, at + 14).join(' '));
    const paragraph = lines.join('\n');
    written += paragraph.length + 2;
    parts.push(paragraph);
    if (written >= length) break;
  }
  return parts.join('\n\n');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const queryKinds = ['exact', 'prefix', 'misspelt', 'long'] as const;
export type QueryKind = (typeof queryKinds)[number];

/** Queries of each kind, of words that stand in the paragraphs. */
export function queriesFor(texts: readonly string[], count: number): Record<QueryKind, string[]> {
  const random = randomFrom(41);
  const telling = () => {
    const list = pick(texts, random).match(/\b[a-z]{5,14}\b/gi) ?? [];
    return list.map((word) => word.toLowerCase());
  };
  const some = (least: number, most: number) => {
    for (;;) {
      const list = telling();
      const length = least + Math.floor(random() * (most - least + 1));
      const from = Math.floor(random() * list.length);
      if (from + length <= list.length) return list.slice(from, from + length);
    }
  };
  const exact = Array.from({ length: count }, () => some(1, 4));
  const prefix = exact.map((list, index) => {
    // Every stage of typing, from the first letter on.
    const last = list.at(-1) ?? '';
    return [...list.slice(0, -1), last.slice(0, 1 + (index % (last.length - 1)))];
  });
  return {
    exact: exact.map((list) => list.join(' ')),
    prefix: prefix.map((list) => list.join(' ')),
    misspelt: exact.map((list) => list.map((word) => misspelt(word, random)).join(' ')),
    long: Array.from({ length: count }, () => some(10, 16).join(' ')),
  };
}

/** A word with one slip: a letter missing, doubled, wrong, or two in the wrong order; the first letter is right. */
export function misspelt(word: string, random: () => number): string {
  if (word.length < 5) return word;
  const at = 1 + Math.floor(random() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  switch (Math.floor(random() * 4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + String.fromCharCode(97 + Math.floor(random() * 26)) + after;
    default:
      return before + after.charAt(0) + letter + after.slice(1);
  }
}
