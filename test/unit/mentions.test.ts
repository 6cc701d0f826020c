import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { assertNames, entity, linesOf } from './mentionsFixture.ts';

const matcher = createMatcher([
  entity('sam', ['Sam Altman', 'Samuel Harris Altman'], ['Altman']),
  entity('satya', ['Satya Nadella'], [{ label: 'Nadella', caseSensitive: true }]),
  entity('openai', ['OpenAI', 'Open AI']),
  entity('board', ["OpenAI's board", 'OpenAI board']),
  entity('microsoft', ['Microsoft', 'Microsoft Corp.', { label: 'MSFT' }]),
  entity('research', ['Microsoft Research']),
  entity('azure', [{ label: 'Azure', ambiguous: true, except: ['Azure coast', 'bright azure'] }]),
  entity('azure-openai', ['Azure OpenAI Service']),
  entity('teams', ['Microsoft Teams', { label: 'Teams', ambiguous: true, near: ['microsoft', 'copilot'] }]),
  entity('copilot', [{ label: 'Copilot', plural: true }, { label: 'Copilot Studio' }]),
  entity('studio-city', ['Studio City']),
  entity('company', [
    { label: 'company box', plural: true },
    { label: 'Agency', plural: true },
  ]),
  entity('gpt', [{ label: 'GPT', plural: true }]),
  entity('gpt-4', ['GPT-4']),
  entity('us', ['US', 'U.S.']),
  entity('ann', ['Ann']),
  entity('sao-paulo', ['São Paulo']),
  entity('orsted', ['Ørsted', 'Weiß']),
  entity('att', ['AT&T']),
  entity('net', ['.NET', 'C++', 'Node.js', 'Yahoo!']),
  entity('oreilly', ["O'Reilly"]),
  entity('georgia-state', ['Georgia']),
  entity('georgia-country', ['Georgia', 'Republic of Georgia']),
  entity('microsoft-cn', ['微软', 'マイクロソフト', '마이크로소프트', 'ไมโครซอฟท์']),
  entity('moscow', ['Москва', 'Йошкар-Ола']),
]);

type Row = [what: string, ...marked: string[]];

function rows(title: string, table: readonly Row[]): void {
  describe(title, () => {
    for (const [what, ...texts] of table) {
      it(what, () => {
        for (const marked of texts) assertNames(matcher, marked, 'plaintext');
      });
    }
  });
}

rows('mentions: where words begin and end', [
  ['alone, at the start, at the end', '⟦OpenAI⟧', '⟦OpenAI⟧ and ⟦Microsoft⟧', 'by ⟦OpenAI⟧'],
  [
    'with punctuation',
    '(⟦OpenAI⟧), “⟦OpenAI⟧”; ⟦OpenAI⟧: ⟦OpenAI⟧. ⟦OpenAI⟧… —⟦OpenAI⟧— «⟦OpenAI⟧»',
    '⟦OpenAI⟧/⟦Microsoft⟧',
  ],
  ['not within a word', 'Annual, MSFTX, OpenAIs, Joann, ÉAnn, Anná'],
  ['an acronym is its capitals', 'tell us of the ⟦US⟧; msft, ⟦MSFT⟧'],
  ['points within an acronym', 'the ⟦U.S.⟧ and the ⟦U.S.⟧-based'],
  ['not within an identifier', 'openai_key, my_OpenAI, OPENAI_API, __OpenAI__x'],
  ['not within a number', '⟦GPT-4⟧. ⟦GPT-4⟧, ⟦GPT-4⟧: ⟦GPT⟧-4.5, ⟦GPT⟧-40, ⟦GPT⟧-4o, ⟦GPT⟧-4,5'],
  ['possessives', "⟦Microsoft⟧’s, ⟦Microsoft⟧'s, ⟦Copilots⟧’ and ⟦Copilots⟧'"],
  ['elisions', "l’⟦OpenAI⟧ et d'⟦OpenAI⟧"],
  ['compounds', '⟦Microsoft⟧-backed, non-⟦Microsoft⟧, ⟦Microsoft⟧–⟦OpenAI⟧ pact, ex‑⟦OpenAI⟧'],
  [
    'marks of registration and notes',
    '⟦OpenAI⟧™, ⟦OpenAI⟧®, ⟦OpenAI⟧², ⟦OpenAI⟧[1], ⟦OpenAI⟧1'.replace(', ⟦OpenAI⟧1', ''),
  ],
  ['names with signs', '⟦AT&T⟧, ⟦.NET⟧, ⟦C++⟧, ⟦Node.js⟧, ⟦Yahoo!⟧ and ⟦Microsoft Corp.⟧ as well'],
  ['a sign makes another name', '⟦OpenAI⟧, OpenAI+, OpenAI#'],
  ['hashtags', '#⟦OpenAI⟧'],
  ['emoji and other planes', '🚀⟦OpenAI⟧🚀 𝐎𝐩𝐞𝐧𝐀𝐈x ⟦𝐎𝐩𝐞𝐧𝐀𝐈⟧'],
]);

