import fc from 'fast-check';
import { p3, partsWith, plain, testFamily } from './citationFamily.ts';

testFamily({
  id: 'myst',
  keys: [
    ['{cite:p}`a-b`', 'a-b'],
    ['{cite:p}`doe:2020,x/y.z; q_1`', 'doe:2020+x/y.z+q_1'],
    ['{cite:p}`{see}müller{para. 3}, b {p. 5}`', 'müller+b'],
    ['See {cite:t}`a`, {cite}``b`` and [e.g. @c, p. 3; -@d] or @e [p. 3].', 'a b c+d e'],
    ['`x` {cite:p}`a` `y`', 'a'],
    ['`` {cite:p}`a` `` \\{cite:p}`b` {ref}`c`', ''],
    ['```{note}\n{cite:p}`a` @b\n```\n{cite:p}`c`', 'a b c'],
    ['````{note}\n```{code-cell} python\n{cite:p}`a`\n```\n{cite:p}`b`\n````\n{cite:p}`c`', 'b c'],
    ['```\n{cite:p}`a`\n```{note}\n```\n{cite:p}`b`', 'b'],
    [':::{note}\n{cite:p}`a`\n:::', 'a'],
    ['% {cite:p}`a`\n<!-- {cite:p}`b` -->', ''],
    ['---\nauthor: "@me"\n---\n{cite:p}`a`', 'a'],
    ['{cite:p}`{see a`', ''],
    ['{cite:p}`a\n\nb`', ''],
    ['mail me@example.com', ''],
  ],
  insertions: [
    ['So|.', [p3], 'So {cite:p}`overweel2020{para. 3}`|.'],
    ['So |now', [plain], 'So {cite:p}`overweel2020`| now'],
    ['x|', [{ ...p3, prefix: 'see', suffix: 'passim' }], 'x {cite:p}`{see}overweel2020{para. 3 passim}`|'],
    ['x|', [{ ...p3, suffix: 'a, [b]; c' }], 'x [@overweel2020, para. 3, a, (b), c]|'],
    ['x|', [{ ...p3, suppressAuthor: true }], 'x {cite:yearpar}`overweel2020{para. 3}`|'],
    [
      'x|',
      [{ ...p3, suppressAuthor: true }, { source: 'b' }],
      'x {cite:yearpar}`overweel2020{para. 3}` {cite:p}`b`|',
    ],
    ['x {cite:p}`a|`.', [p3], 'x {cite:p}`a, overweel2020{para. 3}|`.'],
    ['x {cite:p}``a|``.', [p3], 'x {cite:p}``a, overweel2020{para. 3}|``.'],
    ['x {cite:p}`a|`.', [{ ...p3, suffix: 'a, b' }], 'x {cite:p}`a` [@overweel2020, para. 3, a, b]|.'],
    ['x [see @a, p. 5|].', [p3], 'x [see @a, p. 5; @overweel2020, para. 3|].'],
    ['x @a|b [p. 5].', [p3], 'x @ab [p. 5] {cite:p}`overweel2020{para. 3}`|.'],
    ['```{note}\nx [@a|].\n```', [plain], '```{note}\nx [@a; @overweel2020|].\n```'],
    ['x {cite:p}`over|weel2020`.', [plain], 'x {cite:p}`overweel2020`|.'],
  ],
  narrative: [
    [[p3], '{cite:t}`overweel2020{para. 3}`'],
    [[plain, { source: 'b' }], '{cite:t}`overweel2020, b`'],
    [[{ ...p3, suffix: 'a, b' }], '@overweel2020 [para. 3, a, b]'],
  ],
  writable: fc.oneof(
    partsWith(['prefix', 'suffix', 'suppressAuthor'], '&%$#_~^@*<>="\'\\'),
    partsWith(['prefix', 'suffix', 'suppressAuthor'], '&%$#_~^@*<>="\'\\{},'),
  ),
  openings: ['{cite:p}`', '{cite:p}`a, ', '{cite:p}`{', '[@a', '```{note}\n', '~~~\n', '`a ``', '<!--'],
});
