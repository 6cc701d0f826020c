/** Finds and reads the bibliographies that drafts declare, and says when one has changed. */
import * as vscode from 'vscode';
import {
  type BibliographyFormat,
  bibliographyFormat,
  type ReadableFormat,
  readableFormat,
} from '../core/bibliography/bibliography.ts';
import type { Bibliography } from '../core/bibliography/entry.ts';
import { type BibliographyFile, createLibrary, type Library } from '../core/bibliography/library.ts';
import { readBibliography } from '../core/bibliography/read.ts';
import { Dossier } from '../core/dossier.ts';
import type { Corpora } from './corpora.ts';
import { type Declaration, declarationsFor } from './declarations.ts';
import { DraftParts, isPart, partPattern, whatItSays } from './draftParts.ts';
import { citedKeys, keysCitedIn, syntaxOf } from './draftSyntax.ts';
import { FileChanges } from './fileChanges.ts';
import { settingIds } from './ids.ts';
import { isProjectFile, Projects, projectPattern } from './projects.ts';
import { onDidChangeSettings } from './settings.ts';
import { openDocument, type TextFile, TextFiles } from './textFiles.ts';

/** A bibliography that a draft declares, whether or not the file is there. */
export interface DraftBibliography {
  readonly uri: vscode.Uri;
  /** The file's text as it stands in an editor or on disk; undefined when there is no such file or it is refused. */
  readonly text: string | undefined;
  /** Why a file that is there is not read, as a sentence: too large, no text, outside an untrusted workspace. */
  readonly refusal?: string;
  /** Undefined when the name is of no known kind that is written. */
  readonly format: BibliographyFormat | undefined;
  /** What it is read as; undefined when the name is of no known kind. */
  readonly readAs: ReadableFormat | undefined;
  /** Where it is declared, which may be another file; undefined for one that a setting or a tool takes by default. */
  readonly declaredAt: vscode.Location | undefined;
}

interface FoundFile {
  readonly bibliography: DraftBibliography;
  readonly file: TextFile;
}

interface ReadFile {
  /** Its URI. */
  readonly file: string;
  readonly bibliography: Bibliography;
}

const noDossier = new Dossier([]);

interface KeptLibrary {
  readonly dossier: Dossier;
  readonly read: readonly Bibliography[];
  readonly library: Library;
}

export class Bibliographies implements vscode.Disposable {
  /** What reads and writes them. */
  readonly files = new TextFiles();
  readonly #corpora: Corpora;
  readonly #parts = new DraftParts(this.files);
  readonly #projects = new Projects(this.files);
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #changes: FileChanges;
  readonly #listeners: vscode.Disposable;
  /** What each part of a draft said last; keys are URIs. */
  readonly #said = new Map<string, string>();
  readonly #read = new WeakMap<TextFile, Map<ReadableFormat, Bibliography>>();
  /** Something was learnt outside a burst that others are still to be told. */
  #news = false;
  readonly #libraries = new WeakMap<vscode.TextDocument, KeptLibrary>();

  /** What a draft may cite has changed: a bibliography, where one is declared, or the dossier. Once a burst. */
  readonly onDidChange = this.#changed.event;

