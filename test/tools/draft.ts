/** The draft that every tool reads: one paragraph for each kind of citation, written by the extension's own code. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { readFolder } from '../../src/cli/readFolder.ts';
import { locatorOf, printLocator } from '../../src/core/citation/locator.ts';
import type { CitationForm, CitationPart, SyntaxId } from '../../src/core/citation/syntax.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import type { CslItem } from '../../src/core/corpus/schema.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { bundled } from '../unit/citationStyles.ts';
import { projectFolder } from '../workbench/paths.ts';

const { corpus } = compileCorpus(await readFolder(path.join(projectFolder, 'corpus/microsoft-openai')));
assert.ok(corpus);

/** Keys that some grammar has trouble with; the author tells in the output which one it is. */
const oddKeys = [
  'doe:2020',
  'a-b',
  'x/y.z',
  'müller_2020',
  '2020first',
  'a+b',
  'Q--r',
  'e.g.x',
  'a::b',
  'c++/stl',
  '_a',
  '日本_1',
  'ابن2020',
  '10.1000/182',
  'https://example.org/a',
  'dir/',
  '1905',
  'Case',
] as const;
const oddItems = oddKeys.map(
  (id, index): CslItem => ({
    id,
    type: 'book',
    title: `Oddity ${index}`,
    author: [{ family: `Odd${String.fromCharCode(97 + index)}`, given: 'Ann' }],
    issued: String(1960 + index),
    publisher: 'Press',
    'publisher-place': 'Ghent',
  }),
);

/** What the drafts cite. */
export const items: readonly CslItem[] = [...corpus.sources.map(({ item }) => item), ...oddItems];
const byKey = new Map(items.map((item) => [item.id, item]));
export const context = bundled('apa', 'en').context({
  source: (key) => ({ item: byKey.get(key) ?? assert.fail(key) }),
});

const [a, b, c] = ['overweel2020', 'doe:2020', 'a-b'] as const;
const hard = '50% & more #1 $5 [sic] a_b ^c d~e {f} *g* "h" <i> `k` @l';

export interface Case {
  readonly name: string;
  /** What is cited first, and then what joins it. */
  readonly steps: readonly (readonly CitationPart[])[];
  readonly form?: CitationForm;
}

export const cases: readonly Case[] = [
  ...items.map(({ id }) => ({ name: `key ${id}`, steps: [[{ source: id }]] })),
  { name: 'paragraph', steps: [[{ source: a, paragraph: 3 }]] },
  { name: 'page', steps: [[{ source: a, locator: { label: 'page', value: '17' } }]] },
  { name: 'pages', steps: [[{ source: a, locator: { label: 'page', value: '33-35' } }]] },
  { name: 'chapter', steps: [[{ source: a, locator: { label: 'chapter', value: '2' } }]] },
  { name: 'section', steps: [[{ source: b, locator: { label: 'section', value: 'iv' } }]] },
  { name: 'prefix', steps: [[{ source: a, prefix: 'see' }]] },
  { name: 'suffix', steps: [[{ source: a, suffix: 'and passim' }]] },
  { name: 'both', steps: [[{ source: a, paragraph: 3, prefix: 'see also', suffix: 'and passim' }]] },
  { name: 'hard prefix', steps: [[{ source: a, prefix: `cf. ${hard}` }]] },
  { name: 'hard suffix', steps: [[{ source: a, paragraph: 4, suffix: `with ${hard}` }]] },
  { name: 'several', steps: [[{ source: a }, { source: b }, { source: c }]] },
  {
    name: 'several with notes',
    steps: [
      [
        { source: a, paragraph: 3, prefix: 'see' },
        { source: b, paragraph: 5, suffix: 'and on' },
        { source: c },
      ],
    ],
  },
  { name: 'without author', steps: [[{ source: a, suppressAuthor: true, paragraph: 3 }]] },
  { name: 'one without author', steps: [[{ source: a, suppressAuthor: true }, { source: b }]] },
  { name: 'narrative', steps: [[{ source: a }]], form: 'narrative' },
  { name: 'narrative with place', steps: [[{ source: a, paragraph: 3 }]], form: 'narrative' },
  { name: 'narrative of several', steps: [[{ source: a, paragraph: 3 }, { source: b }]], form: 'narrative' },
  { name: 'joined', steps: [[{ source: a }], [{ source: b }]] },
  {
    name: 'joined with places',
    steps: [[{ source: a, paragraph: 3 }], [{ source: b, paragraph: 5, prefix: 'see' }]],
  },
  { name: 'joined twice', steps: [[{ source: a }], [{ source: b, paragraph: 5 }], [{ source: c }]] },
  { name: 'joined to narrative', steps: [[{ source: a }], [{ source: b }]], form: 'narrative' },
  { name: 'joined to a prefix', steps: [[{ source: a, prefix: 'see' }], [{ source: b }]] },
  { name: 'joined without author', steps: [[{ source: a }], [{ source: b, suppressAuthor: true }]] },
];

