/** The row above the picture: search, lanes, what to narrow to, zoom and export. */
import type { TimelineFilter } from '../../core/timeline/filter.ts';
import type { FilterChoice, LaneKind, Timeline } from '../../core/timeline/timeline.ts';
import { filled, html } from '../elements.ts';
import type { TimelineState, TimelineTexts } from '../protocol.ts';
import { panStep, zoomStep } from './keyboard.ts';

export interface ControlActions {
  readonly filter: (filter: TimelineFilter) => void;
  readonly lanes: (lanes: LaneKind) => void;
  readonly pan: (share: number) => void;
  readonly zoom: (factor: number) => void;
  readonly legend: () => void;
  readonly fit: () => void;
  readonly picture: (format: 'svg' | 'png') => void;
}

export class Controls {
  readonly element: HTMLElement;
  readonly #texts: TimelineTexts;
  readonly #actions: ControlActions;
  readonly #search: HTMLInputElement;
  readonly #choice: HTMLSelectElement;
  readonly #count = html('span', { class: 'count', role: 'status' });
  #wanted: TimelineFilter['choice'];
  #choices: readonly FilterChoice[] = [];

  constructor(texts: TimelineTexts, state: TimelineState, actions: ControlActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.#wanted = state.filter.choice;
    this.#search = html('input', { type: 'search', placeholder: texts.search, 'aria-label': texts.search });
    this.#search.value = state.filter.text;
    this.#search.addEventListener('input', () => this.#changed());
    this.#choice = html('select', { 'aria-label': texts.narrow });
    this.#choice.addEventListener('change', () => {
      const { value } = this.#choice;
      this.#wanted = value === '' ? undefined : this.#choices[Number(value)];
      this.#changed();
    });
    const lanes = html(
      'select',
      { 'aria-label': texts.lanesBy },
      html('option', { value: 'topic' }, texts.topics),
      html('option', { value: 'entity' }, texts.entities),
    );
    lanes.value = state.lanes;
    lanes.addEventListener('change', () => actions.lanes(lanes.value === 'entity' ? 'entity' : 'topic'));
    this.element = html(
      'div',
      { class: 'controls', role: 'toolbar', 'aria-label': texts.picture },
      this.#search,
      lanes,
      this.#choice,
      control('‹', texts.earlier, () => actions.pan(panStep)),
      control('›', texts.later, () => actions.pan(-panStep)),
      control('+', texts.zoomIn, () => actions.zoom(zoomStep)),
      control('−', texts.zoomOut, () => actions.zoom(1 / zoomStep)),
      control('↔', texts.fit, actions.fit),
      control('?', texts.legend, actions.legend),
      control('SVG', texts.exportSvg, () => actions.picture('svg')),
      control('PNG', texts.exportPng, () => actions.picture('png')),
      this.#count,
    );
  }

  /** What there is to narrow to. */
  choices({ choices }: Timeline): void {
    const { everything, topics, entities, sources } = this.#texts;
    this.#choices = choices;
    const group = (kind: FilterChoice['kind'], label: string) =>
      html(
        'optgroup',
        { label },
        ...choices.flatMap((choice, index) =>
          choice.kind === kind ? [html('option', { value: index }, `${choice.label} (${choice.count})`)] : [],
        ),
      );
    this.#choice.replaceChildren(
      html('option', { value: '' }, everything),
      group('topic', topics),
      group('entity', entities),
      group('source', sources),
    );
    const index = choices.findIndex(({ kind, id }) => kind === this.#wanted?.kind && id === this.#wanted.id);
    this.#choice.value = index < 0 ? '' : String(index);
  }

  /** Tells how many events are left, in words that a screen reader speaks. */
  count(count: number, { events }: Timeline): void {
    const { empty, nothing, oneEvent, events: several } = this.#texts;
    this.#count.textContent = !events.length
      ? empty
      : !count
        ? nothing
        : count === 1
          ? oneEvent
          : filled(several, count);
  }

  #changed(): void {
    const choice = this.#wanted && { kind: this.#wanted.kind, id: this.#wanted.id };
    this.#actions.filter({ text: this.#search.value, ...(choice ? { choice } : {}) });
  }
}

function control(label: string, title: string, action: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', class: 'control', title, 'aria-label': title }, label);
  button.addEventListener('click', action);
  return button;
}
