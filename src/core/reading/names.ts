/** Authors as documents write them → CSL names. */
import type { CslItem } from '../corpus/schema.ts';
import { oneLine } from './blocks.ts';

export type Name = NonNullable<CslItem['author']>[number];

const particle = /^(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|af|av|al|bin|ibn)$/i;
const organisation =
  /\b(?:inc|ltd|llc|gmbh|corp|corporation|company|foundation|institute|institut|university|universität|committee|council|ministry|agency|association|press|news|team|staff|editors?|redaktion|group|department|office|bureau|commission|centre|center|bank|reuters|union)\b/i;
const maxAuthors = 200;

/**
 * One name. `Family, Given` is taken as it stands; two to four words with capitals are a person's; anything else, such
 * as an organisation, stays whole.
 *
 * @returns undefined for what is no name: empty text or an address.
 */
export function parseName(text: string): Name | undefined {
  const whole = oneLine(text.slice(0, 500))
    .replace(/^by\s+/i, '')
    .replace(/\s*[<(][^>)]*@[^>)]*[>)]/g, '')
    .slice(0, 200);
  if (!/\p{L}/u.test(whole) || /^(?:https?:|www\.)|^\S+@\S+$/i.test(whole)) return undefined;
  const inverted = /^([^,]+),\s*([^,]+)(?:,\s*((?:jr|sr|i{1,3}|iv)\.?))?$/i.exec(whole);
  if (inverted?.[1] && inverted[2] && !organisation.test(whole)) {
    return {
      family: inverted[1].trim(),
      given: inverted[2].trim(),
      ...(inverted[3] ? { suffix: inverted[3] } : {}),
    };
  }
  const words = whole.split(' ');
  const isPerson =
    words.length >= 2 &&
    words.length <= 5 &&
    !organisation.test(whole) &&
    !/^(?:the|die|der|das|le|la|les|el)$/i.test(words[0] ?? '') &&
    words.every((word) => particle.test(word) || /^[\p{Lu}\p{Lt}][\p{L}\p{M}'’.-]*$/u.test(word));
  if (!isPerson) return { literal: whole };
  const from = words.findIndex((word, index) => index > 0 && particle.test(word));
  const at = from > 0 ? from : words.length - 1;
  return { family: words.slice(at).join(' '), given: words.slice(0, at).join(' ') };
}

/** Names in one text: `A and B`, `A; B`, `A, B and C`, or one `Family, Given`. */
export function parseNames(text: string): Name[] {
  const whole = oneLine(text).slice(0, 5_000);
  const parts = whole.split(/\s*;\s*|\s+(?:and|und|et|y|&)\s+|\s*&\s*/i);
  const lists = parts.flatMap((part) => {
    const items = part.split(/\s*,\s*/).filter(Boolean);
    // `Ada Green, Bo Lee`: both have a given name, so the comma parts people.
    const people =
      items.length > 1 && items.every((item) => item.includes(' ') && !/^(?:jr|sr)\b/i.test(item));
    return people ? items : [part];
  });
  return lists.flatMap((part) => parseName(part) ?? []).slice(0, maxAuthors);
}
