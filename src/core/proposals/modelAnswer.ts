/** What a language model answered, as proposals: only what is quoted literally, and nothing that was not asked for. */
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import * as z from 'zod/mini';
import type { Evidence } from '../corpus/model.ts';
import { claimValue, entityKinds } from '../corpus/schema.ts';
import { parseDate, startYear } from '../date.ts';
import { evidenceText } from '../dossier.ts';
import { type Proposal, proposalKey, type Text } from './proposal.ts';
import { findQuotation } from './quotation.ts';

/** What an answer comes to. */
export interface ReadAnswer {
  readonly proposals: readonly Proposal[];
  /** Entries whose quotation, name, subject or year the paragraph does not have. */
  readonly notQuoted: number;
  /** Entries that are none, or lack something; 1 for an answer that is no JSON at all. */
  readonly malformed: number;
}

export interface AnswerContext {
  /** The paragraphs that were sent. */
  readonly batch: readonly Text[];
  /** Whose answer it is, as it is shown. */
  readonly model: string;
  /** Names of the dossier's entities, in lower case. */
  readonly known: ReadonlySet<string>;
  /** When a source was issued, in EDTF. */
  readonly issued: (source: string) => string | undefined;
}

/** Longer answers are not looked into. In UTF-16 units. */
const longestAnswer = 1_000_000;
/** Entries of one kind in one answer; a request does not hold that many. */
const mostEntries = 500;

const line = (most: number) =>
  z.pipe(
    z.string().check(z.maxLength(most * 2)),
    z.pipe(
      z.transform((value: string) => value.replace(/[\s\p{Cc}]+/gu, ' ').trim()),
      z.string().check(z.minLength(1), z.maxLength(most)),
    ),
  );
const quoted = { paragraph: line(300), quotation: z.string().check(z.minLength(1), z.maxLength(2_000)) };
const entities = z.object({
  ...quoted,
  name: line(120),
  kind: z.catch(z.enum(entityKinds), 'concept'),
  description: line(400),
});
const events = z.object({
  ...quoted,
  date: z.string().check(z.refine((date) => parseDate(date) !== undefined)),
  title: line(160),
});
const claims = z.object({
  ...quoted,
  subject: line(120),
  property: line(120),
  statement: line(400),
  value: claimValue,
});

/** Reads an answer. Never throws: any text may come. */
export function readAnswer(answer: string, context: AnswerContext): ReadAnswer {
  const lists = listsIn(answer);
  if (!lists) return { proposals: [], notQuoted: 0, malformed: 1 };
  const proposals: Proposal[] = [];
  let notQuoted = 0;
  let malformed = lists.cut ? 1 : 0;
  const read = <T extends { paragraph: string; quotation: string }>(
    schema: z.ZodMiniType<T>,
    list: unknown,
    make: (value: T, place: Place) => Proposal | undefined,
  ) => {
    if (list === undefined) return;
    if (!Array.isArray(list)) {
      malformed++;
      return;
    }
    for (const one of list.slice(0, mostEntries)) {
      const { data, success } = z.safeParse(schema, one);
      const place = success ? placeOf(data, context) : undefined;
      const proposal = data && place && make(data, place);
      if (!success) malformed++;
      else if (!proposal) notQuoted++;
      else proposals.push(proposal);
    }
  };
  const { model, known, issued } = context;
  read(entities, lists.entities, ({ name, kind, description }, { evidence, quotation }) =>
    findQuotation(quotation, name)
      ? {
          kind: 'entity',
          name,
          altLabel: [],
          weakLabel: [],
          evidence: [evidence],
          example: quotation,
          from: { model, quotation, entityKind: kind, description },
        }
      : undefined,
  );
  read(events, lists.events, ({ date, title }, { evidence, text, quotation }) =>
    namesYear(date, text, issued(evidence.source))
      ? {
          kind: 'event',
          date,
          sentence: quotation,
          entities: [],
          evidence: [evidence],
          from: { model, quotation, title },
        }
      : undefined,
  );
  read(claims, lists.claims, ({ subject, property, statement, value }, { evidence, text, quotation }) =>
    known.has(subject.toLowerCase()) || findQuotation(text, subject)
      ? {
          kind: 'claim',
          subject,
          property,
          statement,
          value,
          evidence: [evidence],
          from: { model, quotation },
        }
      : undefined,
  );
  const isNew = (one: Proposal) => one.kind !== 'entity' || !known.has(one.name.toLowerCase());
  return { proposals: proposals.filter(isNew), notQuoted, malformed };
}

/** The same from several paragraphs or answers, once, with the evidence of all. */
export function joinedProposals(proposals: readonly Proposal[]): Proposal[] {
  const joined = new Map<string, Proposal>();
  for (const one of proposals) {
    const key = proposalKey(one);
    const before = joined.get(key);
    const evidence = [...(before?.evidence ?? []), ...one.evidence];
    const once = [...new Map(evidence.map((place) => [evidenceText(place), place])).values()];
    joined.set(key, { ...(before ?? one), evidence: once });
  }
  return [...joined.values()];
}

interface Place {
  readonly evidence: Evidence;
  /** Of the whole paragraph. */
  readonly text: string;
  /** As the paragraph has it. */
  readonly quotation: string;
}

function placeOf(
  { paragraph, quotation }: { readonly paragraph: string; readonly quotation: string },
  { batch }: AnswerContext,
): Place | undefined {
  const sent = batch.find(({ evidence }) => evidenceText(evidence) === paragraph);
  const found = sent && findQuotation(sent.text, quotation);
  if (!found) return undefined;
  const { evidence, text } = sent;
  return { evidence, text, quotation: text.slice(found.start, found.end).replace(/\s+/g, ' ').trim() };
}

/** A date's year stands in the paragraph, or is about that of its source: "last March". */
function namesYear(date: string, text: string, issued: string | undefined): boolean {
  const year = startYear(date);
  if (year === undefined) return false;
  const written = issued === undefined ? undefined : startYear(issued);
  return new RegExp(`(?<!\\d)${year}(?!\\d)`).test(text) || Math.abs((written ?? -9999) - year) <= 1;
}

type Lists = Record<'entities' | 'events' | 'claims', unknown> & { cut: boolean };

/** The object of an answer, wherever it begins and also where its end is missing; undefined where there is none. */
function listsIn(answer: string): Lists | undefined {
  const text = answer.slice(0, longestAnswer);
  let tries = 0;
  for (let at = text.indexOf('{'); at >= 0 && tries < 20; at = text.indexOf('{', at + 1), tries++) {
    const { value, cut } = jsonAt(text.slice(at));
    if (typeof value !== 'object' || value === null) continue;
    const has = (name: string) => Object.hasOwn(value, name);
    const part = (name: string): unknown => (has(name) ? Reflect.get(value, name) : undefined);
    if (has('entities') || has('events') || has('claims')) {
      const lists = { entities: part('entities'), events: part('events'), claims: part('claims'), cut };
      const last = Object.values(value).at(-1);
      // The entry at which an answer ends too early may lack its end.
      if (cut && Array.isArray(last)) last.pop();
      return lists;
    }
  }
  return undefined;
}

function jsonAt(text: string): { readonly value: unknown; readonly cut: boolean } {
  try {
    const errors: ParseError[] = [];
    const value: unknown = parse(text, errors, { allowTrailingComma: true });
    const codes = errors.map(({ error }) => printParseErrorCode(error));
    return { value, cut: codes.some((code) => /^(?:UnexpectedEndOf|Close\w+Expected$)/.test(code)) };
  } catch {
    // Nesting beyond the stack.
    return { value: undefined, cut: false };
  }
}
