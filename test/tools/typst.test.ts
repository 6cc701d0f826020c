import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { faults, items, writeDraft } from './draft.ts';
import { folderWith } from './run.ts';
import { typstCompiler } from './typst.ts';

describe('Typst', () => {
  for (const [name, format] of [
    ['refs.yml', 'hayagriva'],
    ['refs.bib', 'biblatex'],
  ] as const) {
    it(`cites from ${format}`, function () {
      const compile = typstCompiler(folderWith({ [name]: printBibliography(items, format) }));
      if (!compile) return this.skip();
      const { text, complaints } = compile(
        `${writeDraft('typst')}QEND\n\n#bibliography("${name}", style: "apa")\n`,
      );
      assert.deepEqual(complaints, []);
      assert.deepEqual(faults(text, {}), []);
    });
  }
});