rows('mentions: how a name is spelt', [
  ['any case where the label is a word', '⟦openai⟧, ⟦OPENAI⟧, ⟦sam ALTMAN⟧'],
  ['decomposed and plain letters', '⟦Sa\u0303o Paulo⟧, ⟦São Paulo⟧, ⟦Sao Paulo⟧, ⟦SÃO PAULO⟧'],
  ['letters that do not decompose', '⟦Orsted⟧, ⟦ØRSTED⟧, ⟦Weiss⟧, ⟦Weiß⟧'],
  ['spaces of every kind', '⟦Sam  Altman⟧, ⟦Sam\u00a0Altman⟧, ⟦Sam\tAltman⟧, ⟦Sam\u202fAltman⟧'],
  ['hyphens of every kind', '⟦GPT‑4⟧, ⟦GPT–4⟧, ⟦GPT\u20104⟧'],
  ['apostrophes of every kind', "⟦O’Reilly⟧, ⟦O'Reilly⟧, ⟦OʼReilly⟧, ⟦OpenAI’s board⟧"],
  ['soft hyphens and invisible characters', '⟦Micro\u00adsoft⟧, ⟦Open\u200bAI⟧, ⟦Open\u2060AI⟧'],
  ['full width', '⟦ＯｐｅｎＡＩ⟧'],
  ['a line break', 'by ⟦Sam\nAltman⟧', 'by ⟦Sam\r\nAltman⟧', 'by ⟦Sam \n   Altman⟧', 'a ⟦GPT-\n4⟧ b'],
  [
    'a line break in a quote or comment',
    '> by ⟦Sam\n> Altman⟧',
    '// ⟦Sam\n// Altman⟧',
    ' * ⟦Sam\n * Altman⟧',
    '# ⟦Sam\n# Altman⟧',
  ],
  ['not over a blank line', 'Sam\n\nAltman', 'Sam\n \nAltman'],
  ['emphasis within', '**⟦Sam** Altman⟧, _⟦Sam_ Altman⟧, *⟦Sam* *Altman⟧*, ⟦Sam **Altman⟧**'],
  ['emphasis around', '**⟦OpenAI⟧**, _⟦OpenAI⟧_, *⟦Sam Altman⟧*'],
  ['emphasis of a part of a word', '**Ann**ual, Jo*ann*, Open**AI**x'],
  [
    'not with other signs between',
    'Sam, Altman; Sam. Altman; Sam (Altman); Sam/Altman; Sam_Altman; SamAltman; Sam — Altman',
  ],
  [
    'scripts without spaces',
    '据⟦微软⟧公司',
    'は⟦マイクロソフト⟧の',
    '⟦마이크로소프트⟧는',
    'ที่⟦ไมโครซอฟท์⟧มี',
    '⟦OpenAI⟧と⟦微软⟧',
  ],
  ['not part of a katakana or Hangul word', 'マイクロソフトウェア', '나마이크로소프트'],
  ['Cyrillic', '⟦москва⟧, в «⟦Москва⟧», ⟦Йошкар-Ола⟧, ⟦Йошкар-Ола⟧'],
]);

