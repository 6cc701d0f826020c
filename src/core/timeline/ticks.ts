/** The labels of a time axis, in the reader's language. */

/** No dossier tells time closer than a day. */
const day = 86_400_000;

export interface Tick {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly label: string;
}

/**
 * Labels points in time as shortly as they can be told apart: a year by its number, a month by its name, a day with its
 * month. Points within a day are left out.
 *
 * @param language BCP 47; what is no such tag counts as English.
 */
export function tickLabels(dates: readonly Date[], language: string): Tick[] {
  const locale = supported(language);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const [month, dayOfMonth] = [format({ month: 'short' }), format({ month: 'short', day: 'numeric' })];
  return dates.flatMap((date) => {
    const time = date.getTime();
    if (time % day !== 0) return [];
    const first = date.getUTCDate() === 1;
    const label =
      first && date.getUTCMonth() === 0
        ? String(date.getUTCFullYear())
        : (first ? month : dayOfMonth).format(date);
    return [{ time, label }];
  });
}

function supported(language: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
