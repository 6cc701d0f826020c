/** The few lines around an offset, so that a look at one key costs the same in a line and in a megabyte. */

/** How far a paragraph is read, before and after an offset. In UTF-16 units. */
const reach = 4000;
const blankLine = /\n[ \t]*\r?\n/g;

/** The paragraph around an offset, `[start, end)`; of a long one the lines near the offset. */
export function paragraphAround(text: string, offset: number): { start: number; end: number } {
  const from = Math.max(0, offset - reach);
  const before = text.slice(from, offset);
  const last = [...before.matchAll(blankLine)].at(-1);
  const firstLine = from === 0 ? 0 : before.indexOf('\n') + 1;
  const after = text.slice(offset, offset + reach).search(new RegExp(blankLine.source));
  return {
    start: from + (last ? last.index + last[0].length : firstLine),
    end: after < 0 ? Math.min(text.length, offset + reach) : offset + after,
  };
}

/** Whether an offset lies in a fenced block or a comment. Only the lines with such marks are looked at. */
export function insideMarkdownCode(text: string, offset: number): boolean {
  return insideFence(text, offset) || insideComment(text, offset);
}

function insideFence(text: string, offset: number): boolean {
  let opening = '';
  for (const start of linesWith(text, ['```', '~~~'], offset)) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    const [, mark = '', rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line.replace(/\r$/, '')) ?? [];
    if (!mark) continue;
    if (opening) {
      if (mark.startsWith(opening) && rest.trim() === '') opening = '';
    } else if (mark.startsWith('~') || !rest.includes('`')) opening = mark;
  }
  return opening !== '';
}

function insideComment(text: string, offset: number): boolean {
  const open = text.lastIndexOf('<!--', offset);
  return open >= 0 && text.indexOf('-->', open) >= offset;
}

/** The beginnings of the lines before an offset that hold one of the marks, in order. */
function linesWith(text: string, marks: readonly string[], offset: number): number[] {
  const starts = new Set<number>();
  for (const mark of marks) {
    let at = text.indexOf(mark);
    while (at >= 0 && at < offset) {
      starts.add(text.lastIndexOf('\n', at) + 1);
      const end = text.indexOf('\n', at);
      at = end < 0 ? -1 : text.indexOf(mark, end);
    }
  }
  return [...starts].sort((a, b) => a - b);
}
