/** The badge on tree nodes about which sources disagree. */
import * as vscode from 'vscode';

const scheme = 'dossier-disputed';

/** The address that gives a tree node the badge. */
export function disputedUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${path}` });
}

export function disputedDecorations(): vscode.Disposable {
  return vscode.window.registerFileDecorationProvider({
    provideFileDecoration: (uri) =>
      uri.scheme === scheme
        ? {
            badge: '≠',
            tooltip: vscode.l10n.t('sources disagree'),
          }
        : undefined,
  });
}
