/** How an axis of time names its ticks. */

/**
 * Names the largest unit of time that begins at a tick, as d3 does in English.
 *
 * @param language a BCP 47 tag.
 * @param english d3's own format, which knows no other language.
 */
export function tickFormat(language: string, english: (date: Date) => string): (date: Date) => string {
  if (language === 'en') return english;
  const shared = { calendar: 'gregory', timeZone: 'UTC' } as const;
  const year = new Intl.DateTimeFormat(language, { ...shared, year: 'numeric' });
  const month = new Intl.DateTimeFormat(language, { ...shared, month: 'long' });
  const day = new Intl.DateTimeFormat(language, { ...shared, day: 'numeric', month: 'short' });
  const time = new Intl.DateTimeFormat(language, { ...shared, hour: '2-digit', minute: '2-digit' });
  return (date) => {
    if (date.getUTCHours() || date.getUTCMinutes()) return time.format(date);
    if (date.getUTCDate() > 1) return day.format(date);
    return (date.getUTCMonth() ? month : year).format(date);
  };
}
