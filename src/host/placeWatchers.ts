/** Watches dossiers on disk, and the workspace for those that come and go. */
import * as vscode from 'vscode';
import { documentExtensions } from '../core/reading/fileKind.ts';
import { type DossierPlace, dossierPattern } from './dossierPlaces.ts';
import { watchNewFolders } from './newFolders.ts';
import { Quiet } from './quiet.ts';

export interface PlaceListener {
  /** Something in a place has changed; more may follow at once. */
  changed(key: string): void;
  /** It is quiet after changes in places, or where places come and go. */
  settled(): void;
  /** New folders are there, and may be places or hold some. */
  grown(): void;
}

/** Holds a watcher for each place. A place's key is its URI. */
export class PlaceWatchers implements vscode.Disposable {
  readonly #listener: PlaceListener;
  readonly #quiet: Quiet;
  readonly #growing: Quiet;
  readonly #places = new Map<string, vscode.Disposable>();
  #workspace: vscode.Disposable | undefined;

  constructor(listener: PlaceListener) {
    this.#listener = listener;
    this.#quiet = new Quiet(() => listener.settled());
    this.#growing = new Quiet(() => listener.grown());
  }

  /** Watches the workspace from now on for places that come and go. */
  watchWorkspace(): void {
    if (!vscode.workspace.workspaceFolders || !vscode.workspace.isTrusted) return;
    this.#workspace ??= vscode.Disposable.from(
      watch(dossierPattern, () => this.#quiet.disturb()),
      watchNewFolders(undefined, () => this.#growing.disturb(true)),
    );
  }

  /** Whether a place is watched. */
  watches({ uri }: DossierPlace): boolean {
    return this.#places.has(uri.toString());
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
  }

  dispose(): void {
    this.#quiet.dispose();
    this.#growing.dispose();
    this.#workspace?.dispose();
    for (const watcher of this.#places.values()) watcher.dispose();
  }

  #placeWatcher(key: string, { uri, kind }: DossierPlace): vscode.Disposable {
    const files = new vscode.RelativePattern(uri, `**/*.{yaml,${documentExtensions.join(',')}}`);
    // Of a folder that goes, nothing is told but the folder.
    const folder = new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..'), '*');
    const changed = (much: boolean) => {
      this.#listener.changed(key);
      this.#quiet.disturb(much);
    };
    const onChange = (change: vscode.Uri) => {
      if (change.path.startsWith(uri.path) || uri.path.startsWith(change.path)) changed(false);
    };
    const inside =
      kind === 'folder' ? [watch(files, onChange), watchNewFolders(uri, () => changed(true))] : [];
    return vscode.Disposable.from(...inside, watch(folder, onChange));
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
