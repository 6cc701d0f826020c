import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { cslItem } from '../../src/core/corpus/schema.ts';
import { tooLarge } from '../../src/core/reading/fileKind.ts';
import { parseName, parseNames } from '../../src/core/reading/names.ts';
import { writtenDate } from '../../src/core/reading/writtenDate.ts';
import { bytesOf, read, texts } from './readingFixtures.ts';

describe('reading Markdown', () => {
  it('takes title, author, date and address from the front matter', async () => {
    const { item } = await read(
      'note.md',
      '---\ntitle: Leaf prices\nsubtitle: A history\nauthor:\n  - Ada Green\n  - name: {family: Lee, given: Bo}\ndate: 2023-11-02T10:00:00Z\nurl: https://cup.example/leaf\npublication: The Daily Cup\nlang: en-GB\n---\n\nTea is a leaf.\n',
    );
    assert.deepEqual(item, {
      type: 'webpage',
      title: 'Leaf prices: A history',
      author: [
        { family: 'Green', given: 'Ada' },
        { family: 'Lee', given: 'Bo' },
      ],
      issued: '2023-11-02',
      URL: 'https://cup.example/leaf',
      'container-title': 'The Daily Cup',
      language: 'en-GB',
      custom: { inferred: { type: 'its address' } },
    });
  });

  it("reads Obsidian's clippings and Hugo's TOML", async () => {
    const clipping = await read(
      'clip.md',
      '---\nsource: "https://cup.example/a"\nauthor:\n  - "[[Ada Green]]"\npublished: 2024-03\n---\nText with [[Leaf|a leaf]] and [[Cup]].\n\n> [!note] Beware\n> It is hot.\n',
    );
    assert.equal(clipping.item.URL, 'https://cup.example/a');
    assert.deepEqual(clipping.item.author, [{ family: 'Green', given: 'Ada' }]);
    assert.equal(clipping.item.issued, '2024-03');
    assert.deepEqual(texts(clipping), ['Text with a leaf and Cup.', 'Beware It is hot.']);
    const hugo = await read(
      'post.md',
      "+++\ntitle = 'Tea'\ndate = 2021-05-06T07:00:00Z\nurl = '/tea/'\n+++\nText.\n",
    );
    assert.equal(hugo.item.title, 'Tea');
    assert.equal(hugo.item.issued, '2021-05-06');
    assert.equal(hugo.item.URL, undefined);
  });

  it('finds tables and footnotes wherever their signs stand', async () => {
    const part = fc.constantFrom('a\n', 'b', ':-', '-:', '--', '|', '\n', ' ', '[^1]', ': ', '> ', '* ', '`');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const text = parts.join('');
        // With a footnote and a table before it, everything is looked for.
        const [, , ...all] = texts(await read('note.md', `[^q]: q\n\n| x |\n|---|\n\n${text}`));
        const [, ...some] = texts(await read('note.md', `x\n\n${text}`));
        assert.deepEqual(some, all);
      }),
      { numRuns: 500 },
    );
  });

  it('makes a paragraph of each paragraph, list item and table row, under its headings', async () => {
    const { item, paragraphs } = await read(
      'tea.qmd',
      '# Tea\n\nTea is *a\nleaf*.\\\nGreen.\n\n## Trade {#sec-trade}\n\n- one\n  - two\n- three[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n::: {.note}\nFenced.\n:::\n\n```{r}\nplot(1)\n```\n\n<!-- hidden -->\n\n# End\n\nLast.\n\n[^1]: The note.\n',
    );
    assert.equal(item.title, 'Tea');
    assert.equal(item.custom?.inferred?.title, 'the first heading');
    assert.deepEqual(
      paragraphs.map(({ number, text, headings }) => [number, text, headings.join(' > ')]),
      [
        [1, 'Tea is a leaf. Green.', ''],
        [2, 'one', 'Trade'],
        [3, 'two', 'Trade'],
        [4, 'three', 'Trade'],
        [5, 'a | b', 'Trade'],
        [6, '1 | 2', 'Trade'],
        [7, 'Fenced.', 'Trade'],
        [8, 'Last.', 'End'],
        [9, 'The note.', 'End'],
      ],
    );
  });

  it('tells of a front matter at fault, with its line, and reads the rest', async () => {
    const broken = await read('a.md', '---\ntitle: Tea\nauthor: "Ada\ndate: 2020\n---\nText.\n');
    assert.match(broken.problems[0]?.message ?? '', /not valid YAML/);
    assert.ok((broken.problems[0]?.line ?? 0) >= 2);
    assert.deepEqual(texts(broken), ['Text.']);
  });

  it('survives a front matter that unfolds without end', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`);
    const bomb = await read('a.md', `---\na0: &a0 [x]\n${levels.join('\n')}\n---\nText.\n`);
    assert.match(bomb.problems[0]?.message ?? '', /alias/i);
    assert.deepEqual(texts(bomb), ['Text.']);
    const deep = await read('a.md', `---\na: ${'['.repeat(20_000)}\n---\nText.\n`);
    assert.equal(deep.problems.length > 0, true);
    assert.deepEqual(texts(deep), ['Text.']);
  });

  it('keeps a thematic break at the top as text', async () => {
    assert.deepEqual(texts(await read('a.md', '---\n\nFirst.\n\n---\n\nSecond.\n')), ['First.', 'Second.']);
  });

  it('reads text that nests without end as plain text and says so', async () => {
    const { paragraphs, problems } = await read('a.md', `Before.\n\n${'> '.repeat(2_000)}deep\n`);
    assert.equal(paragraphs.length, 2);
    assert.match(problems[0]?.message ?? '', /nests too deep/);
    assert.equal(problems[0]?.line, 3);
    const notes = await read('a.md', `Before.\n\n${'[^a]: '.repeat(3_000)}`);
    assert.equal(notes.paragraphs[0]?.text, 'Before.');
    assert.match(notes.problems[0]?.message ?? '', /nests too deep/);
    // It would take the library ten seconds.
    const links = await read('a.md', '[a]'.repeat(19_000));
    assert.match(links.problems[0]?.message ?? '', /nests too deep/);
  });
});

describe('reading text', () => {
  it('parts paragraphs by blank lines, or by lines where each is a paragraph', async () => {
    assert.deepEqual(texts(await read('a.txt', 'A title\n\nTea is\na leaf.\r\n\r\nGreen.')), [
      'Tea is a leaf.',
      'Green.',
    ]);
    const long = 'Tea is a leaf that is dried. '.repeat(10).trim();
    assert.deepEqual(texts(await read('a.txt', `${long}\n${long}\n`)), [long, long]);
  });

  it('cuts a paragraph without end between words', async () => {
    const { paragraphs } = await read('a.txt', 'leaf '.repeat(10_000));
    assert.ok(paragraphs.every(({ text }) => text.length <= 10_000 && /^(?:leaf ?)+$/.test(text)));
    assert.equal(paragraphs.map(({ text }) => text).join(' ').length, 49_999);
  });

  const word = 'Čaj je výborný, říká žena. ';
  const encodings: Readonly<Record<string, Uint8Array>> = {
    'UTF-8 with a mark': bytesOf(`\ufeff${word}`),
    'UTF-16 with a mark': new Uint8Array(Buffer.from(`\ufeff${word}`, 'utf16le')),
    'UTF-16 without a mark': new Uint8Array(Buffer.from('A leaf of tea, dried. '.repeat(5), 'utf16le')),
  };
  for (const [name, bytes] of Object.entries(encodings)) {
    it(`reads ${name}`, async () => {
      const document = await read('a.txt', bytes);
      assert.match(texts(document)[0] ?? '', /^(?:Čaj je výborný, říká žena\.|A leaf of tea, dried\.)/);
      assert.deepEqual(document.problems, []);
    });
  }

  it('reads an old encoding by its likely letters, and says so', async () => {
    const latin = 'Der Tee ist heiß und schön grün, sagt Frau Müller über die Öfen. '.repeat(5);
    const document = await read('a.txt', new Uint8Array(Buffer.from(latin, 'latin1')));
    assert.equal(texts(document)[0], latin.trim());
    assert.match(document.problems[0]?.message ?? '', /does not tell its encoding/);
  });

  it('gives a title, date and author from the file name and says so', async () => {
    const cases: readonly (readonly [string, object])[] = [
      ['C:\\notes\\2023-11-20_leaf-prices.txt', { title: 'leaf prices', issued: '2023-11-20' }],
      ['notes/Leaf prices (2021).txt', { title: 'Leaf prices', issued: '2021' }],
      [
        'Green et al. - 2020 - The leaf.txt',
        { title: 'The leaf', issued: '2020', author: [{ family: 'Green' }] },
      ],
      ['.txt', { title: '.txt' }],
    ];
    for (const [path, expected] of cases) {
      const { custom, type, ...fields } = (await read(path, 'tea.')).item;
      assert.deepEqual(fields, expected);
      assert.equal(custom?.inferred?.title, 'the file name');
    }
  });
});

describe('reading other markup', () => {
  it('reads AsciiDoc', async () => {
    const document = await read(
      'a.adoc',
      '= Tea\nAda Green <a@b.c>\nv1.0, 2021-05-06\n:lang: en\n\nTea is a leaf.\n\n== Trade\n// hidden\n* one\n* two\n',
    );
    assert.equal(document.item.title, 'Tea');
    assert.deepEqual(document.item.author, [{ family: 'Green', given: 'Ada' }]);
    assert.equal(document.item.issued, '2021-05-06');
    assert.deepEqual(texts(document), ['Tea is a leaf.', 'one', 'two']);
    assert.deepEqual(document.paragraphs[1]?.headings, ['Trade']);
  });

  it('reads Org', async () => {
    const document = await read(
      'a.org',
      '#+TITLE: Tea\n#+AUTHOR: Ada Green\n#+DATE: <2021-05-06>\n\nTea is a [[https://x.y][leaf]].\n\n* Trade :tag:\n:PROPERTIES:\n:ID: 1\n:END:\n- one\n- two\n',
    );
    assert.equal(document.item.title, 'Tea');
    assert.equal(document.item.issued, '2021-05-06');
    assert.deepEqual(texts(document), ['Tea is a leaf.', 'one', 'two']);
    assert.deepEqual(document.paragraphs[2]?.headings, ['Trade']);
  });

  it('reads reStructuredText', async () => {
    const document = await read(
      'a.rst',
      '===\nTea\n===\n\n:author: Ada Green\n\nTea is a `leaf <https://x.y>`_.\n\nTrade\n-----\n\n.. image:: x.png\n   :alt: no\n\nSold :ref:`here <x>`.\n',
    );
    assert.equal(document.item.title, 'Tea');
    assert.deepEqual(document.item.author, [{ family: 'Green', given: 'Ada' }]);
    assert.deepEqual(texts(document), ['Tea is a leaf.', 'Sold here.']);
    assert.deepEqual(document.paragraphs[1]?.headings, ['Trade']);
  });

  it('reads LaTeX', async () => {
    const document = await read(
      'a.tex',
      '\\documentclass{article}\n\\title{Tea \\& \\emph{trade}}\n\\author{Ada Green \\and Bo Lee}\n\\date{May 6, 2021}\n\\begin{document}\n\\maketitle\n% hidden\nTea is a \\textbf{leaf}~\\cite{x}.\n\n\\section{Trade}\n\\begin{itemize}\n\\item one\n\\item two\n\\end{itemize}\n\\end{document}\nafter',
    );
    assert.equal(document.item.title, 'Tea & trade');
    assert.deepEqual(document.item.author, [
      { family: 'Green', given: 'Ada' },
      { family: 'Lee', given: 'Bo' },
    ]);
    assert.equal(document.item.issued, '2021-05-06');
    assert.deepEqual(texts(document), ['Tea is a leaf .', 'one', 'two']);
    assert.deepEqual(document.paragraphs[1]?.headings, ['Trade']);
  });
});

