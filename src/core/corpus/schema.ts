/**
 * The dossier format: what each YAML file may hold. The TypeScript types, the validation and the JSON Schema
 * all come from here. Terms follow CSL-JSON (sources), SKOS (topics, labels) and EDTF (dates).
 */
import * as z from 'zod/mini';
import { parseDate } from '../date.ts';

const text = z.string().check(z.trim(), z.minLength(1));

/** Identifies a topic, entity, event, claim or disagreement; unique within its dossier. */
export const id = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/,
      'an id is lower-case letters, digits and hyphens, such as "first-deal"',
    ),
  );

/** A citation key: what a draft's citation names a source by. */
export const citationKey = z
  .string()
  .check(
    z.regex(
      /^[\p{L}\p{N}_](?:[\p{L}\p{N}_:.+/-]*[\p{L}\p{N}_/])?$/u,
      'a citation key is letters, digits and inner : . + / _ -, such as "overweel2020"',
    ),
  );

/** YAML reads a bare year as a number; a date is text everywhere in the format. */
const edtfDate = z.pipe(
  z.pipe(
    z.union([z.string(), z.number()]),
    z.transform((value) => String(value)),
  ),
  z.string().check(
    z.refine((value) => parseDate(value) !== undefined, {
      error: 'not an EDTF date: write 2023, 2023-11, 2023-11-22, 2024-10?, 2020~ or 2019/2025',
    }),
  ),
);

