/** Dropping a tree node into a text cites it there, in the text's own syntax. */
import * as vscode from 'vscode';
import type { Corpora } from '../../host/corpora.ts';
import { referencesMimeType } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';
import { citationEdits } from './draft.ts';

export function registerDrop(corpora: Corpora): vscode.Disposable {
  return vscode.languages.registerDocumentDropEditProvider(
    '*',
    {
      async provideDocumentDropEdits(document, position, data, token) {
        const item = data.get(referencesMimeType);
        if (!item) return undefined;
        const { dossier } = await corpora.index();
        const references = referencesIn(dossier, parseJson(await item.asString()));
        if (!references.length || token.isCancellationRequested) return undefined;
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
        return [drop];
      },
    },
    {
      dropMimeTypes: [referencesMimeType],
      providedDropEditKinds: [vscode.DocumentDropOrPasteEditKind.Text.append('citation')],
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
