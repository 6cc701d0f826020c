import { p3, partsWith, plain, testFamily } from './citationFamily.ts';

const url = 'href="https://example.org/overweel2020"';
const link = `<a class="citation" data-cites="overweel2020" ${url}>overweel2020</a>`;
const linkTo3 = `<a class="citation" data-cites="overweel2020" data-locator="para. 3" ${url}>overweel2020, para. 3</a>`;

testFamily({
  id: 'html',
  keys: [
    ['<a class="citation" data-cites="a-b" href="u">A</a>', 'a-b'],
    [
      '<span class="citation" data-cites="doe:2020 x/y.z">(Doe <span>2020</span>; X)</span>',
      'doe:2020+x/y.z',
    ],
    [
      '(<cite data-cites=\'müller\'>M</cite>;\n <a data-cites="b">B</a>) <a data-cites="c">C</a>',
      'müller+b c',
    ],
    ['<a href="u">A</a> <a data-cites="">B</a>', ''],
    ['<a data-cites="a">A', ''],
    ['<a data-cites="a">A</a', ''],
    ['<!-- <a data-cites="a">A</a> --><pre><a data-cites="b">B</a></pre>', ''],
    ['<script>x = \'<a data-cites="a">A</a>\'</script><a data-cites="b">B</a>', 'b'],
    ['<code><a data-cites="a">A</a></code> mail me@example.com', ''],
  ],
  insertions: [
    ['So|.', [p3], `So (${linkTo3})|.`],
    ['So |now', [plain], `So (${link})| now`],
    ['<p>|</p>', [plain], `<p>(${link})|</p>`],
    ['x|', [{ source: 'unlinked' }], 'x (<span class="citation" data-cites="unlinked">unlinked</span>)|'],
    ['x|', [plain, p3], `x (${link}; ${linkTo3})|`],
    [
      'x|',
      [{ source: 'unlinked', prefix: '"<see>" & so', suffix: 'passim', suppressAuthor: true }],
      'x (<span class="citation" data-cites="unlinked" data-prefix="&quot;&lt;see&gt;&quot; &amp; so" data-suffix="passim" data-suppress-author="true">unlinked</span>)|',
    ],
    ['x (<a data-cites="a">|A</a>).', [plain], `x (<a data-cites="a">A</a>; ${link}|).`],
    [
      'x (<a data-cites="a">A</a>|; <a data-cites="b">B</a>).',
      [plain],
      `x (<a data-cites="a">A</a>; <a data-cites="b">B</a>; ${link}|).`,
    ],
    ['x (<a data-cites="a">A</a>|).', [plain], `x (<a data-cites="a">A</a>; ${link}|).`],
    [`x (<a data-cites="overweel|2020">A</a>).`, [plain], 'x (<a data-cites="overweel2020">A</a>)|.'],
  ],
  narrative: [[[p3], linkTo3.replace('"citation"', '"citation narrative"')]],
  writable: partsWith(['prefix', 'suffix', 'suppressAuthor'], '&%$#_{}~^;@*<>="\'\\[]()`,+-/'),
  openings: ['<a data-cites="', '<a data-cites="a">', '<a ', '<span x="">', '<!--', '<pre>', '<code><a'],
});
