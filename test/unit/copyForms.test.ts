import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { copyForms, copyText } from '../../src/core/citation/copyForms.ts';
import { context, p3, plain } from './citationFamily.ts';

describe('what is copied', () => {
  for (const [form, expected] of [
    ['pandoc', '[@overweel2020, para. 3; @b]'],
    ['reference:text', 'The *overweel2020*.\n\nThe *b*.'],
    ['reference:html', 'The *overweel2020*.\nThe *b*.'],
    ['key', 'overweel2020, b'],
    ['url', 'https://example.org/overweel2020\nhttps://example.org/b'],
  ] as const) {
    it(form, () => assert.equal(copyText(form, [p3, { source: 'b' }], context), expected));
  }

  it('every form makes something of a source, each its own', () => {
    const texts = copyForms.map((form) => copyText(form, [p3], context));
    for (const [index, text] of texts.entries()) assert.ok(text, copyForms[index]);
    assert.match(texts[copyForms.indexOf('entry:bibtex')] ?? '', /^@\w+\{overweel2020,/);
    assert.equal(JSON.parse(texts[copyForms.indexOf('entry:csl-json')] ?? '')[0].id, 'overweel2020');
  });

  it('a source is one entry, however often it is cited', () => {
    assert.equal(copyText('key', [p3, plain], context), 'overweel2020');
  });

  it('there is no address of a source without one', () => {
    assert.equal(copyText('url', [{ source: 'unlinked' }], context), '');
    assert.equal(copyText('entry:bibtex', [{ source: 'unlinked' }], context), '');
  });
});
