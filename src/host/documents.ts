/** The documents of dossier folders: found, read in the background, and kept between sessions. */
import * as vscode from 'vscode';
import type { Problem } from '../core/corpus/problem.ts';
import { UserError } from '../core/errors.ts';
import type { ReadDocument } from '../core/reading/document.ts';
import { tooLarge } from '../core/reading/fileKind.ts';
import { digestIn, fileState, isAsSeen } from '../core/reading/fileState.ts';
import { ahead } from './ahead.ts';
import type { BackgroundWork } from './backgroundWork.ts';
import { listDocuments, printStamp, stampOf } from './documentFiles.ts';
import { DocumentReader, unreadable } from './documentReader.ts';
import { within } from './dossierFolder.ts';
import { KeptShelves, type KeptShelvesContext, type Shelf } from './keptShelves.ts';

/** The documents of a folder, which the indexer has on the folder's shelf as far as they have been read. */
export interface FolderDocuments {
  /** Inside the dossier. */
  readonly paths: readonly string[];
  /** What could not be read at all now; what is wrong inside of documents is on the shelf. */
  readonly problems: readonly Problem[];
  /** Nothing is left to be read. */
  readonly complete: boolean;
}

export interface DocumentsContext extends KeptShelvesContext {
  readonly extensionUri: vscode.Uri;
  readonly work: BackgroundWork;
}

interface Folder extends Shelf {
  /** Files that are there and cannot be read. They may be read later without having changed. */
  readonly failed: Map<string, Problem>;
  reading: Promise<void> | undefined;
}

/** A document as its file is now; undefined where it is on the shelf like this already. */
interface Prepared {
  readonly stamp: string;
  /** Empty where none can be made. */
  readonly digest: string;
  readonly document: ReadDocument | undefined;
}

type Seen = ReadonlyMap<string, string>;
type Outcome = 'read' | 'same' | 'gone' | 'failed';

/** Surfaces are told of what was read so far not more often than this, in ms … */
const tellEvery = 3_000;
/** … and when it has grown by so much: each telling costs as much as there is, so that their sum stays in proportion. */
const tellGrown = 1.5;
/** So many documents are on their way from the disk to the indexer at a time. */
const readAhead = 4;
/** What was read is kept as often as this, so that a window that is closed loses no more. In ms. */
const keepEvery = 20_000;

export class Documents implements vscode.Disposable {
  readonly #context: DocumentsContext;
  readonly #reader: DocumentReader;
  readonly #shelves: KeptShelves;
  readonly #folders = new Map<string, Promise<Folder>>();
  /** The dossiers whose reading the writer has stopped. */
  readonly #stopped = new Set<string>();
  readonly #read = new vscode.EventEmitter<vscode.Uri>();
  readonly #stop = new vscode.CancellationTokenSource();
  readonly #subscription: vscode.Disposable;

  /** More documents of a folder have been read. */
  readonly onDidRead = this.#read.event;

  constructor(context: DocumentsContext) {
    this.#context = context;
    this.#reader = new DocumentReader(context.extensionUri, context.log);
    this.#shelves = new KeptShelves(context);
    // Its shelves are gone with it.
    this.#subscription = context.indexer.onDidEnd(() => this.#folders.clear());
  }

  /**
   * What is known now; the rest is read in the background, with progress, and told by `onDidRead`.
   *
   * @param root path of the folder inside the dossier that holds the documents; empty for the dossier itself.
   */
  async of(dossier: vscode.Uri, root: string): Promise<FolderDocuments> {
    const { files, problems } = await listDocuments(
      root ? within(dossier, root) : dossier,
      root ? `${root}/` : '',
    );
    const folder = await this.#folder(dossier);
    await retry(dossier, folder, files);
    const left = leftOf(folder, files);
    if (left.length && !this.#stopped.has(dossier.toString())) {
      folder.reading ??= this.#readAll(dossier, folder, files).catch((error: unknown) => {
        if (!this.#stop.token.isCancellationRequested) this.#context.log.error(String(error));
      });
    }
    return {
      paths: [...files.keys()],
      problems: [...problems, ...folder.failed.values()],
      complete: !left.length,
    };
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

  /** Lets what the writer has stopped be read when it is next asked for. */
  resume(): void {
    this.#stopped.clear();
  }

  dispose(): void {
    this.#stop.cancel();
    this.#subscription.dispose();
    this.#reader.dispose();
    this.#read.dispose();
  }

