/** Find in Draft: from a tree node to where the draft names the entity or cites the source. */
import * as vscode from 'vscode';
import { keyByAddress } from '../../core/citation/address.ts';
import type { Dossier } from '../../core/dossier.ts';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import { UserError } from '../../core/errors.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { draftLanguage } from '../../host/draftLanguage.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { commandIds } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';
import { currentTarget } from './draft.ts';

export function registerFindInDraft(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommand(commandIds.findInDraft, log, async (node) => {
    const editor = currentTarget()?.editor;
    if (!editor)
      throw new UserError(vscode.l10n.t('no draft is open'), vscode.l10n.t('open a text file first'));
    const index = await corpora.index();
    const places = occurrences(index, editor.document, node);
    const from = editor.document.offsetAt(editor.selection.end);
    // Behind the cursor first, then round from the top; asking again goes on to the next.
    const next = places.find(({ start }) => start >= from) ?? places[0];
    if (!next) {
      throw new UserError(
        vscode.l10n.t('the draft neither names nor cites this'),
        vscode.l10n.t('insert a citation, or look in another draft'),
      );
    }
    const range = new vscode.Range(
      editor.document.positionAt(next.start),
      editor.document.positionAt(next.end),
    );
    await vscode.window.showTextDocument(editor.document, {
      ...(editor.viewColumn ? { viewColumn: editor.viewColumn } : {}),
      selection: range,
    });
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function occurrences(
  { dossier, matcher }: DossierSnapshot,
  document: vscode.TextDocument,
  node: unknown,
): Span[] {
  const text = document.getText();
  const names = new Set(entitiesOf(dossier, node));
  const named = names.size
    ? matcher
        .find(text, draftLanguage(document))
        .filter(({ entities }) => entities.some(({ id }) => names.has(id)))
    : [];
  if (named.length) return named;
  const keys = new Set(referencesIn(dossier, node).map(({ source }) => source));
  const keyOf = keyByAddress(dossier.sources.map(({ item }) => item));
  return syntaxOf(document)
    .citations(text, keyOf)
    .filter(({ parts }) => parts.some(({ source }) => keys.has(source)));
}

/** The entity of a node, or those that take part in its event or claim. */
function entitiesOf(dossier: Dossier, node: unknown): string[] {
  if (typeof node !== 'object' || node === null || !('content' in node)) return [];
  const { content } = node;
  if (typeof content !== 'object' || content === null || !('entity' in content)) return [];
  const { entity } = content;
  if (typeof entity !== 'object' || entity === null || !('id' in entity) || typeof entity.id !== 'string')
    return [];
  return dossier.entity(entity.id) ? [entity.id] : [];
}
