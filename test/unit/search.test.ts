import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { createSearch, type Hit } from '../../src/core/search/search.ts';

const corpus: Corpus = {
  format: 1,
  id: 'lighthouses',
  title: 'Lighthouses',
  language: 'en',
  sources: [
    source('keeper1901', 'The keeper’s ledger', '1901', 'Harbour Gazette', [
      'The tower at Kap Žižka was lit for the first time in March 1874 and cost $13 billion in all.',
      'Its keeper, Álvaro Núñez, trimmed the wick every four hours and licensed nobody to help him.',
      'Oil deliveries fell by 20% after the storm, though the Board of Trade promised 10,000 barrels.',
    ]),
    source('survey1923', 'A survey of lights', '1923-11', 'Sea Review', [
      'The survey counted 175 lamps; the GPT-3 lamp burnt acetylene and the others paraffin.',
      'Wrecks near the reef became rarer once the foghorn sounded, as the keepers had predicted.',
      'A right of first refusal let the Board of Trade buy any new lamp before other buyers.',
    ]),
  ],
  topics: [
    { id: 'money', prefLabel: 'Money', altLabel: ['Costs'], definition: 'What the lights cost.' },
    { id: 'fuel', prefLabel: 'Fuel', definition: 'What was burnt.', broader: 'money' },
    { id: 'people', prefLabel: 'People', definition: 'Who kept the lights.' },
  ],
  entities: [
    entity('nunez', 'Álvaro Núñez', ['Nunez the Elder'], 'Keeper of the tower.'),
    entity('board', 'Board of Trade', ['BoT', 'the Board'], 'Owner of the lights.'),
    entity('rofr', 'right of first refusal', ['ROFR'], 'The first call on new lamps.'),
  ],
  events: [
    {
      id: 'first-light',
      title: 'First light at Kap Žižka',
      date: '1874-03',
      status: 'occurred',
      summary: 'The tower is lit.',
      topics: ['money'],
      evidence: [{ source: 'keeper1901', paragraph: 1 }],
    },
    {
      id: 'storm',
      title: 'The great storm',
      date: '1899-11-22',
      status: 'occurred',
      summary: 'Deliveries of oil stop for weeks.',
      topics: ['fuel'],
      evidence: [{ source: 'keeper1901', paragraph: 3 }],
    },
  ],
  claims: [
    {
      id: 'lamp-count',
      statement: 'There were 175 lamps in 1923.',
      subject: 'board',
      property: 'lamps',
      value: { amount: 175, unit: 'lamps' },
      asOf: '1923',
      topics: ['money'],
      evidence: [{ source: 'survey1923', paragraph: 1 }],
    },
  ],
  disagreements: [],
};

function source(
  id: string,
  title: string,
  issued: string,
  outlet: string,
  texts: string[],
): Corpus['sources'][number] {
  const item = { id, type: 'article-magazine', title, issued, 'container-title': outlet };
  const paragraphs = texts.map((text, index) => ({ number: index + 1, text, headings: [] }));
  return { id, item, paragraphs };
}

function entity(
  id: string,
  prefLabel: string,
  others: string[],
  description: string,
): Corpus['entities'][number] {
  const labels = [prefLabel, ...others].map((label) => ({ label }));
  return { id, prefLabel, labels, weakLabels: [], kind: 'concept', description };
}

const search = createSearch(new Dossier([corpus]));
const ids = (query: string, limit = 10) => search.find(query, { limit }).map(({ id }) => id);

/** Where a hit leads: its first paragraph. */
function lead({ evidence: [first] }: Hit): string {
  return first ? `${first.source}#${first.paragraph}` : '';
}
function leads(query: string): string[] {
  return search.find(query, { limit: 3 }).map(lead);
}

