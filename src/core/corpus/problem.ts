/** A fault in a dossier's file, as a value: what, where, and what to do about it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Path inside the dossier folder, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** `file:line:column: message (remedy)`, the form that editors and terminals make a link of. */
export function formatProblem({ file, line, column, severity, message, remedy }: Problem): string {
  return `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${message} (${remedy})`;
}

/** Where something stands in a file: line and column from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in UTF-16 units. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