/** The draft's paragraphs, each after its mark (`Q7:`), without head and bibliography. */
export function writeDraft(id: SyntaxId, some: readonly Case[] = cases): string {
  const syntax = syntaxFor('', id, '');
  const indexOf = (one: Case) => cases.findIndex(({ steps }) => steps === one.steps);
  let text = some.map((one) => `${mark(indexOf(one))} So it was.\n\n`).join('');
  for (const one of some) {
    const bare = `${mark(indexOf(one))} So it was`;
    const start = text.indexOf(bare);
    let offset = start + bare.length;
    for (const parts of one.steps) {
      text = applyEdits(text, syntax.insert(text, offset, parts, context, one.form).edits);
      // The next one joins the first of the paragraph.
      const around = syntax.citations(text).find((citation) => citation.start >= start);
      offset = around ? around.start + 1 : offset;
    }
  }
  return text;
}

function mark(index: number): string {
  return `Q${index}:`;
}

/** What a tool shows of a citation. */
export interface Shown {
  readonly author?: boolean;
  readonly year?: boolean;
  /** How it names a place; our short form unless told. */
  readonly locator?: (part: CitationPart) => string;
  /** What it says for a text before or after; itself unless told. */
  readonly note?: (text: string) => string;
}

/**
 * The faults of what a tool made of the draft: what its paragraphs lack.
 *
 * @param output plain text.
 */
export function faults(output: string, shown: Shown, some: readonly Case[] = cases): string[] {
  const text = plain(output);
  const found: string[] = [];
  for (const { name, steps } of some) {
    const index = cases.findIndex((one) => one.steps === steps);
    const from = text.indexOf(mark(index));
    const rest = text.slice(from).replace(/^Q\d+:/, '');
    const paragraph = rest.slice(0, /Q\d+:|QEND/.exec(rest)?.index).trim();
    const wanted = steps.flat().flatMap((part) => expected(part, shown).map(plain));
    const missing = wanted.filter((one) => !paragraph.includes(one));
    if (from < 0 || missing.length > 0) found.push(`${name}: no ${missing.join(' | ')} in "${paragraph}"`);
    if (/^So it was\.|\?\?|undefined|not found/.test(paragraph)) found.push(`${name}: "${paragraph}"`);
  }
  return found;
}

function expected(part: CitationPart, shown: Shown): string[] {
  const item = byKey.get(part.source);
  const [author] = item?.author ?? [];
  const locator = locatorOf(part);
  const note = shown.note ?? ((text: string) => text);
  return [
    shown.author !== false && !part.suppressAuthor && author && 'family' in author
      ? author.family
      : undefined,
    shown.year === false ? undefined : item?.issued?.slice(0, 4),
    locator && (shown.locator ? shown.locator(part) : printLocator(locator)),
    part.prefix && note(part.prefix),
    part.suffix && note(part.suffix),
  ].flatMap((one) => (one ? [one] : []));
}

/** Spaces, quotation marks and dashes as a keyboard has them: setting them well is the tools' right. */
function plain(text: string): string {
  return text
    .replace(/\u200b/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[“”]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/[–—]/g, '-')
    .replace(/ˆ/g, '^')
    .replace(/˜/g, '~');
}
