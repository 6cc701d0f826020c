/** The documents of dossier folders: found, read one after the other in the background, and kept between sessions. */
import * as vscode from 'vscode';
import type { Source } from '../core/corpus/model.ts';
import type { Problem } from '../core/corpus/problem.ts';
import { documentExtensions, extensionOf, tooLarge } from '../core/reading/fileKind.ts';
import { printShelf, readShelf, type Shelf, shelve, shelvedSources } from '../core/reading/shelf.ts';
import type { BackgroundWork } from './backgroundWork.ts';
import { DocumentReader, unreadable } from './documentReader.ts';
import { within } from './dossierFolder.ts';

/** What is known of a folder's documents now. */
export interface FolderDocuments {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
  /** Nothing is left to be read. */
  readonly complete: boolean;
}

export interface DocumentsContext {
  readonly extensionUri: vscode.Uri;
  /** Where what was read is kept; undefined where nothing can be. */
  readonly storageUri: vscode.Uri | undefined;
  readonly work: BackgroundWork;
  readonly log: vscode.LogOutputChannel;
}

interface Folder {
  shelf: Shelf;
  reading: Promise<void> | undefined;
}

/** Folders within folders are followed so deep, and so many files are taken; more is a mistake or an attack. */
const maxDepth = 12;
const maxFiles = 20_000;
const notSearched = /^(?:\.|node_modules$)/;
/** Surfaces are told of what was read so far as often as this. In ms. */
const tellEvery = 3_000;

export class Documents implements vscode.Disposable {
  readonly #context: DocumentsContext;
  readonly #reader: DocumentReader;
  readonly #folders = new Map<string, Promise<Folder>>();
  readonly #read = new vscode.EventEmitter<vscode.Uri>();
  readonly #stop = new vscode.CancellationTokenSource();

  /** More documents of a folder have been read. */
  readonly onDidRead = this.#read.event;

  constructor(context: DocumentsContext) {
    this.#context = context;
    this.#reader = new DocumentReader(context.extensionUri, context.log);
  }

  /**
   * What is known now; the rest is read in the background, with progress, and told by `onDidRead`.
   *
   * @param root path of the folder inside the dossier that holds the documents; empty for the dossier itself.
   */
  async of(dossier: vscode.Uri, root: string): Promise<FolderDocuments> {
    const files = await listDocuments(root ? within(dossier, root) : dossier, root ? `${root}/` : '');
    if (!files.size) return { sources: [], problems: [], complete: true };
    const folder = await this.#folder(dossier);
    const left = [...files].filter(([path, stamp]) => folder.shelf.get(path)?.stamp !== stamp);
    if (left.length) folder.reading ??= this.#readAll(dossier, folder, left);
    return { ...shelvedSources(folder.shelf, [...files.keys()]), complete: !left.length };
  }

  dispose(): void {
    this.#stop.cancel();
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
    const file = this.#storeOf(dossier);
    const text = file
      ? await vscode.workspace.fs.readFile(file).then(
          (bytes) => new TextDecoder().decode(bytes),
          () => '',
        )
      : '';
    return { shelf: readShelf(text), reading: undefined };
  }

  #storeOf(dossier: vscode.Uri): vscode.Uri | undefined {
    const { storageUri } = this.#context;
    const name = encodeURIComponent(dossier.toString()).slice(-150);
    return storageUri && vscode.Uri.joinPath(storageUri, 'documents', `${name}.json`);
  }

  async #readAll(dossier: vscode.Uri, folder: Folder, left: readonly [string, string][]): Promise<void> {
    await this.#context.work.run(vscode.l10n.t('Reading documents'), async (progress, cancelled) => {
      let told = Date.now();
      for (const [path, stamp] of openFirst(dossier, left)) {
        if (cancelled.isCancellationRequested || this.#stop.token.isCancellationRequested) break;
        progress.report({ increment: 100 / left.length });
        folder.shelf = shelve(folder.shelf, path, stamp, await this.#readOne(within(dossier, path), path));
        if (Date.now() - told < tellEvery) continue;
        told = Date.now();
        this.#read.fire(dossier);
      }
    });
    await this.#store(dossier, folder);
    // What was cancelled is read when the folder is next asked for; telling now would ask at once.
    folder.reading = undefined;
    if (!this.#stop.token.isCancellationRequested) this.#read.fire(dossier);
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

  /** Without a store everything works, and is read anew the next time. */
  async #store(dossier: vscode.Uri, { shelf }: Folder): Promise<void> {
    const file = this.#storeOf(dossier);
    if (!file) return;
    try {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(printShelf(shelf)));
    } catch (error) {
      this.#context.log.warn(`what was read could not be kept: ${String(error)}`);
    }
  }
}

/** Path inside the dossier → stamp. Symbolic links are not followed. */
async function listDocuments(folder: vscode.Uri, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const visit = async (uri: vscode.Uri, path: string, depth: number): Promise<void> => {
    const entries = await vscode.workspace.fs.readDirectory(uri).then(
      (list) => list.sort(([a], [b]) => (a < b ? -1 : 1)),
      () => [],
    );
    for (const [name, type] of entries) {
      if (found.size >= maxFiles || notSearched.test(name) || type & vscode.FileType.SymbolicLink) continue;
      const inner = vscode.Uri.joinPath(uri, name);
      if (type & vscode.FileType.Directory) {
        if (depth < maxDepth) await visit(inner, `${path}${name}/`, depth + 1);
      } else if (documentExtensions.includes(extensionOf(name))) {
        const stat = await vscode.workspace.fs.stat(inner).then(undefined, () => undefined);
        if (stat) found.set(path + name, `${stat.mtime} ${stat.size}`);
      }
    }
  };
  await visit(folder, prefix, 0);
  return found;
}

/** What the writer looks at is read first. */
function openFirst(dossier: vscode.Uri, left: readonly [string, string][]): [string, string][] {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  const isOpen = ([path]: readonly [string, string]) => open.has(within(dossier, path).toString());
  return [...left].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
}
