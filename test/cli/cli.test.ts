import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';

const root = path.resolve(import.meta.dirname, '../..');

function dossier(args: readonly string[], input = ''): { code: number | null; out: string; err: string } {
  const cli = path.join(root, 'dist/cli.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
  });
  return { code: status, out: stdout, err: stderr };
}

function json<T>(args: readonly string[], input?: string): T {
  const { code, out, err } = dossier(args, input);
  assert.equal(code, 0, err);
  return JSON.parse(out) as T;
}

interface PlainHit {
  readonly kind: string;
  readonly id: string;
  readonly evidence: readonly { source: string; paragraph: number }[];
}

describe('the command line', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'dossier-cli-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('searches, best first, with the promised fields and no others', () => {
    const hits = json<PlainHit[]>(['search', 'first bilion 2019', '--json', '--limit', '3']);
    assert.equal(hits.length, 3);
    const led = hits.flatMap(({ evidence }) =>
      evidence.map(({ source, paragraph }) => `${source}#${paragraph}`),
    );
    assert.ok(led.includes('overweel2020#3'), led.join(', '));
    const allowed = ['kind', 'id', 'title', 'text', 'score', 'evidence', 'date'];
    for (const hit of hits)
      assert.deepEqual(
        Object.keys(hit).filter((key) => !allowed.includes(key)),
        [],
      );
  });

  it('answers a query a line from standard input, an array a line', () => {
    const { out } = dossier(['search', '-', '--json', '--limit', '1'], 'nadella\n\ntotal nonsense xqzzt\n');
    const answers = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PlainHit[]);
    assert.equal(answers.length, 3);
    assert.equal(answers[0]?.[0]?.id, 'satya-nadella');
  });

  it('narrows to kinds', () => {
    const hits = json<PlainHit[]>(['search', 'microsoft', '--json', '--kind', 'claim,event']);
    assert.deepEqual(
      [...new Set(hits.map(({ kind }) => kind))].filter((kind) => !['claim', 'event'].includes(kind)),
      [],
    );
    assert.ok(hits.length > 3);
  });

  it('finds names with offsets in UTF-16 units', () => {
    const text = '🎉 Then **Sam** Altman met OpenAI.';
    const found = json<{ start: number; end: number; text: string; entity: string }[]>(
      ['entities', '-', '--language', 'markdown', '--json'],
      text,
    );
    assert.deepEqual(
      found.map(({ entity }) => entity),
      ['sam-altman', 'openai'],
    );
    for (const { start, end, text: name } of found) assert.equal(text.slice(start, end), name);
  });

  it('cites as the editor would', () => {
    const cases: readonly (readonly [string[], string])[] = [
      [['overweel2020#3', '--language', 'quarto'], '[@overweel2020, para. 3]'],
      [['overweel2020', 'newstack2023', '--language', 'latex'], '\\cite{overweel2020,newstack2023}'],
      [['overweel2020#3', '--language', 'typst'], '@overweel2020[para. 3]'],
      [['overweel2020#3', '--language', 'plaintext', '--style', 'apa'], '(Overweel, 2020, para. 3)'],
      [['overweel2020#3', '--language', 'plaintext', '--style', 'mla'], '(Overweel, par. 3)'],
      [['overweel2020#3', '--language', 'plaintext', '--style', 'media/csl/ieee.csl'], '[1, Para. 3]'],
    ];
    for (const [args, expected] of cases) assert.equal(dossier(['cite', ...args]).out, `${expected}\n`);
  });

  it('lists everything of every kind with every field', () => {
    for (const kind of ['topics', 'events', 'entities', 'claims', 'disagreements', 'sources']) {
      assert.ok(json<unknown[]>(['list', kind, '--json']).length >= 5, kind);
    }
    const [event] = json<Record<string, unknown>[]>(['list', 'events', '--json']);
    for (const field of ['id', 'title', 'date', 'status', 'summary', 'topics', 'evidence'])
      assert.ok(event?.[field], field);
  });

  it('shows an item and a paragraph', () => {
    assert.equal(json<{ prefLabel: string }>(['show', 'openai']).prefLabel, 'OpenAI');
    assert.match(json<{ text: string }>(['show', 'overweel2020#3']).text, /\$1 billion/);
  });

  it('builds a folder, and another command uses it', () => {
    const own = path.join(folder, 'own');
    cpSync(path.join(root, 'corpus/microsoft-openai'), own, { recursive: true });
    const output = path.join(folder, 'own.json');
    assert.equal(dossier(['build', own, '-o', output]).code, 0);
    assert.equal((JSON.parse(readFileSync(output, 'utf8')) as { id: string }).id, 'microsoft-openai');
    assert.ok(json<PlainHit[]>(['search', 'nadella', '--json', '--dossier', own]).length > 0);
  });

  it('prints problems as file:line:column: message and fails', () => {
    const own = path.join(folder, 'bad');
    cpSync(path.join(root, 'corpus/microsoft-openai'), own, { recursive: true });
    writeFileSync(path.join(own, 'topics.yaml'), 'topics:\n  - id: Bad Id\n');
    const { code, err } = dossier(['build', own]);
    assert.equal(code, 1);
    assert.match(err, /topics\.yaml:2:9: Bad Id, id: an id is .*\(.+\)\n/);
  });

  const failures: readonly (readonly [string, string[], number, RegExp])[] = [
    [
      'an unknown key',
      ['cite', 'nobody1900', '--language', 'latex'],
      1,
      /no source has the citation key "nobody1900"/,
    ],
    [
      'a paragraph past the end',
      ['cite', 'overweel2020#99', '--language', 'latex'],
      1,
      /overweel2020 has no paragraph 99 \(cite one of its 13/,
    ],
    ['a missing file', ['entities', 'no-such-file.md'], 1, /no-such-file\.md: cannot be read/],
    ['a missing folder', ['build', 'no-such-folder'], 1, /no such folder/],
    ['an unknown id', ['show', 'nothing-here'], 1, /nothing has the id/],
    ['an unknown command', ['frobnicate'], 2, /there is no command "frobnicate"/],
    ['an unknown option', ['search', 'x', '--frob'], 2, /frob/],
    ['a wrong number', ['search', 'x', '--limit', 'many'], 2, /--limit takes a whole number/],
    ['no language', ['cite', 'overweel2020'], 2, /name a --language/],
    [
      'an unknown style',
      ['cite', 'overweel2020', '--language', 'latex', '--style', 'frob'],
      2,
      /there is no style "frob"/,
    ],
    [
      'a style file that is not there',
      ['cite', 'overweel2020', '--language', 'text', '--style', 'none.csl'],
      1,
      /none\.csl: cannot be read \(ENOENT\)/,
    ],
    ['no command', [], 2, /usage:/],
  ];
  for (const [name, args, code, says] of failures) {
    it(`says what is wrong with ${name}, and exits with ${code}`, () => {
      const result = dossier(args);
      assert.equal(result.code, code, result.err);
      assert.match(result.err, says);
    });
  }

  it('has help for every command', () => {
    for (const name of ['search', 'entities', 'cite', 'list', 'show', 'build']) {
      const { code, out } = dossier([name, '--help']);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`usage: dossier ${name}`));
    }
  });
});
