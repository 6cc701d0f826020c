/** The relations of an entity: a page that shows who and what it is tied to, how strongly, and when. */
import * as vscode from 'vscode';
import type { Entity } from '../../core/corpus/model.ts';
import { claimsOfEntities } from '../../core/relations/claims.ts';
import { type RelationsSource, relationsOf } from '../../core/relations/relations.ts';
import { registerCommand, reportError } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { FollowedDraft } from '../../host/followedDraft.ts';
import { commandIds } from '../../host/ids.ts';
import { followItemMessage } from '../../host/itemMessages.ts';
import type { Selection } from '../../host/selection.ts';
import { fillPanel, webviewOptions } from '../../host/webviewPage.ts';
import type { FromRelations, ToRelations } from '../../webview/protocol.ts';
import { pickEntity } from './picker.ts';
import { relationsTexts } from './texts.ts';

/** What the relations need. */
export interface RelationsDependencies {
  readonly extensionUri: vscode.Uri;
  readonly corpora: Corpora;
  readonly selection: Selection;
  readonly log: vscode.LogOutputChannel;
}

const viewType = 'dossier.relations';

export function registerRelations(dependencies: RelationsDependencies): vscode.Disposable {
  const { extensionUri, corpora, log } = dependencies;
  const options = webviewOptions(extensionUri);
  let open: RelationsPanel | undefined;
  const take = (panel: vscode.WebviewPanel, entity: string | undefined): void => {
    panel.webview.options = options;
    const taken = new RelationsPanel(panel, dependencies, entity);
    open = taken;
    panel.onDidDispose(() => {
      taken.dispose();
      if (open === taken) open = undefined;
    });
  };
  return vscode.Disposable.from(
    registerCommand(commandIds.showRelations, log, async (argument) => {
      const index = await corpora.index();
      const entity = index.dossier.entity(entityIn(argument) ?? '') ?? (await pickEntity(index));
      if (!entity) return;
      if (open) await open.show(entity);
      else {
        const column = vscode.ViewColumn.Beside;
        take(vscode.window.createWebviewPanel(viewType, titleOf(entity), column, options), entity.id);
      }
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      // The page tells which entity it showed.
      deserializeWebviewPanel: async (panel) => take(panel, undefined),
    }),
    new vscode.Disposable(() => open?.close()),
  );
}

/** The entity of a tree node or of a name in the draft, or an id as a card gives it. */
function entityIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('entity' in argument && typeof argument.entity === 'string') return argument.entity;
  if (!('content' in argument)) return undefined;
  const { content } = argument;
  if (typeof content !== 'object' || content === null || !('entity' in content)) return undefined;
  const { entity } = content;
  return typeof entity === 'object' && entity !== null && 'id' in entity && typeof entity.id === 'string'
    ? entity.id
    : undefined;
}

function titleOf({ prefLabel }: Entity): string {
  return vscode.l10n.t('Relations of {0}', prefLabel);
}

class RelationsPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #dependencies: RelationsDependencies;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #draft = new FollowedDraft();
  /** Finding the names in all claims takes a moment, the same for every entity. */
  #source: RelationsSource | undefined;
  #entity: string | undefined;
  #ready = false;

  constructor(panel: vscode.WebviewPanel, dependencies: RelationsDependencies, entity: string | undefined) {
    this.#panel = panel;
    this.#dependencies = dependencies;
    this.#entity = entity;
    const { corpora, selection, extensionUri, log } = dependencies;
    const orReport = (work: Promise<unknown>) => void work.catch((error: unknown) => reportError(error, log));
    this.#subscriptions = [
      this.#draft,
      panel.webview.onDidReceiveMessage((message: FromRelations) => orReport(this.#receive(message))),
      corpora.onDidChange(() => orReport(this.#send())),
      selection.onDidChange(({ id, by }) => by !== viewType && this.#post({ type: 'select', id })),
      this.#draft.onDidChange(() => orReport(this.#sendCited())),
    ];
    fillPanel(panel, extensionUri, { title: panel.title, name: 'relations' });
  }

  async show({ id }: Entity): Promise<void> {
    this.#panel.reveal();
    this.#entity = id;
    await this.#send();
  }

  close(): void {
    this.#panel.dispose();
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
  }

  async #receive(message: FromRelations): Promise<void> {
    const { selection } = this.#dependencies;
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        this.#entity ??= message.entity;
        await this.#send();
        break;
      case 'relations':
        this.#entity = message.entity;
        await this.#send();
        break;
      default:
        await followItemMessage(message, { selection, draft: this.#draft, by: viewType });
    }
  }

  /** An entity that has gone from the dossier leaves its last picture. */
  async #send(): Promise<void> {
    if (!this.#ready) return;
    const index = await this.#dependencies.corpora.index();
    const entity = index.dossier.entity(this.#entity ?? '');
    if (this.#source?.dossier !== index.dossier) {
      this.#source = { dossier: index.dossier, claims: claimsOfEntities(index) };
    }
    const relations = entity && relationsOf(this.#source, entity.id, this.#draft.cites(index.dossier));
    if (!relations) return;
    this.#panel.title = titleOf(entity);
    this.#post({ type: 'show', relations, texts: relationsTexts() });
  }

  async #sendCited(): Promise<void> {
    if (!this.#ready) return;
    const { dossier } = await this.#dependencies.corpora.index();
    const cited = this.#draft.cites(dossier);
    const items = [...dossier.events, ...dossier.claims];
    this.#post({
      type: 'cited',
      ids: items.flatMap(({ id, evidence }) => (evidence.some(cited) ? [id] : [])),
    });
  }

  #post(message: ToRelations): void {
    void this.#panel.webview.postMessage(message);
  }
}