  #folder(dossier: vscode.Uri): Promise<Folder> {
    const key = dossier.toString();
    const known = this.#folders.get(key) ?? this.#open(dossier);
    this.#folders.set(key, known);
    return known;
  }

  async #open(dossier: vscode.Uri): Promise<Folder> {
    const { stamps, kept } = await this.#shelves.open(dossier);
    return { stamps, kept, failed: new Map(), reading: undefined };
  }

  async #readAll(dossier: vscode.Uri, folder: Folder, files: Seen): Promise<void> {
    const key = dossier.toString();
    const counts: Record<Outcome, number> = { read: 0, same: 0, gone: 0, failed: 0 };
    try {
      await this.#shelves.takeOver(dossier, folder, files);
      await this.#context.work.run(vscode.l10n.t('Reading documents'), async (progress, cancelled) => {
        let [told, kept] = [Date.now(), Date.now()];
        let [read, toldRead] = [0, 0];
        const left = leftOf(folder, files);
        const moved = movedFrom(folder, files);
        const begin = (path: string) => this.#prepare(dossier, folder, path);
        for (const { item: path, result } of ahead(openFirst(dossier, left), readAhead, begin)) {
          if (cancelled.isCancellationRequested) this.#stopped.add(key);
          if (this.#stopped.has(key) || this.#stop.token.isCancellationRequested) break;
          progress.report({ increment: 100 / left.length });
          counts[await this.#update(dossier, folder, path, moved, result)]++;
          read++;
          if (Date.now() - kept > keepEvery) {
            await this.#shelves.keep(dossier, folder, files);
            kept = Date.now();
          }
          if (Date.now() - told < tellEvery || read < toldRead * tellGrown) continue;
          [told, toldRead] = [Date.now(), read];
          this.#read.fire(dossier);
        }
      });
      await this.#shelves.keep(dossier, folder, files);
    } finally {
      folder.reading = undefined;
      const { read, same, gone, failed } = counts;
      this.#context.log.info(
        `documents of ${dossier.path}: ${read} read, ${same} as they were, ${gone} gone, ${failed} not readable`,
      );
    }
    if (this.#stop.token.isCancellationRequested) return;
    if (this.#stopped.has(key)) this.#offerToGoOn(dossier, folder, files);
    this.#read.fire(dossier);
  }

  /** Reads a document as far as it is not known already. */
  async #prepare(dossier: vscode.Uri, { stamps }: Folder, path: string): Promise<Prepared> {
    const uri = within(dossier, path);
    const stat = await vscode.workspace.fs.stat(uri);
    const refused = tooLarge(stat.size);
    const bytes = refused ? new Uint8Array() : await vscode.workspace.fs.readFile(uri);
    const digest = refused ? '' : await digestOf(bytes);
    const stamp = fileState(printStamp(stat), digest);
    if (refused) return { stamp, digest, document: { ...unreadable(''), problems: [refused] } };
    const isKnown = digest !== '' && digestIn(stamps.get(path)) === digest;
    return { stamp, digest, document: isKnown ? undefined : await this.#reader.read(path, bytes) };
  }

  /** Brings one document up to date. */
  async #update(
    dossier: vscode.Uri,
    folder: Folder,
    path: string,
    moved: Seen,
    prepared: Promise<Prepared>,
  ): Promise<Outcome> {
    const { indexer, log } = this.#context;
    const key = dossier.toString();
    const { stamps } = folder;
    const restamp = async (stamp: string, from: string) => {
      await indexer.call('restampDocument', key, path, stamp, from);
      stamps.delete(from);
      stamps.set(path, stamp);
    };
    let current: Prepared;
    try {
      current = await prepared;
    } catch (error) {
      if (error instanceof vscode.CancellationError || error instanceof UserError) throw error;
      if ((await stampOf(within(dossier, path))) === undefined) return 'gone';
      log.warn(`${path}: ${String(error)}`);
      folder.failed.set(path, failure(path));
      return 'failed';
    }
    const { stamp, digest, document } = current;
    if (!document) {
      await restamp(stamp, path);
      return 'same';
    }
    const from = digest === '' ? undefined : moved.get(digest);
    // It keeps its key and its numbers; its name may say something else than before.
    if (from !== undefined && !stamps.has(path) && digestIn(stamps.get(from)) === digest) {
      await restamp(stamp, from);
    }
    await indexer.call('putDocument', key, path, stamp, document);
    stamps.set(path, stamp);
    return 'read';
  }

  #offerToGoOn(dossier: vscode.Uri, folder: Folder, files: Seen): void {
    const goOn = vscode.l10n.t('Go On');
    const count = leftOf(folder, files).length;
    void vscode.window
      .showInformationMessage(vscode.l10n.t('{0} documents have not been read yet.', count), goOn)
      .then((choice) => {
        if (choice !== goOn) return;
        this.#stopped.delete(dossier.toString());
        this.#read.fire(dossier);
      });
  }
}

function leftOf({ stamps, failed }: Folder, files: Seen): string[] {
  return [...files].flatMap(([path, seen]) =>
    isAsSeen(stamps.get(path), seen) || failed.has(path) ? [] : [path],
  );
}

/** Digest → path of a document on the shelf whose file is gone, and may have been moved. */
function movedFrom({ stamps }: Folder, files: Seen): Map<string, string> {
  return new Map(
    [...stamps].flatMap(([path, stamp]): [string, string][] =>
      files.has(path) ? [] : [[digestIn(stamp), path]],
    ),
  );
}

/** Forgets the failures of files that are gone or can be read now. */
async function retry(dossier: vscode.Uri, { failed }: Folder, files: Seen): Promise<void> {
  const paths = [...failed.keys()];
  const readable = await Promise.all(
    paths.map((path) =>
      vscode.workspace.fs.readFile(within(dossier, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  for (const [index, path] of paths.entries()) if (readable[index] || !files.has(path)) failed.delete(path);
}

function failure(file: string): Problem {
  return {
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: vscode.l10n.t('the file cannot be read'),
    remedy: vscode.l10n.t('check who may read it, and whether another program holds it'),
  };
}

/** @returns an empty text in a page without a secure context: then what was touched is read again. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return '';
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)).subarray(0, 16);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the writer looks at is read first. */
function openFirst(dossier: vscode.Uri, left: readonly string[]): string[] {
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  const isOpen = (path: string) => open.has(within(dossier, path).toString());
  return [...left].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
}