  constructor(corpora: Corpora) {
    this.#corpora = corpora;
    const counts = (uri: vscode.Uri) => isPart(uri) || isProjectFile(uri);
    this.#changes = new FileChanges(
      [projectPattern, partPattern],
      counts,
      (changed) => void this.#settle(changed),
    );
    this.#listeners = vscode.Disposable.from(
      corpora.onDidChange(() => this.#changed.fire()),
      onDidChangeSettings([settingIds.defaultBibliography], () => this.#changed.fire()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#projects.forget();
        this.#parts.forget();
        this.#changed.fire();
      }),
    );
  }

  /** The bibliographies that a draft declares, in its order, each once. */
  async of(draft: vscode.TextDocument): Promise<DraftBibliography[]> {
    return (await this.#filesOf(draft)).map(({ bibliography }) => bibliography);
  }

  /** What a draft may cite. The same object comes back as long as nothing has changed. */
  async library(draft: vscode.TextDocument): Promise<Library> {
    const [{ dossier }, files] = await Promise.all([this.#corpora.index(), this.#readFilesOf(draft)]);
    const kept = this.#libraries.get(draft);
    const read = files.map(({ bibliography }) => bibliography);
    if (kept?.dossier === dossier && sameMembers(kept.read, read)) return kept.library;
    const library = createLibrary(dossier, asFiles(files));
    this.#libraries.set(draft, { dossier, read, library });
    return library;
  }

  /** What the bibliographies of a draft hold, without the dossier; undefined where it declares none. */
  async entries(draft: vscode.TextDocument): Promise<Library | undefined> {
    const files = await this.#readFilesOf(draft);
    return files.length ? createLibrary(noDossier, asFiles(files)) : undefined;
  }

  /** What each of the bibliographies of a draft holds that can be read, in their order. */
  async read(draft: vscode.TextDocument): Promise<BibliographyFile[]> {
    return asFiles(await this.#readFilesOf(draft));
  }

  async #readFilesOf(draft: vscode.TextDocument): Promise<ReadFile[]> {
    const found = await this.#filesOf(draft);
    return found.flatMap(({ file, bibliography: { uri, text, readAs } }) =>
      readAs && text !== undefined
        ? [{ file: uri.toString(), bibliography: this.#entriesOf(file, text, readAs) }]
        : [],
    );
  }

  /**
   * The keys that a draft cites, with those of the files that it includes.
   *
   * @param whole with those of its root and all that the root includes, too.
   */
  async citedKeys(draft: vscode.TextDocument, whole = false): Promise<Set<string>> {
    const keys = citedKeys(draft);
    const syntax = syntaxOf(draft);
    for (const { uri } of await (whole ? this.#parts.whole(draft) : this.#parts.partsOf(draft))) {
      if (uri.toString() === draft.uri.toString()) continue;
      const { text = '' } = await this.files.read(uri);
      for (const key of keysCitedIn(text, syntax)) keys.add(key);
    }
    return keys;
  }

  /** The file in which a draft declares its bibliographies: the root of the whole that it belongs to. */
  async root(draft: vscode.TextDocument): Promise<vscode.Uri> {
    return (await this.#parts.whole(draft))[0]?.uri ?? draft.uri;
  }

  /** A file was written here; not every file system tells of that. */
  wrote(uri: vscode.Uri): void {
    this.files.forget(uri);
    this.#changes.touch(uri);
  }

  dispose(): void {
    this.#changes.dispose();
    this.#listeners.dispose();
    this.#changed.dispose();
  }

  async #filesOf(draft: vscode.TextDocument): Promise<FoundFile[]> {
    // What the draft says now may lead to other parts than before.
    if (this.#hear(draft.uri, draft.getText()) === 'changed') {
      this.#parts.forget();
      this.#news = true;
      this.#changes.touch(draft.uri);
    }
    const { declarations, whole } = await declarationsFor(draft, this.#parts, this.#projects);
    for (const { uri, text } of whole) this.#hear(uri, text);
    const reader = syntaxOf(draft).id;
    const found = await Promise.all(declarations.map((one) => this.#find(one, reader)));
    const first = new Map<string, FoundFile>();
    for (const one of found) {
      const id = one.bibliography.uri.toString();
      if (!first.has(id)) first.set(id, one);
    }
    return [...first.values()];
  }

  /** Reads the first of the candidates that is there. */
  async #find({ candidates, declaredAt }: Declaration, reader: string): Promise<FoundFile> {
    const read = await Promise.all(
      candidates.map(async (uri) => {
        this.#changes.watch(uri);
        return { uri, file: await this.files.read(uri) };
      }),
    );
    const there = read.find(({ file }) => file.text !== undefined || file.refusal !== undefined) ?? read[0];
    if (!there) throw new Error('a declaration without a candidate');
    const { uri, file } = there;
    const readAs = readableFormat(uri.path, file.text ?? '', reader);
    const format = bibliographyFormat(uri.path, file.text ?? '', reader);
    return {
      file,
      bibliography: { uri, ...file, format: format === readAs ? format : undefined, readAs, declaredAt },
    };
  }

  #entriesOf(file: TextFile, text: string, format: ReadableFormat): Bibliography {
    const kept = this.#read.get(file) ?? new Map<ReadableFormat, Bibliography>();
    this.#read.set(file, kept);
    const bibliography = kept.get(format) ?? readBibliography(text, format);
    kept.set(format, bibliography);
    return bibliography;
  }

  async #settle(changed: readonly vscode.Uri[]): Promise<void> {
    let tell = this.#news;
    this.#news = false;
    for (const uri of changed) {
      // A time of change may be as coarse as a second.
      if (!openDocument(uri)) this.files.forget(uri);
      if (this.#changes.watches(uri)) tell = true;
      if (isProjectFile(uri)) {
        this.#projects.forget();
        tell = true;
      }
      if (!isPart(uri)) continue;
      const { text = '' } = await this.files.read(uri);
      if (this.#hear(uri, text) === 'same') continue;
      this.#parts.forget();
      tell = true;
    }
    if (tell) this.#changed.fire();
  }

  /** Takes in what a part says of roots, inclusions, packages and bibliographies. */
  #hear(uri: vscode.Uri, text: string): 'same' | 'new' | 'changed' {
    const said = whatItSays(uri, text);
    const id = uri.toString();
    const before = this.#said.get(id);
    this.#said.set(id, said);
    return before === said ? 'same' : before === undefined ? 'new' : 'changed';
  }
}

function asFiles(files: readonly ReadFile[]): BibliographyFile[] {
  return files.map(({ file, bibliography }) => ({ file, ...bibliography }));
}

function sameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((member, index) => member === other[index]);
}
