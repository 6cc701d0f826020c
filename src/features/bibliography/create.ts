/** Makes a bibliography for a draft that declares none, and declares it. */
import * as vscode from 'vscode';
import { declareBibliography, needsBibliography } from '../../core/bibliography/declare.ts';
import type { SyntaxId } from '../../core/citation/syntax.ts';
import { partLanguage } from '../../core/draftParts.ts';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { draftLanguage } from '../../host/draftLanguage.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { fileName } from '../../host/textFiles.ts';
import type { Completion } from './completion.ts';
import { writeRefusal } from './writable.ts';

/** Every syntax reads BibTeX, and so does every program that keeps references. */
export const newBibliography = 'references.bib';

const refused = 'dossier.withoutBibliography';

/**
 * Makes `references.bib` beside the draft, or beside its root, with all that the draft cites, and declares it there. A
 * file of that name is taken as it is.
 *
 * @throws UserError when the draft is not saved, needs none, or cannot be edited.
 */
export async function createBibliography(
  bibliographies: Bibliographies,
  completion: Completion,
  draft: vscode.TextDocument,
): Promise<void> {
  if (draft.isUntitled) {
    throw new UserError(vscode.l10n.t('The draft is not saved'), vscode.l10n.t('save it first'));
  }
  const [declared] = await bibliographies.of(draft);
  if (declared) {
    if (declared.text === undefined && !declared.refusal) await makeFile(bibliographies, declared.uri, draft);
    await complete(bibliographies, completion, draft);
    offerToOpen(vscode.l10n.t('The draft has {0}', fileName(declared.uri)), declared.uri);
    return;
  }
  const root = await vscode.workspace.openTextDocument(await bibliographies.root(draft));
  if (!hasPlace(root)) {
    throw new UserError(
      vscode.l10n.t('{0} is a part of a document that was not found', fileName(root.uri)),
      vscode.l10n.t('name its root with “% !TEX root = …” in the first line'),
    );
  }
  const file = vscode.Uri.joinPath(root.uri, '..', newBibliography);
  const refusal = await writeRefusal(file, draft.uri);
  if (refusal) throw new UserError(refusal, vscode.l10n.t('make a bibliography yourself'));
  await declare(root, draft, declaringSyntax(draft));
  await makeFile(bibliographies, file, draft);
  bibliographies.wrote(root.uri);
  await complete(bibliographies, completion, draft);
  offerToOpen(vscode.l10n.t('The draft cites from {0} now', newBibliography), file);
}

/** Asks once for each draft, and never again once the writer has said no. */
export class CreationOffer {
  readonly #memory: vscode.Memento;
  readonly #create: (draft: vscode.TextDocument) => Promise<void>;
  readonly #asked = new Set<string>();

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento, create: (draft: vscode.TextDocument) => Promise<void>) {
    this.#memory = memory;
    this.#create = create;
  }

  /** @returns once the writer has answered; who inserts a citation does not wait for that. */
  async make(draft: vscode.TextDocument): Promise<void> {
    const id = draft.uri.toString();
    const without = this.#memory.get<readonly string[]>(refused, []);
    if (this.#asked.has(id) || without.includes(id) || !hasPlace(draft)) return;
    this.#asked.add(id);
    const create = vscode.l10n.t('Create {0}', newBibliography);
    const never = vscode.l10n.t('Not for This Draft');
    const choice = await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} declares no bibliography for its citations.', fileName(draft.uri)),
      create,
      never,
    );
    if (choice === create) await this.#create(draft);
    if (choice === never) await this.#memory.update(refused, [...without, id]);
  }
}

/** A part of a LaTeX document is no place to declare anything; its root is. */
function hasPlace(document: vscode.TextDocument): boolean {
  return (
    partLanguage(draftLanguage(document)) !== 'latex' || /^[^%\n]*\\documentclass\b/m.test(document.getText())
  );
}

/** Markdown that has cited by links so far cites by key once it has a bibliography. */
function declaringSyntax(draft: vscode.TextDocument): SyntaxId {
  const { id } = syntaxOf(draft);
  if (needsBibliography(id)) return id;
  if (draftLanguage(draft) === 'markdown') return 'pandoc';
  throw new UserError(
    vscode.l10n.t('This kind of draft cites without a bibliography'),
    vscode.l10n.t('insert citations as they are'),
  );
}

async function declare(
  root: vscode.TextDocument,
  draft: vscode.TextDocument,
  syntax: SyntaxId,
): Promise<void> {
  const edits = declareBibliography(root.getText(), syntax, newBibliography);
  const byHand = vscode.l10n.t('declare {0} yourself', newBibliography);
  if (!edits) {
    throw new UserError(
      vscode.l10n.t('A bibliography cannot be declared in {0} safely', fileName(root.uri)),
      byHand,
    );
  }
  const save = root !== draft && !root.isDirty;
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of edits) {
    edit.replace(root.uri, new vscode.Range(root.positionAt(start), root.positionAt(end)), newText);
  }
  if (!(await vscode.workspace.applyEdit(edit)) || (save && !(await root.save()))) {
    throw new UserError(vscode.l10n.t('{0} cannot be edited', fileName(root.uri)), byHand);
  }
}

async function makeFile(
  bibliographies: Bibliographies,
  file: vscode.Uri,
  draft: vscode.TextDocument,
): Promise<void> {
  const refusal = await writeRefusal(file, draft.uri);
  if (refusal) throw new UserError(refusal, vscode.l10n.t('make it yourself'));
  const { text, refusal: unread } = await bibliographies.files.read(file);
  if (text !== undefined || unread) return;
  // An empty file is no JSON.
  await bibliographies.files.write(file, undefined, file.path.endsWith('.json') ? '[]\n' : '');
  bibliographies.wrote(file);
}

async function complete(
  bibliographies: Bibliographies,
  completion: Completion,
  draft: vscode.TextDocument,
): Promise<void> {
  await completion.complete(draft, [...(await bibliographies.citedKeys(draft, true))]);
}

function offerToOpen(message: string, file: vscode.Uri): void {
  const open = vscode.l10n.t('Open');
  // Nobody waits for the answer.
  void vscode.window.showInformationMessage(message, open).then(async (choice) => {
    if (choice === open) await vscode.window.showTextDocument(file);
  });
}
