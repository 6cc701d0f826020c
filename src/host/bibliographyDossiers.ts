/** Bibliography files as dossiers of their own: read in a worker, again when they change, and never waited for. */
import * as vscode from 'vscode';
import { readableFormat } from '../core/bibliography/bibliography.ts';
import { bibliographyCorpus } from '../core/bibliography/entrySources.ts';
import type { EntriesAnswer } from '../core/bibliography/service.ts';
import type { Corpus, Source } from '../core/corpus/model.ts';
import type { Problem } from '../core/corpus/problem.ts';
import { fileName, TextFiles } from './textFiles.ts';
import { startWorker } from './worker.ts';

/** A bibliography file as it was read last. */
export interface ReadBibliographyFile {
  /** Undefined when there is no such file. */
  readonly corpus: Corpus | undefined;
  readonly problems: readonly Problem[];
}

interface File {
  /** Tells the state of the file that is read, or is being read, from another. */
  stamp: string;
  read: ReadBibliographyFile;
  reading: Promise<void> | undefined;
}

interface Entries {
  readonly sources: Source[];
  readonly problems: Problem[];
}

/** The longest that some entries may take: thousands of times what they do. In ms. */
const patience = 60_000;

export class BibliographyDossiers implements vscode.Disposable {
  readonly #script: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #files = new Map<string, File>();
  readonly #read = new vscode.EventEmitter<vscode.Uri>();
  readonly #running = new Set<() => void>();

  /** A file has been read. */
  readonly onDidRead = this.#read.event;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#script = vscode.Uri.joinPath(extensionUri, 'dist', 'worker', 'entries.js');
    this.#log = log;
  }

  /** What is known of a file now; where it has changed it is read in the background, which `onDidRead` tells. */
  async of(uri: vscode.Uri): Promise<ReadBibliographyFile> {
    const id = uri.toString();
    const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
    if (!stat || stat.type & vscode.FileType.Directory) {
      this.#files.delete(id);
      return { corpus: undefined, problems: [] };
    }
    const stamp = `${stat.mtime} ${stat.size}`;
    const file: File = this.#files.get(id) ?? { stamp: '', read: fileWith(uri, []), reading: undefined };
    this.#files.set(id, file);
    if (file.stamp !== stamp && !file.reading) {
      file.stamp = stamp;
      file.reading = this.#readFile(uri, file);
    }
    return file.read;
  }

  /** Settles when a file has been read as it is now. */
  async settled(uri: vscode.Uri): Promise<void> {
    await this.of(uri);
    await this.#files.get(uri.toString())?.reading;
  }

  dispose(): void {
    for (const end of this.#running) end();
    this.#read.dispose();
  }

  async #readFile(uri: vscode.Uri, file: File): Promise<void> {
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Reading {0}', fileName(uri)),
    };
    try {
      file.read = await vscode.window.withProgress(options, () => this.#readText(uri));
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      file.read = fileWith(uri, file.read.corpus?.sources ?? [], [
        fault('the file was not read', 'the log says why'),
      ]);
    }
    file.reading = undefined;
    this.#read.fire(uri);
  }

  async #readText(uri: vscode.Uri): Promise<ReadBibliographyFile> {
    const { text, refusal } = await new TextFiles().read(uri);
    const format = text === undefined ? undefined : readableFormat(uri.path, text, 'pandoc');
    if (text === undefined || !format) {
      const problem = fault(
        refusal ?? 'the file is of no known kind of bibliography',
        'take it out of the settings',
      );
      return fileWith(uri, [], [problem]);
    }
    const { sources, problems } = await this.#entries({ text, format });
    this.#log.info(`read ${uri.path}: ${sources.length} entries`);
    return fileWith(uri, sources, problems);
  }

  /** @throws an error when the worker fails, or is stuck. */
  async #entries(request: { readonly text: string; readonly format: string }): Promise<Entries> {
    const found: Entries = { sources: [], problems: [] };
    let stop = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const wait = () => {
          clearTimeout(timer);
          timer = setTimeout(() => reject(new Error('reading a bibliography took too long')), patience);
        };
        const onMessage = (message: unknown) => {
          const { sources, problems, last } = message as EntriesAnswer;
          found.sources.push(...sources);
          found.problems.push(...problems);
          wait();
          if (last) resolve();
        };
        const starting = startWorker(this.#script, { onMessage, onError: reject });
        stop = () => {
          clearTimeout(timer);
          void starting.then((worker) => worker.end()).catch(() => {});
          reject(new Error('reading a bibliography was stopped'));
        };
        this.#running.add(stop);
        starting.then((worker) => worker.post({ id: 0, ...request }), reject);
        wait();
      });
    } finally {
      this.#running.delete(stop);
      stop();
    }
    return found;
  }
}

function fileWith(
  uri: vscode.Uri,
  sources: readonly Source[],
  problems: readonly Problem[] = [],
): ReadBibliographyFile {
  return { corpus: bibliographyCorpus(uri.path, vscode.env.language, sources), problems };
}

function fault(message: string, remedy: string): Problem {
  return { severity: 'error', file: '', line: 1, column: 1, message, remedy };
}
