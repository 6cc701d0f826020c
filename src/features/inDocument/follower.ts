/** Follows the draft that the writer looks at, and keeps the view's rows true to it. */
import * as vscode from 'vscode';
import { citedWorks } from '../../core/citation/citedWorks.ts';
import type { DossierIndex } from '../../core/dossierIndex.ts';
import {
  type DraftParagraph,
  draftParagraph,
  evidenceQuery,
  type FittingEvidence,
  fittingEvidence,
  keepOrder,
  mostAsked,
} from '../../core/inDocument/evidence.ts';
import { namesInDraft, paragraphIn } from '../../core/inDocument/names.ts';
import type { Matcher } from '../../core/mentions/matcher.ts';
import { evidenceLabel } from '../../core/sourceLabel.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import type { Corpora } from '../../host/corpora.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { draftDocuments, fileOf } from '../../host/draftText.ts';
import { contextKeys } from '../../host/ids.ts';
import { currentDraft } from '../../host/writing.ts';
import type { DraftReader, ReadDraft } from './draftReader.ts';
import { editorOf } from './goTo.ts';
import { type EvidenceRow, noRows, type Rows } from './rows.ts';
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

/** The evidence that is shown, and what it was found for. */
interface Found {
  readonly index: DossierIndex;
  readonly draft: vscode.TextDocument;
  /** Where the paragraph begins, to tell it from others. */
  readonly from: string;
  readonly asked: string;
  readonly fitting: readonly FittingEvidence[];
}

export class Follower implements vscode.Disposable {
  readonly #context: FollowerContext;
  readonly view: InDocumentView;
  #draft: vscode.TextDocument | undefined;
  #read: ReadDraft | undefined;
  #rows: Rows = noRows;
  #found: Found | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the updates that were asked for; one that is not the latest shows nothing. */
  #latest = 0;
  #hasDraft: boolean | undefined;
  readonly #subscriptions: vscode.Disposable;

