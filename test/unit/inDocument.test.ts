import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { readFolder } from '../../src/cli/readFolder.ts';
import { syntaxFor } from '../../src/core/citation/syntaxFor.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierIndex } from '../../src/core/dossierIndex.ts';
import {
  draftParagraph,
  evidenceQuery,
  fittingEvidence,
  keepOrder,
  mostAsked,
} from '../../src/core/inDocument/evidence.ts';
import {
  mentionPlaces,
  namesInDraft,
  paragraphIn,
  placeBeside,
  type ReadText,
} from '../../src/core/inDocument/names.ts';
import { createMatcher } from '../../src/core/mentions/matcher.ts';
import { entity } from './mentionsFixture.ts';

const root = path.resolve(import.meta.dirname, '../..');
const matcher = createMatcher([
  entity('ada', ['Ada Green'], ['Green']),
  entity('board', ['Tea Board']),
  entity('georgia-state', ['Georgia']),
  entity('georgia-country', ['Georgia']),
]);

function read(text: string, language = 'markdown'): ReadText {
  const citations = syntaxFor(language, 'auto', text).citations(text);
  return { scanned: matcher.scan(text, language), citations };
}

describe('the names in a draft', () => {
  const names = (...texts: string[]) =>
    namesInDraft(texts.map((text) => read(text))).map(({ id, places, cited, isUncited }) => ({
      id,
      count: places.length,
      cited,
      isUncited,
    }));

  it('are counted over its texts, in the order in which they first stand', () => {
    assert.deepEqual(names('Tea Board. Ada Green.', 'Green went. The Tea Board stayed.'), [
      { id: 'board', count: 2, cited: 0, isUncited: true },
      // A bare surname counts only where the full name is near.
      { id: 'ada', count: 1, cited: 0, isUncited: true },
    ]);
  });

  it('are near a citation where their paragraph cites', () => {
    assert.deepEqual(names('Ada Green sold tea.\nLots [@leaf2020].\n\nThe Tea Board saw Ada Green.'), [
      { id: 'ada', count: 2, cited: 1, isUncited: false },
      { id: 'board', count: 1, cited: 0, isUncited: true },
    ]);
  });

  it('ask for no citation in front matter', () => {
    assert.deepEqual(names('---\ntitle: The Tea Board\n---\n\nTea [@leaf2020].\n'), [
      { id: 'board', count: 1, cited: 0, isUncited: false },
    ]);
  });

  it('that two share are one', () => {
    assert.deepEqual(names('In Georgia.'), [
      { id: 'georgia-state georgia-country', count: 1, cited: 0, isUncited: true },
    ]);
  });
});

describe('going from place to place', () => {
  const texts = [read('Ada Green, the Tea Board.'), read('Ada Green.')];
  const places = mentionPlaces(texts);
  const from = (text: number, start: number, end = start) => ({ text, start, end });

  it('goes to the next behind the cursor, and round at the end', () => {
    assert.deepEqual(placeBeside(places, from(0, 3), 'next'), from(0, 15, 24));
    assert.deepEqual(placeBeside(places, from(0, 20), 'next'), from(1, 0, 9));
    assert.deepEqual(placeBeside(places, from(1, 4), 'next'), from(0, 0, 9));
  });

  it('leaves a name that is selected', () => {
    assert.deepEqual(placeBeside(places, from(0, 0, 9), 'next'), from(0, 15, 24));
    assert.deepEqual(placeBeside(places, from(0, 15, 24), 'previous'), from(0, 0, 9));
  });

  it('goes to the name that begins at the cursor first', () => {
    assert.deepEqual(placeBeside(places, from(0, 0), 'next'), from(0, 0, 9));
  });

  it('goes back, and round at the start', () => {
    assert.deepEqual(placeBeside(places, from(0, 3), 'previous'), from(0, 0, 9));
    assert.deepEqual(placeBeside(places, from(0, 0), 'previous'), from(1, 0, 9));
  });

  it('goes nowhere where there is none', () => assert.equal(placeBeside([], from(0, 0), 'next'), undefined));
});

