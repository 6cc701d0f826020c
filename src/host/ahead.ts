/** Begins work before its turn comes. */

/**
 * Items in order, each with its result on the way, which is begun while some items before it are still at work.
 *
 * @param count how many results are on the way at a time.
 */
export function* ahead<Item, Result>(
  items: readonly Item[],
  count: number,
  begin: (item: Item) => Promise<Result>,
): Generator<{ readonly item: Item; readonly result: Promise<Result> }> {
  const begun: Promise<Result>[] = [];
  let next = 0;
  for (const item of items) {
    for (; next < items.length && begun.length < count; next++) {
      const result = begin(items[next] as Item);
      // Its error is met in its turn, or nobody asks for it any more.
      result.catch(() => {});
      begun.push(result);
    }
    yield { item, result: begun.shift() as Promise<Result> };
  }
}