  constructor(context: FollowerContext) {
    this.#context = context;
    this.view = new InDocumentView((key) => this.#reference(key));
    const isFollowed = (document: vscode.TextDocument) =>
      this.#draft !== undefined && draftDocuments(this.#draft).includes(document);
    this.#subscriptions = vscode.Disposable.from(
      this.view,
      this.view.onDidChangeVisibility(() => this.#soon(0)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon(0)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#soon(0)),
      vscode.window.onDidChangeActiveNotebookEditor(() => this.#soon(0)),
      vscode.workspace.onDidChangeNotebookDocument(() => this.#soon(typingPause)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length && isFollowed(document)) this.#soon(typingPause);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (isFollowed(textEditor.document)) this.#moved();
      }),
      context.bibliographies.onDidChange(() => this.#soon(movingPause)),
    );
    this.#soon(0);
  }

  /** The draft's texts as they were read last; undefined where no draft is in sight. */
  get read(): ReadDraft | undefined {
    return this.#read;
  }

  /** Reads what has changed and shows it; at once, where somebody waits for it. */
  async update(): Promise<void> {
    clearTimeout(this.#timer);
    const ticket = ++this.#latest;
    const isOutdated = () => ticket !== this.#latest;
    const draft = currentDraft(this.#draft);
    this.#draft = draft;
    this.#tellWhetherThereIsOne(draft !== undefined);
    if (!draft) {
      this.#read = undefined;
      this.#show(noRows, '');
      return;
    }
    if (!this.view.visible) return;
    const { corpora, bibliographies, reader } = this.#context;
    const [index, library] = await Promise.all([corpora.index(), bibliographies.library(draft)]);
    if (isOutdated() || draft.isClosed) return;
    const before = this.#read;
    const read = reader.read(draft, index.matcher, library);
    this.#read = read;
    const names = namesInDraft(read.texts).map((named) => ({
      kind: 'name' as const,
      named,
      places: named.places,
      entity: named.entities.length === 1 ? named.entities[0]?.id : undefined,
    }));
    const texts = read.texts.map(({ scanned: { text }, citations }) => ({ text, citations }));
    const citations = citedWorks(texts, syntaxOf(draft).id, library).map((cited) => ({
      kind: 'work' as const,
      cited,
      places: cited.parts.map(({ text, keyStart, keyEnd }) => ({ text, start: keyStart, end: keyEnd })),
      cites: cited.work?.source ? [{ source: cited.key }] : [],
    }));
    const isOther = before?.documents[0] !== read.documents[0];
    const evidence = isOther ? [] : this.#rows.evidence;
    this.#show({ evidence, citations, names }, nameOf(draft));
    await this.#fit(index, draft, read, isOutdated);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#subscriptions.dispose();
  }

  #soon(pause: number): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#timer = setTimeout(() => {
      this.update()
        .then(
          () => {
            this.view.message = '';
          },
          (error: unknown) => {
            this.view.message = vscode.l10n.t('The dossier could not be read. The log says why.');
            this.#context.log.error(error instanceof Error ? error : String(error));
          },
        )
        .finally(() => this.view.settle());
    }, pause);
  }

  /** A cursor that moves while one types waits with the typing. */
  #moved(): void {
    const [document] = this.#read?.documents ?? [];
    const isTyping =
      document && editorOf(this.#read?.documents ?? [])?.editor.document.getText() !== this.#textRead();
    this.#soon(isTyping ? typingPause : movingPause);
  }

  #textRead(): string | undefined {
    const text = editorOf(this.#read?.documents ?? [])?.text;
    return text === undefined ? undefined : this.#read?.texts[text]?.scanned.text;
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

  /** Finds what fits the paragraph at the cursor, unless that is known. */
  async #fit(
    index: DossierIndex,
    draft: vscode.TextDocument,
    read: ReadDraft,
    isOutdated: () => boolean,
  ): Promise<void> {
    const at = paragraphAtCursor(read);
    const query = at ? evidenceQuery(at.paragraph, at.offset) : '';
    if (!at || !query) {
      this.#found = undefined;
      this.#showEvidence(index, []);
      return;
    }
    const before = this.#found;
    const asked = JSON.stringify([query, at.paragraph.parts]);
    if (before?.index === index && before.draft === draft && before.asked === asked) return;
    const hits = await index.search.find(query, {
      kinds: ['claim', 'event', 'passage'],
      limit: mostAsked,
      isText: true,
    });
    if (isOutdated()) return;
    const fitting = fittingEvidence(index.dossier, at.paragraph, hits, (text) =>
      namesIn(index.matcher, text),
    );
    const isSame = before?.draft === draft && before.from === at.from;
    const ordered = isSame ? keepOrder(before.fitting, fitting) : fitting;
    this.#found = { index, draft, from: at.from, asked, fitting: ordered };
    this.#showEvidence(index, ordered);
  }

  #showEvidence({ dossier }: DossierIndex, fitting: readonly FittingEvidence[]): void {
    const rows = fitting.flatMap((one): EvidenceRow[] => {
      const [first] = one.evidence;
      const passage = first && dossier.passage(first);
      if (!passage) return [];
      const where = evidenceLabel(passage.source, first);
      return [{ kind: 'evidence', fitting: one, cites: one.evidence, where, quote: passage.paragraph.text }];
    });
    this.#rows = { ...this.#rows, evidence: rows };
    this.view.show(this.#rows);
  }

  async #reference(key: string): Promise<string> {
    const draft = this.#draft;
    if (!draft) return key;
    const library = await this.#context.bibliographies.library(draft);
    const context = await citationContextOf({ source: (one) => library.work(one) }, draft);
    return context.reference(key, 'markdown');
  }
}

/** The paragraph that the cursor stands in, and where in it. */
function paragraphAtCursor({
  documents,
  texts,
}: ReadDraft):
  | { readonly paragraph: DraftParagraph; readonly from: string; readonly offset: number }
  | undefined {
  const shown = editorOf(documents);
  const read = shown && texts[shown.text];
  if (!shown || !read) return undefined;
  const { document, selection } = shown.editor;
  const offset = document.offsetAt(selection.active);
  const block = paragraphIn(read.scanned, offset);
  return (
    block && {
      paragraph: draftParagraph(read.scanned, block, read.citations),
      from: `${shown.text} ${block.from}`,
      offset: offset - block.from,
    }
  );
}

function namesIn(matcher: Matcher, text: string): ReadonlySet<string> {
  return new Set(matcher.find(text, 'plaintext').flatMap(({ entities }) => entities.map(({ id }) => id)));
}

function nameOf(draft: vscode.TextDocument): string {
  return fileOf(draft.uri).path.split('/').at(-1) ?? '';
}
