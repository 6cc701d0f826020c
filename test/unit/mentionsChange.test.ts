import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { changeBetween } from '../../src/core/mentions/change.ts';

/** Short texts of few letters, so that what is typed often looks like what stands around it. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });

describe('the change between two texts', () => {
  it('is none where they are the same', () => assert.equal(changeBetween('tea', 'tea'), undefined));

  it('is what was typed, also far into a long text', () => {
    const long = 'x'.repeat(5000);
    assert.deepEqual(changeBetween(`${long}tea${long}`, `${long}team${long}`), {
      from: 5003,
      to: 5003,
      length: 1,
    });
  });

  it('makes the one of the other', () =>
    fc.assert(
      fc.property(text, text, text, text, fc.nat(1), (start, before, after, end, times) => {
        const [old, now] = [before, after].map((middle) => start.repeat(200 * times + 1) + middle + end);
        const change = changeBetween(old as string, now as string);
        if (!change) return old === now;
        const { from, to, length } = change;
        return (old as string).slice(0, from) + now?.slice(from, from + length) + old?.slice(to) === now;
      }),
    ));
});
