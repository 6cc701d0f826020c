import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { duplicateKeys } from '../../src/core/bibliography/duplicates.ts';
import { createLibrary, type Library } from '../../src/core/bibliography/library.ts';
import { readBibliography } from '../../src/core/bibliography/read.ts';
import { citedWorks } from '../../src/core/citation/citedWorks.ts';
import { keyProblems } from '../../src/core/citation/keyProblems.ts';
import { keyOwner } from '../../src/core/citation/otherExtensions.ts';
import { partAt } from '../../src/core/citation/partAt.ts';
import { renameEntry, renameInText } from '../../src/core/citation/renameKey.ts';
import { type SyntaxId, syntaxIds } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { disagreementsOver, workCard } from '../../src/core/workCard.ts';

const syntax = (id: SyntaxId) => syntaxFor('', id, '');
const dossier = new Dossier([
  {
    id: 'tea',
    title: 'Tea',
    topics: [],
    entities: [],
    events: [],
    claims: [],
    disagreements: [],
    sources: [
      {
        id: 'teatimes2020',
        item: { id: 'teatimes2020', type: 'article', title: 'On *tea*' },
        paragraphs: [
          { number: 1, text: 'First [x](command:y).', headings: [] },
          { number: 2, text: 'Second.', headings: [] },
        ],
      },
    ],
  } as never,
]);

function library(bib = ''): Library {
  return createLibrary(dossier, bib ? [{ file: 'a.bib', ...readBibliography(bib, 'biblatex') }] : []);
}

const bib = '@book{doe2020, title={A}}\n@book{roe2021, title={B}}\n';
const declared = { declares: true, complete: true };

describe('the problems of citation keys', () => {
  const rows: readonly {
    name: string;
    id?: SyntaxId;
    text: string;
    bib?: string;
    state?: { declares: boolean; complete: boolean };
    found: readonly string[];
  }[] = [
    { name: 'a known key', text: '[@doe2020] and @roe2021', bib, found: [] },
    { name: 'an unknown key', text: '[@nobody]', bib, found: ['unknown nobody'] },
    { name: 'an unknown key in the sentence', text: 'As @nobody says', bib, found: ['unknown nobody'] },
    { name: 'a slip in a key', text: '[@Doe2020]', bib, found: ['unknown Doe2020 → doe2020'] },
    { name: 'a key of the dossier alone', text: '[@teatimes2020]', bib, found: ['missing teatimes2020'] },
    {
      name: 'nothing declared',
      text: '[@nobody] [@teatimes2020]',
      state: { declares: false, complete: true },
      found: [],
    },
    {
      name: 'nothing declared, but a slip in a key of the dossier',
      text: '[@TeaTimes2020]',
      state: { declares: false, complete: true },
      found: ['unknown TeaTimes2020 → teatimes2020'],
    },
    {
      name: 'a person, where nothing is declared',
      text: 'Thanks to @TeaTimes2020 and @someone',
      state: { declares: false, complete: true },
      found: [],
    },
    {
      name: 'a bibliography that cannot be read',
      text: '[@nobody] [@teatimes2020]',
      state: { declares: true, complete: false },
      found: [],
    },
    { name: 'Quarto’s cross-references', text: '@fig-a, [@sec-b; @tbl-c] and @Eq-d', bib, found: [] },
    { name: 'pandoc-crossref’s', text: '[@fig:a] @eq:b', bib, found: [] },
    { name: 'an example list', text: '(@good) First\n\nSee (@good).', bib, found: [] },
    { name: 'a label of the text', text: '# A {#here}\n\nSee @here', bib, found: [] },
    { name: '\\nocite{*}', id: 'latex', text: '\\nocite{*}\\cite{nobody}', bib, found: ['unknown nobody'] },
    { name: 'the argument of a macro', id: 'latex', text: '\\def\\x#1{\\cite{#1}}', bib, found: [] },
    { name: 'a label in Typst', id: 'typst', text: '= A <a>\n@a @b', bib, found: ['unknown b'] },
    {
      name: 'a part of a Typst project',
      id: 'typst',
      text: '@nobody @TeaTimes2020',
      state: { declares: false, complete: true },
      found: [],
    },
    { name: 'a cited label in Typst', id: 'typst', text: '#cite(<nobody>)', bib, found: ['unknown nobody'] },
    { name: 'an address in Typst', id: 'typst', text: 'me@example.com', bib, found: [] },
    { name: 'a label in MyST', id: 'myst', text: '(here)=\n# A\n\nSee @here', bib, found: [] },
    { name: 'a role', id: 'myst', text: '{cite:p}`doe2020,nobody`', bib, found: ['unknown nobody'] },
    { name: 'a named footnote of MediaWiki', id: 'mediawiki', text: '<ref name="x" />', bib, found: [] },
  ];
  for (const { name, id = 'pandoc', text, bib: entries, state = declared, found } of rows) {
    it(`are told of ${name}: ${found.join(', ') || 'none'}`, () => {
      const problems = keyProblems(text, syntax(id), library(entries), state);
      for (const { key, keyStart, keyEnd } of problems) assert.equal(text.slice(keyStart, keyEnd), key);
      assert.deepEqual(
        problems.map(({ kind, key, similar }) =>
          [`${kind} ${key}`, ...similar.map((one) => `→ ${one}`)].join(' '),
        ),
        found,
      );
    });
  }

  it('name every entry whose key stands before, with the first', () => {
    const files = ['@a{x,}@a{y,}@a{x,}', '@a{y,}'].map((text, index) => ({
      file: `${index}.bib`,
      ...readBibliography(text, 'biblatex'),
    }));
    assert.deepEqual(
      duplicateKeys(files).map(({ key, file, first }) => `${key} in ${file}, first in ${first.file}`),
      ['x in 0.bib, first in 0.bib', 'y in 1.bib, first in 0.bib'],
    );
  });
});

