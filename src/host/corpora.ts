/** Finds, reads and watches dossiers, and holds the current snapshot of those that are open. */
import * as vscode from 'vscode';
import { distinctCorpora, type SharedId, type WithheldEntry } from '../core/corpus/distinct.ts';
import type { Corpus } from '../core/corpus/model.ts';
import type { Problem } from '../core/corpus/problem.ts';
import { Dossier } from '../core/dossier.ts';
import { DossierSnapshot } from '../core/dossierSnapshot.ts';
import { UserError } from '../core/errors.ts';
import type { BackgroundWork } from './backgroundWork.ts';
import type { BibliographyDossiers } from './bibliographyDossiers.ts';
import { type CompiledDossier, CompiledDossiers } from './compiledDossiers.ts';
import type { Documents } from './documents.ts';
import { type DossierPlace, findDossierPlaces } from './dossierPlaces.ts';
import { contextKeys, settingIds } from './ids.ts';
import type { IndexerClient } from './indexer.ts';
import { Indexing } from './indexing.ts';
import { PlaceWatchers } from './placeWatchers.ts';
import { onDidChangeSettings, usesBundledDossier } from './settings.ts';

/** A dossier that the extension knows of, open or not. */
export interface KnownDossier {
  /** `bundled`, or the URI of the folder or bibliography file. */
  readonly key: string;
  /** Undefined for the bundled one. */
  readonly place: DossierPlace | undefined;
  readonly open: boolean;
  /** Undefined while it is not open, and where there is nothing to read. */
  readonly corpus: Corpus | undefined;
  readonly problems: readonly Problem[];
  /** All its documents have been read: what it lacks now is not there. */
  readonly complete: boolean;
}

export interface DossierFile {
  readonly known: KnownDossier;
  readonly folder: vscode.Uri;
  /** With `/`. */
  readonly path: string;
}

/** What `Corpora` needs of the extension. */
export interface CorporaContext {
  readonly extensionUri: vscode.Uri;
  readonly workspaceState: vscode.Memento;
  readonly documents: Documents;
  readonly bibliographyDossiers: BibliographyDossiers;
  readonly indexer: IndexerClient;
  /** Where what was read is kept; undefined where nothing can be. */
  readonly storageUri: vscode.Uri | undefined;
  readonly work: BackgroundWork;
  readonly log: vscode.LogOutputChannel;
}

interface Snapshot {
  readonly index: DossierSnapshot;
  readonly known: readonly KnownDossier[];
  readonly shared: readonly SharedId[];
}

const bundledKey = 'bundled';
/** Where the keys of the dossiers that the writer closed are kept. */
const closedState = 'closedDossiers';

/** Holds the current snapshot; nothing is read before it is first asked for. */
export class Corpora implements vscode.Disposable {
  readonly #context: CorporaContext;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #compiled: CompiledDossiers;
  readonly #indexing: Indexing;
  readonly #watchers: PlaceWatchers;
  readonly #read = new Map<string, Promise<CompiledDossier>>();
  #snapshot: Promise<Snapshot> | undefined;
  #round = 0;
  #searchedRound = 0;

  /** A new snapshot is there; the one before is out of date. */
  readonly onDidChange = this.#changed.event;

  readonly #loaded = new vscode.EventEmitter<void>();

  /** A snapshot has been read. */
  readonly onDidRead = this.#loaded.event;

