/** Citations of paragraphs that their source does not have, or has no more. */
import type { CitableWork, Library } from '../bibliography/library.ts';
import type { Source } from '../corpus/model.ts';
import type { CslItem } from '../corpus/schema.ts';
import { paragraphNumbered } from '../dossier.ts';
import { comparedWords } from '../reading/words.ts';
import { addressOf, comparableUrl, keyOfUrl } from './address.ts';
import { citationGroups } from './edit.ts';
import { locatorOf } from './locator.ts';
import type { CitationPart, CitationSyntax, FoundCitation, FoundPart } from './syntax.ts';

/** What is cited and is not there, and where that stands. */
export interface ParagraphProblem {
  readonly key: string;
  readonly paragraph: number;
  /** How the paragraph began; undefined when the source is not known to have had it. */
  readonly quote: string | undefined;
  /** The number in the text, or the key where the number does not stand beside it. */
  readonly start: number;
  readonly end: number;
  /** An offset at which the citation can be edited, and which of its parts is at fault. */
  readonly citationAt: number;
  readonly part: number;
}

/** A range of more paragraphs than this is looked at from both ends only. */
const longestRange = 1_000;

/**
 * Finds the paragraphs that a text cites and its sources lack. What the dossier has no text of may have any paragraph,
 * and so may another work that a bibliography has under the key of a source.
 *
 * @param isRead whether all of the source with a key has been read.
 */
export function paragraphProblems(
  text: string,
  syntax: CitationSyntax,
  library: Library,
  isRead: (key: string) => boolean = () => true,
): ParagraphProblem[] {
  return citationGroups(syntax, text, keyOfUrl(library)).flatMap((citation) =>
    citation.parts.flatMap((part, index): ParagraphProblem[] => {
      const cited = citedParagraphs(part);
      if (!cited.length) return [];
      const work = library.work(part.source);
      const source = work && sourceOf(work);
      if (!source || !isRead(source.id)) return [];
      const gone = new Map(source.gone?.map(({ number, quote }) => [number, quote]));
      return cited
        .filter(({ paragraph, isEnd }) =>
          isEnd ? !paragraphNumbered(source, paragraph) : gone.has(paragraph),
        )
        .map(({ paragraph, written }) => ({
          key: part.source,
          paragraph,
          quote: gone.get(paragraph),
          ...placeOf(text, citation, index, written),
          citationAt: citation.start + 1,
          part: index,
        }));
    }),
  );
}

interface CitedParagraph {
  readonly paragraph: number;
  /** It is named; one between the ends of a range may never have been given. */
  readonly isEnd: boolean;
  /** The number that stands in the text for it. */
  readonly written: number;
}

function citedParagraphs(part: CitationPart): CitedParagraph[] {
  const locator = locatorOf(part);
  if (locator?.label !== 'paragraph') return [];
  return locator.value.split(/,|&|\band\b/).flatMap((range): CitedParagraph[] => {
    const [, first = '', last] = /^\s*(\d{1,9})(?:\s*[-–]+\s*(\d{1,9}))?\s*$/.exec(range) ?? [];
    if (!first) return [];
    const [from, to] = [Number(first), Number(last ?? first)];
    // The end of 123–5 is short for 125.
    if (to <= from) return [{ paragraph: from, isEnd: true, written: from }];
    const between = Math.min(to - from - 1, longestRange);
    return [
      { paragraph: from, isEnd: true, written: from },
      ...Array.from({ length: between }, (_, at) => ({
        paragraph: from + 1 + at,
        isEnd: false,
        written: from,
      })),
      { paragraph: to, isEnd: true, written: to },
    ];
  });
}

/** The dossier's source, where its text is known and it is what the key stands for in the draft. */
function sourceOf({ source, entries: [entry] }: CitableWork): Source | undefined {
  // What is read of an entry of a bibliography are its fields, not the paragraphs of the work.
  if (!source || source.entry || !(source.paragraphs.length || source.gone?.length)) return undefined;
  return !entry || isSameWork(entry.item, source.item) ? source : undefined;
}

function isSameWork(one: CslItem, other: CslItem): boolean {
  const address = (item: CslItem) => comparableUrl(addressOf(item) ?? '');
  if (address(one) !== undefined && address(one) === address(other)) return true;
  const [a, b] = [one, other].map(({ title }) => comparedWords(title).join(' '));
  // One of them may be without its subtitle.
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** Beside the key, before or behind it, as the syntax has it. */
function placeOf(
  text: string,
  { start, end, parts }: FoundCitation,
  index: number,
  written: number,
): { readonly start: number; readonly end: number } {
  const { keyStart, keyEnd } = parts[index] as FoundPart;
  const number = new RegExp(String.raw`(?<![\p{L}\p{N}])${written}(?![\p{L}\p{N}])`, 'u');
  const isInside = start <= keyStart && keyEnd <= end;
  if (isInside) {
    const from = parts[index - 1]?.keyEnd ?? start;
    const to = parts[index + 1]?.keyStart ?? end;
    const behind = number.exec(text.slice(keyEnd, to));
    if (behind) return within(keyEnd + behind.index, behind[0]);
    const before = number.exec(text.slice(from, keyStart));
    if (before) return within(from + before.index, before[0]);
  }
  return { start: keyStart, end: keyEnd };
}

function within(start: number, { length }: string): { readonly start: number; readonly end: number } {
  return { start, end: start + length };
}
