/** The documents of dossier folders: found, read one after the other in the background, and kept between sessions. */
import * as vscode from 'vscode';
import { documentExtensions, extensionOf, tooLarge } from '../core/reading/fileKind.ts';
import type { BackgroundWork } from './backgroundWork.ts';
import { DocumentReader, unreadable } from './documentReader.ts';
import { within } from './dossierFolder.ts';
import type { IndexerClient } from './indexer.ts';
import { readKept, writeKept } from './keptFiles.ts';
import { listFiles } from './listFiles.ts';

/** The documents of a folder, which the indexer has on the folder's shelf as far as they have been read. */
export interface FolderDocuments {
  /** Inside the dossier. */
  readonly paths: readonly string[];
  /** Nothing is left to be read. */
  readonly complete: boolean;
}

export interface DocumentsContext {
  readonly extensionUri: vscode.Uri;
  /** Where what was read is kept; undefined where nothing can be. */
  readonly storageUri: vscode.Uri | undefined;
  readonly indexer: IndexerClient;
  readonly work: BackgroundWork;
  readonly log: vscode.LogOutputChannel;
}

interface Folder {
  /** Path → stamp of what is on the shelf. */
  readonly stamps: Map<string, string>;
  reading: Promise<void> | undefined;
}

/** Surfaces are told of what was read so far as often as this. In ms. */
const tellEvery = 3_000;
/** What was read is kept as often as this, so that a window that is closed loses no more. In ms. */
const keepEvery = 20_000;

export class Documents implements vscode.Disposable {
  readonly #context: DocumentsContext;
  readonly #reader: DocumentReader;
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #read = new vscode.EventEmitter<vscode.Uri>();
  readonly #stop = new vscode.CancellationTokenSource();
  readonly #subscription: vscode.Disposable;

  /** More documents of a folder have been read. */
  readonly onDidRead = this.#read.event;

  constructor(context: DocumentsContext) {
    this.#context = context;
    this.#reader = new DocumentReader(context.extensionUri, context.log);
    // Its shelves are gone with it.
    this.#subscription = context.indexer.onDidEnd(() => this.#folders.clear());
  }

  /**
   * What is known now; the rest is read in the background, with progress, and told by `onDidRead`.
   *
   * @param root path of the folder inside the dossier that holds the documents; empty for the dossier itself.
   */
  async of(dossier: vscode.Uri, root: string): Promise<FolderDocuments> {
    const files = await listDocuments(root ? within(dossier, root) : dossier, root ? `${root}/` : '');
    const folder = await this.#folder(dossier);
    const left = [...files].filter(([path, stamp]) => folder.stamps.get(path) !== stamp);
    if (left.length) folder.reading ??= this.#readAll(dossier, folder, left);
    return { paths: [...files.keys()], complete: !left.length };
  }

  /**
   * The key that a document was given, once it has been read.
   *
   * @param root as `of` takes it.
   * @returns undefined for a file that gives no source, and where reading was cancelled.
   */
  async keyOf(dossier: vscode.Uri, root: string, path: string): Promise<string | undefined> {
    const folder = await this.#folder(dossier);
    // A reading that began before the file was there is followed by one more.
    for (let round = 0; round < 2 && !(await this.of(dossier, root)).complete; round++) await folder.reading;
    return this.#context.indexer.call('documentKey', dossier.toString(), path);
  }

  dispose(): void {
    this.#stop.cancel();
    this.#subscription.dispose();
    this.#reader.dispose();
    this.#read.dispose();
  }

  #folder(dossier: vscode.Uri): Promise<Folder> {
    const key = dossier.toString();
    const known = this.#folders.get(key) ?? this.#stored(dossier);
    this.#folders.set(key, known);
    return known;
  }

  async #stored(dossier: vscode.Uri): Promise<Folder> {
    const kept = await readKept(this.#storeOf(dossier));
    const stamps = await this.#context.indexer.call('openShelf', dossier.toString(), kept);
    return { stamps: new Map(stamps), reading: undefined };
  }

  #storeOf(dossier: vscode.Uri): vscode.Uri | undefined {
    const { storageUri } = this.#context;
    const name = encodeURIComponent(dossier.toString()).slice(-150);
    return storageUri && vscode.Uri.joinPath(storageUri, 'documents', `${name}.json`);
  }

  async #readAll(dossier: vscode.Uri, folder: Folder, left: readonly [string, string][]): Promise<void> {
    const key = dossier.toString();
    const begin = Date.now();
    let isStopped = false;
    await this.#context.work.run(vscode.l10n.t('Reading documents'), async (progress, cancelled) => {
      let [told, kept] = [Date.now(), Date.now()];
      for (const [path, stamp] of openFirst(dossier, left)) {
        isStopped = cancelled.isCancellationRequested || this.#stop.token.isCancellationRequested;
        if (isStopped) break;
        progress.report({ increment: 100 / left.length });
        const document = await this.#readOne(within(dossier, path), path);
        await this.#context.indexer.call('putDocument', key, path, stamp, document);
        folder.stamps.set(path, stamp);
        if (Date.now() - kept > keepEvery) {
          await this.#store(dossier);
          kept = Date.now();
        }
        if (Date.now() - told < tellEvery) continue;
        told = Date.now();
        this.#read.fire(dossier);
      }
    });
    this.#context.log.info(`read ${left.length} documents of ${key} in ${Date.now() - begin} ms`);
    await this.#store(dossier);
    // What was stopped is read when the folder is next asked for; telling now would ask at once.
    folder.reading = undefined;
    if (!isStopped) this.#read.fire(dossier);
  }

  async #readOne(uri: vscode.Uri, path: string) {
    try {
      const { size } = await vscode.workspace.fs.stat(uri);
      const refused = tooLarge(size);
      if (refused) return { ...unreadable(''), problems: [refused] };
      return await this.#reader.read(path, await vscode.workspace.fs.readFile(uri));
    } catch {
      return unreadable('it went away, or may not be read', 'check whether it is there and who may read it');
    }
  }

  async #store(dossier: vscode.Uri): Promise<void> {
    const { indexer, log } = this.#context;
    await writeKept(this.#storeOf(dossier), await indexer.call('printShelf', dossier.toString()), log);
  }
}

/** Path inside the dossier → stamp. Symbolic links are not followed. */
async function listDocuments(folder: vscode.Uri, prefix: string): Promise<Map<string, string>> {
  const files = await listFiles(folder, prefix, (name) => documentExtensions.includes(extensionOf(name)));
  return new Map([...files].map(([path, { mtime, size }]) => [path, `${mtime} ${size}`]));
}

/** What the writer looks at is read first. */
function openFirst(dossier: vscode.Uri, left: readonly [string, string][]): [string, string][] {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  const isOpen = ([path]: readonly [string, string]) => open.has(within(dossier, path).toString());
  return [...left].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
}
