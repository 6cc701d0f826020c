/** The dossier that comes with the extension: what it says stands where it says so, and its names are no traps. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import { readFolder } from '../../src/cli/readFolder.ts';
import { compileCorpus } from '../../src/core/corpus/compile.ts';
import type { Claim, DatedEvent, Evidence } from '../../src/core/corpus/model.ts';
import { formatProblem, type Problem } from '../../src/core/corpus/problem.ts';
import { parseDate } from '../../src/core/date.ts';
import { Dossier, evidenceText } from '../../src/core/dossier.ts';
import { DossierIndex } from '../../src/core/dossierIndex.ts';

const folder = join(import.meta.dirname, '../../corpus/microsoft-openai');

/** Characters that a sidebar 300 px wide shows beside the twisty, the icon and the date. */
const eventTitleWidth = 30;
const topicLabelWidth = 28;

/** Event → one that cannot have come before it. */
const order: readonly (readonly [string, string])[] = [
  ['2019-first-investment', '2020-gpt-3-licence'],
  ['2019-first-investment', '2019-simonite-tweet'],
  ['2019-preferred-partner', '2020-gpt-3-licence'],
  ['2019-gpt-2', '2020-gpt-3-release'],
  ['2020-deepspeed-claim', '2020-gpt-3-release'],
  ['2020-gpt-3-training', '2020-gpt-3-release'],
  ['2020-gpt-3-release', '2020-gpt-3-licence'],
  ['2020-gpt-3-licence', '2020-democratizing-critique'],
  ['2020-gpt-3-licence', '2020-overweel-article'],
  ['2018-github', '2020-overweel-article'],
  ['2022-chatgpt', '2023-chatgpt-users'],
  ['2022-chatgpt', '2023-plus-pause'],
  ['2023-ten-billion', '2023-newstack-article'],
  ['2023-maia', '2024-maia-deployment'],
  ['2023-altman-removal', '2023-microsoft-offer'],
  ['2023-microsoft-offer', '2023-altman-return'],
  ['2023-altman-return', '2024-funding'],
  ['2023-altman-removal', '2023-microsoft-hesitates'],
  ['2024-suleyman', '2024-suleyman-tension'],
  ['2024-oracle-exception', '2024-price-cut'],
  ['2024-oracle-deal', '2025-revised-agreement'],
  ['2024-funding', '2024-times-report'],
  ['2024-times-report', '2024-batch-report'],
  ['2025-revised-agreement', '2025-gadgetbond-article'],
  ['2025-revised-agreement', '2025-mezha-report'],
  ['2025-mezha-report', '2025-windowsforum-post'],
];

