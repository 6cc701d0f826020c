/** The page of an entity's relations: takes what the extension sends, keeps what the reader has set, and draws. */
import type { Relation, Relations } from '../../core/relations/relations.ts';
import { button, Card } from '../card.ts';
import { filled, html } from '../elements.ts';
import { onThemeChange } from '../palette.ts';
import type { FromRelations, RelationsState, RelationsTexts, ToRelations } from '../protocol.ts';
import { pageApi } from '../vscodeApi.ts';
import { Rows } from './rows.ts';

const vscode = pageApi<RelationsState, FromRelations>();
const send = (message: FromRelations) => vscode.postMessage(message);

let state: RelationsState = vscode.getState() ?? {};
let page: { readonly relations: Relations; readonly rows: Rows; readonly card: Card } | undefined;

function set(changes: Partial<RelationsState>): void {
  state = { ...state, ...changes };
  vscode.setState(state);
}

function show(relations: Relations, texts: RelationsTexts): void {
  const { entity } = relations;
  // What was open of another entity is closed with it.
  set(state.entity === entity.id ? {} : { entity: entity.id, selected: undefined });
  const card = new Card(texts, {
    send,
    choose: (id) => select(id, true),
    close: () => {
      set({ selected: undefined });
      page?.rows.focus();
    },
  });
  const openRelation = (relation: Relation) => {
    const ties = relations.ties.filter(({ id }) => relation.ties.includes(id));
    card.showList(
      relation.label,
      ties,
      html('p', {}, relation.description),
      html('p', { class: 'date' }, filled(texts.counts, relation.events, relation.claims)),
      html(
        'div',
        { class: 'actions' },
        button(texts.showRelations, 'primary', () => send({ type: 'relations', entity: relation.id })),
        button(texts.showInTree, 'secondary', () => send({ type: 'showInTree', id: relation.id })),
      ),
    );
    card.focus();
  };
  const rows = new Rows(relations, texts, {
    openRelation,
    openTies: (ties) => {
      const [first] = ties;
      if (ties.length === 1 && first) select(first.id, true);
      else {
        card.showList(filled(texts.cluster, ties.length), ties);
        card.focus();
      }
    },
  });
  page = { relations, rows, card };
  const top = html(
    'header',
    { class: 'top' },
    html('h1', {}, filled(texts.picture, entity.label)),
    html('p', {}, relations.relations.length ? entity.description : texts.none),
  );
  document.body.replaceChildren(top, rows.element, card.element);
  if (state.selected !== undefined) select(state.selected, false);
}

/** @param tell the choice was made here, so the extension is told of it. */
function select(id: string, tell: boolean): void {
  const tie = page?.relations.ties.find((one) => one.id === id);
  if (!page || !tie) return;
  set({ selected: id });
  page.card.show(tie);
  page.rows.select(id);
  if (!tell) return;
  page.card.focus();
  send({ type: 'select', id });
}

window.addEventListener('message', ({ data }: MessageEvent<ToRelations>) => {
  switch (data.type) {
    case 'show':
      show(data.relations, data.texts);
      break;
    case 'cited':
      page?.rows.markCited(new Set(data.ids));
      break;
    case 'select':
      select(data.id, false);
      break;
  }
});

onThemeChange(() => page?.rows.restyle());
send({ type: 'ready', entity: state.entity });
