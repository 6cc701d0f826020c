/** Locators as citations write them: `para. 3`, `pp. 3-5`. */
import type { CitationPart, Locator } from './syntax.ts';

/** CSL locator term → its short form, for one and for several. */
const shortForms: Readonly<Record<string, readonly [string, string]>> = {
  book: ['bk.', 'bks.'],
  chapter: ['chap.', 'chaps.'],
  column: ['col.', 'cols.'],
  figure: ['fig.', 'figs.'],
  folio: ['fol.', 'fols.'],
  issue: ['no.', 'nos.'],
  line: ['l.', 'll.'],
  note: ['n.', 'nn.'],
  opus: ['op.', 'opp.'],
  page: ['p.', 'pp.'],
  paragraph: ['para.', 'paras.'],
  part: ['pt.', 'pts.'],
  section: ['sec.', 'secs.'],
  'sub-verbo': ['s.v.', 's.vv.'],
  verse: ['v.', 'vv.'],
  volume: ['vol.', 'vols.'],
};

const terms = new Map<string, string>(
  Object.entries(shortForms).flatMap(([term, forms]) =>
    [term, `${term}s`, ...forms].map((form) => [form, term] as const),
  ),
);
for (const [form, term] of [
  ['ch.', 'chapter'],
  ['chs.', 'chapter'],
  ['¶', 'paragraph'],
  ['¶¶', 'paragraph'],
  ['§', 'section'],
  ['§§', 'section'],
] as const) {
  terms.set(form, term);
}

/** The CSL locator terms that can be written. */
export const locatorTerms: readonly string[] = Object.keys(shortForms);

export function isCslLocator(label: string): boolean {
  return Object.hasOwn(shortForms, label);
}

/** The locator of a part, from either field. */
export function locatorOf({ locator, paragraph }: CitationPart): Locator | undefined {
  if (locator) return locator;
  return paragraph === undefined ? undefined : { label: 'paragraph', value: String(paragraph) };
}

/** `para. 3`; a label that is no CSL term is written as it is. */
export function printLocator({ label, value }: Locator): string {
  const forms = shortForms[label];
  const form = forms ? forms[/\d\s*(?:[-–,&]|and\b)\s*\d/.test(value) ? 1 : 0] : label;
  return `${form} ${value}`.trim();
}

const locatorAtStart = (() => {
  const forms = [...terms.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/\./g, '\\.'))
    .join('|');
  // Roman numerals make no list: the next word of a sentence may look like one.
  const value = String.raw`\d+[a-z]?(?:\s?[-–,:]\s?\d+[a-z]?)*|(?:[ivxlcdm]+|[IVXLCDM]+)(?:[-–](?:[ivxlcdm]+|[IVXLCDM]+))?`;
  return new RegExp(
    String.raw`^(?:(${forms})[\s~\u00a0]*(${value})|(\d+(?:\s?[-–,]\s?\d+)*))(?![\p{L}\p{N}])`,
    'u',
  );
})();

/** The locator fields of a part. A number alone is a page. */
export type LocatorFields = Pick<CitationPart, 'paragraph' | 'locator'>;

/**
 * Reads a locator at the start of a text.
 *
 * @returns its fields and how many code units it takes; undefined when the text begins with none.
 */
export function locatorAt(text: string): { fields: LocatorFields; length: number } | undefined {
  const match = locatorAtStart.exec(text);
  if (!match) return undefined;
  const [all, form, value = '', page = ''] = match;
  return { fields: locatorFields(terms.get(form ?? 'p.') ?? 'page', value || page), length: all.length };
}

/** Reads a text that is a locator as a whole; one of no known form keeps its text, with an empty label. */
export function wholeLocator(text: string): LocatorFields {
  const found = locatorAt(text);
  if (found?.length === text.length) return found.fields;
  const [, form = '', value = ''] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
  const label = terms.get(form);
  return label ? locatorFields(label, value) : locatorFields('', text);
}

function locatorFields(label: string, value: string): LocatorFields {
  return label === 'paragraph' && /^[1-9]\d{0,8}$/.test(value)
    ? { paragraph: Number(value) }
    : { locator: { label, value } };
}

/** Reads the locator at the end of a rendered citation, `Overweel, 2020, para. 3`; the number of a year is none. */
export function locatorAtEnd(text: string): LocatorFields {
  const inside = text.trimEnd().replace(/\)$/, '');
  for (const { index } of inside.matchAll(/, (?=[^\d\s])/g)) {
    const rest = inside.slice(index + 2);
    const locator = locatorAt(rest);
    if (locator?.length === rest.length) return locator.fields;
  }
  return {};
}

/** The suffix as it is printed: `and passim` → `, and passim`; one that begins with punctuation stays. */
export function printSuffix(suffix: string | undefined): string {
  return suffix && /^[\p{L}\p{N}]/u.test(suffix) ? `, ${suffix}` : (suffix ?? '');
}

/** The inverse of `printSuffix`. */
export function readSuffix(text: string): Pick<CitationPart, 'suffix'> {
  const suffix = text.trimEnd().replace(/^\s*,\s*(?=[\p{L}\p{N}])/u, '');
  return suffix ? { suffix } : {};
}

/** Whether two parts cite the same place of the same source. */
export function samePlace(a: CitationPart, b: CitationPart): boolean {
  const [x, y] = [locatorOf(a), locatorOf(b)];
  return a.source === b.source && x?.label === y?.label && x?.value === y?.value;
}

/** The parts that a citation does not hold yet; the same place with other words around it is another part. */
export function newParts(parts: readonly CitationPart[], present: readonly CitationPart[]): CitationPart[] {
  return parts.filter((part) => !present.some((other) => samePart(part, other)));
}

/** Whether two parts say the same: the same place with the same words around it. */
export function samePart(a: CitationPart, b: CitationPart): boolean {
  const words = (a.prefix ?? '') === (b.prefix ?? '') && (a.suffix ?? '') === (b.suffix ?? '');
  return samePlace(a, b) && words && !a.suppressAuthor === !b.suppressAuthor;
}
