import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freeName, notAddable, sameBytes } from '../../src/core/reading/addable.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file to be added to a dossier', () => {
  it('is taken where a dossier reads its kind', () => {
    for (const name of ['a.md', 'b.HTML', 'c.txt', 'Ü.org']) {
      assert.equal(notAddable(`/x/${name}`, bytes('Tea is a leaf.')), undefined);
    }
    assert.equal(notAddable('/x/a.pdf', bytes('%PDF-1.7\n')), undefined);
  });

  it('is refused with a reason otherwise', () => {
    const reason = (path: string, content: string) => notAddable(path, bytes(content))?.refused;
    assert.equal(reason('/x/a.png', '\x89PNG'), 'of a kind that dossiers do not read');
    assert.equal(notAddable('/x/a.md', new Uint8Array([0x89, 0x50, 0x4e, 0x47]))?.refused, 'a picture');
    assert.equal(reason('/x/refs.bib', '@book{a}'), 'no document');
    assert.equal(reason('/x/empty.md', ''), 'an empty file');
    assert.match(reason('/x/scan.pdf', 'no pdf') ?? '', /damaged PDF/);
  });

  it('gets a name that nothing else has, in any case', () => {
    const taken = new Set(['tea.md', 'tea-2.md', 'readme']);
    assert.equal(freeName('/a/Tea.md', taken), 'Tea-3.md');
    assert.equal(freeName('/a/README', taken), 'README-2');
    assert.equal(freeName('/a/milk.tar.gz', taken), 'milk.tar.gz');
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, others) => {
        const names = new Set([name, ...others].map((one) => one.toLowerCase()));
        assert.ok(!names.has(freeName(name, names).toLowerCase()));
      }),
    );
  });

  it('is the same as another only by all its bytes', () => {
    assert.ok(sameBytes(bytes('tea'), bytes('tea')));
    assert.ok(!sameBytes(bytes('tea'), bytes('tez')));
    assert.ok(!sameBytes(bytes('tea'), bytes('teas')));
  });
});
