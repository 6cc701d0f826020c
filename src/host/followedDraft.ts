/** The draft beside a page: the text that had the focus last, since the page takes the focus itself. */
import * as vscode from 'vscode';
import { keyByAddress } from '../core/citation/address.ts';
import type { Evidence } from '../core/corpus/model.ts';
import type { Dossier } from '../core/dossier.ts';
import { syntaxOf } from './draftSyntax.ts';
import { draftDocuments } from './draftText.ts';
import { commandIds, noteScheme } from './ids.ts';

/** The draft is read again when typing pauses. In ms. */
const quiet = 400;

export class FollowedDraft implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #document: vscode.TextDocument | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the draft cites may have changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    // Where a page has the focus, as after a reload, the draft is what stands beside it.
    this.#follow(vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0]);
    this.#subscriptions = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (this.#follow(editor)) this.#changed.fire();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!this.#document || !draftDocuments(this.#document).includes(document)) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#changed.fire(), quiet);
      }),
    ];
  }

  /** Tells of a paragraph whether the draft cites it, or its source as a whole, as the draft is now. */
  cites({ sources }: Pick<Dossier, 'sources'>): (evidence: Evidence) => boolean {
    if (!this.#document || this.#document.isClosed) return () => false;
    const syntax = syntaxOf(this.#document);
    const keyOf = keyByAddress(sources.map(({ id, item }) => ({ ...item, id })));
    const parts = draftDocuments(this.#document)
      .flatMap((document) => syntax.citations(document.getText(), keyOf))
      .flatMap((citation) => citation.parts);
    const cited = new Set(parts.map(({ source, paragraph }) => `${source}#${paragraph ?? ''}`));
    return ({ source, paragraph }) => cited.has(`${source}#${paragraph}`) || cited.has(`${source}#`);
  }

  /** Cites a paragraph in the draft, which gets the focus back; where it is closed, insertion says so. */
  async insert(evidence: Evidence): Promise<void> {
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === this.#document);
    if (shown) {
      await vscode.window.showTextDocument(shown.document, {
        ...(shown.viewColumn ? { viewColumn: shown.viewColumn } : {}),
      });
    }
    await vscode.commands.executeCommand(commandIds.insertCitation, evidence);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  #follow(editor: vscode.TextEditor | undefined): boolean {
    const { document } = editor ?? {};
    if (!document || document.uri.scheme === noteScheme || document === this.#document) return false;
    this.#document = document;
    return true;
  }
}
