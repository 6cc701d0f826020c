/** Dropping a tree node into a text cites it there, in the text's own syntax. */
import * as vscode from 'vscode';
import type { Bibliographies } from '../../host/bibliographies.ts';
import type { Corpora } from '../../host/corpora.ts';
import { citedKeys } from '../../host/draftSyntax.ts';
import { commandIds, referencesMimeType } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';
import { citationEdits } from './draft.ts';

export function registerDrop(corpora: Corpora, bibliographies: Bibliographies): vscode.Disposable {
  let dropping: vscode.Disposable | undefined;
  const provider = vscode.languages.registerDocumentDropEditProvider(
    '*',
    {
      async provideDocumentDropEdits(document, position, data, token) {
        const item = data.get(referencesMimeType);
        if (!item) return undefined;
        const { dossier } = await corpora.index();
        const references = referencesIn(dossier, parseJson(await item.asString()));
        if (!references.length || token.isCancellationRequested) return undefined;
        // The syntax of a draft may be told by its root or its project.
        await bibliographies.of(document);
        const offset = document.offsetAt(position);
        const edits = await citationEdits(dossier, document, offset, references);
        // The editor writes the dropped text itself; what belongs elsewhere (a footnote, an existing citation) is added.
        const here = edits.find(({ start, end }) => start === offset && end === offset);
        const drop = new vscode.DocumentDropEdit(
          here?.newText ?? '',
          vscode.l10n.t('Insert Citation'),
          vscode.DocumentDropOrPasteEditKind.Text.append('citation'),
        );
        drop.additionalEdit = new vscode.WorkspaceEdit();
        for (const edit of edits) {
          if (edit === here) continue;
          const range = new vscode.Range(document.positionAt(edit.start), document.positionAt(edit.end));
          drop.additionalEdit.replace(document.uri, range, edit.newText);
        }
        dropping?.dispose();
        dropping = completeOnceChanged(
          document,
          references.map(({ source }) => source),
        );
        return [drop];
      },
    },
    {
      dropMimeTypes: [referencesMimeType],
      providedDropEditKinds: [vscode.DocumentDropOrPasteEditKind.Text.append('citation')],
    },
  );
  return vscode.Disposable.from(provider, { dispose: () => dropping?.dispose() });
}

/** A drop edit brings no command with it: the next change of the draft is taken for the drop. */
function completeOnceChanged(draft: vscode.TextDocument, keys: readonly string[]): vscode.Disposable {
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document !== draft || !contentChanges.length) return;
    listener.dispose();
    const cited = citedKeys(draft);
    const used = keys.filter((key) => cited.has(key));
    if (used.length) {
      void vscode.commands.executeCommand(commandIds.completeBibliography, draft.uri, used);
    }
  });
  return listener;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
