import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { newDossierFiles, slug } from '../../src/core/corpus/newDossier.ts';

describe('a new dossier', () => {
  it('is whole and empty, whatever its title', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (title) => {
        const { corpus, problems } = compileCorpus(newDossierFiles(title.trim() || 'x', 'en'));
        assert.deepEqual(problems, []);
        assert.equal(corpus?.title, title.trim() || 'x');
        assert.equal(corpus?.sources.length, 0);
      }),
    );
  });

  it('holds examples that are right once the marks before them are taken away', () => {
    const files = new Map(
      [...newDossierFiles('The price of tea', 'en')].map(([path, text]) => [
        path,
        text.replace(/^# (?=[- ])/gm, ''),
      ]),
    );
    files.set('notes/green2020.md', '1. A chest costs ten pounds.\n');
    const { corpus, problems } = compileCorpus(files);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [corpus?.sources, corpus?.topics, corpus?.entities, corpus?.events, corpus?.claims].map(
        (list) => list?.length,
      ),
      [1, 1, 1, 1, 1],
    );
  });

  it('has an id that is fit for a folder', () => {
    assert.equal(slug('Café & Tea: 2020!'), 'cafe-tea-2020');
    assert.equal(slug('茶'), 'dossier');
  });
});