rows('mentions: which label', [
  [
    'the longest',
    '⟦Microsoft Research⟧, ⟦Microsoft⟧ research-led, ⟦Azure OpenAI Service⟧'.replace(
      '⟦Microsoft⟧ research',
      '⟦Microsoft research⟧',
    ),
  ],
  ['the first of two that overlap', '⟦Copilot Studio⟧ City'],
  ['the shorter where the longer is broken off', '⟦Microsoft⟧ Researchers'],
  ['plurals where the label allows', '⟦Copilots⟧, ⟦company boxes⟧, ⟦Agencies⟧, ⟦GPTs⟧, GPTS'],
  ['no plural elsewhere', 'OpenAIs, Microsofts'],
]);

rows('mentions: ambiguous labels', [
  ['need company', 'Azure', '⟦Azure⟧ by ⟦Microsoft⟧', '⟦Microsoft⟧\nhas ⟦Azure⟧'],
  ['in the same paragraph', '⟦Microsoft⟧\n\nAzure'],
  ['of a name that is not ambiguous', 'Azure, Teams'],
  ['need their case', '⟦Microsoft⟧ azure, AZURE, teams'],
  [
    'may ask for certain company',
    'Teams of ⟦OpenAI⟧',
    '⟦Teams⟧ and ⟦Copilot⟧',
    '⟦Microsoft Teams⟧, Teams'.replace(', Teams', ''),
  ],
  ['not in an excepted phrase', '⟦Microsoft⟧ on the Azure coast, on the AZURE\nCOAST, bright Azure ⟦Azure⟧'],
  ['an exception leaves other names alone', '⟦Microsoft⟧ bright Azure Coast, ⟦OpenAI⟧'],
]);

rows('mentions: weak labels', [
  ['need the full name', 'Altman', '⟦OpenAI⟧ and Altman'],
  ['in the same paragraph', '⟦Altman⟧, that is, ⟦Sam Altman⟧'],
  ['or in one of the three before', '⟦Sam Altman⟧\n\n⟦Altman⟧\n\nx\n\n⟦Altman⟧\n\nAltman'],
  ['but none after', 'Altman\n\n⟦Sam Altman⟧'],
  ['of the same entity', '⟦Satya Nadella⟧ met Altman'],
  ['by their case where they ask for it', '⟦Satya Nadella⟧, ⟦Nadella⟧, nadella'],
  ['not far away', `⟦Sam Altman⟧${'\n'.repeat(41)}Altman`, `⟦Sam Altman⟧${'\n'.repeat(40)}⟦Altman⟧`],
]);

rows('mentions: addresses', [
  [
    'in an address',
    'https://openai.com/OpenAI?x=OpenAI#OpenAI ⟦OpenAI⟧',
    '(http://x.org/OpenAI) ⟦OpenAI⟧',
    'https://en.wikipedia.org/wiki/OpenAI_(OpenAI) ⟦OpenAI⟧',
  ],
  [
    'in an address without a scheme',
    'www.openai.com/OpenAI, openai.com, blog.openai.com, openai.com/a/OpenAI',
  ],
  [
    'in a mail address',
    'openai@example.org, me@openai.com, openai.press@x.org, openai-press@x.org, mailto:openai',
  ],
  ['a handle or key', '@OpenAI, @openai2023, [@openai:2020; -@Microsoft]'],
  ['a file', 'openai.bib, microsoft.pdf'],
  ['a path of Windows', String.raw`C:\Microsoft\OpenAI`],
]);

describe('mentions: many words', () => {
  it('tells long words apart that differ in one letter', () => {
    const word = 'donaudampfschifffahrtsgesellschaftskapitaen';
    const words = Array.from(word, (_, at) => `${word.slice(0, at)}q${word.slice(at + 1)}`);
    const many = createMatcher(words.map((label, index) => entity(`e${index}`, [label])));
    const found = many.find(words.join(', '), 'plaintext').flatMap(({ entities }) => entities);
    assert.deepEqual(
      found.map(({ id }) => id),
      words.map((_, index) => `e${index}`),
    );
  });

  it('finds names of many words, each a character', () => {
    const labels = ['中华人民共和国国家发展和改革委员会', '日本銀行金融政策決定会合', 'ABCテレビ株式会社'];
    const many = createMatcher(labels.map((label, index) => entity(`e${index}`, [label])));
    const text = `据${labels.join('、')}报道`;
    assert.deepEqual(
      many.find(text, 'plaintext').map(({ start, end }) => text.slice(start, end)),
      labels,
    );
  });
});

