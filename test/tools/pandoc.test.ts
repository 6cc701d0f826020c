import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { type BibliographyFormat, printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { locatorOf, printLocator } from '../../src/core/citation/locator.ts';
import type { CitationPart } from '../../src/core/citation/syntax.ts';
import { cases, faults, items, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';
import { needs } from './tools.ts';

/** Pandoc's own style names no pages as such. */
function locator(part: CitationPart): string {
  const found = locatorOf(part);
  return found?.label === 'page' ? found.value : found ? printLocator(found) : '';
}

const files: readonly (readonly [string, BibliographyFormat])[] = [
  ['refs.bib', 'biblatex'],
  ['refs.bibtex', 'bibtex'],
  ['refs.json', 'csl-json'],
  ['refs.yaml', 'csl-yaml'],
];

describe('Pandoc', () => {
  before(function () {
    needs(this, 'pandoc');
  });

  for (const [name, format] of files) {
    it(`cites from ${format}`, () => {
      // Pandoc makes a dash of two hyphens in a key in YAML.
      const some = cases.filter(({ name }) => format !== 'csl-yaml' || name !== 'key Q--r');
      const folder = folderWith({
        [name]: printBibliography(items, format),
        'draft.md': `---\nbibliography: ${name}\n---\n\n${writeDraft('pandoc', some)}QEND\n`,
      });
      const { stdout, stderr } = run(
        folder,
        'pandoc',
        'draft.md',
        '--citeproc',
        '-t',
        'plain',
        '--wrap=none',
      );
      assert.equal(stderr, '');
      assert.deepEqual(faults(stdout, { locator }, some), []);
    });
  }

  it("reads Org's citations", () => {
    const folder = folderWith({
      'refs.json': printBibliography(items, 'csl-json'),
      'draft.org': `#+bibliography: refs.json\n\n${writeDraft('org')}QEND\n`,
    });
    const { stdout, stderr } = run(
      folder,
      'pandoc',
      'draft.org',
      '--citeproc',
      '--bibliography=refs.json',
      '-t',
      'plain',
      '--wrap=none',
    );
    assert.equal(stderr, '');
    assert.deepEqual(faults(stdout, { locator, note: withoutBrackets }), []);
  });
});

/** Org's citations cannot hold brackets. */
function withoutBrackets(text: string): string {
  return text.replace(/\[/g, '(').replace(/\]/g, ')').replace(/@/g, '＠');
}
