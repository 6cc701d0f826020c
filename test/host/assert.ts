/** The few assertions that host tests need: Node's own module is missing in the web extension host. */

class AssertionError extends Error {
  override readonly name = 'AssertionError';
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(message: string, actual: unknown, expected: unknown) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

/** The value is truthy. */
export function ok(actual: unknown, message = 'expected a truthy value'): asserts actual {
  if (!actual) throw new AssertionError(message, actual, true);
}

/** The values are identical. */
export function equal<T>(actual: T, expected: T, message = 'expected identical values'): void {
  if (!Object.is(actual, expected)) throw new AssertionError(message, actual, expected);
}

/** The values have the same structure, as JSON shows it. */
export function deepEqual<T>(actual: T, expected: T, message = 'expected equal structures'): void {
  if (canonical(actual) !== canonical(expected)) throw new AssertionError(message, actual, expected);
}

/** The text has the pattern. */
export function match(actual: string, expected: RegExp, message = 'expected a text with a pattern'): void {
  if (!expected.test(actual)) throw new AssertionError(message, actual, String(expected));
}

/** The text does not have the pattern. */
export function doesNotMatch(
  actual: string,
  pattern: RegExp,
  message = 'expected a text without a pattern',
): void {
  if (pattern.test(actual)) throw new AssertionError(message, actual, `not ${pattern}`);
}

/** The promise is rejected with a message that has the pattern. */
export async function rejects(promise: Thenable<unknown>, pattern = /(?:)/): Promise<void> {
  let reason: unknown;
  try {
    await promise;
  } catch (error) {
    reason = error;
    match(error instanceof Error ? error.message : String(error), pattern, 'rejected with another message');
  }
  if (reason === undefined) throw new AssertionError('expected a rejection', 'fulfilled', 'rejected');
}

function canonical(value: unknown): string {
  const sorted = (_key: string, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted) ?? 'undefined';
}
