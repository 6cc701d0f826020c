/** What a typed locator may mean, for a writer to choose among. */
import { locatorAt, locatorOf, locatorTerms } from './locator.ts';
import type { Locator } from './syntax.ts';

/**
 * The locators that a text may stand for, the likeliest first: `§ 4` is one; of `3-5` it is not known what it counts;
 * `par 3` begins the names of two; anything else is taken as it is.
 *
 * @param usual CSL term that a number alone most likely stands for.
 * @returns empty for a blank text.
 */
export function locatorChoices(text: string, usual: string): Locator[] {
  const typed = text.trim().replace(/\s+/g, ' ');
  if (!typed) return [];
  const alone = /^(?:\d+[a-z]?|[ivxlcdm]+)(?:\s?[-–,]\s?(?:\d+[a-z]?|[ivxlcdm]+))*$/i.test(typed);
  if (alone) {
    const terms = [usual, 'page', 'paragraph', 'chapter', 'section', ...locatorTerms];
    return [...new Set(terms)].map((label) => ({ label, value: typed }));
  }
  const understood = locatorAt(typed);
  const locator =
    understood?.length === typed.length ? locatorOf({ source: '', ...understood.fields }) : undefined;
  if (locator) return [locator];
  const [, word = '', value = ''] = /^(\p{L}+)\.? ?(\d.*)$/u.exec(typed) ?? [];
  const begun = locatorTerms.filter((term) => word && term.startsWith(word.toLowerCase()));
  return [...begun.map((label) => ({ label, value })), { label: '', value: typed }];
}