/** `key#paragraph`, such as `overweel2020#3`: a numbered paragraph of a source. */
const evidence = z
  .string()
  .check(z.regex(/^[^#\s]+#[1-9]\d*$/, 'evidence is written key#paragraph, such as "overweel2020#3"'));

const evidenceList = z.array(evidence).check(z.minLength(1, 'at least one key#paragraph is needed'));

export const dossierFile = z.strictObject({
  format: z.literal(1, 'this version reads format: 1'),
  id,
  title: text,
  description: z.optional(text),
  language: z.optional(
    z.string().check(z.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 tag, such as "en"')),
  ),
  licence: z.optional(text),
});

const cslName = z.union([
  z.strictObject({
    family: z.optional(text),
    given: z.optional(text),
    'dropping-particle': z.optional(text),
    'non-dropping-particle': z.optional(text),
    suffix: z.optional(text),
  }),
  z.strictObject({ literal: text }),
]);
const cslText = z.union([z.string(), z.number()]);

/** What CSL has no variable for. */
const sourceCustom = z.strictObject({
  /** BibLaTeX's subtitle; compiled into the title, behind a colon. */
  subtitle: z.optional(text),
  /** How far to trust the source, in a sentence. */
  trust: z.optional(text),
  /** CSL variables that are not known; they are left out rather than guessed. */
  unknown: z.optional(z.array(text)),
  /** CSL variable → what its value was inferred from. */
  inferred: z.optional(z.record(z.string(), text)),
});

/** A bibliographic item, CSL-JSON 1.0.2 written as YAML. */
export const cslItem = z.strictObject({
  id: citationKey,
  type: text,
  title: text,
  'title-short': z.optional(text),
  author: z.optional(z.array(cslName)),
  editor: z.optional(z.array(cslName)),
  translator: z.optional(z.array(cslName)),
  'container-title': z.optional(text),
  'container-title-short': z.optional(text),
  'collection-title': z.optional(text),
  publisher: z.optional(text),
  'publisher-place': z.optional(text),
  issued: z.optional(edtfDate),
  accessed: z.optional(edtfDate),
  'original-date': z.optional(edtfDate),
  volume: z.optional(cslText),
  issue: z.optional(cslText),
  page: z.optional(cslText),
  edition: z.optional(cslText),
  number: z.optional(cslText),
  genre: z.optional(text),
  medium: z.optional(text),
  abstract: z.optional(text),
  note: z.optional(text),
  archive: z.optional(text),
  section: z.optional(text),
  URL: z.optional(text),
  DOI: z.optional(text),
  ISBN: z.optional(text),
  ISSN: z.optional(text),
  language: z.optional(text),
  keyword: z.optional(text),
  custom: z.optional(sourceCustom),
});

/** A name as written in a draft, with the rules that keep it from matching ordinary words. */
const labelRule = z.strictObject({
  label: text,
  /** Match only with exactly this case. Labels without a lower-case letter (acronyms) do so anyway. */
  caseSensitive: z.optional(z.boolean()),
  /** The plural counts as well (`Copilots`). */
  plural: z.optional(z.boolean()),
  /**
   * The label is also an ordinary word or another's name: it is case-sensitive and needs company, a name that is
   * not ambiguous, in the same paragraph. `near` narrows the company to certain entities.
   */
  ambiguous: z.optional(z.boolean()),
  near: z.optional(z.array(id)),
  /** Phrases around the label in which it is not this name (`Azure coast`), in any case. */
  except: z.optional(z.array(text)),
  /** Why the label is listed, such as a misspelling in a source. */
  note: z.optional(text),
});
const label = z.union([text, labelRule]);

export const entityKinds = [
  'person',
  'organization',
  'product',
  'model',
  'service',
  'software',
  'hardware',
  'infrastructure',
  'clause',
  'publication',
  'concept',
  'place',
] as const;

export const entity = z.strictObject({
  id,
  /** The name shown, also matched in text. */
  prefLabel: label,
  altLabel: z.optional(z.array(label)),
  /** FollowTheMoney's weakAlias: searched for, matched in text only near the full name. */
  weakLabel: z.optional(z.array(label)),
  kind: z.enum(entityKinds),
  description: text,
  topics: z.optional(z.array(id)),
  sameAs: z.optional(z.array(z.string().check(z.regex(/^https:\/\/\S+$/, 'sameAs holds https addresses')))),
});

export const topic = z.strictObject({
  id,
  prefLabel: text,
  altLabel: z.optional(z.array(text)),
  definition: text,
  broader: z.optional(id),
  related: z.optional(z.array(id)),
});

export const eventStatuses = ['occurred', 'planned', 'reported', 'rumoured'] as const;

export const event = z.strictObject({
  id,
  title: text,
  date: edtfDate,
  status: z.enum(eventStatuses),
  summary: text,
  participants: z.optional(z.array(z.strictObject({ entity: id, role: text }))),
  topics: z.array(id).check(z.minLength(1, 'at least one topic is needed')),
  evidence: evidenceList,
});

export const hedges = ['reportedly', 'rumoured', 'speculation', 'claimed', 'expected', 'opinion'] as const;
export const qualifiers = ['about', 'over', 'under', 'at least', 'up to'] as const;

export const claimValue = z.union(
  [
    z.strictObject({
      amount: z.number(),
      unit: text,
      qualifier: z.optional(z.enum(qualifiers)),
    }),
    z.strictObject({ date: edtfDate }),
    z.strictObject({ text }),
  ],
  'a value is {amount, unit}, {date} or {text}',
);

export const claim = z.strictObject({
  id,
  statement: text,
  subject: id,
  property: text,
  value: claimValue,
  asOf: z.optional(edtfDate),
  hedge: z.optional(z.enum(hedges)),
  topics: z.array(id).check(z.minLength(1, 'at least one topic is needed')),
  evidence: evidenceList,
});

export const disagreementKinds = ['error', 'conflict', 'misleading', 'superseded', 'trap'] as const;

export const disagreement = z.strictObject({
  id,
  question: text,
  kind: z.enum(disagreementKinds),
  /** The entities, events and claims it is about: where the badge is shown. */
  about: z.array(id).check(z.minLength(1, 'name what it is about')),
  positions: z
    .array(z.strictObject({ statement: text, evidence: evidenceList }))
    .check(z.minLength(1, 'at least one position is needed')),
  judgement: text,
  reason: text,
  /** What the judgement rests on that no source of the dossier holds. */
  generalKnowledge: z.optional(text),
  topics: z.optional(z.array(id)),
});

/** The YAML files of a dossier, each with the key that holds its list and what an entry may hold. */
export const lists = {
  'sources.yaml': { key: 'references', entry: cslItem },
  'topics.yaml': { key: 'topics', entry: topic },
  'entities.yaml': { key: 'entities', entry: entity },
  'events.yaml': { key: 'events', entry: event },
  'claims.yaml': { key: 'claims', entry: claim },
  'disagreements.yaml': { key: 'disagreements', entry: disagreement },
} as const;

/** The YAML files of a dossier folder. */
export const dossierFiles: readonly string[] = ['dossier.yaml', ...Object.keys(lists)];

/** Whether a path inside a dossier folder (with `/`) is one that the format knows. */
export function isDossierFile(path: string): boolean {
  return dossierFiles.includes(path) || /^notes\/[^/]+\.md$/.test(path);
}

export type CslItem = z.infer<typeof cslItem>;
export type LabelRule = z.infer<typeof labelRule>;
export type EntityKind = (typeof entityKinds)[number];
export type EventStatus = (typeof eventStatuses)[number];
export type Hedge = (typeof hedges)[number];
export type DisagreementKind = (typeof disagreementKinds)[number];
