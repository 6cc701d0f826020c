/** Keeps what was read of folders of documents for the next time, in files that windows share. */
import * as vscode from 'vscode';
import { hash32 } from '../core/reading/words.ts';
import { stampOf } from './documentFiles.ts';
import type { IndexerClient } from './indexer.ts';
import { readKept, writeKept } from './keptFiles.ts';

/** What is on the shelf that the indexer has for a folder. */
export interface Shelf {
  /** Path → state of the file that was read. */
  readonly stamps: Map<string, string>;
  /** The kept file as it was last read or written here; another means that another window has written it. */
  kept: string | undefined;
}

export interface KeptShelvesContext {
  /** Undefined where nothing can be kept. */
  readonly storageUri: vscode.Uri | undefined;
  readonly indexer: IndexerClient;
  readonly log: vscode.LogOutputChannel;
}

export class KeptShelves {
  readonly #context: KeptShelvesContext;
  #toldNotKept = false;

  constructor(context: KeptShelvesContext) {
    this.#context = context;
  }

  /** Fills the indexer's shelf with what was kept. */
  async open(dossier: vscode.Uri): Promise<Shelf> {
    const file = this.#fileOf(dossier);
    const kept = file && (await stampOf(file));
    const bytes = await readKept(file);
    const stamps = await this.#context.indexer.call('openShelf', dossier.toString(), bytes);
    return { stamps: new Map(stamps), kept };
  }

  /**
   * Takes over what another window has kept since.
   *
   * @param files path → state of the files that are there.
   */
  async takeOver(dossier: vscode.Uri, shelf: Shelf, files: ReadonlyMap<string, string>): Promise<void> {
    const file = this.#fileOf(dossier);
    const kept = file && (await stampOf(file));
    if (kept === shelf.kept) return;
    const bytes = await readKept(file);
    if (!bytes) return;
    const stamps = await this.#context.indexer.call('mergeShelf', dossier.toString(), bytes, files);
    shelf.kept = kept;
    shelf.stamps.clear();
    for (const [path, stamp] of stamps) shelf.stamps.set(path, stamp);
  }

  /** Keeps the shelf, with what another window has kept since. The writer is told once where that is not possible. */
  async keep(dossier: vscode.Uri, shelf: Shelf, files: ReadonlyMap<string, string>): Promise<void> {
    const { indexer, log } = this.#context;
    const file = this.#fileOf(dossier);
    if (!file) return;
    await this.takeOver(dossier, shelf, files);
    if (await writeKept(file, await indexer.call('printShelf', dossier.toString()), log)) {
      shelf.kept = await stampOf(file);
    } else if (!this.#toldNotKept) {
      this.#toldNotKept = true;
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'What was read of the documents could not be kept: is the disk full, or read-only? Until it can be, citation keys and paragraph numbers may change when the window is closed.',
        ),
      );
    }
  }

  #fileOf(dossier: vscode.Uri): vscode.Uri | undefined {
    const { storageUri } = this.#context;
    const name = dossier.toString();
    // The end of a long name may be that of another folder, too.
    const file = `${encodeURIComponent(name).slice(-120)}-${hash32(name).toString(36)}.json`;
    return storageUri && vscode.Uri.joinPath(storageUri, 'documents', file);
  }
}
