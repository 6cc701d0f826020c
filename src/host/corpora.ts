/** Finds and reads dossiers, and holds the current snapshot. */
import * as vscode from 'vscode';
import type { Corpus } from '../core/corpus/model.ts';
import { Dossier } from '../core/dossier.ts';
import { DossierIndex } from '../core/dossierIndex.ts';
import { settingIds } from './ids.ts';
import { onDidChangeSettings, usesBundledDossier } from './settings.ts';

/** Holds the current snapshot; nothing is read before it is first asked for. */
export class Corpora implements vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #settings: vscode.Disposable;
  #index: Promise<DossierIndex> | undefined;

  /** A new snapshot is there; the one before is out of date. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extensionUri = extensionUri;
    this.#log = log;
    this.#settings = onDidChangeSettings([settingIds.bundledDossier], () => this.#reload());
  }

  /** The current snapshot, read on first use. */
  index(): Promise<DossierIndex> {
    this.#index ??= this.#load().catch((error: unknown) => {
      // The next use tries again.
      this.#index = undefined;
      throw error;
    });
    return this.#index;
  }

  dispose(): void {
    this.#settings.dispose();
    this.#changed.dispose();
  }

  #reload(): void {
    this.#index = undefined;
    this.#changed.fire();
  }

  async #load(): Promise<DossierIndex> {
    const corpora: Corpus[] = [];
    if (usesBundledDossier()) {
      // In a web host an extension's folder cannot be listed; the compiled file has a known name.
      const uri = vscode.Uri.joinPath(this.#extensionUri, 'dist', 'microsoft-openai.json');
      const bytes = await vscode.workspace.fs.readFile(uri);
      corpora.push(JSON.parse(new TextDecoder().decode(bytes)) as Corpus);
    }
    const dossier = new Dossier(corpora);
    this.#log.info(
      `read ${corpora.map(({ id }) => id).join(', ') || 'no dossier'}: ${dossier.sources.length} sources, ` +
        `${dossier.entities.length} entities, ${dossier.events.length} events, ${dossier.claims.length} claims`,
    );
    return new DossierIndex(dossier);
  }
}
