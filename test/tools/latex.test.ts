import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { cases, faults, items, type Shown, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';
import { needs, type ToolName } from './tools.ts';

const dialects: readonly {
  readonly id: 'latex' | 'natbib' | 'biblatex';
  readonly tool: ToolName;
  readonly head: string;
  readonly tail: string;
  readonly shown: Shown;
}[] = [
  {
    id: 'latex',
    tool: 'bibtex',
    head: '',
    tail: '\\bibliographystyle{plain}\\bibliography{refs}',
    shown: { author: false, year: false },
  },
  {
    id: 'natbib',
    tool: 'bibtex',
    head: '\\usepackage[round]{natbib}',
    tail: '\\bibliographystyle{plainnat}\\bibliography{refs}',
    shown: {},
  },
  {
    id: 'biblatex',
    tool: 'biber',
    head: '\\usepackage[style=authoryear]{biblatex}\\addbibresource{refs.bib}',
    tail: '\\printbibliography',
    shown: {},
  },
];

/** TeX draws an underscore as a line, which is no letter of the PDF. */
const note = (text: string) => text.replace(/_/g, ' ');

describe('LaTeX', () => {
  for (const { id, tool, head, tail, shown } of dialects) {
    describe(id, () => {
      before(function () {
        needs(this, 'bibtex', tool);
      });

      it('cites, with no word of complaint', function () {
        this.timeout(120_000);
        // pdfLaTeX's \cite knows no letters but those of its fonts, BibLaTeX's knows all.
        const some = cases.filter(({ name }) => id === 'biblatex' || !/[^\u0020-\u00ff]/.test(name));
        const folder = folderWith({
          'refs.bib': printBibliography(items, id === 'biblatex' ? 'biblatex' : 'bibtex'),
          'draft.tex': `\\documentclass{article}
\\usepackage[paperwidth=100cm,textwidth=90cm]{geometry}
${head}
\\begin{document}
${writeDraft(id, some)}QEND
${tail}
\\end{document}
`,
        });
        const latex = () => run(folder, 'pdflatex', '-interaction=nonstopmode', 'draft').stdout;
        latex();
        const { stdout } = run(folder, tool, 'draft');
        assert.deepEqual(lines(stdout, /warn|error/i), []);
        latex();
        assert.deepEqual(lines(latex(), /^!|warning|undefined/i), []);
        const text = run(folder, 'pdftotext', '-raw', '-nopgbrk', 'draft.pdf', '-').stdout;
        assert.deepEqual(faults(text, { ...shown, note }, some), []);
      });
    });
  }
});

function lines(output: string, pattern: RegExp): string[] {
  return output.split('\n').filter((line) => pattern.test(line));
}