  constructor(context: CorporaContext) {
    this.#context = context;
    const { documents, bibliographyDossiers, indexer, storageUri, work, log } = context;
    const read = (place: vscode.Uri) => {
      this.#read.delete(place.toString());
      this.#reload();
    };
    this.#compiled = new CompiledDossiers(documents, indexer);
    this.#indexing = new Indexing({ indexer, storageUri, work, log });
    this.#watchers = new PlaceWatchers({
      changed: (key) => this.#read.delete(key),
      settled: () => this.#reload(),
      grown: () => void this.#lookForPlaces(),
    });
    this.#subscriptions.push(
      this.#indexing,
      this.#watchers,
      // What it had compiled is gone with it.
      indexer.onDidEnd(() => {
        this.#read.clear();
        this.#reload();
      }),
      onDidChangeSettings([settingIds.bundledDossier, settingIds.folders], () => this.#reload()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reload()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#reload()),
      documents.onDidRead(read),
      bibliographyDossiers.onDidRead(read),
    );
  }

  /** The current snapshot, read on first use. */
  async index(): Promise<DossierSnapshot> {
    return (await this.#current()).index;
  }

  /** Every dossier there is, the bundled one first. */
  async known(): Promise<readonly KnownDossier[]> {
    return (await this.#current()).known;
  }

  /** The ids that two open dossiers have. */
  async shared(): Promise<readonly SharedId[]> {
    return (await this.#current()).shared;
  }

  /** The open dossier that a file belongs to, and the file's path inside it; undefined for any other file. */
  async dossierFile(uri: vscode.Uri): Promise<DossierFile | undefined> {
    const files = (await this.known()).flatMap((known): DossierFile[] => {
      const folder = known.open ? known.place?.uri : undefined;
      const inside = folder && uri.scheme === folder.scheme && uri.path.startsWith(`${folder.path}/`);
      return inside ? [{ known, folder, path: uri.path.slice(folder.path.length + 1) }] : [];
    });
    // A dossier may lie within another.
    return files.sort((a, b) => a.path.length - b.path.length)[0];
  }

  /** What is at fault in a dossier folder's files as they stand in the editors; undefined while that cannot be told. */
  check(folder: vscode.Uri): ReturnType<CompiledDossiers['check']> {
    return this.#compiled.check(folder);
  }

  /** Opens the folders with these keys and closes the others; remembered for this workspace. */
  async setOpen(keys: ReadonlySet<string>): Promise<void> {
    const closed = (await this.known()).filter(({ place, key }) => place && !keys.has(key));
    await this.#context.workspaceState.update(
      closedState,
      closed.map(({ key }) => key),
    );
    this.#reload();
  }

  /** Looks again at all places: not every file system tells of its changes. */
  refresh(): void {
    this.#context.documents.resume();
    for (const key of this.#read.keys()) if (key !== bundledKey) this.#read.delete(key);
    this.#reload();
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
    this.#changed.dispose();
    this.#loaded.dispose();
  }

  #current(): Promise<Snapshot> {
    this.#snapshot ??= this.#load().catch((error: unknown) => {
      // The next use tries again.
      this.#snapshot = undefined;
      throw error;
    });
    return this.#snapshot;
  }

  #reload(): void {
    this.#snapshot = undefined;
    this.#changed.fire();
  }

  /** Looking costs little, a new snapshot much more. */
  async #lookForPlaces(): Promise<void> {
    try {
      const places = await findDossierPlaces();
      if (places.some((place) => !this.#watchers.watches(place))) this.#reload();
    } catch (error) {
      this.#context.log.error(String(error));
    }
  }

  async #load(): Promise<Snapshot> {
    // What comes while it is looked for is told of, too.
    this.#watchers.watchWorkspace();
    const round = ++this.#round;
    const places = await findDossierPlaces();
    // Of two that look at once, the later one knows better.
    if (round === this.#round) this.#keepOnly(places);
    const closed = new Set(this.#context.workspaceState.get<readonly string[]>(closedState, []));
    const known = await Promise.all([
      this.#bundled(),
      ...places.map(async (place): Promise<KnownDossier> => {
        const key = place.uri.toString();
        if (closed.has(key)) {
          this.#read.delete(key);
          return { key, place, open: false, corpus: undefined, problems: [], complete: true };
        }
        return { key, place, open: true, ...(await this.#readOrTell(key, place)) };
      }),
    ]);
    const { corpora, shared, withheld } = distinctCorpora(known.flatMap(({ corpus }) => corpus ?? []));
    const dossier = new Dossier(corpora);
    this.#context.log.info(
      `read ${corpora.map(({ id }) => id).join(', ') || 'no dossier'}: ${dossier.sources.length} sources, ` +
        `${dossier.entities.length} entities, ${dossier.events.length} events, ${dossier.claims.length} claims`,
    );
    const isOpen = (kind: DossierPlace['kind']) =>
      known.some(({ place, corpus }) => place?.kind === kind && corpus !== undefined);
    void vscode.commands.executeCommand('setContext', contextKeys.own, isOpen('folder'));
    void vscode.commands.executeCommand('setContext', contextKeys.references, isOpen('bibliography'));
    this.#loaded.fire();
    this.#search(known, round);
    return {
      index: new DossierSnapshot(dossier, this.#indexing.finder),
      known: withWithheld(known, withheld),
      shared,
    };
  }

  /** Lets what a round of loading has found be searched, unless a later round has come first. */
  #search(known: readonly KnownDossier[], round: number): void {
    if (round < this.#searchedRound) return;
    this.#searchedRound = round;
    const open = known.flatMap(({ key, place, corpus }) =>
      corpus ? [{ key, content: place?.kind === 'folder' ? undefined : corpus }] : [],
    );
    this.#indexing.use(open);
    // What a round that is still under way has read is needed, too.
    this.#compiled.keepOnly(new Set([...open.map(({ key }) => key), ...this.#read.keys()]));
  }

  #keepOnly(places: readonly DossierPlace[]): void {
    this.#watchers.watch(places);
    const keys = new Set([bundledKey, ...places.map(({ uri }) => uri.toString())]);
    for (const key of this.#read.keys()) if (!keys.has(key)) this.#read.delete(key);
  }

  /** One that cannot be read leaves the others as they are. */
  async #readOrTell(key: string, place: DossierPlace): Promise<CompiledDossier> {
    const reading = this.#read.get(key) ?? this.#readPlace(place);
    this.#read.set(key, reading);
    try {
      return await reading;
    } catch (error) {
      if (this.#read.get(key) === reading) this.#read.delete(key);
      if (error instanceof vscode.CancellationError) throw error;
      this.#context.log.error(`${key}: ${String(error)}`);
      const problem: Problem = {
        severity: 'error',
        file: place.kind === 'folder' ? 'dossier.yaml' : '',
        line: 1,
        column: 1,
        message: error instanceof Error ? error.message : String(error),
        remedy:
          error instanceof UserError
            ? error.remedy
            : vscode.l10n.t('run Dossier: Refresh to try again; the log says more'),
      };
      return { corpus: undefined, problems: [problem], complete: true };
    }
  }

  async #readPlace({ uri, kind }: DossierPlace): Promise<CompiledDossier> {
    if (kind === 'folder') return this.#compiled.read(uri);
    return { ...(await this.#context.bibliographyDossiers.of(uri)), complete: true };
  }

  async #bundled(): Promise<KnownDossier> {
    const none = { key: bundledKey, place: undefined, problems: [], complete: true };
    if (!usesBundledDossier()) return { ...none, open: false, corpus: undefined };
    const reading = this.#read.get(bundledKey) ?? this.#readBundled();
    this.#read.set(bundledKey, reading);
    try {
      return { ...none, open: true, ...(await reading) };
    } catch (error) {
      this.#read.delete(bundledKey);
      throw error;
    }
  }

  async #readBundled(): Promise<CompiledDossier> {
    // In a web host an extension's folder cannot be listed; the compiled file has a known name.
    const uri = vscode.Uri.joinPath(this.#context.extensionUri, 'dist', 'microsoft-openai.json');
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { corpus: JSON.parse(new TextDecoder().decode(bytes)) as Corpus, problems: [], complete: true };
  }
}

/** Tells each bibliography what it has of other dossiers' keys; the same work is nothing wrong. */
function withWithheld(
  known: readonly KnownDossier[],
  withheld: readonly WithheldEntry[],
): readonly KnownDossier[] {
  const read = known.filter(({ corpus }) => corpus);
  return known.map((one) => {
    const own = withheld.filter(({ corpus, sameWork }) => read[corpus] === one && !sameWork);
    const problems = own.map(({ source, keptBy }): Problem => {
      const message = vscode.l10n.t('the key "{0}" is that of another work in {1}', source.id, keptBy);
      const remedy = vscode.l10n.t('this entry is left out; rename the key of one of them');
      return { severity: 'warning', file: '', line: source.entry?.line ?? 1, column: 1, message, remedy };
    });
    return problems.length ? { ...one, problems: [...one.problems, ...problems] } : one;
  });
}
