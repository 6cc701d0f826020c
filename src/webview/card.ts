/** The card beside a picture: one event or claim with its evidence, or a list of them. */
import type { Evidence } from '../core/corpus/model.ts';
import type { ItemMessage } from '../core/itemMessage.ts';
import type { TimelineEvent } from '../core/timeline/timeline.ts';
import { filled, html } from './elements.ts';
import type { ItemTexts } from './protocol.ts';

export interface CardActions {
  readonly send: (message: ItemMessage) => void;
  /** An entry of a list was chosen. */
  readonly choose: (id: string) => void;
  readonly close: () => void;
}

/** What a card says of an event, or of anything that is shown like one. */
export type CardItem = Pick<
  TimelineEvent,
  'id' | 'kind' | 'title' | 'summary' | 'date' | 'status' | 'uncertain' | 'disputed' | 'cited' | 'evidence'
> & {
  /** One more line, such as who took part. */
  readonly note?: string | undefined;
};

export class Card {
  readonly element = html('aside', { class: 'card', hidden: '' });
  readonly #texts: ItemTexts;
  readonly #actions: CardActions;

  constructor(texts: ItemTexts, actions: CardActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#close();
    });
  }

  show(item: CardItem): void {
    const texts = this.#texts;
    const { send } = this.#actions;
    const facts = [
      item.kind ? texts[item.kind] : '',
      item.date,
      item.status === 'occurred' ? '' : texts[item.status],
      item.uncertain ? texts.uncertain : '',
      item.disputed ? `≠ ${texts.disputed}` : '',
      item.cited ? texts.cited : '',
    ].filter(Boolean);
    const [best] = item.evidence;
    const insert = (evidence: Evidence) => () =>
      send({ type: 'insert', evidence: { source: evidence.source, paragraph: evidence.paragraph } });
    const entries = item.evidence.map((evidence) => {
      const { source, paragraph, label } = evidence;
      const cite = button('+', 'control', insert(evidence));
      const name = filled(texts.insertThis, label);
      cite.setAttribute('aria-label', name);
      cite.title = name;
      const open = button(label, 'link', () => send({ type: 'openNote', evidence: { source, paragraph } }));
      return html('li', {}, open, ...(item.evidence.length > 1 ? [cite] : []));
    });
    this.fill(
      item.title,
      ...(facts.length ? [html('p', { class: 'date' }, facts.join(' · '))] : []),
      ...[item.summary, item.note].flatMap((text) => (text ? [html('p', {}, text)] : [])),
      html('h3', {}, texts.evidence),
      html('ul', {}, ...entries),
      html(
        'div',
        { class: 'actions' },
        ...(best ? [button(texts.insert, 'primary', insert(best))] : []),
        button(texts.showInTree, 'secondary', () => send({ type: 'showInTree', id: item.id })),
      ),
    );
  }

  /** @param more stands above the list. */
  showList(title: string, items: readonly CardItem[], ...more: readonly Node[]): void {
    const entries = items.map(({ id, date, title: entry }) =>
      html(
        'li',
        {},
        button(date ? `${date}: ${entry}` : entry, 'link', () => this.#actions.choose(id)),
      ),
    );
    this.fill(title, ...more, html('ul', {}, ...entries));
  }

  /** Shows anything under a title. */
  fill(title: string, ...content: readonly Node[]): void {
    const close = button('×', 'close', () => this.#close());
    close.setAttribute('aria-label', this.#texts.close);
    this.element.setAttribute('aria-label', title);
    this.element.replaceChildren(html('header', {}, html('h2', { tabindex: -1 }, title), close), ...content);
    this.element.scrollTop = 0;
    this.element.hidden = false;
  }

  /** The title takes the focus: a screen reader reads it, and Tab goes on to what can be done. */
  focus(): void {
    this.element.querySelector('h2')?.focus();
  }

  #close(): void {
    this.element.hidden = true;
    this.#actions.close();
  }
}

export function button(label: string, kind: string, action: () => void): HTMLButtonElement {
  const element = html('button', { type: 'button', class: kind }, label);
  element.addEventListener('click', action);
  return element;
}
