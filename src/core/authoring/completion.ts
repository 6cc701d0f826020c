/** What can be written at a place of a dossier's file: fields, fixed words, and ids of what the dossier holds. */
import * as l10n from '@vscode/l10n';
import type { Corpus } from '../corpus/model.ts';
import { shownDate } from '../shownDate.ts';
import {
  fieldHelp,
  fileSchema,
  type JsonSchema,
  type Path,
  type ReferenceKind,
  referenceKind,
  schemasAt,
} from './fields.ts';
import { typingAt } from './place.ts';

export interface Suggestion {
  readonly kind: 'field' | 'word' | 'id';
  readonly label: string;
  /** What is written in the word's place. */
  readonly newText: string;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
}

/** The word that suggestions take the place of, `[start, end)` in UTF-16 units. */
export interface Suggestions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Suggestion[];
  /** There are others for other words typed. */
  readonly isIncomplete: boolean;
}

/** More at once would have the editor stand still. */
const mostSuggestions = 1000;

/**
 * Suggests what fits at an offset.
 *
 * @param file name inside the dossier folder, such as `events.yaml`; another suggests nothing.
 * @param corpus the dossier that the file belongs to, as far as it can be read.
 */
export function suggest(file: string, text: string, offset: number, corpus: Corpus | undefined): Suggestions {
  const schema = fileSchema(file);
  if (!schema) return { start: offset, end: offset, items: [], isIncomplete: false };
  const { start, end, typed, named, field, value } = typingAt(text, offset);
  const values = value ? valuesAt(schema, value, corpus, typed) : [];
  const fields = field ? fieldsAt(schema, field.path, field.siblings, named) : [];
  const items = [...fields, ...values];
  if (items.length <= mostSuggestions) return { start, end, items, isIncomplete: false };
  const said = typed.toLowerCase();
  const fitting = items.filter(({ label }) => label.toLowerCase().includes(said));
  return { start, end, items: fitting.slice(0, mostSuggestions), isIncomplete: true };
}

function fieldsAt(schema: JsonSchema, path: Path, siblings: readonly string[], named: boolean): Suggestion[] {
  const suggestions = new Map<string, Suggestion>();
  for (const { properties = {}, required = [] } of schemasAt(schema, path)) {
    for (const [name, property] of Object.entries(properties)) {
      if (siblings.includes(name) || suggestions.has(name)) continue;
      suggestions.set(name, {
        kind: 'field',
        label: name,
        newText: named ? name : name + fieldEnd(property),
        detail: required.includes(name) ? l10n.t('needed') : undefined,
        documentation: fieldHelp([...path, name]),
      });
    }
  }
  // What an entry needs comes first.
  return [...suggestions.values()].sort((a, b) => Number(!a.detail) - Number(!b.detail));
}

function fieldEnd({ type }: JsonSchema): string {
  return type === 'array' ? ': []' : ': ';
}

function valuesAt(schema: JsonSchema, path: Path, corpus: Corpus | undefined, typed: string): Suggestion[] {
  const words = schemasAt(schema, path).flatMap(({ enum: listed, const: only, type }) => [
    ...(listed ?? []),
    ...(only === undefined ? [] : [only]),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  const kind = referenceKind(path);
  return [
    ...words.map((word) => ({ kind: 'word' as const, label: String(word), newText: String(word) })),
    ...(kind && corpus ? idsOf(corpus, kind, typed) : []),
  ];
}

function idsOf(corpus: Corpus, kind: ReferenceKind, typed: string): Suggestion[] {
  const id = (label: string, detail: string, documentation?: string): Suggestion => ({
    kind: 'id',
    label,
    newText: label,
    detail,
    documentation,
  });
  const topics = () => corpus.topics.map((one) => id(one.id, one.prefLabel, one.definition));
  const entities = () => corpus.entities.map((one) => id(one.id, one.prefLabel, one.description));
  if (kind === 'topic') return topics();
  if (kind === 'entity') return entities();
  if (kind === 'evidence') {
    const key = typed.includes('#') ? typed.slice(0, typed.indexOf('#')) : undefined;
    const count = corpus.sources.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);
    // Of very many paragraphs, the source is chosen first.
    if (key === undefined && count > mostSuggestions)
      return corpus.sources.map((source) => id(`${source.id}#`, source.item.title));
    const sources = key === undefined ? corpus.sources : corpus.sources.filter((source) => source.id === key);
    return sources.flatMap((source) =>
      source.paragraphs.map(({ number, text }) => id(`${source.id}#${number}`, source.item.title, text)),
    );
  }
  return [
    ...entities(),
    ...corpus.events.map((one) => id(one.id, `${one.title}, ${shownDate(one.date)}`, one.summary)),
    ...corpus.claims.map((one) => id(one.id, one.statement)),
  ];
}
