/** The state of a file, as one text: its time of change and size, which are cheap to ask for, and a digest of its content. */

/** @param seen time of change and size. */
export function fileState(seen: string, digest: string): string {
  return `${seen} ${digest}`;
}

/** Whether a file in a known state seems not to have been touched since. */
export function isAsSeen(state: string | undefined, seen: string): boolean {
  return state === seen || (state?.startsWith(`${seen} `) ?? false);
}

/** The digest; empty where there is none. */
export function digestIn(state: string | undefined): string {
  return /^\S+ \S+ (\S+)$/.exec(state ?? '')?.[1] ?? '';
}
