import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { cases, faults, items, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';
import { needs } from './tools.ts';

const lisp = `(progn
  (require 'ox-ascii)
  (require 'oc-basic)
  (find-file "draft.org")
  (setq org-ascii-text-width 10000 org-ascii-charset 'utf-8)
  (org-ascii-export-to-ascii))`;

describe('Emacs', () => {
  before(function () {
    needs(this, 'emacs');
  });

  it("exports Org's citations", () => {
    // Org's basic processor leaves out the place where it leaves out the author; the others name it.
    const some = cases.filter(({ name }) => name !== 'without author');
    const folder = folderWith({
      'refs.json': printBibliography(items, 'csl-json'),
      'draft.org': `#+bibliography: refs.json\n#+cite_export: basic author-year\n\n${writeDraft('org', some)}QEND\n`,
    });
    run(folder, 'emacs', '-Q', '--batch', '--eval', lisp);
    const text = readFileSync(path.join(folder, 'draft.txt'), 'utf8');
    const note = (given: string) => given.replace(/\[/g, '(').replace(/\]/g, ')').replace(/@/g, '＠');
    assert.deepEqual(faults(text, { note }, some), []);
  });
});
