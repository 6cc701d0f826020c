/** The timeline: a page that draws the events of the open dossiers, follows the draft and the trees, and is exported. */
import * as vscode from 'vscode';
import type { Evidence } from '../../core/corpus/model.ts';
import { buildTimeline, markCited } from '../../core/timeline/timeline.ts';
import { registerCommand, reportError } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { commandIds, noteScheme } from '../../host/ids.ts';
import type { Selection } from '../../host/selection.ts';
import type { FromTimeline, ToTimeline } from '../../webview/protocol.ts';
import { exportPicture } from './exportPicture.ts';
import { timelinePage } from './page.ts';
import { timelineTexts } from './texts.ts';

/** What a timeline needs. */
export interface TimelineDependencies {
  readonly extensionUri: vscode.Uri;
  readonly corpora: Corpora;
  readonly selection: Selection;
  readonly log: vscode.LogOutputChannel;
}

const viewType = 'dossier.timeline';
/** The draft is read again when typing pauses. In ms. */
const quiet = 400;

export function registerTimeline(dependencies: TimelineDependencies): vscode.Disposable {
  const { extensionUri, log } = dependencies;
  const options = {
    enableScripts: true,
    localResourceRoots: [
      vscode.Uri.joinPath(extensionUri, 'dist'),
      vscode.Uri.joinPath(extensionUri, 'media'),
    ],
  };
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
  #draft: vscode.TextDocument | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Asked for before the page could show it. */
  #wanted: string | undefined;
  #ready = false;

  constructor(panel: vscode.WebviewPanel, dependencies: TimelineDependencies) {
    this.#panel = panel;
    this.#dependencies = dependencies;
    const { corpora, selection, extensionUri, log } = dependencies;
    const orReport = (work: Promise<unknown>) => void work.catch((error: unknown) => reportError(error, log));
    this.#followDraft(vscode.window.activeTextEditor);
    const icon = (name: string) => vscode.Uri.joinPath(extensionUri, 'media', name);
    panel.iconPath = { light: icon('dossier.svg'), dark: icon('dossier-dark.svg') };
    this.#subscriptions.push(
      this.#png,
      panel.webview.onDidReceiveMessage((message: FromTimeline) => orReport(this.#receive(message))),
      corpora.onDidChange(() => orReport(this.#show())),
      selection.onDidChange(({ id, by }) => by !== viewType && this.#send({ type: 'select', id })),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (this.#followDraft(editor)) orReport(this.#showCited());
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== this.#draft) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => orReport(this.#showCited()), quiet);
      }),
    );
    panel.webview.html = timelinePage(panel.webview, extensionUri);
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
    clearTimeout(this.#timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  #send(message: ToTimeline): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromTimeline): Promise<void> {
    const { selection } = this.#dependencies;
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        await this.#show();
        if (this.#wanted !== undefined) this.#send({ type: 'select', id: this.#wanted });
        this.#wanted = undefined;
        break;
      case 'select':
        selection.set({ id: message.id, by: viewType });
        break;
      case 'showInTree':
        await vscode.commands.executeCommand(commandIds.showInTree, message.id);
        break;
      case 'openNote':
        await vscode.commands.executeCommand(commandIds.openSourceNote, {
          source: message.source,
          paragraph: message.paragraph,
        });
        break;
      case 'insert':
        await this.#insert(message.id);
        break;
      case 'export': {
        const { dossier } = await this.#dependencies.corpora.index();
        await exportPicture(dossier, message, (picture) => this.#rasterize(picture));
        break;
      }
      case 'png':
        this.#png.fire(message.bytes);
        break;
    }
  }

  async #show(): Promise<void> {
    if (!this.#ready) return;
    const { dossier } = await this.#dependencies.corpora.index();
    this.#send({ type: 'show', timeline: buildTimeline(dossier, this.#cites()), texts: timelineTexts() });
  }

  async #showCited(): Promise<void> {
    if (!this.#ready) return;
    const { dossier } = await this.#dependencies.corpora.index();
    const { events } = markCited(buildTimeline(dossier), this.#cites());
    this.#send({ type: 'cited', ids: events.flatMap(({ id, cited }) => (cited ? [id] : [])) });
  }

  /** The page takes the focus; the draft is the text that had it last. */
  #followDraft(editor: vscode.TextEditor | undefined): boolean {
    const { document } = editor ?? {};
    if (!document || document.uri.scheme === noteScheme || document === this.#draft) return false;
    this.#draft = document;
    return true;
  }

  #cites(): (evidence: Evidence) => boolean {
    if (!this.#draft || this.#draft.isClosed) return () => false;
    const parts = syntaxOf(this.#draft)
      .citations(this.#draft.getText())
      .flatMap((citation) => citation.parts);
    const paragraphs = new Set(parts.map(({ source, paragraph }) => `${source}#${paragraph ?? ''}`));
    return ({ source, paragraph }) =>
      paragraphs.has(`${source}#${paragraph}`) || paragraphs.has(`${source}#`);
  }

  /** Into the draft, which gets the focus back; where it is closed, insertion says so. */
  async #insert(id: string): Promise<void> {
    const { dossier } = await this.#dependencies.corpora.index();
    const item = dossier.item(id);
    const [evidence] = item?.kind === 'event' ? item.value.evidence : [];
    if (!evidence) return;
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === this.#draft);
    if (shown) {
      await vscode.window.showTextDocument(shown.document, {
        ...(shown.viewColumn ? { viewColumn: shown.viewColumn } : {}),
      });
    }
    await vscode.commands.executeCommand(commandIds.insertCitation, evidence);
  }

  #rasterize({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Uint8Array> {
    return new Promise((resolve) => {
      const once = this.#png.event((bytes) => {
        once.dispose();
        resolve(bytes);
      });
      this.#send({ type: 'rasterize', svg, width, height });
    });
  }
}