describe('the paragraph at an offset', () => {
  const text = '---\ntitle: T\n---\n\nOne\ntwo.\n\n```\ncode\n```\n\nThree.';
  const { scanned } = read(text);
  const at = (what: string) => {
    const block = paragraphIn(scanned, text.indexOf(what));
    return block && text.slice(block.from, block.to);
  };

  it('is prose between blank lines', () => {
    assert.equal(at('two'), 'One\ntwo.');
    assert.equal(at('Three'), 'Three.');
    assert.equal(paragraphIn(scanned, text.length)?.to, text.length);
  });

  it('is neither front matter nor code nor nothing', () => {
    assert.equal(at('title'), undefined);
    assert.equal(at('code'), undefined);
    assert.equal(paragraphIn(scanned, text.indexOf('```') - 1), undefined);
  });
});

describe('evidence for a paragraph', () => {
  let index: DossierIndex;
  before(async () => {
    const { corpus } = compileCorpus(await readFolder(path.join(root, 'corpus/microsoft-openai')));
    assert.ok(corpus);
    index = new DossierIndex(new Dossier([corpus]));
  });

  const evidence = (text: string) => {
    const scanned = index.matcher.scan(text, 'markdown');
    const block = paragraphIn(scanned, 0);
    assert.ok(block);
    const paragraph = draftParagraph(scanned, block, syntaxFor('pandoc', 'auto', text).citations(text));
    const query = evidenceQuery(paragraph, 0);
    const hits = query
      ? index.search.find(query, { kinds: ['claim', 'event', 'passage'], limit: mostAsked, isText: true })
      : [];
    const namesIn = (other: string) =>
      new Set(index.matcher.find(other, 'plaintext').flatMap(({ entities }) => entities.map(({ id }) => id)));
    return fittingEvidence(index.dossier, paragraph, hits, namesIn);
  };
  const paragraphs = readFileSync(path.join(root, 'test/fixtures/sample-draft/draft.md'), 'utf8').split(
    '\n\n',
  );

  const table: readonly (readonly [text: string, wanted: RegExp])[] = [
    ['In July 2019 Microsoft put its first billion dollars into OpenAI.', /2019-first-investment/],
    ['Microsoft holds the only licence to GPT-3.', /licence-exclusive/],
    ['When the board threw Sam Altman out, Microsoft offered him a job.', /2023-microsoft-offer/],
    ['The Stargate announcement brought Oracle to the table.', /stargate/],
    ['Should OpenAI reach general intelligence, a clause shuts Microsoft out.', /agi|thebatch2024#8/],
    ['Microsoft takes a fifth of the revenue.', /revenue/],
  ];
  for (const [text, wanted] of table) {
    it(`has what fits “${text}”`, () => {
      const ids = evidence(text).map(({ id }) => id);
      assert.ok(
        ids.slice(0, 3).some((id) => wanted.test(id)),
        ids.join(', '),
      );
    });
  }

  it('is at most six rows, each with something to cite', () => {
    for (const paragraph of paragraphs.filter((one) => /^["\w]/.test(one))) {
      const found = evidence(paragraph.trim());
      assert.ok(found.length > 0 && found.length <= 6, paragraph);
      for (const one of found) assert.ok(one.evidence.length > 0);
    }
  });

  it('has of a passage the sentence that fits', () => {
    const passage = evidence('Microsoft has a right of first refusal on what is built for OpenAI.').find(
      ({ kind }) => kind === 'passage',
    );
    assert.match(passage?.statement ?? '', /^[A-Z].*(?:refusal|ROFR|first call).*$/);
    assert.ok((passage?.statement.match(/[.!?] [A-Z]/g) ?? []).length === 0, passage?.statement);
  });

  it('is nothing for a text about something else', () => {
    assert.deepEqual(evidence('My aunt grows lovely roses behind the garden shed.'), []);
  });

  it('does not search for what is cited, but tells that it is', () => {
    const text = 'In July 2019 OpenAI announced a billion from Microsoft';
    const [first] = evidence(`${text} [@overweel2020, para. 3].`);
    assert.equal(first?.id, '2019-first-investment');
    assert.equal(first.isCited, true);
    assert.equal(evidence(`${text} [@overweel2020, para. 9].`)[0]?.isCited, false);
    assert.equal(evidence(`${text} [@overweel2020].`)[0]?.isCited, true);
    assert.deepEqual(
      evidence(`${text} [@thebatch2024, para. 3].`).map(({ id }) => id),
      evidence(`${text}.`).map(({ id }) => id),
    );
  });

  it('stays where it stands as long as it fits', () => {
    const rows = (...ids: string[]) => ids.map((id) => ({ id }));
    assert.deepEqual(keepOrder(rows('a', 'b', 'c'), rows('d', 'c', 'a')), rows('a', 'c', 'd'));
  });
});
