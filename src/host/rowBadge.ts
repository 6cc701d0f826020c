/** Badges on the rows of trees. */
import * as vscode from 'vscode';

/** A badge: VS Code draws it on the rows that have an address of the badge's own scheme. */
export class RowBadge {
  readonly #scheme: string;
  readonly #decoration: () => vscode.FileDecoration;

  constructor(scheme: string, decoration: () => vscode.FileDecoration) {
    this.#scheme = scheme;
    this.#decoration = decoration;
  }

  /** The address that gives a row the badge. */
  uri(path: string): vscode.Uri {
    return vscode.Uri.from({ scheme: this.#scheme, path: `/${path}` });
  }

  /** Draws the badge from now on. */
  register(): vscode.Disposable {
    return vscode.window.registerFileDecorationProvider({
      provideFileDecoration: ({ scheme }) => (scheme === this.#scheme ? this.#decoration() : undefined),
    });
  }
}
