/** The English words that numbers are written with: "thirteen billion", "20 per cent". */

/** What a word means within a number. */
export interface NumberRole {
  /** The word is a number; `alone` unless it is only in front of a scale word: "a billion". */
  readonly value?: number;
  readonly alone?: boolean;
  /** The word multiplies the number before it. */
  readonly scale?: number;
  /** `percent`, and the two words of `per cent`. */
  readonly part?: 'percent' | 'per' | 'cent';
}

export const scales: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['bn', 1e9],
  ['b', 1e9],
  ['tn', 1e12],
]);

export const scaleNames: ReadonlyMap<string, string> = new Map([
  ['k', 'thousand'],
  ['m', 'million'],
  ['mn', 'million'],
  ['bn', 'billion'],
  ['b', 'billion'],
  ['tn', 'trillion'],
]);

const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const units = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

export const numberRoles: ReadonlyMap<string, NumberRole> = new Map<string, NumberRole>([
  ...units.map((word, index) => [word, { value: index + 2, alone: true }] as const),
  ...tens.map((word, index) => [word, { value: (index + 2) * 10, alone: true }] as const),
  ['a', { value: 1 }],
  ['an', { value: 1 }],
  ['one', { value: 1 }],
  ['half', { value: 0.5 }],
  ...[...scales].map(([word, scale]) => [word, { scale }] as const),
  ['percent', { part: 'percent' }],
  ['per', { part: 'per' }],
  ['cent', { part: 'cent' }],
]);
