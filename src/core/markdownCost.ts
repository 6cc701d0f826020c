/** What costs a parser of Markdown the square of its length, or worse; ordinary prose costs little. */

/** UTF-16 units between two breaks. */
const longestRun = 60_000;
/** Quotes, lists and footnotes in each other, and brackets that stay open. */
const deepest = 200;
/** Brackets in one run, closed or not: each is looked at as what a link may begin with. */
const mostBrackets = 4000;
const nested = new RegExp(String.raw`^(?:[ \t]*(?:>|[-*+]|\d+[.)]|\[\^[^\]\s]{1,99}\]:)){${deepest}}`, 'm');

/**
 * Finds the first run of text that never breaks or nests without end.
 *
 * @param breaks what parts runs; with the flag `g`.
 * @returns where the run begins, in UTF-16 units; undefined when there is none.
 */
export function costlyRun(text: string, breaks: RegExp): number | undefined {
  let start = 0;
  for (const match of text.matchAll(breaks)) {
    if (isCostly(text.slice(start, match.index))) return start;
    start = match.index + match[0].length;
  }
  return isCostly(text.slice(start)) ? start : undefined;
}

function isCostly(run: string): boolean {
  if (run.length > longestRun || nested.test(run)) return true;
  let open = 0;
  let brackets = 0;
  for (let at = 0; at < run.length && open <= deepest && brackets <= mostBrackets; at++) {
    const character = run[at];
    if (character === '[') brackets++;
    if (character === '[' || character === '(') open++;
    else if ((character === ']' || character === ')') && open > 0) open--;
  }
  return open > deepest || brackets > mostBrackets;
}