describe('the works that a draft cites', () => {
  const works = (...texts: string[]) =>
    citedWorks(
      texts.map((text) => ({ text, citations: syntax('pandoc').citations(text) })),
      'pandoc',
      library(bib),
    );

  it('stand with their counts, unknown ones first', () => {
    assert.deepEqual(
      works('[@doe2020] [@roe2021; @nobody] @roe2021 @fig-x').map(({ key, work, parts }) => [
        key,
        work !== undefined,
        parts.length,
      ]),
      [
        ['nobody', false, 1],
        ['roe2021', true, 2],
        ['doe2020', true, 1],
      ],
    );
  });

  it('are counted over all of its texts, each place with the text it stands in', () => {
    const [roe] = works('As @roe2021 has it.', 'No.', 'So [@roe2021].');
    assert.deepEqual(
      roe?.parts.map(({ text, keyStart }) => [text, keyStart]),
      [
        [0, 4],
        [2, 5],
      ],
    );
  });
});

describe('the part at an offset', () => {
  it('has its locator', () => {
    const text = 'Long before.\n\nIt paid [@a; see @doe2020, para. 3].';
    const part = partAt(syntax('pandoc'), text, text.indexOf('doe') + 2);
    assert.equal(part?.source, 'doe2020');
    assert.equal(part?.locator?.value ?? String(part?.paragraph), '3');
    assert.equal(text.slice(part?.keyStart, part?.keyEnd), 'doe2020');
  });
  it('is there in a citation that is not closed', () =>
    assert.equal(partAt(syntax('pandoc'), '[@doe2020', 4)?.source, 'doe2020'));
  it('is none where a key is only looked for', () => {
    assert.equal(partAt(syntax('pandoc'), '[@', 2), undefined);
    assert.equal(partAt(syntax('pandoc'), '[@doe paid', 10), undefined);
  });
});

