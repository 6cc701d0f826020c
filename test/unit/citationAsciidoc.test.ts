import fc from 'fast-check';
import { p3, partsWith, plain, testFamily } from './citationFamily.ts';

testFamily({
  id: 'asciidoc',
  keys: [
    ['cite:[a-b]', 'a-b'],
    ['cite:[doe:2020,x/y.z(59), müller(para. 3)]', 'doe:2020+x/y.z+müller'],
    ['See citenp:[a]. cite:see also[b(1-2, 5)]', 'a b'],
    ['I cite: the [list], website:[a], \\cite:[b] and bibitem:[c]', ''],
    ['cite:[a', ''],
    ['cite:[a,\nb]', ''],
    ['cite:[a b]', ''],
    ['`cite:[a]` and cite:[b]', 'b'],
    ['----\ncite:[a]\n----\ncite:[b]', 'b'],
    ['-----\ncite:[a]\n----\n-----\ncite:[b]', 'b'],
    ['====\ncite:[a]\n====', 'a'],
    ['```ruby\ncite:[a]\n```\n....\ncite:[b]\n....\n++++\ncite:[c]\n++++\n', ''],
    ['////\ncite:[a]\n////\n// cite:[b]\ncite:[c]', 'c'],
    ['x\n\n cite:[a]\n cite:[b]\n\ncite:[c]', 'c'],
    ['x\n\n  * cite:[a]\n  more cite:[b]', 'a b'],
    ['mail me@example.com, <<ref>> and link:x[y]', ''],
  ],
  insertions: [
    ['So|.', [p3], 'So cite:[overweel2020(para. 3)]|.'],
    ['So |now', [plain], 'So cite:[overweel2020]| now'],
    ['x|', [{ ...plain, locator: { label: 'page', value: '3-5' } }], 'x cite:[overweel2020(3-5)]|'],
    ['x|', [{ ...p3, prefix: 'see', suffix: 'passim' }], 'x cite:see[overweel2020(para. 3, passim)]|'],
    ['x|', [{ ...p3, suffix: '(or *so*)' }], 'x cite:[overweel2020(para. 3&#40;or &#42;so&#42;&#41;)]|'],
    [
      'x|',
      [{ ...p3, prefix: 'see' }, { source: 'b' }, { source: 'c', prefix: 'also' }],
      'x cite:see[overweel2020(para. 3), b], cite:also[c]|',
    ],
    ['x cite:[a|].', [p3], 'x cite:[a, overweel2020(para. 3)|].'],
    ['x cite:|see[a(59)].', [plain], 'x cite:see[a(59), overweel2020|].'],
    ['x citenp:[a|].', [{ ...plain, prefix: 'see' }], 'x citenp:[a], cite:see[overweel2020]|.'],
    ['x cite:[over|weel2020].', [plain], 'x cite:[overweel2020]|.'],
  ],
  narrative: [
    [[p3], 'citenp:[overweel2020(para. 3)]'],
    [[plain, { source: 'b' }], 'citenp:[overweel2020, b]'],
  ],
  writable: fc.oneof(
    partsWith(['suffix'], '&%$#_{}~^;@*<>="\'\\[]()`,+-'),
    partsWith(['prefix', 'suffix'], '&%$#_{}~^;@*<>="\'\\[]()`,+-'),
  ),
  openings: ['cite:[', 'cite:[a,', 'cite:x', 'cite:[a(', '----\n', '`a', '\n\n x', '\n  '],
});
