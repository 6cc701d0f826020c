import fc from 'fast-check';
import { p3, partsWith, plain, testFamily } from './citationFamily.ts';

testFamily({
  id: 'org',
  keys: [
    ['[cite:@a-b]', 'a-b'],
    ['[cite:@doe:2020;see @x/y.z p. 3; @müller]', 'doe:2020+x/y.z+müller'],
    ['See [cite/t:@a] and [cite/text/c:@b, p. 3], [cite/na:@c].', 'a b c'],
    ['[cite:all;see @a;@b p. 3;passim]', 'a+b'],
    ['[cite:see [x] @a [y]]', 'a'],
    ['[cite:@a\nand so;@b]', 'a+b'],
    ['[cite:@a\n\n;@b]', ''],
    ['[cite:a] [cites:@b] [cite:@c', ''],
    ['[cite: [cite:@a]]', 'a'],
    ['=[cite:@a]= ~[cite:@b]~ 1=2 [cite:@c]', 'c'],
    ['#+begin_src org\n[cite:@a]\n#+end_src\n[cite:@b]', 'b'],
    ['#+BEGIN_EXAMPLE\n#+end_src\n[cite:@a]\n#+END_EXAMPLE\n[cite:@b]', 'b'],
    ['#+begin_quote\n[cite:@a]\n#+end_quote', 'a'],
    ['# [cite:@a]\n: [cite:@b]\n#+caption: [cite:@c]', 'c'],
    ['mail me@example.com, @me and [[https://example.org][x]]', ''],
  ],
  insertions: [
    ['So|.', [p3], 'So [cite:@overweel2020 para. 3]|.'],
    ['So |now', [plain], 'So [cite:@overweel2020]| now'],
    ['x|', [{ ...p3, prefix: 'see', suffix: 'passim' }], 'x [cite:see @overweel2020 para. 3, passim]|'],
    [
      'x|',
      [
        { source: 'a', suffix: 'more' },
        { source: 'b', suffix: '(so)' },
      ],
      'x [cite:@a, more;@b (so)]|',
    ],
    ['x|', [{ source: 'a', suffix: 'a; [b] *c* $d' }], 'x [cite:@a, a, (b) \u200b*\u200bc* \\dollar{}d]|'],
    ['x|', [{ ...p3, suppressAuthor: true }], 'x [cite/na:@overweel2020 para. 3]|'],
    ['x|', [{ ...plain, suppressAuthor: true }, { source: 'b' }], 'x [cite/na:@overweel2020] [cite:@b]|'],
    ['x [cite:@a|].', [p3], 'x [cite:@a;@overweel2020 para. 3|].'],
    ['x [cite:see;@a|;passim].', [p3], 'x [cite:see;@a;@overweel2020 para. 3|;passim].'],
    ['x [cite/t:|@a ].', [plain], 'x [cite/t:@a;@overweel2020| ].'],
    ['x [cite/na:@a|].', [plain], 'x [cite/na:@a] [cite:@overweel2020]|.'],
    ['x [cite:@over|weel2020].', [plain], 'x [cite:@overweel2020]|.'],
  ],
  narrative: [
    [[p3], '[cite/t:@overweel2020 para. 3]'],
    [[plain, { source: 'b', suffix: 'more' }], '[cite/t:@overweel2020;@b, more]'],
  ],
  writable: fc.oneof(
    partsWith(['prefix', 'suffix'], '&%$#_{}~^@*<>="\'\\()`,+-/'),
    partsWith(['prefix', 'suffix', 'suppressAuthor'], '&%$#_{}~^@*<>="\'\\()`,+-/'),
  ),
  openings: ['[cite:', '[cite:@a;', '[cite:@a [', '#+begin_src\n', '=a', ' ~a', '[cite:@a\n'],
});
