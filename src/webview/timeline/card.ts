/** The card beside the picture: one event with its evidence, or the events of a cluster. */
import type { TimelineEvent } from '../../core/timeline/timeline.ts';
import type { TimelineTexts } from '../protocol.ts';
import { filled, html } from './elements.ts';

export interface CardActions {
  readonly insert: (id: string) => void;
  readonly showInTree: (id: string) => void;
  readonly openNote: (source: string, paragraph: number) => void;
  readonly choose: (id: string) => void;
  readonly close: () => void;
}

export class Card {
  readonly element = html('aside', { class: 'card', hidden: '' });
  readonly #texts: TimelineTexts;
  readonly #actions: CardActions;

  constructor(texts: TimelineTexts, actions: CardActions) {
    this.#texts = texts;
    this.#actions = actions;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#close();
    });
  }

  show(event: TimelineEvent): void {
    const { insert, showInTree, openNote } = this.#actions;
    const texts = this.#texts;
    const marks = [
      event.status === 'occurred' ? undefined : texts[event.status],
      event.uncertain ? texts.uncertain : undefined,
      event.disputed ? `≠ ${texts.disputed}` : undefined,
      event.cited ? texts.cited : undefined,
    ].filter((mark) => mark !== undefined);
    this.#fill(
      event.title,
      html('p', { class: 'date' }, [event.date, ...marks].join(' · ')),
      html('p', {}, event.summary),
      html('h3', {}, texts.evidence),
      html(
        'ul',
        {},
        ...event.evidence.map(({ source, paragraph, label }) =>
          html(
            'li',
            {},
            button(label, 'link', () => openNote(source, paragraph)),
          ),
        ),
      ),
      html(
        'div',
        { class: 'actions' },
        button(texts.insert, 'primary', () => insert(event.id)),
        button(texts.showInTree, 'secondary', () => showInTree(event.id)),
      ),
    );
  }

  showList(events: readonly TimelineEvent[]): void {
    this.#fill(
      filled(this.#texts.cluster, events.length),
      html(
        'ul',
        {},
        ...events.map(({ id, date, title }) =>
          html(
            'li',
            {},
            button(`${date}: ${title}`, 'link', () => this.#actions.choose(id)),
          ),
        ),
      ),
    );
    this.element.querySelector('button')?.focus();
  }

  #fill(title: string, ...content: readonly Node[]): void {
    const close = button('×', 'close', () => this.#close());
    close.setAttribute('aria-label', this.#texts.close);
    this.element.setAttribute('aria-label', title);
    this.element.replaceChildren(html('header', {}, html('h2', {}, title), close), ...content);
    this.element.hidden = false;
  }

  #close(): void {
    this.element.hidden = true;
    this.#actions.close();
  }
}

function button(label: string, kind: string, action: () => void): HTMLButtonElement {
  const element = html('button', { type: 'button', class: kind }, label);
  element.addEventListener('click', action);
  return element;
}
