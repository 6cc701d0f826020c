import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { locatorChoices } from '../../src/core/citation/locatorChoices.ts';

describe('what a typed locator may mean', () => {
  for (const [text, expected] of [
    ['p. 3-5', 'page 3-5'],
    ['§ 4', 'section 4'],
    ['¶ 2', 'paragraph 2'],
    ['par 3', 'paragraph 3; part 3;  par 3'],
    ['chapter 2', 'chapter 2'],
    ['vol', ' vol'],
    ['the end', ' the end'],
    ['  ', ''],
  ] as const) {
    it(`${text} → ${expected}`, () => {
      const found = locatorChoices(text, 'page').map(({ label, value }) => `${label} ${value}`);
      assert.equal(found.join('; '), expected);
    });
  }

  it('a number alone stands for any of them, the usual one first', () => {
    const found = locatorChoices('3', 'paragraph').map(({ label }) => label);
    assert.deepEqual(found.slice(0, 4), ['paragraph', 'page', 'chapter', 'section']);
    assert.equal(new Set(found).size, found.length);
  });
});
