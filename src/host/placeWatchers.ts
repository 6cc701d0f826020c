/** Watches dossiers on disk, and the workspace for those that come and go. */
import * as vscode from 'vscode';
import { documentExtensions } from '../core/reading/fileKind.ts';
import { type DossierPlace, dossierPattern } from './dossierPlaces.ts';
import { Quiet } from './quiet.ts';

export interface PlaceListener {
  /** Something in a place has changed; more may follow at once. */
  changed(key: string): void;
  /** It is quiet after changes in places, or where places may be. */
  settled(): void;
}

/** Holds a watcher for each place. A place's key is its URI. */
export class PlaceWatchers implements vscode.Disposable {
  readonly #listener: PlaceListener;
  readonly #quiet: Quiet;
  readonly #places = new Map<string, vscode.Disposable>();
  #workspace: vscode.Disposable | undefined;

  constructor(listener: PlaceListener) {
    this.#listener = listener;
    this.#quiet = new Quiet(() => listener.settled());
  }

  /** Watches these places from now on, and no others. */
  watch(places: readonly DossierPlace[]): void {
    const wanted = new Map(places.map((place) => [place.uri.toString(), place]));
    for (const [key, watcher] of this.#places) {
      if (wanted.has(key)) continue;
      watcher.dispose();
      this.#places.delete(key);
    }
    for (const [key, place] of wanted) {
      if (!this.#places.has(key)) this.#places.set(key, this.#placeWatcher(key, place));
    }
    if (vscode.workspace.workspaceFolders && vscode.workspace.isTrusted) {
      this.#workspace ??= watch(dossierPattern, () => this.#quiet.disturb());
    }
  }

  dispose(): void {
    this.#quiet.dispose();
    this.#workspace?.dispose();
    for (const watcher of this.#places.values()) watcher.dispose();
  }

  #placeWatcher(key: string, { uri, kind }: DossierPlace): vscode.Disposable {
    const files = new vscode.RelativePattern(uri, `**/*.{yaml,${documentExtensions.join(',')}}`);
    // Of a folder that goes, nothing is told but the folder.
    const folder = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*');
    const changed = (change: vscode.Uri) => {
      if (!change.path.startsWith(uri.path) && !uri.path.startsWith(change.path)) return;
      this.#listener.changed(key);
      this.#quiet.disturb();
    };
    const inside = kind === 'folder' ? [watch(files, changed)] : [];
    return vscode.Disposable.from(...inside, watch(folder, changed));
  }
}

function watch(pattern: vscode.GlobPattern, listener: (uri: vscode.Uri) => void): vscode.Disposable {
  // A folder that goes and comes back at once is told of as a change.
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  watcher.onDidCreate(listener);
  watcher.onDidChange(listener);
  watcher.onDidDelete(listener);
  return watcher;
}
