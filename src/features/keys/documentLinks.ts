/** Links that VS Code does not see by itself: the bibliography that a draft declares, and the DOIs of entries. */
import * as vscode from 'vscode';
import { bibliographyIn, bibliographySelector } from './bibliographyFile.ts';
import { type KeyParts, keySelector, ownerOf, rangeIn } from './draftKeys.ts';

export function registerKeyDocumentLinks(parts: KeyParts): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider([...keySelector], {
      async provideDocumentLinks(document) {
        if (ownerOf(parts, document, 'documentLinks') !== 'all') return undefined;
        const declared = await parts.bibliographies.of(document);
        const own = document.uri.toString();
        return declared.flatMap(({ uri, text, declaredAt }) =>
          text !== undefined && declaredAt?.uri.toString() === own
            ? [new vscode.DocumentLink(declaredAt.range, uri)]
            : [],
        );
      },
    }),
    vscode.languages.registerDocumentLinkProvider([...bibliographySelector], {
      async provideDocumentLinks(document) {
        if (!(await bibliographyIn(parts, document))) return undefined;
        // An address is a link to VS Code already.
        const dois = /\bdoi["']?\s*[:=]\s*["'{]*(10\.\d{4,9}\/[^\s"'{},]+)/gi;
        return [...document.getText().matchAll(dois)].map((match) => {
          const doi = match[1] ?? '';
          const end = match.index + match[0].length;
          const target = vscode.Uri.parse(`https://doi.org/${encodeURI(doi)}`);
          return new vscode.DocumentLink(rangeIn(document, end - doi.length, end), target);
        });
      },
    }),
  );
}
