/** The entries of a bibliography file as sources of a dossier: what they say of themselves are their paragraphs. */
import type { Corpus, Paragraph, Source } from '../corpus/model.ts';
import { slug } from '../corpus/newDossier.ts';
import type { Problem } from '../corpus/problem.ts';
import type { CslItem } from '../corpus/schema.ts';
import { fileName } from '../reading/fileKind.ts';
import { limits } from '../reading/limits.ts';
import type { Bibliography, BibliographyEntry, BibliographyProblem } from './entry.ts';

/** What is read of a bibliography in one step. The problems' `file` is empty: they stand in the file itself. */
export interface EntrySources {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** Entries in one step: some ten milliseconds. */
const step = 50;
/** More would not be read. */
const mostProblems = 200;

/**
 * Fields and the paragraphs they become. The numbers are the fields' own, so that they stay when an entry gets an
 * abstract later.
 */
const texts = [
  { field: 'abstract', number: 1, heading: 'Abstract' },
  { field: 'note', number: 2, heading: 'Note' },
  { field: 'annote', number: 3, heading: 'Annotation' },
] as const;

/** Reads all entries, some at a time. An entry that cannot be cited, or whose key another has, is left out and told. */
export function* entrySources(text: string, { entries, problems }: Bibliography): Generator<EntrySources> {
  const lineOf = lineCounter(text);
  let told = 0;
  const tell = (start: number, message: string, remedy: string): Problem[] =>
    told++ < mostProblems
      ? [{ severity: 'warning', file: '', line: lineOf(start), column: 1, message, remedy }]
      : [];
  const asProblem = ({ start, message, remedy }: BibliographyProblem) =>
    tell(start, message.replace(/\.$/, ''), remedy.replace(/\.$/, '').replace(/^\p{Lu}/u, lowerCase));
  yield { sources: [], problems: problems.flatMap(asProblem) };
  const seen = new Set<string>();
  for (let from = 0; from < entries.length; from += step) {
    const sources: Source[] = [];
    const found: Problem[] = [];
    for (const entry of entries.slice(from, from + step)) {
      const { key, start, problem } = entry;
      if (problem) found.push(...asProblem(problem));
      if (!/^[^\s#]+$/.test(key)) {
        found.push(...tell(start, `the key "${key}" cannot be cited`, 'take out its spaces and #'));
      } else if (seen.has(key)) {
        found.push(
          ...tell(
            start,
            `another entry has the key "${key}" already`,
            'the first is taken; rename one of them',
          ),
        );
      } else {
        seen.add(key);
        sources.push(entrySource(entry, lineOf(start)));
      }
    }
    yield { sources, problems: found };
  }
}

function entrySource({ key, item }: BibliographyEntry, line: number): Source {
  // Annotations are no CSL variable that citing needs; an abstract stands once, among the paragraphs.
  const { annote, abstract, ...rest } = item as CslItem & { readonly annote?: unknown };
  const fields = { annote, abstract, note: item.note };
  const paragraphs = texts.flatMap(({ field, number, heading }): Paragraph[] => {
    const value = fields[field];
    return typeof value === 'string' && value !== ''
      ? [{ number, text: value.slice(0, limits.paragraphLength), headings: [heading] }]
      : [];
  });
  return { id: key, item: { ...rest, title: item.title || key }, paragraphs, entry: { line } };
}

/** Lines from 1 of offsets that mostly ascend, without counting from the start each time. */
function lineCounter(text: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    if (offset < at) [at, line] = [0, 1];
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      at = next + 1;
      line++;
    }
    return line;
  };
}

/**
 * A bibliography file as a dossier of its own, named like the file.
 *
 * @param language BCP 47.
 */
export function bibliographyCorpus(path: string, language: string, sources: readonly Source[]): Corpus {
  const title = fileName(path);
  return {
    format: 1,
    id: slug(title),
    title,
    language,
    bibliography: true,
    sources,
    topics: [],
    entities: [],
    events: [],
    claims: [],
    disagreements: [],
  };
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
