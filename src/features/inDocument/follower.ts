/** Follows the draft that the writer looks at, and keeps the view's rows true to it. */
import * as vscode from 'vscode';
import type { Library } from '../../core/bibliography/library.ts';
import { citedWorks } from '../../core/citation/citedWorks.ts';
import { namesInDraft } from '../../core/inDocument/names.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import type { Corpora } from '../../host/corpora.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { draftDocuments, fileOf } from '../../host/draftText.ts';
import { contextKeys, settingIds } from '../../host/ids.ts';
import { onDidChangeSettings } from '../../host/settings.ts';
import { currentDraft } from '../../host/writing.ts';
import type { DraftReader, ReadDraft } from './draftReader.ts';
import { EvidenceFinder } from './evidenceFinder.ts';
import { type NameRow, noRows, type Rows, type WorkRow } from './rows.ts';
import { InDocumentView } from './view.ts';

/** What following a draft takes. */
export interface FollowerContext {
  readonly corpora: Corpora;
  readonly bibliographies: Bibliographies;
  readonly reader: DraftReader;
  readonly log: vscode.LogOutputChannel;
}

/** The draft is read again when typing pauses, and sooner when the cursor only moves. In ms. */
const typingPause = 300;
const movingPause = 120;

export class Follower implements vscode.Disposable {
  readonly view: InDocumentView;
  readonly #context: FollowerContext;
  readonly #evidence = new EvidenceFinder();
  readonly #subscriptions: vscode.Disposable;
  #draft: vscode.TextDocument | undefined;
  #read: ReadDraft | undefined;
  /** Whether the draft, or what it is read with, may have changed since it was read. */
  #isStale = true;
  #rows: Rows = noRows;
  #hasDraft: boolean | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the next update is due. */
  #due = 0;
  /** Counts the updates that were asked for; one that is not the latest shows nothing. */
  #latest = 0;

  constructor(context: FollowerContext) {
    this.#context = context;
    this.view = new InDocumentView((key) => this.#reference(key));
    const isFollowed = (document: vscode.TextDocument) =>
      this.#draft !== undefined && draftDocuments(this.#draft).includes(document);
    const atOnce = () => this.#readSoon(0);
    this.#subscriptions = vscode.Disposable.from(
      this.view,
      this.view.onDidChangeVisibility(atOnce),
      vscode.window.onDidChangeActiveTextEditor(atOnce),
      vscode.window.onDidChangeVisibleTextEditors(atOnce),
      vscode.window.onDidChangeActiveNotebookEditor(atOnce),
      vscode.workspace.onDidChangeNotebookDocument(() => this.#readSoon(typingPause)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length && isFollowed(document)) this.#readSoon(typingPause);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        // A cursor that moves while one types waits with the typing.
        if (isFollowed(textEditor.document)) this.#soon(Math.max(movingPause, this.#due - Date.now()));
      }),
      // Dossiers count among what a draft may cite.
      context.bibliographies.onDidChange(() => this.#readSoon(movingPause)),
      onDidChangeSettings([settingIds.citationSyntax], atOnce),
    );
    atOnce();
  }

  /** The draft's texts as they were read last; undefined where no draft is in sight. */
  get read(): ReadDraft | undefined {
    return this.#read;
  }

  /** Reads what has changed and shows it. */
  async update(): Promise<void> {
    clearTimeout(this.#timer);
    const ticket = ++this.#latest;
    const isOutdated = () => ticket !== this.#latest;
    const before = this.#draft;
    const draft = currentDraft(before);
    this.#draft = draft;
    this.#tellWhetherThereIsOne(draft !== undefined);
    if (!draft) {
      this.#read = undefined;
      this.#isStale = true;
      this.#show(noRows, '');
      return;
    }
    if (!this.view.visible) return;
    const { corpora, bibliographies, reader } = this.#context;
    const index = await corpora.index();
    if (this.#isStale || draft !== before || !this.#read) {
      const library = await bibliographies.library(draft);
      if (isOutdated() || draft.isClosed) return;
      const isOther = this.#read?.documents[0] !== draftDocuments(draft)[0];
      this.#read = reader.read(draft, index.matcher, library);
      this.#isStale = false;
      const evidence = isOther ? [] : this.#rows.evidence;
      this.#show(
        { evidence, citations: workRows(draft, this.#read, library), names: nameRows(this.#read) },
        nameOf(draft),
      );
    }
    const evidence = await this.#evidence.find(index, this.#read, isOutdated);
    if (evidence && !isOutdated()) this.#show({ ...this.#rows, evidence }, nameOf(draft));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#subscriptions.dispose();
  }

  #readSoon(pause: number): void {
    this.#isStale = true;
    this.#soon(pause);
  }

  #soon(pause: number): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#due = Date.now() + pause;
    this.#timer = setTimeout(() => {
      this.update()
        .then(
          () => {
            this.view.message = '';
          },
          (error: unknown) => {
            // The writer stopped the indexing.
            if (error instanceof vscode.CancellationError) return;
            this.view.message = vscode.l10n.t('The dossier could not be read. The log says why.');
            this.#context.log.error(error instanceof Error ? error : String(error));
          },
        )
        .finally(() => this.view.settle());
    }, pause);
  }

  #show(rows: Rows, draftName: string): void {
    this.#rows = rows;
    this.view.draftName = draftName;
    this.view.show(rows);
  }

  #tellWhetherThereIsOne(hasDraft: boolean): void {
    if (hasDraft === this.#hasDraft) return;
    this.#hasDraft = hasDraft;
    void vscode.commands.executeCommand('setContext', contextKeys.draft, hasDraft);
  }

  async #reference(key: string): Promise<string> {
    const draft = this.#draft;
    if (!draft) return key;
    const library = await this.#context.bibliographies.library(draft);
    const context = await citationContextOf({ source: (one) => library.work(one) }, draft);
    return context.reference(key, 'markdown');
  }
}

function nameRows({ texts }: ReadDraft): NameRow[] {
  return namesInDraft(texts).map((named) => ({
    kind: 'name',
    named,
    places: named.places,
    entity: named.entities.length === 1 ? named.entities[0]?.id : undefined,
  }));
}

function workRows(draft: vscode.TextDocument, { texts }: ReadDraft, library: Library): WorkRow[] {
  const citing = texts.map(({ scanned: { text }, citations }) => ({ text, citations }));
  return citedWorks(citing, syntaxOf(draft).id, library).map((cited) => ({
    kind: 'work',
    cited,
    places: cited.parts.map(({ text, keyStart, keyEnd }) => ({ text, start: keyStart, end: keyEnd })),
    cites: cited.work?.source ? [{ source: cited.key }] : [],
  }));
}

function nameOf(draft: vscode.TextDocument): string {
  return fileOf(draft.uri).path.split('/').at(-1) ?? '';
}
