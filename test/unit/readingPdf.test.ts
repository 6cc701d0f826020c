import assert from 'node:assert/strict';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { PDFDocument, PDFName } from 'pdf-lib';
import { type PdfLine, pdfBlocks } from '../../src/core/reading/pdfText.ts';
import { readDocument } from '../../src/core/reading/readDocument.ts';
import { type DrawnLine, pdf, read } from './readingFixtures.ts';

/** A page with a running head and a number. */
function page(number: number, lines: readonly (string | DrawnLine)[]): DrawnLine[] {
  const drawn = lines.map((line, index) => {
    const y = 530 - index * 14;
    return typeof line === 'string' ? { text: line, y } : { ...line, y };
  });
  return [
    { text: 'The Tea Review', y: 575, size: 9 },
    ...drawn,
    { text: `${number}`, x: 200, y: 20, size: 9 },
  ];
}

describe('reading a PDF', () => {
  it('joins lines, parted words and pages to paragraphs, with the page each begins on', async () => {
    const bytes = await pdf(
      [
        page(1, [
          'Tea is a leaf that was carried over the sea by a large com-',
          'pany for a very long time, as well-known books tell us with',
          'care.',
          { text: 'The second paragraph has an indent and goes on over', x: 65, y: 0 },
          'the end of the page, since its sentence is not yet at an',
        ]),
        page(2, ['end there but here.', { text: 'Another one is well-', x: 65, y: 0 }, 'known, too.']),
        page(3, ['The last page has a paragraph of its own.']),
      ],
      { title: 'A history of tea', author: 'Ada Green' },
    );
    const document = await read('tea.pdf', bytes);
    assert.deepEqual(
      document.paragraphs.map(({ text, page: label }) => [label, text]),
      [
        [
          '1',
          'Tea is a leaf that was carried over the sea by a large company for a very long time, as well-known books tell us with care.',
        ],
        [
          '1',
          'The second paragraph has an indent and goes on over the end of the page, since its sentence is not yet at an end there but here.',
        ],
        ['2', 'Another one is well-known, too.'],
        ['3', 'The last page has a paragraph of its own.'],
      ],
    );
    assert.equal(document.item.title, 'A history of tea');
    assert.deepEqual(document.item.author, [{ family: 'Green', given: 'Ada' }]);
    assert.match(document.item.custom?.inferred?.issued ?? '', /date at which the file was made/);
  });

  it('takes the largest text for the title and the headings from the size of letters', async () => {
    const text = (line: string, y: number) => ({ text: line, y });
    const bytes = await pdf([
      [
        { text: 'The leaf and', y: 550, size: 20 },
        { text: 'the harbour', y: 526, size: 20 },
        text('Tea is a leaf, and a harbour is where it is sold by the chest.', 490),
        { text: 'Trade', y: 450, size: 14 },
        text('Ten chests were sold in the harbour on the day that it opened.', 430),
      ],
    ]);
    const { item, paragraphs } = await read('x.pdf', bytes);
    assert.equal(item.title, 'The leaf and the harbour');
    assert.equal(item.custom?.inferred?.title, 'the largest text on the first page');
    assert.deepEqual(
      paragraphs.map(({ headings }) => headings),
      [[], ['Trade']],
    );
  });

  it('numbers pages as the document labels them', async () => {
    const plain = await pdf(['One.', 'Two.', 'Three.'].map((text) => [{ text, y: 500 }]));
    const document = await PDFDocument.load(plain);
    const labels = document.context.obj({ Nums: [0, { S: 'r' }, 2, { S: 'D', St: 7 }] });
    document.catalog.set(PDFName.of('PageLabels'), labels);
    const { paragraphs } = await read('a.pdf', await document.save());
    assert.deepEqual(
      paragraphs.map(({ page }) => page),
      ['i', 'ii', '7'],
    );
  });

  it('says when the pages are only pictures', async () => {
    const { format, problems } = await read('scan.pdf', await pdf([[], []]));
    assert.equal(format, 'pdf');
    assert.match(problems[0]?.message ?? '', /2 of 2 pages have no text/);
    assert.match(problems[0]?.remedy ?? '', /OCR/);
  });

  it('says when a file is damaged, and stops when asked to', async () => {
    const whole = await pdf([page(1, ['Tea is a leaf.'])]);
    for (const length of [9, 100, whole.length - 200]) {
      const { problems, paragraphs } = await read('a.pdf', whole.slice(0, length));
      assert.ok(problems.length > 0 || paragraphs.length > 0);
    }
    const stopped = await readDocument({ path: 'a.pdf', bytes: whole }, { signal: AbortSignal.abort() });
    assert.match(stopped.problems[0]?.message ?? '', /stopped after page 0/);
  });

  it('refuses a stream that unpacks to more than a machine holds', async () => {
    // A block of deflate that ends on a byte can be repeated.
    const zeros = Buffer.alloc(1_000_000);
    const block = deflateRawSync(zeros, { finishFlush: constants.Z_FULL_FLUSH });
    const packed = Buffer.concat([
      Uint8Array.of(0x78, 0xda),
      ...Array<Buffer>(101).fill(block),
      Uint8Array.of(3, 0),
    ]);
    const head = `%PDF-1.4\n1 0 obj\n<</Length ${packed.length}/Filter/FlateDecode>>\nstream\n`;
    const bytes = Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream\nendobj\n')]);
    const { problems } = await read('bomb.pdf', new Uint8Array(bytes));
    assert.match(problems[0]?.message ?? '', /unpacks to more than 100 MB/);
  });

  it('leaves the bytes to their owner', async () => {
    const bytes = await pdf([page(1, ['Tea is a leaf.'])]);
    const before = bytes.slice();
    await read('a.pdf', bytes);
    assert.deepEqual(bytes, before);
  });
});

