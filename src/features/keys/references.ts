/** Everywhere that a work is cited, and where bibliographies list it. */
import * as vscode from 'vscode';
import { bibliographySelector, rangeOfText } from './bibliographyFile.ts';
import { type KeyParts, keySelector, rangeIn } from './draftKeys.ts';
import { keyAtCursor } from './keyAtCursor.ts';
import { draftsCiting } from './workspaceDrafts.ts';

export function registerKeyReferences(parts: KeyParts): vscode.Disposable {
  return vscode.languages.registerReferenceProvider([...keySelector, ...bibliographySelector], {
    async provideReferences(document, position, { includeDeclaration }, token) {
      const found = await keyAtCursor(parts, document, position, 'references');
      if (!found) return undefined;
      const files = new Set(found.files.map(({ uri }) => uri.toString()));
      const drafts = await draftsCiting(parts, found.key, files, token);
      const cited = drafts.flatMap((draft) =>
        draft.parts.map(
          ({ keyStart, keyEnd }) =>
            new vscode.Location(draft.document.uri, rangeIn(draft.document, keyStart, keyEnd)),
        ),
      );
      if (!includeDeclaration) return cited;
      const listed = found.files.flatMap(({ uri, text, entries }) =>
        entries.map(({ keyStart, keyEnd }) => new vscode.Location(uri, rangeOfText(text, keyStart, keyEnd))),
      );
      return [...listed, ...cited];
    },
  });
}
