import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { parseDate } from '../../src/core/date.ts';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { collectProposals } from '../../src/core/proposals/collect.ts';
import { proposeDates, sentenceAt } from '../../src/core/proposals/dates.ts';
import { proposeNames } from '../../src/core/proposals/names.ts';
import { proposePhrases } from '../../src/core/proposals/phrases.ts';
import { proposalKey, type Text } from '../../src/core/proposals/proposal.ts';
import { acceptInto } from './acceptInto.ts';
import { teaDossier, teaFiles } from './tea.ts';

const texts = (...paragraphs: string[]): Text[] =>
  paragraphs.map((text, index) => ({ evidence: { source: 's', paragraph: index + 1 }, text }));
const nobody = createMatcher([]);
const names = (...paragraphs: string[]) =>
  proposeNames(texts(...paragraphs), nobody, 'en').map(({ name }) => name);

describe('proposals from text', () => {
  it('become entries of a whole dossier when they are accepted, and come back only if they were not refused', async () => {
    const files = new Map(Object.entries(teaFiles));
    files.set(
      'notes/leaf2020.md',
      '1. In May 2019 Ada Green met Ben White of the Old Tea Company. White sold green tea leaves.\n\n2. Ben White paid for green tea leaves.\n\n3. The price of green tea leaves rose in 2018.\n',
    );
    const { corpus } = compileCorpus(files);
    assert.ok(corpus);
    const pause = async () => true;
    const matcher = createMatcher(corpus.entities);
    const proposals = await collectProposals(corpus, { matcher, refused: new Set(), pause });
    assert.deepEqual(new Set(proposals.map(({ kind }) => kind)), new Set(['entity', 'topic', 'event']));
    acceptInto(files, corpus, proposals);
    const after = compileCorpus(files);
    assert.deepEqual(after.problems, []);
    assert.ok(
      after.corpus?.entities.some(({ prefLabel, kind }) => prefLabel === 'Ben White' && kind === 'person'),
    );
    assert.ok(after.corpus?.events.some(({ date, status }) => date === '2019-05' && status === 'reported'));
    const refused = new Set(proposals.map(proposalKey));
    assert.deepEqual(await collectProposals(corpus, { matcher, refused, pause }), []);
    assert.deepEqual(
      await collectProposals(corpus, { matcher, refused: new Set(), pause: async () => false }),
      [],
    );
  });

  describe('names', () => {
    it('are words with capitals within sentences, longer ones whole', () => {
      assert.deepEqual(
        names(
          'The harbour was bought by the Bank of Ceylon. Then the Bank of Ceylon sold it to Mary Jane Watson.',
          'Prices rose. Mary Jane Watson left.',
        ).sort(),
        ['Bank of Ceylon', 'Mary Jane Watson'],
      );
    });

    it('are not the first words of sentences, nor what is as common without a capital', () => {
      assert.deepEqual(
        names('Prices rose. Prices fell.', 'Prices are prices, and Tea is tea; we drink tea.'),
        [],
      );
    });

    it('take in a surname and an acronym', () => {
      const [first] = proposeNames(
        texts(
          'They met at the European Tea Council (ETC) with Mary Watson.',
          'Later the ETC wrote to Watson, and Watson wrote to the European Tea Council.',
          'All of this Watson denied.',
        ),
        nobody,
        'en',
      ).filter(({ name }) => name === 'Mary Watson');
      assert.deepEqual(first?.weakLabel, ['Watson']);
      assert.equal(first?.evidence.length, 3);
      const council = proposeNames(
        texts('The European Tea Council (ETC) met.', 'We saw the ETC there, and the ETC alone.'),
        nobody,
        'en',
      );
      assert.deepEqual(
        council.map(({ name, altLabel }) => [name, altLabel]),
        [['European Tea Council', ['ETC']]],
      );
    });

    it('are only those that the dossier lacks', () => {
      const known = createMatcher(teaDossier().entities);
      const found = proposeNames(
        texts('There Ada Green met Ben White.', 'Again Ada Green met Ben White.'),
        known,
        'en',
      );
      assert.deepEqual(
        found.map(({ name }) => name),
        ['Ben White'],
      );
    });

    it('find most of what people found in the bundled dossier', () => {
      const corpus = JSON.parse(readFileSync('dist/microsoft-openai.json', 'utf8')) as Corpus;
      const all = corpus.sources.flatMap(({ id, paragraphs }) =>
        paragraphs.map(({ number, text }) => ({ evidence: { source: id, paragraph: number }, text })),
      );
      const proposed = new Set(
        proposeNames(all, nobody, 'en').flatMap(({ name, altLabel, weakLabel }) => [
          name,
          ...altLabel,
          ...weakLabel,
        ]),
      );
      const text = all.map((one) => one.text).join('\n');
      const returns = ({ labels }: Corpus['entities'][number]) =>
        labels.some(({ label }) => text.split(label).length > 2);
      const people = corpus.entities.filter(
        (entity) => (entity.kind === 'person' || entity.kind === 'organization') && returns(entity),
      );
      const found = people.filter(({ labels }) => labels.some(({ label }) => proposed.has(label)));
      assert.ok(
        people.length > 10 && found.length >= people.length * 0.8,
        `${found.length} of ${people.length}`,
      );
    });
  });

  describe('dates', () => {
    const dates = (text: string, written?: number) =>
      proposeDates(texts(text), createMatcher(teaDossier().entities), 'en', () => written).map(
        ({ date }) => date,
      );

    it('are as fine as the text has them', () => {
      assert.deepEqual(dates('It began in May 2019.'), ['2019-05']);
      assert.deepEqual(dates('It ended on 3 June 2020.'), ['2020-06-03']);
      assert.deepEqual(dates('Nothing happened at five o’clock.'), []);
    });

    it('are counted from when the text was written, and left out where that is not known', () => {
      assert.deepEqual(dates('It was sold last March.', Date.UTC(2021, 5, 1)), ['2021-03']);
      assert.deepEqual(dates('It was sold last March.'), []);
    });

    it('come with their sentence and the names in it', () => {
      const [found] = proposeDates(
        texts('Tea is a leaf. In May 2019 Ada Green sold ten chests. That was all.'),
        createMatcher(teaDossier().entities),
        'en',
        () => undefined,
      );
      assert.equal(found?.sentence, 'In May 2019 Ada Green sold ten chests.');
      assert.deepEqual(found?.entities, ['ada']);
    });

    it('are EDTF, whatever is read', () => {
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom('May', '2019', '3', 'to', 'last', 'Tuesday', '31', 'and', '.', '-', '99')),
          (parts) => {
            for (const date of dates(parts.join(' '), Date.UTC(2020, 0, 15)))
              assert.ok(parseDate(date), date);
          },
        ),
        { numRuns: 50 },
      );
    });

    it('stand in a sentence wherever they are', () => {
      const text = 'One. “Two?” Three';
      assert.equal(sentenceAt(text, 0), 'One.');
      assert.equal(sentenceAt(text, 6), '“Two?”');
      assert.equal(sentenceAt(text, 14), 'Three');
    });
  });

  it('are phrases that return, the longer before its parts', () => {
    const found = proposePhrases(
      texts(
        'the price of green tea leaves rose',
        'nobody wants green tea leaves',
        'with green tea leaves one earns',
        'and green tea leaves last',
      ),
      'en',
    ).map(({ phrase }) => phrase);
    assert.equal(found[0], 'green tea leaves');
    assert.ok(!found.includes('tea leaves'));
  });
});
