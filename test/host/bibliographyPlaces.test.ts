import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { readyExtension, withSetting } from './documents.ts';
import { cite, WorkFolder } from './workFolder.ts';

interface Place {
  readonly title: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly draft: string;
  /** The file that is to hold what is cited. */
  readonly bibliography: string;
  /** How the draft then cites. */
  readonly cites?: RegExp;
}

const places: readonly Place[] = [
  {
    title: 'Quarto’s project file',
    files: { '_quarto.yml': 'bibliography: bib/all.bib\n', 'chapters/one.md': 'It paid' },
    draft: 'chapters/one.md',
    bibliography: 'bib/all.bib',
    cites: /It paid \[@overweel2020/,
  },
  {
    title: 'its root, whatever other files of its language hold',
    files: {
      'main.typ': '#include "one.typ"\n#bibliography("refs.bib")\n',
      'one.typ': 'It paid',
      'binary.typ': new Uint8Array([0xff, 1, 0, 0, 2]),
    },
    draft: 'one.typ',
    bibliography: 'refs.bib',
  },
  {
    title: 'a path from the root of Quarto’s project',
    files: {
      '_quarto.yml': 'project:\n  type: book\n',
      'a/b.qmd': '---\nbibliography: /all.bib\n---\nIt paid',
    },
    draft: 'a/b.qmd',
    bibliography: 'all.bib',
  },
  {
    title: 'the metadata of a folder',
    files: { 'a/_metadata.yml': 'bibliography: own.bib\n', 'a/b/c.qmd': 'It paid' },
    draft: 'a/b/c.qmd',
    bibliography: 'a/own.bib',
  },
  {
    title: 'the first chapter of a bookdown book',
    files: {
      '_bookdown.yml': 'book_filename: book\n',
      'index.Rmd': '---\nbibliography: [book.bib]\n---\n',
      '01-intro.Rmd': 'It paid',
    },
    draft: '01-intro.Rmd',
    bibliography: 'book.bib',
  },
  {
    title: 'Jupyter Book',
    files: { '_config.yml': 'bibtex_bibfiles:\n  - references.bib\n', 'a/intro.md': 'It paid' },
    draft: 'a/intro.md',
    bibliography: 'references.bib',
    cites: /\{cite:p\}`overweel2020/,
  },
  {
    title: 'MyST’s project file',
    files: { 'myst.yml': 'version: 1\nproject:\n  bibliography:\n    - refs.bib\n', 'intro.md': 'It paid' },
    draft: 'intro.md',
    bibliography: 'refs.bib',
  },
  {
    title: 'the settings of Sphinx',
    files: { 'conf.py': "bibtex_bibfiles = ['refs.bib']\n", 'sub/intro.rst': 'It paid' },
    draft: 'sub/intro.rst',
    bibliography: 'refs.bib',
  },
  {
    title: 'the root that a LaTeX chapter names',
    files: {
      'main.tex':
        '\\documentclass{book}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}\n\\end{document}\n',
      'chapters/one.tex': '% !TEX root = ../main.tex\nIt paid',
    },
    draft: 'chapters/one.tex',
    bibliography: 'refs.bib',
    cites: /\\autocite\[para\. 3\]\{overweel2020\}/,
  },
  {
    title: 'the root that includes a LaTeX chapter, and what the root includes',
    files: {
      'main.tex':
        '\\documentclass{book}\n\\input{setup/preamble}\n\\begin{document}\n\\include{chapters/one}\n\\bibliography{bib/refs}\\end{document}\n',
      'setup/preamble.tex': '\\usepackage{natbib}\n',
      'chapters/one.tex': '\\chapter{One}\n\\input{chapters/deep}\n',
      'chapters/deep.tex': 'It paid',
    },
    draft: 'chapters/deep.tex',
    bibliography: 'bib/refs.bib',
    cites: /\\citep\[para\. 3\]\{overweel2020\}/,
  },
  {
    title: 'the main file of a class “subfiles” chapter',
    files: {
      'main.tex': '\\documentclass{book}\\usepackage{biblatex}\\addbibresource{refs.bib}\n',
      'sub/one.tex': '\\documentclass[../main]{subfiles}\n\\begin{document}\nIt paid',
    },
    draft: 'sub/one.tex',
    bibliography: 'refs.bib',
    cites: /\\autocite/,
  },
  {
    title: 'the main file that includes a Typst chapter',
    files: {
      'main.typ': '#include "chapters/one.typ"\n#bibliography("refs.yml")\n',
      'chapters/one.typ': 'It paid',
    },
    draft: 'chapters/one.typ',
    bibliography: 'refs.yml',
  },
  {
    title: 'AsciiDoc and its main file',
    files: { 'main.adoc': '= T\n:bibtex-file: refs.bib\n\ninclude::one.adoc[]\n', 'one.adoc': 'It paid' },
    draft: 'one.adoc',
    bibliography: 'refs.bib',
  },
  {
    title: 'Org',
    files: { 'draft.org': '#+bibliography: refs.json\nIt paid' },
    draft: 'draft.org',
    bibliography: 'refs.json',
  },
];

describe('a draft finds its bibliography in', () => {
  let folder: WorkFolder;
  before(readyExtension);
  beforeEach(() => {
    folder = new WorkFolder();
  });
  afterEach(() => folder.delete());

  for (const { title, files, draft, bibliography, cites } of places) {
    it(title, async () => {
      for (const [name, text] of Object.entries(files)) await folder.write(name, text);
      const { document } = await folder.open(draft);
      await cite();
      assert.match(await folder.read(bibliography), /overweel2020/);
      if (cites) assert.match(document.getText(), cites);
    });
  }

  it('the setting, where it declares none', async () => {
    const path = `${folder.uri.path.split('/').at(-1)}/default.bib`;
    await withSetting('citation.bibliography', path, async () => {
      await folder.write('draft.typ', 'It paid');
      await folder.open('draft.typ');
      await cite();
      assert.match(await folder.read('default.bib'), /overweel2020/);
      await folder.write('own.typ', '#bibliography("own.bib")\nIt paid');
      await folder.open('own.typ');
      await cite('thebatch2024');
      assert.match(await folder.read('own.bib'), /thebatch2024/);
      assert.doesNotMatch(await folder.read('default.bib'), /thebatch2024/);
    });
  });

  it('what its root declares from now on', async () => {
    await folder.write('main.typ', '#include "one.typ"\n');
    await folder.write('one.typ', 'It paid');
    const main = await folder.open('main.typ');
    await folder.open('one.typ');
    await cite();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(main.document.uri, new vscode.Position(1, 0), '#bibliography("late.bib")\n');
    await vscode.workspace.applyEdit(edit);
    await cite('thebatch2024');
    assert.match(await folder.read('late.bib'), /thebatch2024/);
  });
});
