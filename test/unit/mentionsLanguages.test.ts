import { describe, it } from 'mocha';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { assertNames, entity } from './mentionsFixture.ts';

const matcher = createMatcher([
  entity('sam', ['Sam Altman'], ['Altman']),
  entity('openai', ['OpenAI']),
  entity('att', ['AT&T']),
  entity('gpt-4', ['GPT-4']),
  entity('azure', [{ label: 'Azure', ambiguous: true }]),
]);

type Row = [what: string, ...marked: string[]];

function rows(languages: readonly string[], table: readonly Row[]): void {
  describe(`mentions in ${languages.join(', ')}`, () => {
    for (const [what, ...texts] of table) {
      it(what, () => {
        for (const marked of texts) for (const language of languages) assertNames(matcher, marked, language);
      });
    }
  });
}

rows(
  ['markdown', 'quarto', 'rmd'],
  [
    [
      'headings, lists, tables, quotes',
      '# ⟦OpenAI⟧\n\n- ⟦OpenAI⟧\n1. ⟦OpenAI⟧\n\n| ⟦OpenAI⟧ | Sam | Altman |\n\n> ⟦OpenAI⟧',
    ],
    [
      'a name over two lines',
      'by ⟦Sam\nAltman⟧',
      '> by ⟦Sam\n> Altman⟧',
      '- by ⟦Sam\n  Altman⟧',
      '> > by ⟦Sam\n> > Altman⟧',
    ],
    [
      'two items of a list are no name',
      '- Sam\n- Altman',
      '1. Sam\n2. Altman',
      '# Sam\nAltman',
      'Sam\n# Altman',
    ],
    [
      'emphasis',
      '**⟦OpenAI⟧**, _⟦OpenAI⟧_, ~~⟦OpenAI⟧~~, **⟦Sam** Altman⟧, ***⟦Sam*** _Altman⟧_, <b>⟦Sam</b> Altman⟧, <em class="x">⟦OpenAI⟧</em>',
    ],
    [
      'links',
      '[⟦OpenAI⟧](https://openai.com/OpenAI)',
      '[⟦OpenAI⟧](OpenAI "OpenAI")',
      '[⟦OpenAI⟧](<Open OpenAI.md>)',
      '[⟦OpenAI⟧][OpenAI]',
      '![⟦OpenAI⟧](OpenAI.png){#fig-OpenAI}',
      '[⟦Sam](x) Altman⟧ and ⟦Sam [Altman⟧](y(OpenAI)z)',
    ],
    ['brackets that are no link', '[⟦OpenAI⟧] (⟦OpenAI⟧), [x](⟦OpenAI⟧ of old)'],
    [
      'definitions',
      '[OpenAI]: https://x.org/OpenAI "x"',
      '[^OpenAI]: ⟦OpenAI⟧ said',
      'as ⟦OpenAI⟧[^OpenAI] said',
    ],
    ['wiki links', '[[⟦OpenAI⟧]], [[OpenAI|⟦OpenAI⟧]]'],
    [
      'autolinks and tags',
      '<https://x.org/OpenAI>, <OpenAI@x.org>, <a title="OpenAI > x" href=OpenAI>⟦OpenAI⟧</a>, <OpenAI>, a < ⟦OpenAI⟧ > b',
    ],
    [
      'comments',
      '<!-- OpenAI --> ⟦OpenAI⟧',
      '<!--\nOpenAI\n\nOpenAI\n-->\n⟦OpenAI⟧',
      'x <!-- OpenAI\nOpenAI --> ⟦OpenAI⟧',
    ],
    [
      'code spans',
      '`OpenAI`, ``Open` OpenAI``, ⟦OpenAI⟧ `r OpenAI`',
      'one ` and ⟦OpenAI⟧',
      '\\`⟦OpenAI⟧\\`',
      '<code>OpenAI</code>',
      '`a\nOpenAI`',
    ],
    [
      'fenced code',
      '```\nOpenAI\n\nOpenAI\n```\n⟦OpenAI⟧',
      '~~~ {.r}\nOpenAI\n~~~\n⟦OpenAI⟧',
      '```{r}\n#| label: OpenAI\n```\n⟦OpenAI⟧',
      '````md\n```\nOpenAI\n```\n````\n⟦OpenAI⟧',
      '- x\n\n    ```js\n    OpenAI\n    ```\n\n  ⟦OpenAI⟧',
      '> ```\n> OpenAI\n> ```\n> ⟦OpenAI⟧',
      '1. ```js\n   OpenAI\n   ```\n⟦OpenAI⟧',
      '```\nOpenAI',
    ],
    ['a fence that names a language opens anew', '```\nOpenAI\n```py\nOpenAI\n```\n⟦OpenAI⟧'],
    [
      'citations',
      '@OpenAI says [see @OpenAI2020; -@{OpenAI}, p. 3] ⟦OpenAI⟧, \\cite{OpenAI}, \\cite[⟦x⟧]{OpenAI}'.replace(
        '⟦x⟧',
        'x',
      ),
    ],
    [
      'math',
      '$OpenAI$, $$\nOpenAI\n$$, \\(OpenAI\\), \\[ OpenAI \\]',
      '\\begin{equation}\nOpenAI\n\\end{equation}',
      '\\begin{align*}\n\nOpenAI\n\n\\end{align*}\n⟦OpenAI⟧',
    ],
    [
      'sums of money are no math',
      'US$1bn for ⟦OpenAI⟧, then $10bn',
      '$1 or $2 for ⟦OpenAI⟧ ($3)',
      '\\$5 ⟦OpenAI⟧ \\$',
      '\\[⟦OpenAI⟧\\]',
    ],
    [
      'attributes and fenced divisions',
      '# ⟦OpenAI⟧ {#OpenAI .OpenAI}\n\n::: {.OpenAI}\n⟦OpenAI⟧\n:::\n\n::: OpenAI\n[⟦OpenAI⟧]{.OpenAI}\n:::',
      '{{< video OpenAI >}}',
    ],
    ['commands of TeX', '\\OpenAI, \\emph{⟦OpenAI⟧}'],
    [
      'front matter',
      '---\ntitle: ⟦OpenAI⟧ and others\nOpenAI: ⟦OpenAI⟧\nOpenAI-key: "⟦Sam Altman⟧"\nauthor:\n  - name: ⟦Sam Altman⟧\nbibliography: openai.bib\n---\n\n⟦OpenAI⟧',
      '+++\nOpenAI = "⟦OpenAI⟧"\n[OpenAI]\n+++\n⟦OpenAI⟧',
    ],
    ['a rule is no front matter', 'x\n\n---\nOpenAI: x\n---'.replace('OpenAI', '⟦OpenAI⟧')],
    ['entities', '⟦AT&amp;T⟧, ⟦Sam&nbsp;Altman⟧, ⟦Sam\\ Altman⟧, &OpenAI;'],
    ['company is sought in the text alone', '`OpenAI` Azure', '⟦OpenAI⟧ ⟦Azure⟧', '# ⟦OpenAI⟧\nAzure'],
  ],
);

