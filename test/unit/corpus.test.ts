import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { formatProblem } from '../../src/core/corpus/problem.ts';
import { dossierFiles } from '../../src/core/corpus/schema.ts';
import { teaFiles as whole } from './tea.ts';

function compile(changes: Record<string, string | undefined> = {}) {
  const files = { ...whole, ...changes };
  const entries = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return compileCorpus(new Map(entries));
}

function problems(changes: Record<string, string | undefined>): string[] {
  return compile(changes).problems.map(formatProblem);
}

describe('the dossier format', () => {
  it('compiles a whole dossier without a problem', () => {
    const { corpus, problems } = compile();
    assert.deepEqual(problems, []);
    assert.equal(corpus?.sources[0]?.paragraphs[1]?.text, 'Ada Green sold ten chests in 1999.');
    assert.deepEqual(corpus?.sources[0]?.paragraphs[1]?.headings, ['Trade']);
    assert.deepEqual(corpus?.events[0]?.evidence, [{ source: 'leaf2020', paragraph: 2 }]);
    assert.equal(corpus?.events[0]?.date, '1999');
    assert.deepEqual(
      corpus?.entities[0]?.labels.map(({ label }) => label),
      ['Ada Green', 'Ada'],
    );
  });

  const faults: readonly {
    name: string;
    file: string;
    from?: string;
    to: string | undefined;
    says: RegExp;
  }[] = [
    {
      name: 'a missing dossier.yaml',
      file: 'dossier.yaml',
      to: undefined,
      says: /^dossier\.yaml:1:1: the file is missing \(add it/,
    },
    {
      name: 'malformed YAML',
      file: 'events.yaml',
      from: 'title: Sale',
      to: 'title: "Sale',
      says: /^events\.yaml:\d+:\d+: not valid YAML: a quotation mark, .* is missing \(close what is open/,
    },
    ...(
      [
        ['a tab', 'summary: ', '\tsummary: ', 'indented with a tab'],
        ['a field that comes twice', 'title: Sale', 'title: Sale\n  title: Sale', 'stands here twice'],
        ['a colon in a value', 'title: Sale', 'title: Sale: a', '": " in it'],
        ['text that begins with @', 'title: Sale', 'title: @Sale', 'YAML keeps for itself'],
        ['a backslash', 'title: Sale', 'title: "\\q"', 'gives no meaning'],
        ['an open bracket', 'title: Sale', 'title: [Sale', 'a bracket is open'],
        ['a quotation mark within quotation marks', 'title: Sale', "title: 'S'a'", 'does not belong here'],
        ['a type that is not known', 'title: Sale', 'title: !sale x', 'no type that is known'],
      ] as const
    ).map(([name, from, to, words]) => ({
      name: `YAML with ${name}`,
      file: 'events.yaml',
      from,
      to,
      says: new RegExp(`^events\\.yaml:\\d+:\\d+: not valid YAML: .*${words}`),
    })),
    {
      name: 'an unknown field',
      file: 'events.yaml',
      from: 'summary:',
      to: 'sumary:',
      says: /^events\.yaml:6:3: sale: unknown field "sumary"/,
    },
    {
      name: 'a missing field',
      file: 'events.yaml',
      from: '  summary: A sale.\n',
      to: '',
      says: /^events\.yaml:2:3: sale, summary: is missing/,
    },
    {
      name: 'an impossible date',
      file: 'events.yaml',
      from: '1999',
      to: '1999-13',
      says: /^events\.yaml:4:9: sale, date: not an EDTF date.*2024-10\?/,
    },
    {
      name: 'a wrong word',
      file: 'events.yaml',
      from: 'occurred',
      to: 'happened',
      says: /^events\.yaml:5:11: sale, status: is not one of: occurred, planned/,
    },
    {
      name: 'evidence past the end',
      file: 'claims.yaml',
      from: 'leaf2020#2',
      to: 'leaf2020#9',
      says: /^claims\.yaml:8:14: ten: leaf2020 has no paragraph 9, only 1 to 2 \(cite one/,
    },
    {
      name: 'evidence of an unknown source',
      file: 'claims.yaml',
      from: 'leaf2020#2',
      to: 'leaf1#2',
      says: /claims\.yaml:8:14: ten: no source has the citation key "leaf1"/,
    },
    {
      name: 'evidence without a paragraph',
      file: 'claims.yaml',
      from: 'leaf2020#2',
      to: 'leaf2020',
      says: /evidence is written key#paragraph/,
    },
    {
      name: 'an unknown participant',
      file: 'events.yaml',
      from: 'entity: ada',
      to: 'entity: bob',
      says: /^events\.yaml:7:27: sale: nothing has the id "bob"/,
    },
    {
      name: 'a reference of the wrong kind',
      file: 'claims.yaml',
      from: 'subject: ada',
      to: 'subject: trade',
      says: /ten: "trade" is a topic, not an entity/,
    },
    {
      name: 'a topic that leads back to itself',
      file: 'topics.yaml',
      from: 'prefLabel',
      to: 'broader: trade\n  prefLabel',
      says: /^topics\.yaml:3:12: trade: its broader topics lead back/,
    },
    {
      name: 'an id used twice',
      file: 'topics.yaml',
      from: 'id: trade',
      to: 'id: ada',
      says: /^entities\.yaml:2:7: the id "ada" is taken by another topic/,
    },
    {
      name: 'a label of two entities',
      file: 'entities.yaml',
      from: 'prefLabel: Tea Board',
      to: 'prefLabel: Ada Green',
      says: /warning: tea-board: the label "Ada Green" also names ada/,
    },
    {
      name: 'a paragraph out of order',
      file: 'notes/leaf2020.md',
      from: '2. Ada',
      to: '4. Ada',
      says: /^notes\/leaf2020\.md:7:1: paragraph 4 stands where paragraph 2/,
    },
    {
      name: 'text without a number',
      file: 'notes/leaf2020.md',
      from: '1. Tea',
      to: 'Tea',
      says: /^notes\/leaf2020\.md:3:1: text outside the numbered paragraphs/,
    },
    {
      name: 'a note without a source',
      file: 'notes/ghost.md',
      to: '1. Boo.',
      says: /^notes\/ghost\.md:1:1: warning: sources\.yaml has no source "ghost"/,
    },
    {
      name: 'a binary file',
      file: 'topics.yaml',
      to: 'topics:\0\x01',
      says: /^topics\.yaml:1:1: the file is not text/,
    },
    {
      name: 'a root that is a list',
      file: 'topics.yaml',
      to: '- id: trade',
      says: /^topics\.yaml:1:1: the file holds no map/,
    },
    {
      name: 'the wrong root key',
      file: 'topics.yaml',
      to: 'topic: []',
      says: /^topics\.yaml:1:1: unknown key "topic"/,
    },
    {
      name: 'a newer format',
      file: 'dossier.yaml',
      from: 'format: 1',
      to: 'format: 2',
      says: /^dossier\.yaml:1:9: tea, format: this version reads format: 1/,
    },
    {
      name: 'an alias bomb',
      file: 'topics.yaml',
      to: `topics:\n- &a [x,x,x,x,x,x,x,x,x]\n- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n- &c [*b,*b,*b,*b,*b,*b,*b]\n- id: x\n  related: [*c,*c,*c,*c,*c,*c]`,
      says: /topics\.yaml:5:3: an entry (cannot be read|nests)/,
    },
  ];
  for (const { name, file, from, to, says } of faults) {
    it(`reports ${name} with file, line, column and remedy`, () => {
      const text = from === undefined ? to : whole[file]?.replace(from, to ?? '');
      const found = problems({ [file]: text });
      assert.ok(
        found.some((problem) => says.test(problem)),
        found.join('\n') || 'no problem was reported',
      );
    });
  }

  it('puts topics that lead back to themselves at the top, so that nothing walks in circles', () => {
    const { corpus } = compile({
      'topics.yaml': whole['topics.yaml']?.replace('prefLabel', 'broader: trade\n  prefLabel'),
    });
    assert.equal(corpus?.topics[0]?.id, 'trade');
    assert.equal(corpus?.topics[0]?.broader, undefined);
  });

  it('loses the bad entry alone', () => {
    const second =
      '- id: loss\n  title: Loss\n  date: 2001\n  status: occurred\n  summary: A loss.\n  topics: [trade]\n  evidence: [leaf2020#1]\n';
    const { corpus, problems } = compile({
      'events.yaml': whole['events.yaml']?.replace('1999', 'soon') + second,
    });
    assert.equal(problems.length, 1);
    assert.deepEqual(
      corpus?.events.map(({ id }) => id),
      ['loss'],
    );
    assert.equal(corpus?.claims.length, 1);
  });

  it('does not blame what refers to a bad entry', () => {
    const found = problems({
      'entities.yaml': whole['entities.yaml']?.replace('kind: person', 'kind: trader'),
    });
    assert.equal(found.length, 1, found.join('\n'));
  });

  it('reads what would unfold or nest without end as far as it goes, with the place', () => {
    const letters = 'abcdefgh';
    const bomb = [...letters]
      .map(
        (letter, at) =>
          `  ${letter}: &${letter} [${Array(9)
            .fill(at ? `*${letters[at - 1]}` : 'x')
            .join(', ')}]`,
      )
      .join('\n');
    const rows: readonly [file: string, text: string, expected: RegExp][] = [
      ['entities.yaml', `entities:\n- id: e\n${bomb}\n`, /^entities\.yaml:2:\d+: .*Excessive alias count/],
      ['entities.yaml', `entities: ${'['.repeat(1_000)}`, /^entities\.yaml:1:\d+: /],
      ['entities.yaml', `entities:\n${'- '.repeat(1_000)}`, /^entities\.yaml:2:\d+: /],
      [
        'notes/leaf2020.md',
        `1. One.\n\n${'- '.repeat(50_000)}`,
        /^notes\/leaf2020\.md:3:1: .*nests too deep/,
      ],
      [
        'notes/leaf2020.md',
        `1. One.\n2. ${'[a]('.repeat(50_000)}`,
        /^notes\/leaf2020\.md:2:1: .*nests too deep/,
      ],
      [
        'notes/leaf2020.md',
        `1. One.\n2. ${'and on '.repeat(50_000)}`,
        /^notes\/leaf2020\.md:2:1: .*without a break/,
      ],
    ];
    for (const [file, text, expected] of rows) {
      const { corpus, problems } = compile({ [file]: text });
      const told = problems.map(formatProblem);
      assert.ok(
        told.some((one) => expected.test(one)),
        `${file} ${text.slice(0, 30)}: ${told.slice(0, 3).join('\n')}`,
      );
      if (file.startsWith('notes')) assert.equal(corpus?.sources[0]?.paragraphs.length, 1);
      assert.equal(corpus?.topics.length, 1);
    }
  });

  it('tells of so many faults of one file as somebody may read', () => {
    const bad = Array.from({ length: 2_000 }, (_, at) => `- id: e${at}\n`).join('');
    assert.equal(
      problems({ 'entities.yaml': `entities:\n${bad}` }).filter((one) => one.startsWith('entities')).length,
      500,
    );
  });

  it('tells how a paragraph began that a document has no more', () => {
    const document = {
      id: 'doc2020',
      item: { id: 'doc2020', type: 'document', title: 'A document' } as const,
      paragraphs: [{ number: 2, text: 'Second.', headings: [] }],
      gone: [{ number: 1, quote: 'It was eight' }],
    };
    const files = new Map(
      Object.entries({
        ...whole,
        'events.yaml': (whole['events.yaml'] ?? '').replace(/leaf2020#\d/, 'doc2020#1'),
      }),
    );
    const [problem] = compileCorpus(files, [document]).problems.filter(({ file }) => file === 'events.yaml');
    assert.match(problem?.message ?? '', /doc2020 has no paragraph 1 any more; it began "It was eight"/);
  });

  it('never throws, whatever the files hold', () => {
    const path = fc.constantFrom(...dossierFiles, 'notes/leaf2020.md');
    const piece = fc.constantFrom(
      '\n',
      '- ',
      ': ',
      '  ',
      'id',
      'events',
      '[',
      '{',
      '"',
      '&a ',
      '*a',
      '#',
      '1. ',
      '|',
      '? ',
      '\t',
      'leaf2020#2',
      '\0',
    );
    const text = fc.array(fc.oneof(piece, fc.string())).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(path, text, fc.nat(400), (file, inserted, at) => {
        const original = whole[file] ?? '';
        const { problems } = compile({ [file]: original.slice(0, at) + inserted + original.slice(at) });
        for (const { line, column } of problems) assert.ok(line >= 1 && column >= 1);
      }),
    );
  });
});
