import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { filterLanes } from '../../src/core/timeline/filter.ts';
import { layoutLane } from '../../src/core/timeline/layout.ts';
import { timelinePicture } from '../../src/core/timeline/svg.ts';
import { tickLabels } from '../../src/core/timeline/ticks.ts';
import { buildTimeline, type TimelineEvent } from '../../src/core/timeline/timeline.ts';
import { teaDossier } from './tea.ts';

const [tea] = teaDossier().corpora;
assert.ok(tea);
const [sale] = tea.events;
assert.ok(sale);

function dated(...dates: string[]): Dossier {
  const events = dates.map((date, index) => ({ ...sale, id: `e${index}`, date })) as Corpus['events'];
  return new Dossier([{ ...tea, events } as Corpus]);
}

const day = 86_400_000;

describe('the timeline', () => {
  it('is honest about dates: a month is a month, an open end is open, a doubt is a doubt', () => {
    const { events, from, to } = buildTimeline(dated('2020-02', '2020-03-01', '2020?', '2021/..', '2019~'));
    const of = (id: string) => events.find((event) => event.id === id);
    const length = (event?: TimelineEvent) => event && Math.round((event.to - event.from) / day);
    assert.equal(length(of('e0')), 29);
    assert.equal(length(of('e1')), 1);
    assert.equal(length(of('e2')), 366);
    assert.equal(of('e2')?.uncertain, true);
    assert.equal(of('e4')?.uncertain, true);
    assert.equal(of('e0')?.uncertain, false);
    assert.equal(of('e3')?.openEnd, true);
    assert.ok(events.every((event) => event.from >= from && event.to <= to));
  });

  it('stands in lanes by topic and by entity', () => {
    const { lanes } = buildTimeline(dated('2020', '2021'));
    assert.deepEqual(
      lanes.topic.map(({ label, events }) => [label, events.length]),
      [['Trade', 2]],
    );
    assert.deepEqual(
      lanes.entity.map(({ label, events }) => [label, events.length]),
      [['Ada Green', 2]],
    );
  });

  it('marks what the draft cites', () => {
    assert.equal(buildTimeline(dated('2020')).events[0]?.cited, false);
    const { events, lanes } = buildTimeline(
      dated('2020'),
      ({ source, paragraph }) => source === 'leaf2020' && paragraph === 2,
    );
    assert.equal(events[0]?.cited, true);
    assert.equal(lanes.topic[0]?.events[0]?.cited, true);
  });

  it('is narrowed by words, topic, entity and source', () => {
    const { lanes, choices } = buildTimeline(dated('2020', '2021'));
    const left = (text: string, choice?: (typeof choices)[number]) =>
      filterLanes(lanes.topic, { text, choice })[0]?.events.length ?? 0;
    assert.equal(left(''), 2);
    assert.equal(left('SALE 2021'), 1);
    assert.equal(left('nothing'), 0);
    for (const choice of choices) assert.equal(left('', choice), choice.count, choice.label);
    assert.deepEqual(choices.map(({ kind }) => kind).sort(), ['entity', 'source', 'topic']);
  });

  it('draws the bundled dossier whole: every event is in a lane of each kind', () => {
    const corpus = JSON.parse(readFileSync('dist/microsoft-openai.json', 'utf8')) as Corpus;
    const { events, lanes } = buildTimeline(new Dossier([corpus]));
    assert.equal(events.length, corpus.events.length);
    for (const kind of ['topic', 'entity'] as const) {
      const ids = new Set(lanes[kind].flatMap((lane) => lane.events.map(({ id }) => id)));
      assert.equal(ids.size, events.length, kind);
      assert.ok(lanes[kind].length <= 13, `${lanes[kind].length} lanes`);
    }
  });

  it('labels its axis in the language of the reader, down to days', () => {
    const dates = ['2020-01-01', '2020-03-01', '2020-03-15', '2020-03-15T06:00Z'].map(
      (text) => new Date(text),
    );
    assert.deepEqual(
      tickLabels(dates, 'en').map(({ label }) => label),
      ['2020', 'Mar', 'Mar 15'],
    );
    assert.match(
      tickLabels(dates, 'de')
        .map(({ label }) => label)
        .join(),
      /^2020,Mär[^,]*,15\. Mär/,
    );
    assert.equal(tickLabels(dates, 'no language at all')[1]?.label, 'Mar');
  });

  it('is drawn for print with its sources, fading what is unsure and escaping all text', () => {
    const hostile = { ...sale, title: '<script>&"', date: '1999?' };
    const { lanes, from, to } = buildTimeline(
      new Dossier([
        { ...tea, events: [hostile, { ...sale, id: 'next', date: '2001/..', status: 'planned' }] } as Corpus,
      ]),
    );
    const { svg } = timelinePicture(lanes.topic, {
      title: 'Tea',
      width: 900,
      from,
      to,
      language: 'en',
      legend: { reported: 'r', planned: 'is planned', rumoured: 'x', uncertain: 'is unsure', disputed: 'd' },
      sourcesTitle: 'Sources',
      references: (sources) => sources.map((source) => `The work ${source}`),
    });
    const { document } = parseHTML(svg);
    const texts = [...document.querySelectorAll('text')].map((text) => text.textContent);
    for (const text of [
      'Tea',
      'Trade',
      '<script>&"',
      'is planned',
      'is unsure',
      'Sources',
      'The work leaf2020',
    ]) {
      assert.ok(texts.includes(text), text);
    }
    assert.ok(!texts.includes('r') && !texts.includes('x'), 'only what is in use is explained');
    assert.equal(document.querySelectorAll('script').length, 0);
    const used = [...svg.matchAll(/url\(#([\w-]+)\)/g)].map(([, id]) => id);
    assert.ok(used.length >= 2);
    for (const id of used) assert.ok(svg.includes(`<linearGradient id="${id}">`), id);
  });

  describe('lays a lane out', () => {
    it('with open spans to the edge of the picture', () => {
      const { lanes } = buildTimeline(dated('2000', '2001/..', '../1998', '2010'));
      const { marks } = layoutLane(lanes.topic[0]?.events ?? [], {
        x: (time) => (time - Date.UTC(2000)) / day / 10,
        width: 300,
        maxRows: 9,
        textWidth: () => 10,
      });
      const of = (date: string) => marks.find(({ events: [event] }) => event?.date === date);
      const end = (mark: (typeof marks)[number] | undefined) => (mark ? mark.x + mark.width : 0);
      assert.ok(end(of('since 2001')) >= 300);
      assert.equal(of('until 1998'), undefined, 'it has ended before the picture begins');
      assert.ok(end(of('2000')) < 300);
    });

    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 80,
    });
    const make = (spans: [number, number][]) =>
      spans
        .sort(([a], [b]) => a - b)
        .map(
          ([from, length], index) =>
            ({ id: String(index), title: `Event ${index}`, from, to: from + length }) as TimelineEvent,
        );

    it('without overlaps, with every event, at any zoom', () => {
      fc.assert(
        fc.property(
          times,
          fc.double({ min: 0.01, max: 50, noNaN: true }),
          fc.integer({ min: 1, max: 8 }),
          (spans, zoom, maxRows) => {
            const events = make(spans);
            const width = 1000 * zoom + 500;
            const { marks, rows } = layoutLane(events, {
              x: (time) => time * zoom,
              width,
              maxRows,
              textWidth: (text) => text.length * 6,
            });
            assert.deepEqual(
              marks.flatMap((mark) => mark.events.map(({ id }) => id)).sort(),
              events.map(({ id }) => id).sort(),
            );
            assert.ok(rows <= maxRows, `${rows} rows`);
            for (let row = 0; row < rows; row++) {
              const own = marks.filter((mark) => mark.row === row);
              own.reduce(
                (before, mark) => {
                  assert.ok(
                    before.x + before.width + (before.inside ? 0 : before.labelWidth) <= mark.x + 1e-6,
                    'overlap',
                  );
                  return mark;
                },
                { x: -1e9, width: 0, labelWidth: 0, inside: false } as (typeof own)[number],
              );
            }
          },
        ),
      );
    });

    it('in clusters that come apart when there is room', () => {
      const events = make(Array.from({ length: 12 }, (_, index) => [index, 1]));
      const marks = (zoom: number) =>
        layoutLane(events, { x: (time) => time * zoom, width: 5000, maxRows: 3, textWidth: () => 60 }).marks;
      assert.ok(marks(1).some((mark) => mark.events.length > 1));
      assert.equal(marks(100).length, 12);
      assert.ok(marks(100).every((mark) => mark.labelWidth > 0));
    });
  });
});