describe('renaming a key', () => {
  const rows: readonly (readonly [SyntaxId, string, string, string | undefined])[] = [
    ['pandoc', '[@old, p. 3; @other] @old', 'new', '[@new, p. 3; @other] @new'],
    ['pandoc', '[@older]', 'new', '[@older]'],
    ['pandoc', '[@old]', 'a b', undefined],
    ['latex', '\\cite{other,old} % \\cite{old}', 'x/y', '\\cite{other,x/y} % \\cite{old}'],
    ['typst', '@old[p. 3] `@old`', 'x/y', '#cite(label("x/y"), supplement: [p. 3]) `@old`'],
    ['myst', '{cite:p}`old{p. 3}` [@old]', 'new', '{cite:p}`new{p. 3}` [@new]'],
  ];
  for (const [id, text, to, expected] of rows) {
    it(`to ${to} in ${id}: ${text}`, () => {
      const edits = renameInText(text, syntax(id), 'old', to);
      assert.equal(edits && applyEdits(text, edits), expected);
    });
  }

  it('changes the entry of a bibliography and nothing else', () => {
    const text = '@book{other, title={old}}\n@book{old, title={old}}\n';
    const entry = readBibliography(text, 'biblatex').entries.find(({ key }) => key === 'old');
    assert.ok(entry);
    const edit = renameEntry(text, 'biblatex', entry, 'new');
    assert.equal(edit && applyEdits(text, [edit]), '@book{other, title={old}}\n@book{new, title={old}}\n');
    assert.equal(renameEntry(text, 'biblatex', entry, 'a,b'), undefined);
  });
});

describe('the card of a work', () => {
  const work = library().work('teatimes2020');
  const address = () => 'command:x';
  it('quotes the cited paragraph, escaped', () => {
    assert.ok(work);
    const card = workCard(work, { reference: 'R.', paragraph: 1, missingIn: 'a.bib', address });
    assert.match(card, /^R\.\n\n> \*\*1\*\* First \[x\\\]\(command\\:y\)\./);
    assert.match(card, /\[Open note\]\(command:x\) \| \[Add to a\.bib\]/);
  });
  it('shows how the source begins where no paragraph is cited', () => {
    assert.ok(work);
    assert.match(workCard(work, { reference: 'R.' }), /^R\.\n\n> First/);
  });
  it('tells where sources disagree about the paragraph', () => {
    assert.ok(work);
    const evidence = [{ source: 'teatimes2020', paragraph: 1 }];
    const one = { kind: 'conflict', question: 'When?', positions: [{ evidence }] } as never;
    assert.equal(disagreementsOver([one], { source: 'teatimes2020', paragraph: 2 }).length, 0);
    const disagreements = disagreementsOver([one], { source: 'teatimes2020', paragraph: 1 });
    assert.match(
      workCard(work, { reference: 'R.', paragraph: 1, disagreements }),
      /≠ Sources disagree.*When/,
    );
  });
});

describe('who answers for citation keys', () => {
  const has =
    (...ids: string[]) =>
    (id: string) =>
      ids.includes(id);
  it('is the extension for the language that is running', () => {
    assert.equal(keyOwner('auto', 'latex', 'completion', has('James-Yu.latex-workshop')), 'dossierOnly');
    assert.equal(keyOwner('auto', 'typst', 'rename', has('myriad-dreamin.tinymist')), 'dossierOnly');
    assert.equal(keyOwner('auto', 'quarto', 'hover', has('quarto.quarto')), 'dossierOnly');
  });
  it('is Dossier in every other case', () => {
    assert.equal(keyOwner('auto', 'latex', 'completion', has()), 'all');
    assert.equal(keyOwner('auto', 'markdown', 'completion', has('James-Yu.latex-workshop')), 'all');
    assert.equal(keyOwner('auto', 'latex', 'rename', has('James-Yu.latex-workshop')), 'all');
    assert.equal(keyOwner('on', 'latex', 'completion', has('James-Yu.latex-workshop')), 'all');
  });
  it('is none of ours where the setting says so', () =>
    assert.equal(keyOwner('off', 'latex', 'completion', has()), 'none'));
});

it('every syntax answers at every offset of an empty text', () => {
  for (const id of syntaxIds) assert.equal(syntax(id).keyAt('', 0), undefined);
});
