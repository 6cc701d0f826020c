import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { describe, it } from 'mocha';
import { docx, epub, read, texts, wordParagraph } from './readingFixtures.ts';

describe('reading a DOCX file', () => {
  it('reads headings, paragraphs, rows and properties', async () => {
    const p = wordParagraph;
    const document = await read(
      'tea.docx',
      docx(
        `${p('Tea and trade', 'Title')}${p('Origins', 'Heading1')}${p('Tea is a leaf &amp; green.')}<w:tbl><w:tr><w:tc>${p('1999')}</w:tc><w:tc>${p('ten')}</w:tc></w:tr></w:tbl>${p('Hills', 'Heading2')}${p('It grows there.')}`,
        '<dc:creator>Ada Green; Bo Lee</dc:creator><dcterms:created>2021-05-06T00:00:00Z</dcterms:created><dc:language>en-GB</dc:language>',
      ),
    );
    assert.deepEqual(
      document.paragraphs.map(({ text, headings }) => [text, ...headings]),
      [
        ['Tea is a leaf & green.', 'Origins'],
        ['1999 | ten', 'Origins'],
        ['It grows there.', 'Origins', 'Hills'],
      ],
    );
    assert.deepEqual(document.item, {
      type: 'document',
      title: 'Tea and trade',
      author: [
        { family: 'Green', given: 'Ada' },
        { family: 'Lee', given: 'Bo' },
      ],
      issued: '2021-05-06',
      language: 'en-GB',
      custom: {
        inferred: {
          title: 'the first heading',
          issued: 'the date at which the file was made',
          type: 'the kind of file',
        },
      },
    });
  });

  it('tells of tracked changes', async () => {
    const body =
      '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>Coffee</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>Tea</w:t></w:r></w:ins></w:p>';
    const document = await read('a.docx', docx(body));
    assert.deepEqual(texts(document), ['Tea']);
    assert.match(document.problems[0]?.message ?? '', /tracked changes/);
  });
});

describe('reading an EPUB', () => {
  const metadata =
    '<dc:title>The book of tea</dc:title><dc:creator id="a">Ada Green</dc:creator><meta refines="#a" property="role">aut</meta><dc:creator id="b">Bo Lee</dc:creator><meta refines="#b" property="role">trl</meta><dc:publisher>Cup Press</dc:publisher><dc:language>en</dc:language><dc:date>2019-03-01</dc:date><dc:identifier>urn:isbn:9780140328721</dc:identifier>';
  const chapters = {
    'one two':
      '<span epub:type="pagebreak" title="7"/><h1>One</h1><p>Tea <i/>is a leaf.</p><p>It was <span role="doc-pagebreak" aria-label="page 8"/>sold.</p><p>Third.</p>',
    three: '<h1>Two</h1><p>More &amp; more.</p>',
  };

  it('reads the chapters in order, with the pages of the printed book', async () => {
    const { item, paragraphs } = await read('tea.epub', epub(chapters, metadata));
    assert.deepEqual(
      paragraphs.map(({ text, page, headings }) => [text, page, ...headings]),
      [
        ['Tea is a leaf.', '7', 'One'],
        ['It was sold.', '7', 'One'],
        ['Third.', '8', 'One'],
        ['More & more.', '8', 'Two'],
      ],
    );
    assert.deepEqual(item, {
      type: 'book',
      title: 'The book of tea',
      author: [{ family: 'Green', given: 'Ada' }],
      translator: [{ family: 'Lee', given: 'Bo' }],
      publisher: 'Cup Press',
      language: 'en',
      issued: '2019-03-01',
      ISBN: '9780140328721',
      custom: { inferred: { type: 'the kind of file' } },
    });
  });

  it('says when it is protected, or chapters are missing', async () => {
    const encryption =
      '<?xml version="1.0"?><encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData><enc:CipherReference URI="OEBPS/text/three.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>';
    const locked = await read('a.epub', epub(chapters, metadata, { 'META-INF/encryption.xml': encryption }));
    assert.equal(locked.item.title, 'The book of tea');
    assert.match(locked.problems[0]?.message ?? '', /DRM/);
    const opf =
      '<package><metadata/><manifest><item id="x" href="../../gone.xhtml"/></manifest><spine><itemref idref="x"/></spine></package>';
    const gone = await read('a.epub', epub({}, '', { 'OEBPS/book.opf': opf }));
    assert.match(gone.problems[0]?.message ?? '', /chapters are missing in the file: gone\.xhtml/);
  });
});

describe('other archives', () => {
  it('are refused with what they are', async () => {
    const zip = (name: string) => zipSync({ [name]: strToU8('x') });
    const cases: readonly (readonly [string, RegExp])[] = [
      ['xl/workbook.xml', /a spreadsheet/],
      ['ppt/presentation.xml', /a presentation/],
      ['content.xml', /an OpenDocument file/],
      ['a.txt', /an archive/],
    ];
    for (const [name, message] of cases) {
      const { format, problems } = await read('a.docx', zip(name));
      assert.equal(format, undefined);
      assert.match(problems[0]?.message ?? '', message);
    }
  });

  it('are refused when they unpack to more than a document has, or claim less than they hold', async () => {
    const whole = zipSync({ 'word/document.xml': new Uint8Array(1_000_000) }, { level: 9 });
    const claiming = (size: number) => {
      const bytes = Buffer.from(whole);
      // The size stands in the entry's own header and in the directory.
      bytes.writeUInt32LE(size, 22);
      bytes.writeUInt32LE(size, bytes.indexOf(Uint8Array.of(0x50, 0x4b, 1, 2)) + 24);
      return new Uint8Array(bytes);
    };
    assert.match(
      (await read('a.docx', claiming(101_000_000))).problems[0]?.message ?? '',
      /unpacks to more than 100 MB/,
    );
    const liar = claiming(100);
    assert.ok((await read('a.docx', liar)).problems.length > 0);
  });

  it('are refused when damaged', async () => {
    const whole = docx(wordParagraph('Tea'));
    for (const length of [4, 30, 200, whole.length - 30]) {
      assert.equal((await read('a.docx', whole.slice(0, length))).problems[0]?.severity, 'error');
    }
    const broken = docx('<w:p><w:r><w:t>Tea</w:r></w:p>');
    assert.ok(
      (await read('a.docx', broken)).problems.length + (await read('a.docx', broken)).paragraphs.length > 0,
    );
  });
});
