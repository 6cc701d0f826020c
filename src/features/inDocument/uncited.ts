/** The badge on names that no citation is near. */
import * as vscode from 'vscode';

const scheme = 'dossier-uncited';

/** The address that gives a row the badge. */
export function uncitedUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${id}` });
}

export function uncitedDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) =>
      uri.scheme === scheme ? { badge: '○', tooltip: vscode.l10n.t('no citation near') } : undefined,
  });
}
