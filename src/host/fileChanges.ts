/** Tells which files have changed, in editors and on disk, a burst of changes at a time. */
import * as vscode from 'vscode';

/** How long changes are gathered, in milliseconds. */
const burst = 150;

export class FileChanges implements vscode.Disposable {
  readonly #listener: (changed: readonly vscode.Uri[]) => void;
  readonly #counts: (uri: vscode.Uri) => boolean;
  readonly #sources: vscode.Disposable[];
  readonly #watched = new Map<string, vscode.Disposable>();
  readonly #changed = new Map<string, vscode.Uri>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param patterns files of the workspace to watch.
   * @param counts which documents matter besides those that are watched one by one.
   */
  constructor(
    patterns: readonly string[],
    counts: (uri: vscode.Uri) => boolean,
    listener: (changed: readonly vscode.Uri[]) => void,
  ) {
    this.#counts = counts;
    this.#listener = listener;
    this.#sources = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#document(document.uri)),
      // Unsaved text that is given up is a change, too.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#document(uri)),
      ...patterns.map((pattern) => this.#watcher(pattern)),
    ];
  }

  /** Watches one file, wherever it lies. */
  watch(uri: vscode.Uri): void {
    if (this.watches(uri)) return;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/[[\]{}*?]/g, '[$&]');
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), name);
    this.#watched.set(uri.toString(), this.#watcher(pattern));
  }

  /** Whether a file is watched by itself. */
  watches(uri: vscode.Uri): boolean {
    return this.#watched.has(uri.toString());
  }

  /** Takes a file for changed. */
  touch(uri: vscode.Uri): void {
    this.#changed.set(uri.toString(), uri);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const changed = [...this.#changed.values()];
      this.#changed.clear();
      this.#listener(changed);
    }, burst);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of [...this.#sources, ...this.#watched.values()]) one.dispose();
  }

  #document(uri: vscode.Uri): void {
    if (this.watches(uri) || this.#counts(uri)) this.touch(uri);
  }

  #watcher(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const touch = (uri: vscode.Uri) => this.touch(uri);
    watcher.onDidChange(touch);
    watcher.onDidCreate(touch);
    watcher.onDidDelete(touch);
    return watcher;
  }
}