describe('files that are no documents', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
  const cases: readonly (readonly [string, string, Uint8Array, RegExp])[] = [
    ['a picture, whatever its name', 'a.md', Uint8Array.from(png), /a picture/],
    [
      'bytes that are no text',
      'a.txt',
      Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 251),
      /not a text document/,
    ],
    ['an old Word file', 'a.doc', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /old Office/],
    ['a PDF that is none', 'a.pdf', bytesOf('hello'), /damaged PDF/],
    ['a huge text', 'a.txt', new Uint8Array(20_000_001).fill(0x61), /larger than 20 MB/],
  ];
  for (const [name, path, bytes, message] of cases) {
    it(`refuses ${name}, with a reason and a remedy`, async () => {
      const { format, problems, paragraphs } = await read(path, bytes);
      assert.equal(format, undefined);
      assert.deepEqual(paragraphs, []);
      assert.equal(problems[0]?.severity, 'error');
      assert.match(problems[0]?.message ?? '', message);
      assert.ok(problems[0]?.remedy);
    });
  }

  it('are known to be too large by their size alone', () => {
    assert.match(tooLarge(2_000_000_000)?.message ?? '', /larger than 200 MB/);
    assert.equal(tooLarge(1_000), undefined);
  });

  it('says that an empty document has no text', async () => {
    for (const path of ['a.md', 'a.txt', 'a.html', 'a.org']) {
      const { format, problems } = await read(path, '');
      assert.ok(format, path);
      assert.match(problems[0]?.message ?? '', /no text/, path);
    }
  });
});

