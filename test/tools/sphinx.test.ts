import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { locatorOf } from '../../src/core/citation/locator.ts';
import { type Case, cases, faults, items, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';
import { needs, python } from './tools.ts';

const languages = [
  { id: 'restructuredText', tool: 'sphinxcontrib-bibtex', file: 'index.rst', list: '.. bibliography::\n' },
  { id: 'myst', tool: 'myst-parser', file: 'index.md', list: '```{bibliography}\n```\n' },
] as const;

describe('Sphinx', () => {
  for (const { id, tool, file, list } of languages) {
    describe(id, () => {
      before(function () {
        needs(this, tool);
      });

      it('cites by key', () => assertCited(cases.filter((one) => !hasNotes(one))));

      it('cites with text before and after', function () {
        const version = run(
          '.',
          python,
          '-c',
          'from importlib.metadata import version as v; print(v("sphinxcontrib-bibtex"))',
        ).stdout.trim();
        if (/^(?:0|1|2\.[0-5])\b/.test(version)) {
          console.log(`not tested: notes in roles (sphinxcontrib-bibtex ${version} has none, 2.6 has)`);
          this.skip();
        }
        // Of MyST's readers, Pandoc's form is for mystmd alone.
        assertCited(cases.filter((one) => hasNotes(one) && (id !== 'myst' || !/^hard/.test(one.name))));
      });

      function assertCited(some: readonly Case[]): void {
        const folder = folderWith({
          'conf.py': `extensions = ['sphinxcontrib.bibtex', 'myst_parser'][:${id === 'myst' ? 2 : 1}]
bibtex_bibfiles = ['refs.bib']
bibtex_reference_style = 'author_year'
root_doc = 'index'
`,
          'refs.bib': printBibliography(items, 'bibtex'),
          [file]: `${writeDraft(id, some)}QEND\n\n${list}`,
        });
        const { stderr } = run(folder, python, '-m', 'sphinx', '-q', '-b', 'text', '.', 'out');
        assert.equal(stderr.replace(/.*Deprecat.*\n/g, ''), '');
        const text = readFileSync(path.join(folder, 'out/index.txt'), 'utf8');
        const note = (given: string) => given.replace(/\{/g, '(').replace(/\}/g, ')');
        assert.deepEqual(faults(text, { note }, some), []);
      }
    });
  }
});

function hasNotes({ steps }: Case): boolean {
  return steps.flat().some((part) => part.prefix || part.suffix || locatorOf(part));
}