describe('the evidence search', () => {
  it('finds a paragraph by words in any order, with endings and accents as typed', () => {
    assert.equal(leads('wick trimmed')[0], 'keeper1901#2');
    assert.equal(leads('trims wicks')[0], 'keeper1901#2');
    assert.equal(leads('predicts wreck')[0], 'survey1923#2');
    assert.ok(leads('zizka tower').includes('keeper1901#1'));
    assert.ok(leads('ŽIŽKA tower').includes('keeper1901#1'));
  });

  it('forgives slips of the pen', () => {
    for (const query of ['fogohrn', 'foghron', 'fohgorn', 'acetilene', 'delivries oil', 'parafin lamp']) {
      assert.ok(
        leads(query).some((id) => /^(survey1923#[12]|keeper1901#3)$/.test(id)),
        query,
      );
    }
    assert.equal(ids('Alvaro Nunes')[0], 'nunez');
    assert.ok(ids('rihgt of frist refusal').slice(0, 2).includes('rofr'));
  });

  it('completes the last word while it is typed, and no other', () => {
    assert.ok(leads('fogh').includes('survey1923#2'));
    assert.equal(ids('acet')[0], 'survey1923#1');
    assert.ok(!ids('acet ').includes('survey1923#1'));
  });

  it('finds figures however they are written', () => {
    for (const query of ['13bn', '$13 billion', '13,000,000,000', '13 bn', '$13B']) {
      assert.equal(leads(query)[0], 'keeper1901#1', query);
    }
    for (const query of [
      '20%',
      '20 percent',
      '20 per cent',
      'twenty percent',
      '10k',
      'ten thousand barrels',
    ]) {
      assert.ok(leads(query).includes('keeper1901#3'), query);
    }
    for (const query of ['gpt3', 'GPT 3 lamp', 'gpt-3']) assert.equal(leads(query)[0], 'survey1923#1', query);
  });

  it('knows the other names of what a query names', () => {
    assert.equal(ids('ROFR')[0], 'rofr');
    assert.ok(leads('ROFR lamp').includes('survey1923#3'));
    assert.ok(leads('BoT oil').includes('keeper1901#3'));
  });

  it('puts a key, a paragraph and a name typed in full first', () => {
    assert.equal(ids('survey1923')[0], 'survey1923');
    assert.equal(ids('Survey1923#2')[0], 'survey1923#2');
    assert.equal(ids('board of trade')[0], 'board');
    assert.equal(ids('costs')[0], 'money');
    assert.equal(ids('First light at Kap Zizka')[0], 'first-light');
    assert.equal(ids('alva')[0], 'nunez');
    assert.equal(ids('nosuchkey1999#4').includes('survey1923#4'), false);
  });

  it('narrows by kind, source, topic and time', () => {
    assert.deepEqual(new Set(search.find('@claim').map(({ kind }) => kind)), new Set(['claim']));
    assert.ok(
      search
        .find('@survey lamp')
        .every((hit) => hit.id === 'survey1923' || lead(hit).startsWith('survey1923')),
    );
    assert.ok(ids('@survey1923 tower').every((id) => !id.startsWith('keeper1901')));
    assert.ok(ids('@harbour lamp').every((id) => !id.startsWith('survey1923')));
    assert.equal(ids('#fuel storm')[0], 'storm');
    assert.ok(!ids('#people storm').includes('storm'));
    assert.ok(ids('#money').includes('storm'), 'a topic holds its narrower ones');
    assert.ok(ids('1870..1880').includes('first-light'));
    assert.ok(!ids('1870..1880').includes('storm'));
    assert.ok(ids('nov 1899').includes('storm') && !ids('nov 1899').includes('first-light'));
    assert.ok(ids('22 November 1899').includes('storm'));
    assert.equal(ids('tower march 1874')[0], 'first-light');
    assert.deepEqual(
      search.find('lamp', { kinds: ['claim', 'topic'] }).map(({ kind }) => kind),
      ['claim'],
    );
  });

  it('takes a filter that names nothing for words', () => {
    assert.ok(leads('@foghorn').includes('survey1923#2'));
    assert.ok(leads('#wick').includes('keeper1901#2'));
  });

  it('shows sources and the latest events before anything is typed, those cited first', () => {
    const cited = new Set(['survey1923']);
    const hits = search.find(' ', { limit: 4, cited });
    assert.deepEqual(
      hits.map(({ id }) => id),
      ['survey1923', 'keeper1901', 'storm', 'first-light'],
    );
  });

  it('puts what the draft cites first among results that are about as good, and no further', () => {
    const order = (query: string, cited: readonly string[]) =>
      search.find(query, { kinds: ['passage'], cited: new Set(cited) }).map(({ id }) => id);
    const [first = '', second = ''] = order('Board of Trade', []);
    const sourceOf = (id: string) => id.split('#')[0] ?? '';
    assert.equal(order('Board of Trade', [sourceOf(second)])[0], second);
    assert.equal(order('Board of Trade', [sourceOf(first)])[0], first);
    assert.equal(order('acetylene lamp', ['keeper1901'])[0], 'survey1923#1');
  });

  it('marks why a hit was found', () => {
    const [hit] = search.find('wicks alvaro', { kinds: ['passage'] });
    assert.ok(hit);
    const marked = hit.matches.text.map(([start, end]) => hit.text.slice(start, end));
    assert.deepEqual(marked, ['Álvaro', 'wick']);
    const [money] = search.find('13bn', { kinds: ['passage'] });
    assert.ok(money);
    assert.deepEqual(
      money.matches.text.map(([start, end]) => money.text.slice(start, end)),
      ['13 billion'],
    );
  });

  it('takes what a query says twice for what it is about', () => {
    assert.equal(leads('wick foghorn wick ')[0], 'keeper1901#2');
    assert.equal(leads('foghorn wick foghorn ')[0], 'survey1923#2');
  });

  it('leads to several paragraphs before it repeats one', () => {
    assert.ok(new Set(leads('lamps')).size > 1);
  });

  it('gives the same answer twice, and from another search over the same dossier', () => {
    const again = createSearch(new Dossier([corpus]));
    for (const query of ['lamp', 'board keper', '1923', '']) {
      assert.deepEqual(search.find(query), search.find(query));
      assert.deepEqual(again.find(query), search.find(query));
    }
  });

  it('finds nothing in an empty dossier, and says so calmly', () => {
    const empty = createSearch(new Dossier([]));
    for (const query of ['', 'lamp', '@x', '2019..2020']) assert.deepEqual(empty.find(query), []);
  });

  it('takes any text as a query, and its marks lie in the text, in order', () => {
    const word = fc.constantFrom(
      'lamp',
      'Žižka',
      '13bn',
      '@survey',
      '#fuel',
      '1874..',
      '..',
      '2019..1999',
      "'",
      '%',
      '1e999',
    );
    const anything = fc.oneof(
      anyText(60),
      fc
        .array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 12 })
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 12 }), (query, limit) => {
        const hits = search.find(query, { limit });
        assert.ok(hits.length <= limit);
        assert.equal(new Set(hits.map(({ kind, id }) => `${kind} ${id}`)).size, hits.length);
        for (const { title, text, matches, score } of hits) {
          assert.ok(Number.isFinite(score) && score >= 0);
          inOrder(matches.title, title.length);
          inOrder(matches.text, text.length);
        }
        assert.deepEqual(
          [...hits].sort((a, b) => b.score - a.score),
          hits,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('answers a pasted chapter within a moment', () => {
    const chapter = Array.from({ length: 40_000 }, (_, index) => `word${index % 977} lamp tower`).join(' ');
    const start = performance.now();
    assert.ok(search.find(chapter).length > 0);
    assert.ok(performance.now() - start < 500);
  });
});

function inOrder(ranges: readonly (readonly [number, number])[], length: number): void {
  let end = 0;
  for (const range of ranges) {
    assert.ok(range[0] >= end && range[1] > range[0] && range[1] <= length, JSON.stringify(ranges));
    end = range[1];
  }
}

/** Any UTF-16 units, lone surrogates among them. */
function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.integer({ min: 0, max: 0x17f }), fc.integer({ min: 0, max: 0xffff }));
  return fc.array(unit, { maxLength }).map((units) => String.fromCharCode(...units));
}