rows(
  ['latex', 'tex'],
  [
    [
      'emphasis and groups',
      '\\emph{⟦OpenAI⟧}, \\textbf{⟦Sam} Altman⟧, ⟦Sam \\emph{Altman⟧}, {\\em ⟦Sam} Altman⟧, {⟦OpenAI⟧}',
    ],
    ['spaces and signs', "⟦Sam~Altman⟧, ⟦Sam\\ Altman⟧, ⟦Sam\\,Altman⟧, ⟦AT\\&T⟧, ``⟦OpenAI⟧''"],
    ['command names', '\\OpenAI, \\OpenAI{} x, \\section{⟦OpenAI⟧}, \\section*{⟦OpenAI⟧}'],
    [
      'keys',
      '\\cite{OpenAI}, \\parencite[see][p.~3]{OpenAI, Sam Altman}, \\textcites{OpenAI}{OpenAI}, \\ref{OpenAI}, \\label{sec:OpenAI}, \\input{OpenAI}, \\includegraphics[width=1cm]{OpenAI}, \\usepackage{OpenAI}',
    ],
    [
      'addresses',
      '\\url{https://x.org/OpenAI}, \\href{https://x.org/OpenAI}{⟦OpenAI⟧}, \\href{OpenAI}{⟦OpenAI⟧}',
    ],
    [
      'code',
      '\\verb|OpenAI| ⟦OpenAI⟧, \\lstinline{OpenAI}',
      '\\begin{verbatim}\nOpenAI\n\n$ OpenAI\n\\end{verbatim}\n⟦OpenAI⟧',
      '\\begin{lstlisting}[language=C]\nOpenAI\n\\end{lstlisting}\n⟦OpenAI⟧',
    ],
    [
      'math',
      '$OpenAI$, $$OpenAI$$, \\(OpenAI\\), \\[OpenAI\\], ⟦OpenAI⟧',
      '\\begin{equation}\nOpenAI\n\\end{equation} \n⟦OpenAI⟧',
      'x \\begin{align*} OpenAI \\end{align*} ⟦OpenAI⟧',
      '\\$5 for ⟦OpenAI⟧ or \\$6',
    ],
    ['comments are text', '% ⟦OpenAI⟧ by ⟦Sam\n% Altman⟧'],
    ['other environments are text', '\\begin{quote}\n⟦OpenAI⟧\n\\end{quote}'],
  ],
);

rows(
  ['typst'],
  [
    ['text', '= ⟦OpenAI⟧\n\n*⟦Sam* Altman⟧ and _⟦OpenAI⟧_, #emph[⟦Sam] Altman⟧, ⟦Sam~Altman⟧'],
    [
      'code',
      '`OpenAI`, ⟦OpenAI⟧',
      '```py\nOpenAI\n\nOpenAI\n```\n⟦OpenAI⟧',
      '#OpenAI.OpenAI, #let OpenAI = 1',
    ],
    ['math', '$OpenAI$, $ OpenAI\nOpenAI $ ⟦OpenAI⟧'],
    ['keys', '@OpenAI, @OpenAI[p. 3], <OpenAI>, #cite(<OpenAI>)'],
    ['links', '#link("https://x.org/OpenAI")[⟦OpenAI⟧], ⟦Sam #link("https://x.org")[Altman⟧]'],
    ['comments are text', '// ⟦Sam\n// Altman⟧'],
  ],
);