describe('the bundled dossier', () => {
  let dossier: Dossier;
  let index: DossierIndex;
  let problems: readonly Problem[];

  before(async () => {
    const { corpus, problems: found } = compileCorpus(await readFolder(folder));
    assert.ok(corpus);
    problems = found;
    dossier = new Dossier([corpus]);
    index = new DossierIndex(dossier);
  });

  const note = (evidence: Evidence) => dossier.passage(evidence)?.paragraph.text ?? '';
  const names = (evidence: Evidence, entity: string) =>
    index.mentions
      .get(entity)
      ?.some(({ source, paragraph }) => source === evidence.source && paragraph === evidence.paragraph) ??
    false;
  const named = (text: string) =>
    index.matcher.find(text, 'markdown').flatMap(({ entities }) => entities.map(({ id }) => id));

  describe('is whole', () => {
    it('compiles without a problem', () => {
      assert.deepEqual(problems.map(formatProblem), []);
    });

    it('has a note for each paragraph of the sources', () => {
      assert.deepEqual(
        Object.fromEntries(dossier.sources.map(({ id, paragraphs }) => [id, paragraphs.length])),
        {
          overweel2020: 13,
          gadgetbond2025: 9,
          thebatch2024: 11,
          newstack2023: 26,
          windowsforum2025: 20,
        },
      );
    });

    it('cites each paragraph', () => {
      const used = new Set(
        [
          ...dossier.events,
          ...dossier.claims,
          ...dossier.disagreements.flatMap(({ positions }) => positions),
        ].flatMap(({ evidence }) => evidence.map(evidenceText)),
      );
      const all = dossier.sources.flatMap(({ id, paragraphs }) =>
        paragraphs.map(({ number }) => evidenceText({ source: id, paragraph: number })),
      );
      assert.deepEqual(
        all.filter((paragraph) => !used.has(paragraph)),
        [],
      );
    });

    it('has two levels of topics, none of them empty', () => {
      for (const { id, broader } of dossier.topics) {
        const parent = dossier.topics.find((topic) => topic.id === broader);
        assert.ok(!broader || (parent && !parent.broader), `${id} is on the third level`);
        const below = [id, ...dossier.narrowerTopics(id).map((topic) => topic.id)];
        assert.ok(
          below.some((topic) => dossier.eventsOf(topic).length + dossier.claimsOf(topic).length > 0),
          `${id} is empty`,
        );
      }
    });
  });

  describe('cites what it says', () => {
    it('names each entity in some paragraph', () => {
      assert.deepEqual(
        dossier.entities.filter(({ id }) => !index.mentions.get(id)?.length).map(({ id }) => id),
        [],
      );
    });

    it("names a claim's subject in each paragraph that it cites", () => {
      assert.deepEqual(
        dossier.claims.flatMap(({ id, subject, evidence }) =>
          evidence
            .filter((at) => !names(at, subject))
            .map((at) => `${id}: ${subject} in ${evidenceText(at)}`),
        ),
        [],
      );
    });

    it("names an event's participants in the paragraphs that it cites", () => {
      const unnamed = dossier.events.flatMap(({ id, participants = [], evidence }) => [
        ...participants
          .filter(({ entity }) => !evidence.some((at) => names(at, entity)))
          .map(({ entity }) => `${id}: ${entity}`),
        ...evidence
          .filter((at) => participants.length && !participants.some(({ entity }) => names(at, entity)))
          .map((at) => `${id}: nobody in ${evidenceText(at)}`),
      ]);
      assert.deepEqual(unnamed, []);
    });

    it("gives a claim's figure or year in each paragraph that it cites", () => {
      assert.deepEqual(
        dossier.claims.flatMap((claim) =>
          claim.evidence
            .filter((at) => !figures(claim).every((figure) => holds(note(at), figure)))
            .map((at) => `${claim.id}: ${figures(claim).join(', ')} in ${evidenceText(at)}`),
        ),
        [],
      );
    });

    it('gives the sums of titles and statements in a paragraph that is cited', () => {
      const cited = [
        ...dossier.events.map(({ id, title, summary, evidence }) => ({
          id,
          text: `${title}. ${summary}`,
          evidence,
        })),
        ...dossier.claims.map(({ id, statement, evidence }) => ({ id, text: statement, evidence })),
        ...dossier.disagreements.flatMap(({ id, positions }) =>
          positions.map(({ statement, evidence }) => ({ id, text: statement, evidence })),
        ),
      ];
      const sums = /\$[\d.]+ (?:million|billion)|[\d.]+ (?:million|billion)|\d+%|\d+,\d{3}/g;
      assert.deepEqual(
        cited.flatMap(({ id, text, evidence }) =>
          [...text.matchAll(sums)]
            .filter(([sum]) => !evidence.some((at) => holds(note(at), sum)))
            .map(([sum]) => `${id}: ${sum}`),
        ),
        [],
      );
    });

    it('dates no event after the sources that tell of it, and no plan before', () => {
      const wrong = ({ status, date, evidence }: DatedEvent) =>
        evidence.some(({ source }) => {
          const issued = parseDate(String(dossier.source(source)?.item.issued));
          const happened = parseDate(date);
          assert.ok(issued && happened);
          return status === 'occurred'
            ? happened.min > issued.max
            : status === 'planned' && happened.max < issued.min;
        });
      assert.deepEqual(
        dossier.events.filter(wrong).map(({ id }) => id),
        [],
      );
    });

    it('dates events in an order that can be', () => {
      const event = (id: string) => {
        const found = dossier.events.find((candidate) => candidate.id === id);
        assert.ok(found, id);
        return parseDate(found.date);
      };
      for (const [earlier, later] of order) {
        assert.ok((event(earlier)?.min ?? 0) <= (event(later)?.max ?? 0), `${earlier} after ${later}`);
      }
    });

    it('has something about each disagreement in one of its paragraphs', () => {
      const wrong = dossier.disagreements.flatMap(({ id, about, positions }) =>
        about
          .filter((item) => dossier.entity(item))
          .filter((item) => !positions.some(({ evidence }) => evidence.some((at) => names(at, item))))
          .map((item) => `${id}: ${item}`),
      );
      assert.deepEqual(wrong, []);
    });
  });

  describe('is edited', () => {
    it('has titles that a narrow sidebar shows whole', () => {
      assert.deepEqual(
        [
          ...dossier.events.map(({ title }) => title).filter((title) => title.length > eventTitleWidth),
          ...dossier.topics
            .map(({ prefLabel }) => prefLabel)
            .filter((label) => label.length > topicLabelWidth),
        ],
        [],
      );
    });

    it('has one plain sentence in each statement', () => {
      assert.deepEqual(
        dossier.claims.map(({ statement }) => statement).filter((text) => !/^[^\n]{1,110}[.]$/.test(text)),
        [],
      );
    });
  });

  describe('knows its names', () => {
    const companies = ['', 'Microsoft said so. ', 'OpenAI said so. ', 'Microsoft and OpenAI said so. '];
    const traps: readonly (readonly [string, string])[] = [
      ['azure', 'They sailed along the Azure coast.'],
      ['azure', 'The Azure sky was cloudless.'],
      ['teams', 'It took teams of engineers a year.'],
      ['teams', 'Teams of engineers worked for a year.'],
      ['word', 'He spoke a word of warning.'],
      ['word', 'Word of the deal spread fast.'],
      ['arm', 'It is an arm of the company.'],
      ['arm', 'The research Arm of the company said so.'],
      ['windows', 'There were windows of opportunity.'],
      ['windows', 'Windows of opportunity opened.'],
      ['excel', 'Some models excel at text.'],
      ['excel', 'Excel at what you do, they were told.'],
      ['oracle', 'He asked the Oracle of Delphi.'],
      ['bing', 'They ate bing cherries.'],
      ['bing', 'Bing cherries were served.'],
      ['office', 'It was made for office workers.'],
      ['office', 'Office hours were long.'],
      ['office', 'He took Office in January.'],
      ['stargate', 'They went through a stargate in the film.'],
      ['stargate', 'It is like the film Stargate.'],
      ['teams', 'Teams worked through the night.'],
      ['word', 'Word reached the staff at noon.'],
      ['arm', 'It sold its research arm.'],
      ['oracle', 'The market is no oracle.'],
      ['the-copilot-company', 'It was not the AI company that they knew.'],
      ['exclusivity-clause', 'The exclusivity of the club drew them.'],
      ['azure-supercomputer', 'An AI supercomputer stands in Jülich.'],
      ['hollow-core-fibre', 'HFC gases warm the climate.'],
      ['copilot', 'The copilot of the aircraft slept.'],
      ['chevron', 'The jacket had a chevron on its sleeve.'],
      ['nuance', 'The nuance was lost.'],
      ['nuance', 'Nuance is what the report lacks.'],
      ['inflection-ai', 'It was an inflection point.'],
      ['docker', 'A docker unloaded the servers.'],
      ['python', 'A python lay in the server room.'],
      ['transformer', 'The transformer of the power station burnt.'],
      ['dynamics', 'The dynamics of the market changed.'],
      ['revue', 'A musical revue opened.'],
      ['wired', 'The board is wired for failure.'],
      ['the-verge', 'It was on the verge of collapse.'],
      ['the-gradient', 'The gradient of the loss vanished.'],
      ['ignite', 'It could ignite a quarrel.'],
      ['fabric', 'It is part of the fabric of the company.'],
      ['twitter', 'A twitter of birds was heard.'],
      ['openai-devrel', 'A developer relations team answered.'],
      ['amy-hood', 'What is under the hood counts.'],
      ['google', 'One can google it.'],
      ['anthropic', 'It is an anthropic principle.'],
      ['maia', 'My daughter Maia asked.'],
      ['dynamically-typed', 'It is a dynamically typed language.'],
      ['the-batch', 'The batch of letters was lost.'],
      ['the-new-stack', 'It was the new stack of letters.'],
      ['semantic-kernel', 'A semantic kernel remains.'],
      ['spotify-premium', 'They paid a premium.'],
    ];
    for (const [entity, text] of traps) {
      it(`takes no "${text}" for one`, () => {
        for (const company of companies) {
          assert.ok(!named(company + text).includes(entity), company + text);
        }
      });
    }

    const meant: readonly (readonly [string, readonly string[]])[] = [
      ["Microsoft's Word and Excel", ['microsoft', 'word', 'excel']],
      ['Stargate will be built with OpenAI.', ['stargate', 'openai']],
      ['OpenAI rents servers from Oracle.', ['openai', 'oracle']],
      ['Azure, Bing and Windows belong to Microsoft.', ['azure', 'bing', 'windows', 'microsoft']],
      ['Microsoft put Copilots into Teams and Office.', ['microsoft', 'copilot', 'teams', 'office']],
      [
        'Microsoft helps in the Word file, an Excel sheet and a Teams call.',
        ['microsoft', 'word', 'excel', 'teams'],
      ],
      ['OpenAI has an Oracle deal and a Stargate site.', ['openai', 'oracle', 'stargate']],
      ['the New Stack and the Batch', ['the-new-stack', 'the-batch']],
      ['Arm and Nvidia join Stargate.', ['arm', 'nvidia', 'stargate']],
      ['OpenAI‑backed and Microsoft-backed', ['openai', 'microsoft']],
      ['The ROFR is a right of first refusal.', ['rofr', 'rofr']],
      ['a “first right of refusal”', ['rofr']],
      ['hollow core fiber, or HCF', ['hollow-core-fibre', 'hollow-core-fibre']],
      ['GPT-3 and GPT-4 Turbo', ['gpt-3', 'gpt-4-turbo']],
      ['Sam Altman; Altman’s return', ['sam-altman', 'sam-altman']],
      ['a report of the New York Times', ['new-york-times']],
      ['LLMs run on GPUs.', ['llm', 'gpu']],
      ['Lumensity, spelt Lumenisity', ['lumenisity', 'lumenisity']],
    ];
    for (const [text, entities] of meant) {
      it(`finds the names in "${text}"`, () => {
        assert.deepEqual(named(text), entities);
      });
    }
  });
});

const numberFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The amount as prose writes it, or the year; nothing where the value is words. */
function figures({ value }: Claim): string[] {
  if ('date' in value) return [value.date.slice(0, 4)];
  if (!('amount' in value)) return [];
  const { amount, unit } = value;
  if (unit === '%') return [`${amount}%`];
  const [scale, word] = amount >= 1e9 ? [1e9, ' billion'] : amount >= 1e6 ? [1e6, ' million'] : [1, ''];
  const number = numberFormat.format(amount / scale) + word;
  return [unit === 'USD' ? `$${number}` : number];
}

/** Whether a text holds a figure as it stands, not as a part of a longer one. */
function holds(text: string, figure: string): boolean {
  const at = text.indexOf(figure);
  return (
    at >= 0 && !/[\d.,]$/.test(text.slice(0, at)) && !/^(?:[\d%]|[.,]\d)/.test(text.slice(at + figure.length))
  );
}
