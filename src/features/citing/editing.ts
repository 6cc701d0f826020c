/** Edit Citation, and the same editor as the second step of Insert Citation. */
import * as vscode from 'vscode';
import type { CitableWork } from '../../core/bibliography/library.ts';
import { citationAt, citationGroups, replaceCitation } from '../../core/citation/edit.ts';
import type { CitationPart, FoundCitation, Supports } from '../../core/citation/syntax.ts';
import { UserError } from '../../core/errors.ts';
import { sourceLabel } from '../../core/sourceLabel.ts';
import { commandIds } from '../../host/ids.ts';
import { applyToEditor, type Draft, type Target } from './draft.ts';
import { type CitationDraft, editParts, type PartListOptions } from './partList.ts';

/** The citation at the cursor. */
export function citationAtCursor(draft: Draft, { editor }: Target): FoundCitation | undefined {
  const offset = draft.document.offsetAt(editor.selection.active);
  return citationAt(draft.syntax, draft.document.getText(), offset, draft.keyOf);
}

/**
 * Puts the cursor into the citation that a quick fix asks for.
 *
 * @returns the index of the part to edit at once; undefined where none is asked for in this draft.
 */
export function goToPart({ editor }: Target, argument: unknown): number | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, offset, part } = argument as Readonly<Record<string, unknown>>;
  const { document } = editor;
  if (uri !== document.uri.toString() || !isIndex(offset) || !isIndex(part)) return undefined;
  const position = document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return part;
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What the editor needs besides the draft. */
export interface EditingOptions {
  readonly addSources: PartListOptions['addSources'];
  readonly onKey: vscode.Event<string>;
}

/**
 * Edits the citation at the cursor in one undo step.
 *
 * @param part index of a part whose details are asked for at once.
 * @returns the keys that the citation then has; undefined when it stays as it is.
 */
export async function editCitation(
  draft: Draft,
  target: Target,
  options: EditingOptions,
  part?: number,
): Promise<readonly string[] | undefined> {
  const { document, syntax, context } = draft;
  const citation = citationAtCursor(draft, target) ?? (await nearest(draft, target));
  if (!citation) return undefined;
  const text = document.getText();
  const write = ({ parts, form }: CitationDraft) =>
    replaceCitation(syntax, text, citation, parts, context, form).edits;
  const preview = (next: CitationDraft) => {
    if (!next.parts.length) return '';
    const edits = write(next);
    const own = edits.filter(({ start, end }) => start >= citation.start && end <= citation.end);
    const shown = own.length ? own : edits;
    return oneLine(
      shown.length ? shown.map(({ newText }) => newText).join(' ') : text.slice(citation.start, citation.end),
    );
  };
  const edited = await editParts(
    citation,
    {
      ...listOptions(draft, syntax.supports, options),
      title: vscode.l10n.t('Edit Citation'),
      apply: vscode.l10n.t('Apply'),
      preview,
    },
    part,
  );
  if (!edited) return undefined;
  if (document.isClosed || document.getText() !== text) {
    throw new UserError(
      vscode.l10n.t('the draft has changed meanwhile'),
      vscode.l10n.t('edit the citation again'),
    );
  }
  const edits = write(edited);
  if (!(await applyToEditor(target.editor, edits))) {
    throw new UserError(vscode.l10n.t('the draft cannot be edited'), vscode.l10n.t('make it writable first'));
  }
  return edits.length ? edited.parts.map(({ source }) => source) : undefined;
}

/**
 * The second step of inserting.
 *
 * @returns undefined when the writer gave up.
 */
export function editNewCitation(
  draft: Draft,
  given: CitationDraft,
  options: EditingOptions,
): Promise<CitationDraft | undefined> {
  const { syntax, context } = draft;
  return editParts(
    given,
    {
      // What is only printed need not be read back.
      ...listOptions(draft, syntax.supports, options),
      title: vscode.l10n.t('Insert Citation'),
      apply: vscode.l10n.t('Insert'),
      preview: ({ parts, form }) => (parts.length ? oneLine(syntax.print(parts, context, form)) : ''),
    },
    given.parts.length === 1 ? 0 : undefined,
  );
}

function listOptions({ library }: Draft, supports: Supports, { addSources, onKey }: EditingOptions) {
  return {
    supports,
    addSources,
    onKey,
    work: (key: string) => {
      const work = library.work(key);
      const item = work?.source?.item ?? work?.item;
      return (
        work &&
        item && {
          label: sourceLabel({ id: key, item }),
          title: item.title,
          paragraphs: work.source?.paragraphs ?? [],
          open: (part: CitationPart) => void open(work, part),
        }
      );
    },
  };
}

/** Opens what a part cites beside the picker, which stays open. */
async function open(
  { source, entries }: CitableWork,
  { source: key, paragraph }: CitationPart,
): Promise<void> {
  const [entry] = entries;
  if (source) {
    const reference = paragraph === undefined ? { source: key } : { source: key, paragraph };
    await vscode.commands.executeCommand(commandIds.openSourceNote, reference, { preserveFocus: true });
  } else if (entry) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(entry.file));
    const selection = new vscode.Range(
      document.positionAt(entry.keyStart),
      document.positionAt(entry.keyEnd),
    );
    const viewColumn = vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, { selection, viewColumn, preserveFocus: true });
  }
}

/** The citation that stands nearest to the cursor on its line, if the writer means that. */
async function nearest(draft: Draft, { editor }: Target): Promise<FoundCitation | undefined> {
  const { document, syntax, keyOf } = draft;
  const text = document.getText();
  const { active } = editor.selection;
  const offset = document.offsetAt(active);
  const distance = ({ start, end }: FoundCitation) => Math.max(start - offset, offset - end);
  const [found] = citationGroups(syntax, text, keyOf)
    .filter(
      ({ start, end }) =>
        document.positionAt(start).line <= active.line && document.positionAt(end).line >= active.line,
    )
    .sort((a, b) => distance(a) - distance(b));
  const message = vscode.l10n.t('The cursor is in no citation.');
  if (!found) {
    const insert = vscode.l10n.t('Insert Citation');
    void vscode.window
      .showInformationMessage(`${message} ${vscode.l10n.t('Put it into one, or insert one here.')}`, insert)
      .then((choice) => choice === insert && vscode.commands.executeCommand(commandIds.insertCitation));
    return undefined;
  }
  const edit = vscode.l10n.t('Edit {0}', short(oneLine(text.slice(found.start, found.end))));
  const choice = await vscode.window.showInformationMessage(message, edit);
  return choice === edit && document.getText() === text ? found : undefined;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
