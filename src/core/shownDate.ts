/** Dates as people read them, in the display language. What goes into drafts and files is `formatDate`'s. */
import * as l10n from '@vscode/l10n';
import { type DateWords, formatDate } from './date.ts';
import { spokenLanguage } from './displayLanguage.ts';

/**
 * An EDTF date in the display language.
 *
 * @example shownDate('2025-01-21') // '21 Jan 2025', in German '21. Jan. 2025'
 * @returns the text itself where it is no date of a shape that has a shorter form.
 */
export function shownDate(text: string): string {
  const language = spokenLanguage();
  return language === 'en' ? formatDate(text) : formatDate(text, wordsOf(language));
}

const known = new Map<string, DateWords>();

/** A formatter takes longer to make than hundreds of dates to format. */
function wordsOf(language: string): DateWords {
  const words = known.get(language) ?? makeWords(language);
  known.set(language, words);
  return words;
}

function makeWords(language: string): DateWords {
  const shared = { calendar: 'gregory', timeZone: 'UTC', month: 'short' } as const;
  const month = new Intl.DateTimeFormat(language, shared);
  const monthOfYear = new Intl.DateTimeFormat(language, { ...shared, year: 'numeric' });
  const dayOfYear = new Intl.DateTimeFormat(language, { ...shared, year: 'numeric', day: 'numeric' });
  return {
    month: (year, number) =>
      /^\d+$/.test(year)
        ? monthOfYear.format(dateOf(year, number, 1))
        : `${month.format(dateOf('2000', number, 1))} ${year}`,
    day: (year, number, day) => dayOfYear.format(dateOf(year, number, day)),
    season: (season, year) => {
      switch (season) {
        case 'spring':
          return l10n.t('spring {0}', year);
        case 'summer':
          return l10n.t('summer {0}', year);
        case 'autumn':
          return l10n.t('autumn {0}', year);
        default:
          return l10n.t('winter {0}', year);
      }
    },
    quarter: (number, year) => l10n.t('Q{0} {1}', number, year),
    decade: (start) => l10n.t('{0}s', start),
    since: (date) => l10n.t('since {0}', date),
    until: (date) => l10n.t('until {0}', date),
    about: (date) => l10n.t('c. {0}', date),
  };
}

function dateOf(year: string, month: number, day: number): Date {
  const date = new Date(0);
  // The constructor takes years before 100 for those of the last century.
  date.setUTCFullYear(Number(year), month - 1, day);
  return date;
}