describe('any text or bytes', () => {
  const extensions = ['md', 'html', 'txt', 'adoc', 'org', 'rst', 'tex', 'pdf', 'docx', 'epub', ''];
  const pieces = [
    '---\n',
    'title: x\n',
    '# ',
    '\n\n',
    '<p>',
    '</div>',
    '<table><tr><td>',
    '- ',
    '> ',
    '[[',
    ']]',
    '{{<',
    '\\item ',
    '| a |\n|---|\n',
    '\u0000',
    '\ud800',
    '%%',
    '&#0;',
    '<script>',
    '<!--',
    '+++\n',
    '=== ',
    '.. ',
    ':a: b\n',
    '* x\n',
  ];

  it('is read without an exception into an item that the format takes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc
            .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })))
            .map((parts) => bytesOf(parts.join(''))),
          fc.uint8Array({ maxLength: 300 }),
          fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes])),
        ),
        fc.oneof(fc.string({ unit: 'binary' }), fc.constant('note')),
        fc.constantFrom(...extensions),
        async (bytes, name, extension) => {
          const { item, paragraphs, problems } = await read(`${name}.${extension}`, bytes);
          const checked = cslItem.safeParse({ id: 'key', ...item });
          assert.ok(checked.success, JSON.stringify([item, checked.error?.issues]));
          paragraphs.forEach(({ number, text }, index) => {
            assert.equal(number, index + 1);
            assert.ok(
              text.length > 0 && text.length <= 10_000 && text === text.trim() && !text.includes('\n'),
            );
          });
          for (const { message, remedy } of problems) assert.ok(message && remedy);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a written date', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '2023-11-20T10:00:00+01:00': '2023-11-20',
    '2023-11-20 10:00': '2023-11-20',
    '2023/3/5': '2023-03-05',
    '2023/3': '2023-03',
    '2023': '2023',
    '20231120': '2023-11-20',
    "D:20231120103000+01'00'": '2023-11-20',
    'March 5, 2024': '2024-03-05',
    '5th of March 2024': '2024-03-05',
    'Mon, 05 Mar 2024 10:00:00 GMT': '2024-03-05',
    'Sept. 2024': '2024-09',
    '2019/2025': '2019/2025',
    '2020~': '2020~',
    '2023-02-31': undefined,
    '03/04/2024': undefined,
    yesterday: undefined,
    '': undefined,
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`"${text}" is ${expected}`, () => assert.equal(writtenDate(text), expected));
  }
});

describe('a name', () => {
  const cases: Readonly<Record<string, object | undefined>> = {
    'Ada Green': { family: 'Green', given: 'Ada' },
    'Green, Ada': { family: 'Green', given: 'Ada' },
    'By Ada M. Green': { family: 'Green', given: 'Ada M.' },
    'Ludwig van der Rohe': { family: 'van der Rohe', given: 'Ludwig' },
    'The Daily Cup': { literal: 'The Daily Cup' },
    'Tea Trade Association': { literal: 'Tea Trade Association' },
    'Acme, Inc.': { literal: 'Acme, Inc.' },
    ada: { literal: 'ada' },
    'https://cup.example/ada': undefined,
    '123': undefined,
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`"${text}"`, () => assert.deepEqual(parseName(text), expected));
  }

  it('several stand in one text', () => {
    const both = [
      { family: 'Green', given: 'Ada' },
      { family: 'Lee', given: 'Bo' },
    ];
    for (const text of [
      'Ada Green and Bo Lee',
      'Green, Ada; Lee, Bo',
      'Ada Green, Bo Lee',
      'Green, Ada and Lee, Bo',
    ]) {
      assert.deepEqual(parseNames(text), both, text);
    }
  });
});
