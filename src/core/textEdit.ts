/** Changes of a text, as values. */

/** Replaces `[start, end)` of a text; offsets are UTF-16 code units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Edits of one text, none overlapping, and where the cursor stands once they are made. */
export interface Insertion {
  readonly edits: readonly TextEdit[];
  /** Offset in the changed text. */
  readonly cursor: number;
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, newText } of inOrder(edits)) {
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}

/** An insertion whose cursor stands after the last change, or at `otherwise` when nothing changes. */
export function insertion(edits: readonly TextEdit[], otherwise: number): Insertion {
  const last = inOrder(edits).at(-1);
  return { edits, cursor: last ? offsetAfter(edits, last.end) : otherwise };
}

/** Where an offset of the old text stands in the new one; inserted text at the offset comes before it. */
export function offsetAfter(edits: readonly TextEdit[], offset: number): number {
  return edits
    .filter((edit) => edit.end <= offset)
    .reduce((sum, edit) => sum + edit.newText.length - (edit.end - edit.start), offset);
}

/** One set of edits out of several that were made for the same text: what all of them ask for is done once. */
export function mergeEdits(all: readonly TextEdit[]): TextEdit[] {
  const merged: TextEdit[] = [];
  const seen = new Set<string>();
  for (const edit of inOrder(all)) {
    const id = `${edit.start} ${edit.end} ${edit.newText}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const last = merged.at(-1);
    if (last && last.end === edit.start && edit.start === edit.end) {
      merged[merged.length - 1] = { ...last, newText: last.newText + edit.newText };
    } else merged.push(edit);
  }
  return merged;
}

/** The line break a text uses. */
export function lineBreak(text: string): '\n' | '\r\n' {
  return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
}

/**
 * Puts an indent before each line that is not empty. A pattern's `^` does so too, but also behind the separators of
 * Unicode (U+2028, U+2029), which end no line of a file and may stand within a value.
 */
export function indented(block: string, indent: string): string {
  return block.replace(/(?<=^|\n)(?!\n|$)/g, indent);
}

function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