describe('lines of PDF pages', () => {
  const line = (text: string, y: number, x = 50, right = 350, size = 10): PdfLine => ({
    text,
    x,
    right,
    y,
    size,
  });
  const page = (label: string, lines: readonly PdfLine[]) => ({ label, lines });

  it('go on in the next column where the sentence does', () => {
    const blocks = pdfBlocks([
      page('iv', [
        line('Tea is a leaf that', 500, 50, 190),
        line('grows on a', 488, 50, 190),
        line('bush in the hills.', 500, 210, 350),
        line('It is dried.', 488, 210, 260),
      ]),
    ]);
    assert.deepEqual(blocks, [
      {
        kind: 'paragraph',
        text: 'Tea is a leaf that grows on a bush in the hills. It is dried.',
        page: 'iv',
      },
    ]);
  });

  it('part a list of references whose first lines hang out', () => {
    const blocks = pdfBlocks([
      page('9', [
        line('Green, A., The leaf, second edition (Harbour:', 500, 50, 350),
        line('Cup Press, 1999).', 488, 70, 160),
        line('Lee, B., On the price of tea in the autumn, Tea.', 476, 50, 349),
        line('Letters 4 (2001), which has been cited by many a', 464, 70, 348),
        line('trader.', 452, 70, 110),
        line('Moss, C., Tea (1980).', 440, 50, 160),
      ]),
    ]);
    assert.deepEqual(
      blocks.map(({ text }) => text.slice(-10)),
      ['ss, 1999).', ' a trader.', 'ea (1980).'],
    );
  });

  it('keep what stands alike on pages but inside the text', () => {
    const blocks = pdfBlocks(
      Array.from({ length: 6 }, (_, index) =>
        page(String(index + 1), [
          line(`Chapter ${index}`, 580, 50, 120),
          line('Refrain of the song.', 540, 50, 150),
          line(`Verse ${index} has its own words and is long`, 528, 62),
          line('enough to fill two lines, if not three.', 516),
          line(`${index + 1} of 6`, 30, 190, 210),
        ]),
      ),
    );
    assert.equal(blocks.filter(({ text }) => text === 'Refrain of the song.').length, 6);
    assert.equal(blocks.length, 12);
  });
});
