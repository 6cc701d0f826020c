import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { read, texts } from './readingFixtures.ts';

const body = [
  'The price of leaf tea fell again on Monday, traders in the harbour said, as a second ship arrived and unloaded more chests than anyone had expected by far.',
  'Too much tea, said one trader, who did not want to be named, and too few people who drink it at this time of the year, when it is still warm outside.',
  'The exchange, which opened in 1999, has seen such a fall only twice before; both times the price came back within a few weeks, as its records show.',
];
const trimmings = {
  before:
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/trade">Trade</a></li></ul></nav><div class="cookie-banner">We use cookies. Accept all?</div>',
  after:
    '<aside class="related"><h3>Most read</h3><ul><li><a href="/1">Five teas for the winter</a></li><li><a href="/2">Is coffee over?</a></li></ul></aside><footer>Imprint and privacy</footer><script>track("page")</script>',
};
const story = `<h1>Leaf prices fall</h1><p>${body[0]}</p><h2>Why it fell</h2><p>${body[1]}</p><ul><li>Ten chests were sold.</li><li>None was returned.</li></ul><p>${body[2]}</p>`;
const news = `<!DOCTYPE html><html lang="en-GB"><head><title>Leaf prices fall | The Daily Cup</title>
<meta property="og:site_name" content="The Daily Cup"><link rel="canonical" href="https://cup.example/leaf">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Daily Cup"},
{"@type":"NewsArticle","headline":"Leaf prices fall","author":[{"@type":"Person","name":"Ada Green"},{"@type":"Organization","name":"Cup Wire"}],
"datePublished":"2023-11-20T10:00:00Z","publisher":{"@type":"Organization","name":"Cup Media"}}]}</script></head>
<body>${trimmings.before}<main><article>${story}</article></main>${trimmings.after}</body></html>`;

describe('reading an HTML page', () => {
  it('takes the article and leaves the trimmings', async () => {
    const document = await read('leaf.html', news);
    assert.deepEqual(
      document.paragraphs.map(({ text, headings }) => [text, ...headings]),
      [
        [body[0]],
        [body[1], 'Why it fell'],
        ['Ten chests were sold.', 'Why it fell'],
        ['None was returned.', 'Why it fell'],
        [body[2], 'Why it fell'],
      ],
    );
  });

  it('takes metadata from JSON-LD, Open Graph and links', async () => {
    assert.deepEqual((await read('leaf.html', news)).item, {
      type: 'article-newspaper',
      title: 'Leaf prices fall',
      author: [{ family: 'Green', given: 'Ada' }, { literal: 'Cup Wire' }],
      issued: '2023-11-20',
      'container-title': 'The Daily Cup',
      publisher: 'Cup Media',
      URL: 'https://cup.example/leaf',
      language: 'en-GB',
    });
  });

  it("takes a journal's citation tags", async () => {
    const tags: readonly (readonly [string, string])[] = [
      ['citation_title', 'On leaves'],
      ['citation_author', 'Green, Ada'],
      ['citation_author', 'Bo Lee'],
      ['citation_publication_date', '2020/03/05'],
      ['citation_journal_title', 'Tea Letters'],
      ['citation_volume', '4'],
      ['citation_issue', '2'],
      ['citation_firstpage', '11'],
      ['citation_lastpage', '19'],
      ['citation_doi', 'https://doi.org/10.1234/tea.5'],
    ];
    const head = tags.map(([name, content]) => `<meta name="${name}" content="${content}">`).join('');
    const { item } = await read('a.html', `<html><head>${head}</head><body><p>${body[0]}</p></body></html>`);
    assert.deepEqual(item, {
      type: 'article-journal',
      title: 'On leaves',
      author: [
        { family: 'Green', given: 'Ada' },
        { family: 'Lee', given: 'Bo' },
      ],
      issued: '2020-03-05',
      'container-title': 'Tea Letters',
      volume: '4',
      issue: '2',
      page: '11-19',
      DOI: '10.1234/tea.5',
    });
  });

  it('says what it inferred from what the page shows', async () => {
    const page = `<html><head><title>Leaf prices fall - Ada’s tea blog</title></head><body>${trimmings.before}<article><h1>Leaf prices fall</h1><p class="byline">By Ada Green</p><time datetime="2022-04-01">1 April</time>${story.replace(/<h1>.*?<\/h1>/, '')}</article></body></html>`;
    const { item } = await read('leaf.html', page);
    assert.equal(item.title, 'Leaf prices fall');
    assert.deepEqual(item.author, [{ family: 'Green', given: 'Ada' }]);
    assert.equal(item.issued, '2022-04-01');
    assert.deepEqual(item.custom?.inferred, {
      title: 'the title of the page',
      issued: 'the first date of the article',
      author: 'the byline',
      type: 'the kind of file',
    });
  });

  it('knows where a browser or SingleFile saved the page from', async () => {
    const saved = await read(
      'a.html',
      `<!-- saved from url=(0029)https://cup.example/leaf.html -->\n<html><body><p>${body[0]}</p></body></html>`,
    );
    assert.equal(saved.item.URL, 'https://cup.example/leaf.html');
    const single = await read(
      'a.html',
      `<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://cup.example/x \n saved date: Mon Nov 20 2023 10:00:00 GMT+0100\n--><body><p>${body[0]}</p></body></html>`,
    );
    assert.equal(single.item.URL, 'https://cup.example/x');
    assert.equal(single.item.accessed, '2023-11-20');
  });

  it('reads the encoding that the page declares', async () => {
    const page = `<html><head><meta charset="iso-8859-1"><title>Grüner Tee</title></head><body><p>Öfen und Blätter.</p></body></html>`;
    const document = await read('a.html', new Uint8Array(Buffer.from(page, 'latin1')));
    assert.equal(document.item.title, 'Grüner Tee');
    assert.deepEqual(texts(document), ['Öfen und Blätter.']);
    assert.deepEqual(document.problems, []);
  });

  it('keeps a row of a table together and a layout in a table apart', async () => {
    const rows =
      '<table><tr><th>Year</th><th>Chests</th></tr><tr><td><p>1999</p></td><td><p>ten</p></td></tr></table>';
    assert.deepEqual(texts(await read('a.html', `<p>Before</p>${rows}`)), [
      'Before',
      'Year | Chests',
      '1999 | ten',
    ]);
    const layout = `<table><tr><td>${story}</td><td>Menu</td></tr></table>`;
    assert.ok(texts(await read('a.html', `<body>${layout}</body>`)).includes(body[1] ?? ''));
  });

  it('is not broken by hostile pages', async () => {
    const deep = await read('a.html', `<html><body>${'<div>'.repeat(5_000)}<p>${body[0]}</p></body></html>`);
    assert.deepEqual(texts(deep), [body[0]]);
    assert.match(deep.problems[0]?.message ?? '', /nests too deep/);
    const broken = await read(
      'a.html',
      '<script type="application/ld+json">{"@type":</script><p>Tea</p></b></p><p>is a <b>leaf',
    );
    assert.deepEqual(texts(broken), ['Tea', 'is a leaf']);
    const cyclic = await read(
      'a.html',
      `<script type="application/ld+json">[{"@type":["NewsArticle",{}],"headline":[[1]],"author":{"name":{"name":1}},"datePublished":7}]</script><p>Tea</p>`,
    );
    assert.deepEqual(texts(cyclic), ['Tea']);
  });
});
