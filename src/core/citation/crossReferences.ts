/** Keys that refer to a figure, a section or a list item of the text, where they look like citations. */
import type { SyntaxId } from './syntax.ts';

/** Quarto's `@fig-x` and pandoc-crossref's `@fig:x`. */
const prefixed =
  /^(?:fig|tbl|lst|sec|eq|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid|dia|suppfig)[-:]/i;

/**
 * Tells which keys of a text are no citations: by Quarto's and pandoc-crossref's prefixes, and those that the text
 * itself gives to something as a label.
 */
export function crossReferences(text: string, syntax: SyntaxId): (key: string) => boolean {
  if (syntax === 'typst') return memberOf(text, /(?<!\bcite\(\s{0,20})<([\p{ID_Continue}_:.-]+)>/gu);
  if (syntax !== 'pandoc' && syntax !== 'myst') return () => false;
  const isLabel = memberOf(
    text,
    /^[ \t]*\(@([\w-]+)\)/gm,
    /\{#([^\s{}]+)/g,
    /^[ \t]*(?:#\||:)[ \t]*(?:label|name):[ \t]*["']?([^\s"']+)/gm,
    /^[ \t]*\(([^\s()]+)\)=[ \t]*$/gm,
  );
  return (key) => prefixed.test(key) || isLabel(key);
}

function memberOf(text: string, ...patterns: readonly RegExp[]): (key: string) => boolean {
  let labels: Set<string> | undefined;
  return (key) => {
    labels ??= new Set(
      patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')),
    );
    return labels.has(key);
  };
}
