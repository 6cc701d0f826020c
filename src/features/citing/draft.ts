/** The writer's document as citations see it: which syntax, and putting text in with one step to undo. */
import * as vscode from 'vscode';
import type { Library } from '../../core/bibliography/library.ts';
import { keyOfUrl } from '../../core/citation/address.ts';
import type { CitationForm, CitationPart, CitationSyntax, KeyOfUrl } from '../../core/citation/syntax.ts';
import { insertAtAll } from '../../core/citation/syntaxFor.ts';
import type { Dossier, Reference } from '../../core/dossier.ts';
import type { Sources, StyleContext } from '../../core/style/citationStyle.ts';
import type { TextEdit } from '../../core/textEdit.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { citationContextOf } from '../../host/citationContext.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { noteScheme } from '../../host/ids.ts';
import { citesParagraph } from '../../host/settings.ts';

/** Where a citation goes: an editor and the positions in it, remembered while a picker has the focus. */
export interface Target {
  readonly editor: vscode.TextEditor;
  readonly positions: readonly vscode.Position[];
}

/**
 * The draft with a position behind each selection, so that no selected text is lost. A source note is no draft: where
 * one is active, the draft is the editor beside it.
 *
 * @returns undefined when no draft is open.
 */
export function currentTarget(): Target | undefined {
  const isDraft = (editor: vscode.TextEditor) => editor.document.uri.scheme !== noteScheme;
  const candidates = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const editor = candidates.find((candidate) => candidate && isDraft(candidate));
  return editor && { editor, positions: editor.selections.map(({ end }) => end) };
}

/** A document with all that citing in it takes. */
export interface Draft {
  readonly document: vscode.TextDocument;
  readonly syntax: CitationSyntax;
  readonly library: Library;
  /** Its bibliographies alone; undefined where it declares none. */
  readonly entries: Library | undefined;
  readonly sources: Sources;
  readonly context: StyleContext;
  readonly keyOf: KeyOfUrl;
}

export async function draftOf(bibliographies: Bibliographies, document: vscode.TextDocument): Promise<Draft> {
  const library = await bibliographies.library(document);
  const entries = await bibliographies.entries(document);
  const sources = sourcesOf(library);
  const context = await citationContextOf(sources, document);
  return {
    document,
    syntax: syntaxOf(document),
    library,
    entries,
    sources,
    context,
    keyOf: keyOfUrl(library),
  };
}

/** What may be cited, as styles ask for it. */
function sourcesOf(library: Library): Sources {
  return {
    source: (key) => library.work(key),
    get sources() {
      return library.works.map(({ key, item }) => ({ id: key, item }));
    },
  };
}

/** The parts cited as a document cites. @param sources what keys stand for; a `Dossier` is one. */
export async function citationText(
  sources: Sources,
  document: vscode.TextDocument | undefined,
  parts: readonly CitationPart[],
): Promise<string> {
  return syntaxOf(document).print(parts, await citationContextOf(sources, document));
}

/** What is cited, in which form, and the text to put before each citation. */
export interface Cited {
  readonly parts: readonly CitationPart[];
  readonly form?: CitationForm;
  readonly statement?: string;
}

/**
 * Cites at every position of the target, in one undo step.
 *
 * @returns false when the document could not be edited; then nothing has changed.
 */
export async function insertCitation(
  { document, syntax, sources }: Draft,
  { editor, positions }: Target,
  { parts, form, statement = '' }: Cited,
): Promise<boolean> {
  const shown = await shownEditor(editor);
  if (!shown) return false;
  // The positions were remembered before the picker opened; the document may have shrunk since.
  const validPlaces = () => positions.map((position) => document.validatePosition(position));
  const first = Math.min(...validPlaces().map((place) => document.offsetAt(place)));
  const context = await citationContextOf(sources, document, first);
  let places = validPlaces();
  if (statement) {
    const written = await edited(shown, { undoStopBefore: true, undoStopAfter: false }, (edit) => {
      for (const position of places) edit.insert(position, statement);
    });
    if (!written) return false;
    places = shown.selections.map(({ end }) => end);
  }
  const offsets = places.map((position) => document.offsetAt(position));
  const { edits } = insertAtAll(syntax, document.getText(), offsets, parts, context, form);
  return applyToEditor(shown, edits, !statement);
}

/**
 * Makes edits of the editor's text as one undo step.
 *
 * @returns false when the document could not be edited. Where there is nothing to change, nothing is done.
 */
export async function applyToEditor(
  editor: vscode.TextEditor,
  edits: readonly TextEdit[],
  undoStopBefore = true,
): Promise<boolean> {
  const { document } = editor;
  if (!edits.length) return true;
  const shown = await shownEditor(editor);
  if (!shown) return false;
  return edited(shown, { undoStopBefore, undoStopAfter: true }, (edit) => {
    for (const { start, end, newText } of edits) {
      edit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), newText);
    }
  });
}

/** The editor of a document that was remembered before a picker opened: another one, if its tab was left meanwhile. */
async function shownEditor(editor: vscode.TextEditor): Promise<vscode.TextEditor | undefined> {
  const { document } = editor;
  const { visibleTextEditors } = vscode.window;
  if (visibleTextEditors.includes(editor)) return editor;
  const other = visibleTextEditors.find((one) => one.document === document);
  return other ?? (document.isClosed ? undefined : vscode.window.showTextDocument(document));
}

/** Edits, and tells whether the text has changed: VS Code reports success for a read-only editor, too. */
async function edited(
  editor: vscode.TextEditor,
  options: { readonly undoStopBefore: boolean; readonly undoStopAfter: boolean },
  edit: (builder: vscode.TextEditorEdit) => void,
): Promise<boolean> {
  const { version } = editor.document;
  return (await editor.edit(edit, options)) && editor.document.version !== version;
}

/** What to change in a document to cite at one offset. */
export async function citationEdits(
  dossier: Dossier,
  document: vscode.TextDocument,
  offset: number,
  references: readonly Reference[],
): Promise<readonly TextEdit[]> {
  const context = await citationContextOf(dossier, document, offset);
  return syntaxOf(document).insert(
    document.getText(),
    offset,
    partsOf(dossier, references, document),
    context,
  ).edits;
}

/**
 * References as parts of one citation, each once, with the place unless the setting leaves it out: the page where the
 * source has pages, else the paragraph.
 */
export function partsOf(
  dossier: Dossier,
  references: readonly Reference[],
  document: vscode.TextDocument | undefined,
): CitationPart[] {
  const withPlace = citesParagraph(document);
  const parts = references.map(({ source, paragraph }): CitationPart => {
    // The paragraphs of a bibliography's entry are its fields: a reader would look for them in the work.
    if (!withPlace || paragraph === undefined || dossier.source(source)?.entry) return { source };
    const page = dossier.passage({ source, paragraph })?.paragraph.page;
    return page === undefined ? { source, paragraph } : { source, locator: { label: 'page', value: page } };
  });
  const place = ({ source, paragraph, locator }: CitationPart) =>
    `${source}#${paragraph ?? ''}#${locator?.value ?? ''}`;
  return [...new Map(parts.map((part) => [place(part), part])).values()];
}
