/** What Markdown's inline and reference links have in common as citations: `([Overweel, 2020](…); [Brown, 2021](…))`. */
import { printKept } from './edit.ts';
import { locatorAtEnd } from './locator.ts';
import { blankMarkdownCode } from './masking.ts';
import type { CitationContext, CitationForm, CitationPart, FoundCitation, FoundPart } from './syntax.ts';

/** A link in the two ways to name what it leads to. */
export interface LinkKind {
  /** Its text as the first group, what it leads to as the second. */
  readonly pattern: RegExp;
  /** @returns the link's target, with its brackets; undefined where the source has no address. */
  readonly target: (part: CitationPart) => string | undefined;
}

export interface Group {
  readonly start: number;
  readonly end: number;
}

/** Links, and those that stand in one pair of parentheses as one. */
export function linkGroups(text: string, pattern: RegExp): Group[] {
  const source = blankMarkdownCode(text);
  const one = pattern.source;
  return [...source.matchAll(new RegExp(String.raw`\((?:${one})(?:; (?:${one}))*\)|(?:${one})`, 'g'))].map(
    (match) => ({ start: match.index, end: match.index + match[0].length }),
  );
}

/**
 * The links that lead to sources; a group of which one leads elsewhere is no citation.
 *
 * @param keyOf key of what the second group of the pattern names.
 */
export function linkCitations(
  text: string,
  pattern: RegExp,
  keyOf: (target: string) => string | undefined,
): FoundCitation[] {
  return linkGroups(text, pattern).flatMap(({ start, end }) => {
    const matches = [...text.slice(start, end).matchAll(new RegExp(pattern, 'g'))];
    const parts = matches.flatMap((match): FoundPart[] => {
      const [all, label = '', target = ''] = match;
      const source = keyOf(target);
      if (source === undefined) return [];
      const keyStart = start + match.index + all.lastIndexOf(target);
      return [
        {
          source,
          ...locatorAtEnd(label.replace(/\\(.)/g, '$1')),
          keyStart,
          keyEnd: keyStart + target.length,
        },
      ];
    });
    if (parts.length === 0 || parts.length < matches.length) return [];
    return [{ start, end, form: text[start] === '(' ? 'parenthetical' : 'narrative', parts }];
  });
}

/** The links of a citation with other parts; those that it has already stay as they are written. */
export function printLinksAgain(
  text: string,
  citation: FoundCitation,
  parts: readonly CitationPart[],
  context: CitationContext,
  form: CitationForm,
  kind: LinkKind,
): string {
  if (parts.length === 0) return '';
  const inside = text.slice(citation.start, citation.end);
  const pieces =
    form === citation.form ? [...inside.matchAll(new RegExp(kind.pattern, 'g'))].map(([whole]) => whole) : [];
  const printed = printKept(citation, pieces, parts, (part) => link(part, context, form, kind).text);
  const bracketed =
    form === citation.form ? inside.startsWith('(') : link(parts[0], context, form, kind).bracketed;
  return bracketed ? `(${printed.join('; ')})` : printed.join('; ');
}

export function printLinks(
  parts: readonly CitationPart[],
  context: CitationContext,
  form: CitationForm = 'parenthetical',
  kind: LinkKind,
): string {
  const links = parts.map((part) => link(part, context, form, kind));
  const text = links.map((one) => one.text).join('; ');
  return links.some((one) => one.bracketed) ? `(${text})` : text;
}

/** A part as a link; its parentheses, if the style has any, are left to the group. */
export function link(
  part: CitationPart | undefined,
  context: CitationContext,
  form: CitationForm,
  kind: LinkKind,
): { readonly text: string; readonly bracketed: boolean } {
  if (!part) return { text: '', bracketed: false };
  const rendered = context.inText([part], 'markdown', form);
  const inner = /^\((.*)\)$/s.exec(rendered)?.[1];
  // Links do not nest: an address within a note is left to the link itself.
  const label = (inner ?? rendered).replace(/,? <https?:[^<>]*>/g, '');
  const target = kind.target(part);
  return { text: target ? `[${label}]${target}` : label, bracketed: inner !== undefined };
}
