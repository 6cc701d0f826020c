/** Insert Citation and Copy Citation, from the palette, the trees and the cards. */
import * as vscode from 'vscode';
import type { Dossier, Reference } from '../../core/dossier.ts';
import type { DossierIndex } from '../../core/dossierIndex.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { citedKeys } from '../../host/draftSyntax.ts';
import { type CommandId, commandIds } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';
import { citationText, currentTarget, insertCitation, type Target } from './draft.ts';
import { registerDrop } from './drop.ts';
import { registerFindInDraft } from './findInDraft.ts';
import { type Choice, pickEvidence, type RowAction } from './picker.ts';

/** A longer selection is a text, not a question. In UTF-16 units. */
const longestQuery = 300;

/** Registers the commands, dropping tree nodes into a text, and finding a node in the draft. */
export function registerCiting(
  corpora: Corpora,
  bibliographies: Bibliographies,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const rowActions = new vscode.EventEmitter<RowAction>();
  const rowCommand = (id: CommandId, action: RowAction) =>
    registerCommand(id, log, () => rowActions.fire(action));
  return vscode.Disposable.from(
    rowActions,
    rowCommand(commandIds.addAndContinue, 'add'),
    rowCommand(commandIds.insertStatement, 'insertStatement'),
    rowCommand(commandIds.openHighlightedNote, 'note'),
    registerCommand(commandIds.insertCitation, log, async (argument, selected) => {
      // The target is taken at once: a picker or a slow disk must not move it.
      const target = currentTarget();
      const index = await corpora.index();
      // The syntax of a draft may be told by its root or its project.
      if (target) await bibliographies.of(target.editor.document);
      const { dossier } = index;
      const given = givenReferences(dossier, selected ?? argument);
      const choice = given.length
        ? ({ references: given, action: 'insert', statement: '' } as const)
        : await choose(
            index,
            target,
            rowActions.event,
            entityName(dossier, argument) ?? selectedText(target),
          );
      if (!choice) return;
      if (choice.action === 'copy') await copy(dossier, target, choice.references);
      else await insert(dossier, target, choice);
    }),
    registerCommand(commandIds.copyCitation, log, async (argument, selected) => {
      const target = currentTarget();
      const index = await corpora.index();
      if (target) await bibliographies.of(target.editor.document);
      const { dossier } = index;
      const given = givenReferences(dossier, selected ?? argument);
      const references = given.length
        ? given
        : (await choose(index, target, rowActions.event, selectedText(target)))?.references;
      if (references?.length) await copy(dossier, target, references);
    }),
    registerFindInDraft(corpora, log),
    registerDrop(corpora, bibliographies),
  );
}

/** A tree hands over its node and, with several selected, all of them; each stands for its best reference. */
function givenReferences(dossier: Dossier, argument: unknown): Reference[] {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return parts.flatMap((part) => referencesIn(dossier, part).slice(0, 1));
}

function choose(
  index: DossierIndex,
  target: Target | undefined,
  onRowAction: vscode.Event<RowAction>,
  query: string,
): Promise<Choice | undefined> {
  return pickEvidence(index, {
    query,
    cited: target ? citedKeys(target.editor.document) : new Set(),
    onRowAction,
    // The picker stays open beside the note.
    openNote: (reference) =>
      void vscode.commands.executeCommand(commandIds.openSourceNote, reference, { preserveFocus: true }),
  });
}

/** The name of the entity whose card asked. */
function entityName(dossier: Dossier, argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('entity' in argument)) return undefined;
  return typeof argument.entity === 'string' ? dossier.entity(argument.entity)?.prefLabel : undefined;
}

function selectedText(target: Target | undefined): string {
  const text = target?.editor.document.getText(target.editor.selection) ?? '';
  return text.length <= longestQuery ? text.replace(/\s+/g, ' ').trim() : '';
}

async function insert(dossier: Dossier, target: Target | undefined, choice: Choice): Promise<void> {
  const { statement } = choice;
  if (target && (await insertCitation(dossier, target, choice.references, statement))) {
    const keys = choice.references.map(({ source }) => source);
    await vscode.commands.executeCommand(commandIds.completeBibliography, target.editor.document.uri, keys);
    return;
  }
  const citation = await citationText(dossier, target?.editor.document, choice.references);
  await vscode.env.clipboard.writeText(statement ? `${statement} ${citation}` : citation);
  const reason = !target
    ? vscode.l10n.t('No text editor is open')
    : target.editor.document.isClosed
      ? vscode.l10n.t('The draft was closed')
      : vscode.l10n.t('The draft cannot be edited');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0}: the citation is on the clipboard.', reason));
}

async function copy(
  dossier: Dossier,
  target: Target | undefined,
  references: readonly Reference[],
): Promise<void> {
  await vscode.env.clipboard.writeText(await citationText(dossier, target?.editor.document, references));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Citation copied'), 3000);
}
