/** The timeline's page: takes what the extension sends, keeps what the reader has set, and draws. */
import type { LaneKind, Timeline } from '../../core/timeline/timeline.ts';
import { Card } from '../card.ts';
import { filled, html } from '../elements.ts';
import { onThemeChange } from '../palette.ts';
import type { FromTimeline, TimelineState, TimelineTexts, ToTimeline } from '../protocol.ts';
import { unitOf } from '../unit.ts';
import { pageApi } from '../vscodeApi.ts';
import { Controls } from './controls.ts';
import { legend } from './legend.ts';
import { Plot } from './plot.ts';
import { rasterize } from './rasterize.ts';

const vscode = pageApi<TimelineState, FromTimeline>();
const send = (message: FromTimeline) => vscode.postMessage(message);

let state: TimelineState = vscode.getState() ?? { lanes: 'topic', filter: { text: '' } };

/** Built when the first timeline comes: until then there are no texts to show. */
interface Page {
  timeline: Timeline;
  readonly plot: Plot;
  readonly card: Card;
  readonly controls: Controls;
}
let page: Page | undefined;

function set(changes: Partial<TimelineState>): void {
  state = { ...state, ...changes };
  vscode.setState(state);
}

function build(timeline: Timeline, texts: TimelineTexts): Page {
  const card = new Card(texts, {
    send,
    choose: (id) => select(id, true),
    close: () => {
      set({ selected: undefined });
      page?.plot.focus();
    },
  });
  const plot = new Plot(texts, {
    view: (view) => set({ view }),
    open: (events) => {
      const [first] = events;
      if (events.length === 1 && first) select(first.id, true);
      else {
        card.showList(filled(texts.cluster, events.length), events);
        card.focus();
      }
    },
  });
  const controls = new Controls(texts, state, {
    filter: (filter) => {
      set({ filter });
      draw();
    },
    lanes: (lanes: LaneKind) => {
      set({ lanes });
      draw();
    },
    pan: (share) => plot.pan(share),
    zoom: (factor) => plot.zoomBy(factor),
    legend: () => {
      explain();
      card.focus();
    },
    fit: () => plot.fit(),
    picture: (format) => send({ type: 'export', format, state, width: Math.max(900, plot.width) }),
  });
  const explain = () => card.fill(texts.legend, ...legend(texts, unitOf(document.body)));
  onThemeChange(() => {
    plot.restyle();
    if (card.element.querySelector('.legend')) explain();
  });
  const heading = html('h1', { class: 'unseen' }, texts.picture);
  document.body.replaceChildren(heading, controls.element, plot.element, card.element);
  return { timeline, plot, card, controls };
}

function draw(): void {
  if (!page) return;
  const { timeline, plot, controls } = page;
  const count = plot.show(timeline, state);
  controls.count(count, timeline);
}

/** @param tell the choice was made here, so the extension is told of it. */
function select(id: string, tell: boolean): void {
  const event = page?.timeline.events.find((one) => one.id === id);
  if (!page || !event) return;
  set({ selected: id });
  page.card.show(event);
  page.plot.select(event);
  if (!tell) return;
  page.card.focus();
  send({ type: 'select', id });
}

window.addEventListener('message', ({ data }: MessageEvent<ToTimeline>) => {
  switch (data.type) {
    case 'show':
      page ??= build(data.timeline, data.texts);
      page.timeline = data.timeline;
      page.controls.choices(data.timeline);
      draw();
      if (state.selected !== undefined) select(state.selected, false);
      break;
    case 'cited':
      page?.plot.markCited(new Set(data.ids));
      break;
    case 'select':
      select(data.id, false);
      break;
    case 'rasterize':
      void rasterize(data.svg, data.width, data.height)
        .catch(() => new Uint8Array())
        .then((bytes) => send({ type: 'png', bytes }));
      break;
  }
});

send({ type: 'ready' });
