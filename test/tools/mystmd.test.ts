import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { projectFolder } from '../workbench/paths.ts';
import { cases, faults, items, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';

const myst = path.join(projectFolder, 'node_modules/mystmd/dist/myst.cjs');

describe('mystmd', () => {
  it('cites by role, and by key where a role cannot say it', function () {
    this.timeout(120_000);
    // A key that looks like a DOI is one to mystmd, which asks the network for it.
    const some = cases.filter(({ name }) => !/^key 10\./.test(name));
    const folder = folderWith({
      'refs.bib': printBibliography(items, 'bibtex'),
      'myst.yml': 'version: 1\nproject:\n  bibliography: [refs.bib]\n',
      'index.md': `---\nexports:\n  - format: jats\n    output: out.xml\n---\n\n${writeDraft('myst', some)}QEND\n`,
    });
    const { stdout, stderr } = run(folder, process.execPath, myst, 'build', 'index.md', '--jats');
    assert.deepEqual(
      `${stdout}${stderr}`.split('\n').filter((line) => /⚠|⛔|error|warn/i.test(line)),
      [],
    );
    const text = readFileSync(path.join(folder, 'out.xml'), 'utf8')
      .replace(/<[^>]*>/g, '')
      .replace(/&amp;/g, '&')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"');
    const note = (given: string) => given.replace(/\[/g, '(').replace(/\]/g, ')').replace(/@/g, '＠');
    assert.deepEqual(faults(text, { note }, some), []);
  });
});
