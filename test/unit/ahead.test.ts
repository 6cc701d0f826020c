import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ahead } from '../../src/host/ahead.ts';

describe('work begun ahead', () => {
  it('is given in order, and no more of it is on its way than asked for', async () => {
    const begun: number[] = [];
    const begin = async (item: number) => {
      begun.push(item);
      return 10 * item;
    };
    const given: number[] = [];
    for (const { item, result } of ahead([1, 2, 3, 4, 5], 2, begin)) {
      assert.ok(begun.length <= item + 1, `${begun.length} begun at ${item}`);
      given.push(item, await result);
    }
    assert.deepEqual(given, [1, 10, 2, 20, 3, 30, 4, 40, 5, 50]);
  });

  it('tells of an error in its turn, and of none that nobody waits for', async () => {
    const begin = async (item: number) => {
      if (item > 1) throw new Error(`${item}`);
      return item;
    };
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    for (const { item, result } of ahead([1, 2, 3, 4], 3, begin)) {
      if (item === 1) assert.equal(await result, 1);
      else await assert.rejects(result, new Error('2'));
      if (item === 2) break;
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });
});
