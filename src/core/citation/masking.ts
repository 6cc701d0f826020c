/** Blanking the stretches of a text in which no citation stands; offsets and line breaks stay. Time is linear. */

/** Blanks what matches. Patterns must not look far ahead: see `blankSpans`. */
export function blank(text: string, ...patterns: readonly RegExp[]): string {
  return patterns.reduce((rest, pattern) => rest.replace(pattern, spaces), text);
}

/**
 * Blanks from each opening to its closing. One that is never closed is left.
 *
 * @param open global; what it matches first wins, so that a comment in a code block is code.
 * @param closing the text that closes an opening; an empty one means that the opening is the whole.
 */
export function blankSpans(
  text: string,
  open: RegExp,
  closing: (opening: RegExpExecArray) => string,
): string {
  const pattern = new RegExp(open);
  const absent = new Set<string>();
  let result = '';
  let done = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const close = closing(match);
    // A closing that is nowhere ahead is not looked for again.
    const at = absent.has(close) ? -1 : text.indexOf(close, pattern.lastIndex);
    if (at < 0) {
      absent.add(close);
      continue;
    }
    pattern.lastIndex = at + close.length;
    result += text.slice(done, match.index) + spaces(text.slice(match.index, pattern.lastIndex));
    done = pattern.lastIndex;
  }
  return result + text.slice(done);
}

/** Blanks Markdown's fenced blocks, code spans and comments. A block that is not closed goes on to the end. */
export function blankMarkdownCode(text: string): string {
  return blankSpans(
    blankFences(text).replace(/(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\r?\n)[\s\S])*?(?<!`)\1(?!`)/g, spaces),
    /<!--/g,
    () => '-->',
  );
}

function blankFences(text: string): string {
  return blankBlocks(
    text,
    /^ {0,3}(`{3,}|~{3,})(.*)$/gm,
    ([, mark = '', rest]) => mark.startsWith('~') || !rest?.includes('`'),
    ([, mark = '', rest], [, opening = '']) => mark.startsWith(opening) && rest?.trim() === '',
  );
}

/**
 * Blanks blocks with the lines that delimit them. A block that is not closed goes on to the end.
 *
 * @param delimiter global; matches every line that may open or close a block.
 */
export function blankBlocks(
  text: string,
  delimiter: RegExp,
  opens: (line: RegExpExecArray) => boolean,
  closes: (line: RegExpExecArray, opening: RegExpExecArray) => boolean,
): string {
  let result = '';
  let done = 0;
  let opening: RegExpExecArray | undefined;
  for (const line of text.matchAll(delimiter)) {
    if (!opening) {
      if (opens(line)) opening = line;
    } else if (closes(line, opening)) {
      const end = line.index + line[0].length;
      result += text.slice(done, opening.index) + spaces(text.slice(opening.index, end));
      done = end;
      opening = undefined;
    }
  }
  return opening
    ? result + text.slice(done, opening.index) + spaces(text.slice(opening.index))
    : result + text.slice(done);
}

function spaces(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
