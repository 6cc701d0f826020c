import assert from 'node:assert/strict';
import edtf from 'edtf';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compareDates, formatDate, parseDate, startYear } from '../../src/core/date.ts';

describe('EDTF dates', () => {
  const written: readonly (readonly [string, string])[] = [
    ['2019-07', 'Jul 2019'],
    ['2025-01-21', '21 Jan 2025'],
    ['2023', '2023'],
    ['2020~', 'c. 2020'],
    ['2024-10?', 'Oct 2024?'],
    ['2019%', 'c. 2019?'],
    ['202X', '2020s'],
    ['2019-10-XX', 'Oct 2019'],
    ['2024-21', 'spring 2024'],
    ['2019/2025', '2019–2025'],
    ['2019-07/2023-01', 'Jul 2019 – Jan 2023'],
    ['2025-01-21/..', 'since 21 Jan 2025'],
    ['../2025', 'until 2025'],
  ];
  for (const [edtf, people] of written) {
    it(`${edtf} is written ${people}`, () => assert.equal(formatDate(edtf), people));
  }

  it('refuses dates that do not exist', () => {
    for (const text of [
      '2025-13',
      '2025-02-29',
      '2025-02-30',
      '2100-02-29',
      'yesterday',
      '',
      '20-1-1',
      'x'.repeat(1000),
    ]) {
      assert.equal(parseDate(text), undefined, text);
    }
  });

  it('spans the whole of what a date may mean', () => {
    assert.deepEqual(parseDate('2019-07'), {
      text: '2019-07',
      min: Date.UTC(2019, 6, 1),
      max: Date.UTC(2019, 7, 1) - 1,
    });
    assert.equal(parseDate('2025-01-21/..')?.max, Number.POSITIVE_INFINITY);
  });

  it('spans years, months and days as the library does', () => {
    const day = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(4, 7, 10), (date, length) => {
        const text = date.toISOString().slice(0, length);
        const { min, max } = edtf(text);
        assert.deepEqual(parseDate(text), { text, min: Number(min), max: Number(max) });
      }),
    );
  });

  it('orders by the earliest moment, then the more precise first', () => {
    const dates = ['2025', '2019-07', '2023-11-22', '2023-11', '2023'];
    assert.deepEqual(dates.sort(compareDates), ['2019-07', '2023', '2023-11', '2023-11-22', '2025']);
    assert.equal(startYear('2023-11/2024'), 2023);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseDate(text);
        formatDate(text);
        compareDates(text, '2020');
      }),
    );
  });
});
