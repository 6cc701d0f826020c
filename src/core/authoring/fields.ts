/** What the fields of a dossier's files are: their JSON Schema, what each is for, and which of them hold ids. */
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { dossierFile, lists } from '../corpus/schema.ts';

/** The part of JSON Schema that the format uses. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** A step into a file: a field's name, or the number of an entry in a list. */
export type Path = readonly (string | number)[];

export type DossierFileName = keyof typeof lists | 'dossier.yaml';

export function isListFile(name: string): name is keyof typeof lists {
  return Object.hasOwn(lists, name);
}

/** The JSON Schema of a whole file; undefined for a name that is none of the format's. */
export function fileSchema(name: string): JsonSchema | undefined {
  if (name === 'dossier.yaml') return toJsonSchema(dossierFile);
  if (!isListFile(name)) return undefined;
  const { key, entry } = lists[name];
  return { type: 'object', properties: { [key]: { type: 'array', items: toJsonSchema(entry) } } };
}

function toJsonSchema(schema: z.ZodMiniType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** The alternatives that a schema has at a path, none where the path leads nowhere. */
export function schemasAt(schema: JsonSchema, path: Path): JsonSchema[] {
  const alternatives = schema.anyOf?.flatMap((one) => schemasAt(one, [])) ?? [schema];
  const [step, ...rest] = path;
  if (step === undefined) return alternatives;
  return alternatives.flatMap((one) => {
    const next = typeof step === 'number' ? one.items : one.properties?.[step];
    return next ? schemasAt(next, rest) : [];
  });
}

export type IdKind = 'source' | 'topic' | 'entity' | 'event' | 'claim' | 'disagreement';

/** The kind of thing that a list file defines. */
export const kindOf: Readonly<Record<keyof typeof lists, IdKind>> = {
  'sources.yaml': 'source',
  'topics.yaml': 'topic',
  'entities.yaml': 'entity',
  'events.yaml': 'event',
  'claims.yaml': 'claim',
  'disagreements.yaml': 'disagreement',
};

/** What a field holds: ids of a kind, ids of any kind, or `key#paragraph`. */
export type ReferenceKind = 'topic' | 'entity' | 'any' | 'evidence';

const references: Readonly<Record<string, ReferenceKind>> = {
  'topics.broader': 'topic',
  'topics.related': 'topic',
  'entities.topics': 'topic',
  'entities.prefLabel.near': 'entity',
  'entities.altLabel.near': 'entity',
  'entities.weakLabel.near': 'entity',
  'events.participants.entity': 'entity',
  'events.topics': 'topic',
  'events.evidence': 'evidence',
  'claims.subject': 'entity',
  'claims.topics': 'topic',
  'claims.evidence': 'evidence',
  'disagreements.about': 'any',
  'disagreements.topics': 'topic',
  'disagreements.positions.evidence': 'evidence',
};

/** @returns undefined where a field holds no id of something else. */
export function referenceKind(path: Path): ReferenceKind | undefined {
  return references[fieldName(path)];
}

/** `['events', 2, 'participants', 0, 'entity']` → `events.participants.entity`. */
function fieldName(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

const labelHelp: Readonly<Record<string, () => string>> = {
  label: () => l10n.t('The name as a draft has it.'),
  caseSensitive: () => l10n.t('Match only with exactly this case; acronyms do so anyway.'),
  plural: () => l10n.t('The plural counts as well.'),
  ambiguous: () =>
    l10n.t('Also an ordinary word: match only with its case and in company of another name of the dossier.'),
  near: () => l10n.t('The entities whose company counts for an ambiguous name.'),
  except: () => l10n.t('Phrases around the name in which it is not meant.'),
  note: () => l10n.t('Why the name is listed.'),
};

const help: Readonly<Record<string, () => string>> = {
  format: () => l10n.t('The version of the format: 1.'),
  title: () => l10n.t('What the dossier is called.'),
  description: () => l10n.t('What it is about, in a sentence.'),
  language: () => l10n.t('The language of its text, a BCP 47 tag such as `en`.'),
  licence: () => l10n.t('Under which terms it may be passed on.'),
  'references.type': () =>
    l10n.t('The CSL type, such as `article-newspaper`, `book`, `report` or `webpage`.'),
  'references.title': () => l10n.t('The title as the source has it.'),
  'references.author': () => l10n.t('The authors: `{family, given}`, or `{literal}` for an organization.'),
  'references.container-title': () => l10n.t('The newspaper, journal, site or book that it appeared in.'),
  'references.issued': () => l10n.t('When it appeared, an EDTF date.'),
  'references.accessed': () => l10n.t('When it was read, an EDTF date.'),
  'references.URL': () => l10n.t('Where it can be read.'),
  'references.custom.trust': () => l10n.t('How far to trust the source, in a sentence.'),
  'references.custom.unknown': () => l10n.t('CSL variables that are not known and were not guessed.'),
  'references.custom.inferred': () => l10n.t('CSL variable → what its value was inferred from.'),
  'topics.prefLabel': () => l10n.t('The name of the topic.'),
  'topics.altLabel': () => l10n.t('Other words for it, found by search.'),
  'topics.definition': () => l10n.t('What belongs under it.'),
  'topics.broader': () => l10n.t('The topic above it.'),
  'topics.related': () => l10n.t('Topics beside it.'),
  'entities.prefLabel': () => l10n.t('The name shown, also matched in drafts.'),
  'entities.altLabel': () => l10n.t('Other names that match in drafts on their own.'),
  'entities.weakLabel': () =>
    l10n.t('Names that match in drafts only near one of the others, such as a bare surname.'),
  'entities.kind': () => l10n.t('What sort of thing it is.'),
  'entities.description': () => l10n.t('Who or what it is; the first line of its card.'),
  'entities.topics': () => l10n.t('The topics it belongs to.'),
  'entities.sameAs': () => l10n.t('Its address in a public register, such as Wikidata.'),
  'events.title': () => l10n.t('A short name, about 30 characters.'),
  'events.date': () =>
    l10n.t(
      'When, an EDTF date: `2023-11-22`, `2023-11`, `2024-10?` uncertain, `2020~` about, `2019/2025` a span.',
    ),
  'events.status': () => l10n.t('Whether it occurred, is planned, or is only reported or rumoured.'),
  'events.summary': () => l10n.t('What happened.'),
  'events.participants': () => l10n.t('Who took part, each with a role.'),
  'events.topics': () => l10n.t('The topics it stands under.'),
  'events.evidence': () => l10n.t('The paragraphs that say so, `key#paragraph`, best first.'),
  'claims.statement': () => l10n.t('The claim as a sentence.'),
  'claims.subject': () => l10n.t('The entity that it is about.'),
  'claims.property': () => l10n.t('What is said of it, such as `price of a chest`.'),
  'claims.value': () => l10n.t('`{amount, unit}`, `{date}` or `{text}`.'),
  'claims.asOf': () => l10n.t('When it was so, an EDTF date.'),
  'claims.hedge': () => l10n.t('How sure the source is, where it is not.'),
  'claims.topics': () => l10n.t('The topics it stands under.'),
  'claims.evidence': () => l10n.t('The paragraphs that say so, `key#paragraph`, best first.'),
  'disagreements.question': () => l10n.t('What the sources disagree about.'),
  'disagreements.kind': () =>
    l10n.t('A plain error, a conflict, something misleading, superseded, or a trap for the reader.'),
  'disagreements.about': () => l10n.t('The entities, events and claims it is about.'),
  'disagreements.positions': () => l10n.t('What is said, each with its evidence.'),
  'disagreements.topics': () => l10n.t('The topics it stands under.'),
  'disagreements.judgement': () => l10n.t('What to make of it.'),
  'disagreements.reason': () => l10n.t('Why.'),
  'disagreements.generalKnowledge': () =>
    l10n.t('What the judgement rests on that no source of the dossier says.'),
};

/** What a field is for; undefined where its name says it. */
export function fieldHelp(path: Path): string | undefined {
  const name = fieldName(path);
  const inLabel = /^entities\.(?:prefLabel|altLabel|weakLabel)\.(\w+)$/.exec(name)?.[1];
  if (inLabel !== undefined) return labelHelp[inLabel]?.();
  if (/(?:^|\.)id$/.test(name)) {
    return name === 'references.id'
      ? l10n.t('The citation key: what a citation in a draft names the source by.')
      : l10n.t('What other entries name it by; lower-case letters, digits and hyphens.');
  }
  return help[name]?.();
}
