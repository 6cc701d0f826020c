/** What an edit changed, told from the texts before and after it. */
import type { TextChange } from './document.ts';

/** How much is compared at once before it is looked at unit by unit. In UTF-16 units. */
const stride = 1024;

/** The one change that makes `after` of `before`, as short as it can be; undefined where they are the same. */
export function changeBetween(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from + stride <= most && before.slice(from, from + stride) === after.slice(from, from + stride)) {
    from += stride;
  }
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let behind = 0;
  const left = most - from;
  const tail = (text: string, length: number) =>
    text.slice(text.length - behind - length, text.length - behind);
  while (behind + stride <= left && tail(before, stride) === tail(after, stride)) behind += stride;
  while (
    behind < left &&
    before.charCodeAt(before.length - behind - 1) === after.charCodeAt(after.length - behind - 1)
  ) {
    behind++;
  }
  return { from, to: before.length - behind, length: after.length - behind - from };
}