describe('mentions: candidates', () => {
  it('a shared label gives all its entities', () => {
    const [mention] = matcher.find('in Georgia', 'plaintext');
    assert.deepEqual(
      mention?.entities.map(({ id }) => id),
      ['georgia-state', 'georgia-country'],
    );
  });

  it('keeps the rules of each entity that shares a label', () => {
    const shared = createMatcher([
      entity('fruit', [{ label: 'Apple', ambiguous: true, near: ['farm'] }]),
      entity('maker', [{ label: 'Apple', caseSensitive: true }]),
      entity('farm', ['Farm']),
      entity('any', ['apple']),
    ]);
    const found = (text: string) =>
      shared.find(text, 'plaintext').map((mention) => mention.entities.map(({ id }) => id).join());
    assert.deepEqual(found('Apple'), ['maker,any']);
    assert.deepEqual(found('apple'), ['any']);
    assert.deepEqual(found('Apple of the Farm'), ['fruit,maker,any', 'farm']);
  });

  it('an entity that calls itself the same in full and weakly is named in full', () => {
    const one = createMatcher([entity('x', ['Ada', 'Ada'], ['Ada'])]);
    assert.deepEqual(
      one.find('Ada', 'plaintext').map(({ entities }) => entities.length),
      [1],
    );
  });

  it('invisible characters at the edge of a label count for nothing, there and for other names', () => {
    const pasted = createMatcher([
      entity('alpha', ['Alpha']),
      entity('pasted', ['\ufeffBeta Gamma \u200b']),
      entity('marked', ['Delta \u0301Epsilon']),
      entity('zeta', ['Zeta Eta']),
    ]);
    assertNames(pasted, '⟦Alpha⟧, ⟦Beta Gamma⟧, Delta and ⟦Zeta Eta⟧', 'plaintext');
  });

  it('a label without any word never matches', () => {
    const odd = createMatcher([entity('x', ['++', ' ', '…']), entity('y', ['OpenAI'])]);
    assert.equal(odd.find('++ … OpenAI', 'plaintext').length, 1);
    assert.deepEqual(createMatcher([]).find('OpenAI', 'markdown'), []);
  });
});

describe('mentions: at a position', () => {
  it('gives the range in lines and characters', () => {
    assert.deepEqual(matcher.at(linesOf('x\nby Sam\nAltman.'), 2, 3, 'markdown'), {
      text: 'Sam\nAltman',
      entities: [matcher.find('Sam Altman', '')[0]?.entities[0]],
      start: { line: 1, character: 3 },
      end: { line: 2, character: 6 },
    });
  });

  it('is undefined outside the document', () => {
    const lines = linesOf('OpenAI');
    for (const [line, character] of [
      [-1, 0],
      [1, 0],
      [0, 7],
      [0, -1],
    ] as const) {
      assert.equal(matcher.at(lines, line, character, 'markdown'), undefined);
    }
  });

  it('reads a bounded part of a long document', () => {
    let read = 0;
    const lines = {
      lineCount: 1_000_000,
      line: (index: number) => {
        read++;
        return index % 7 === 0 ? '' : 'Sam Altman and OpenAI';
      },
    };
    assert.equal(matcher.at(lines, 500_001, 2, 'markdown')?.text, 'Sam Altman');
    assert.ok(read < 500, `${read} lines`);
  });

  it('knows code by a fence far above, or by the look of the nearest one', () => {
    const code = (lines: number) => `intro\n\n\`\`\`js\n${'x\n'.repeat(lines)}`;
    const last = (text: string) => linesOf(text).lineCount - 1;
    const inside = `${code(250)}OpenAI`;
    assert.equal(matcher.at(linesOf(inside), last(inside), 1, 'markdown'), undefined);
    const after = `${code(600)}\`\`\`\n\n${'text\n\n'.repeat(20)}OpenAI`;
    assert.equal(matcher.at(linesOf(after), last(after), 1, 'markdown')?.text, 'OpenAI');
  });
});
