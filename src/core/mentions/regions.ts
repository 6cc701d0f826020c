/** Regions of code, math and comments that may hold blank lines, by the line that opens them. */
import { opaqueEnvironment } from './patterns.ts';
import type { Opening } from './syntax.ts';

/** Ends with the line that holds this text, in any case. */
function until(text: string): Opening {
  const closing = new RegExp(text.replace(/[\\{}+*]/g, '\\$&'), 'i');
  return { region: (line) => (closing.test(line) ? 'here' : 'no') };
}

/**
 * A fence of backticks or tildes, in quotes and list items too.
 *
 * A fence that names a language always opens: it cannot close one, so a reader that starts in the middle of a document
 * finds its feet there.
 */
export function fence(line: string): Opening | undefined {
  const opening = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^`]*)$/.exec(line);
  const mark = opening?.[1];
  if (!mark) return undefined;
  return {
    region: (next) => {
      if (!next.includes(mark)) return 'no';
      const other = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})\s*(\S?)/.exec(next);
      if (!other?.[1]?.startsWith(mark)) return 'no';
      return other[2] ? 'before' : 'here';
    },
  };
}

/** Whether a fence without a language looks like the end of a region rather than its start, by the lines around it. */
export function closesFence(line: string, before: string, after: string): boolean {
  return /^[ \t>]*(?:`{3,}|~{3,})\s*$/.test(line) && before.trim() !== '' && after.trim() === '';
}

/** A comment or an element without prose that does not end in its first line. */
export function html(line: string): Opening | undefined {
  const comment = /^\s*<!--/.test(line);
  if (comment) return line.includes('-->') ? undefined : until('-->');
  const element = /^\s*<(script|style|pre|textarea|svg|math)\b/i.exec(line)?.[1];
  if (!element) return undefined;
  const closing = `</${element}`;
  return line.toLowerCase().includes(closing.toLowerCase()) ? undefined : until(closing);
}

export function latexEnvironment(line: string): Opening | undefined {
  const name = opaqueEnvironment.exec(line)?.[1];
  if (!name) return undefined;
  const closing = `\\end{${name}}`;
  return line.includes(closing) ? undefined : until(closing);
}

/** `----`, `....`, `++++` and `////` of AsciiDoc: the same line again ends it. */
export function delimiter(line: string): Opening | undefined {
  const mark = /^(-{4,}|\.{4,}|\+{4,}|\/{4,})\s*$/.exec(line)?.[1];
  return mark ? { region: (next) => (next.trimEnd() === mark ? 'here' : 'no') } : undefined;
}

export function orgBlock(line: string): Opening | undefined {
  const name = /^\s*#\+begin_(src|example|export|comment)\b/i.exec(line)?.[1];
  return name ? until(`#+end_${name}`) : undefined;
}

/** The indented lines after a directive for code, or after a paragraph that ends in `::`. */
export function restructuredLiteral(line: string): Opening | undefined {
  const directive = /^\s*\.\.\s+(?:code-block|code|sourcecode|math|raw|parsed-literal|bibliography)::/.test(
    line,
  );
  if (!directive && (!line.trimEnd().endsWith('::') || /^\s*\.\.\s/.test(line))) return undefined;
  const indent = indentation(line);
  return {
    region: (next) => (next.trim() === '' || indentation(next) > indent ? 'no' : 'before'),
    visible: !directive,
  };
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}
