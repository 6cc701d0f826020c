/** The timeline: a page that draws the events of the open dossiers, follows the draft and the trees, and is exported. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { Picture } from '../../core/timeline/svg.ts';
import { buildTimeline } from '../../core/timeline/timeline.ts';
import { registerCommand, reportError } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { FollowedDraft } from '../../host/followedDraft.ts';
import { commandIds } from '../../host/ids.ts';
import { followItemMessage } from '../../host/itemMessages.ts';
import type { Selection } from '../../host/selection.ts';
import { fillPanel, webviewOptions } from '../../host/webviewPage.ts';
import type { FromTimeline, ToTimeline } from '../../webview/protocol.ts';
import { exportPicture } from './exportPicture.ts';
import { timelineTexts } from './texts.ts';

/** What a timeline needs. */
export interface TimelineDependencies {
  readonly extensionUri: vscode.Uri;
  readonly corpora: Corpora;
  readonly selection: Selection;
  readonly log: vscode.LogOutputChannel;
}

const viewType = 'dossier.timeline';

export function registerTimeline(dependencies: TimelineDependencies): vscode.Disposable {
  const { extensionUri, log } = dependencies;
  const options = webviewOptions(extensionUri);
  let open: TimelinePanel | undefined;
  const take = (panel: vscode.WebviewPanel): TimelinePanel => {
    panel.webview.options = options;
    const taken = new TimelinePanel(panel, dependencies);
    open = taken;
    panel.onDidDispose(() => {
      taken.dispose();
      if (open === taken) open = undefined;
    });
    return taken;
  };
  return vscode.Disposable.from(
    registerCommand(commandIds.openTimeline, log, (argument) => {
      if (open) open.reveal();
      else {
        const title = vscode.l10n.t('Timeline');
        take(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Beside, options));
      }
      const id = eventIn(argument);
      if (id !== undefined) open?.select(id);
    }),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => void take(panel),
    }),
    new vscode.Disposable(() => open?.close()),
  );
}

/** The event of a tree node. */
function eventIn(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('content' in argument)) return undefined;
  const { content } = argument;
  if (typeof content !== 'object' || content === null || !('event' in content)) return undefined;
  const { event } = content;
  return typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string'
    ? event.id
    : undefined;
}

class TimelinePanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #dependencies: TimelineDependencies;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #png = new vscode.EventEmitter<Uint8Array>();
  readonly #draft = new FollowedDraft();
  /** Asked for before the page could show it. */
  #wanted: string | undefined;
  #ready = false;

  constructor(panel: vscode.WebviewPanel, dependencies: TimelineDependencies) {
    this.#panel = panel;
    this.#dependencies = dependencies;
    const { corpora, selection, extensionUri, log } = dependencies;
    const orReport = (work: Promise<unknown>) => void work.catch((error: unknown) => reportError(error, log));
    this.#subscriptions.push(
      this.#png,
      this.#draft,
      panel.webview.onDidReceiveMessage((message: FromTimeline) => orReport(this.#receive(message))),
      corpora.onDidChange(() => orReport(this.#show())),
      selection.onDidChange(({ id, by }) => by !== viewType && this.#send({ type: 'select', id })),
      this.#draft.onDidChange(() => orReport(this.#showCited())),
    );
    fillPanel(panel, extensionUri, { title: vscode.l10n.t('Timeline'), name: 'timeline' });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  close(): void {
    this.#panel.dispose();
  }

  select(id: string): void {
    if (this.#ready) this.#send({ type: 'select', id });
    else this.#wanted = id;
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
  }

  #send(message: ToTimeline): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromTimeline): Promise<void> {
    const { selection, corpora } = this.#dependencies;
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        await this.#show();
        if (this.#wanted !== undefined) this.#send({ type: 'select', id: this.#wanted });
        this.#wanted = undefined;
        break;
      case 'export':
        await exportPicture((await corpora.index()).dossier, message, (picture) => this.#rasterize(picture));
        break;
      case 'png':
        this.#png.fire(message.bytes);
        break;
      default:
        await followItemMessage(message, { selection, draft: this.#draft, by: viewType });
    }
  }

  async #show(): Promise<void> {
    if (!this.#ready) return;
    const { dossier } = await this.#dependencies.corpora.index();
    this.#send({
      type: 'show',
      timeline: buildTimeline(dossier, this.#draft.cites(dossier)),
      texts: timelineTexts(),
    });
  }

  async #showCited(): Promise<void> {
    if (!this.#ready) return;
    const { dossier } = await this.#dependencies.corpora.index();
    const cited = this.#draft.cites(dossier);
    const ids = dossier.events.flatMap(({ id, evidence }) => (evidence.some(cited) ? [id] : []));
    this.#send({ type: 'cited', ids });
  }

  /** @throws UserError where the page cannot hold so large a picture. */
  async #rasterize({ svg, width, height }: Picture): Promise<Uint8Array> {
    const bytes = await new Promise<Uint8Array>((resolve) => {
      const once = this.#png.event((drawn) => {
        once.dispose();
        resolve(drawn);
      });
      this.#send({ type: 'rasterize', svg, width, height });
    });
    if (bytes.length) return bytes;
    throw new UserError(
      vscode.l10n.t('The picture is too large for PNG'),
      vscode.l10n.t('export it as SVG, or show fewer events'),
    );
  }
}