rows(
  ['html'],
  [
    ['text', '<p>⟦OpenAI⟧</p> <b>⟦Sam</b> Altman⟧ ⟦Sam&nbsp;Altman⟧ ⟦Sam<br>Altman⟧ ⟦AT&amp;T⟧'],
    ['tags', '<p class="OpenAI" data-x=\'a > OpenAI\'>⟦OpenAI⟧</p><OpenAI/>'],
    ['cells are no name', '<td>Sam</td> <td>Altman</td>'],
    ['comments', '<!-- OpenAI -->⟦OpenAI⟧', '<!--\n\nOpenAI\n\n-->\n⟦OpenAI⟧'],
    [
      'code',
      '<script>OpenAI</script><code>OpenAI</code>⟦OpenAI⟧',
      '<script>\n\nOpenAI\n\n</script>\n⟦OpenAI⟧',
      '<pre class="x">\nOpenAI\n\nOpenAI</pre>\n⟦OpenAI⟧',
      '<style>\n.OpenAI {}\n</style>',
    ],
  ],
);

rows(
  ['asciidoc'],
  [
    ['text', '== ⟦OpenAI⟧\n\n*⟦Sam* Altman⟧, _⟦OpenAI⟧_'],
    [
      'links',
      'https://x.org/OpenAI[⟦OpenAI⟧], link:OpenAI.html[⟦OpenAI⟧], xref:OpenAI[⟦OpenAI⟧], <<OpenAI,⟦OpenAI⟧>>, [[OpenAI]], image::OpenAI.png[⟦OpenAI⟧]',
    ],
    [
      'code',
      '`OpenAI`',
      '[source,OpenAI]\n----\nOpenAI\n\nOpenAI\n----\n⟦OpenAI⟧',
      '....\nOpenAI\n....\n⟦OpenAI⟧',
      '////\nOpenAI\n////\n⟦OpenAI⟧',
    ],
    ['math and citations', 'stem:[OpenAI], cite:[OpenAI], citenp:[OpenAI(3)], ⟦OpenAI⟧'],
    ['attributes', ':OpenAI: ⟦OpenAI⟧\n:OpenAI-url: https://x.org/OpenAI\n\n{OpenAI}'],
  ],
);

rows(
  ['restructuredtext'],
  [
    ['text', '⟦OpenAI⟧\n======\n\n**⟦Sam** Altman⟧, *⟦OpenAI⟧*'],
    [
      'links',
      '`⟦OpenAI⟧ <https://x.org/OpenAI>`_, `⟦OpenAI⟧ <OpenAI.html>`__',
      '.. _OpenAI: https://x.org/OpenAI',
    ],
    [
      'code',
      '``OpenAI``',
      '.. code-block:: OpenAI\n\n   OpenAI\n\n   OpenAI\n\n⟦OpenAI⟧',
      '⟦OpenAI⟧::\n\n   OpenAI\n\n⟦OpenAI⟧',
    ],
    ['roles', ':cite:`OpenAI`, :cite:p:`OpenAI`, :math:`OpenAI`, :OpenAI:`x`, :ref:`OpenAI`'],
    ['citations', '[OpenAI]_'],
    ['directives', '.. OpenAI:: ⟦OpenAI⟧\n   :OpenAI: ⟦OpenAI⟧'],
  ],
);

rows(
  ['org'],
  [
    ['text', '* ⟦OpenAI⟧ :OpenAI:\n\n*⟦Sam* Altman⟧, /⟦OpenAI⟧/'],
    ['links', '[[https://x.org/OpenAI][⟦OpenAI⟧]], [[file:OpenAI][⟦Sam]] Altman⟧'],
    [
      'code',
      '=OpenAI=, ~OpenAI~, ⟦OpenAI⟧',
      '#+begin_src py\nOpenAI\n\nOpenAI\n#+end_src\n⟦OpenAI⟧',
      '#+BEGIN_EXAMPLE\nOpenAI\n#+END_EXAMPLE\n⟦OpenAI⟧',
      ': OpenAI',
    ],
    ['keywords and drawers', '#+OpenAI: ⟦OpenAI⟧', ':OpenAI: ⟦OpenAI⟧'],
    ['citations and notes', '[cite:@OpenAI], [fn:OpenAI] ⟦OpenAI⟧'],
    ['math', '$OpenAI$, \\(OpenAI\\), \\[OpenAI\\], \\begin{equation}OpenAI\\end{equation}'],
  ],
);

rows(
  ['plaintext', 'python', 'unheard-of'],
  [
    [
      'the signs of other languages are text',
      '`⟦OpenAI⟧` $⟦OpenAI⟧$ <⟦OpenAI⟧> {⟦OpenAI⟧}',
      '---\n⟦OpenAI⟧: x\n---',
    ],
  ],
);
