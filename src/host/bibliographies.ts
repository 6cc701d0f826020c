/** Finds and reads the bibliographies that drafts declare, and says when one has changed. */
import * as vscode from 'vscode';
import { type BibliographyFormat, bibliographyFormat } from '../core/bibliography/bibliography.ts';
import { declaredBibliographies } from '../core/bibliography/declared.ts';
import { createLibrary, type Library } from '../core/bibliography/library.ts';
import { readBibliography } from '../core/bibliography/read.ts';
import type { Corpora } from './corpora.ts';
import { draftLanguage } from './draftLanguage.ts';
import { syntaxOf } from './draftSyntax.ts';

/** A bibliography that a draft declares, whether or not the file is there. */
export interface DraftBibliography {
  readonly uri: vscode.Uri;
  /** The file's text as it stands in an editor or on disk; undefined when there is no such file. */
  readonly text: string | undefined;
  /** Undefined when the name is of no known kind. */
  readonly format: BibliographyFormat | undefined;
  /** Where it is declared. */
  readonly declaredAt: vscode.Location;
}

export class Bibliographies implements vscode.Disposable {
  readonly #corpora: Corpora;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #corporaListener: vscode.Disposable;

  /** What a draft may cite has changed: a bibliography or the dossier. */
  readonly onDidChange = this.#changed.event;

  constructor(corpora: Corpora) {
    this.#corpora = corpora;
    this.#corporaListener = corpora.onDidChange(() => this.#changed.fire());
  }

  /** The bibliographies that a draft declares, in its order. */
  async of(draft: vscode.TextDocument): Promise<DraftBibliography[]> {
    return Promise.all(
      declaredBibliographies(draft.getText(), draftLanguage(draft)).map(async ({ path, start, end }) => {
        const uri = bibliographyUri(draft, path);
        const text = await readText(uri);
        const range = new vscode.Range(draft.positionAt(start), draft.positionAt(end));
        return {
          uri,
          text,
          format: bibliographyFormat(uri.path, text ?? '', syntaxOf(draft).id),
          declaredAt: new vscode.Location(draft.uri, range),
        };
      }),
    );
  }

  /** What a draft may cite. */
  async library(draft: vscode.TextDocument): Promise<Library> {
    const { dossier } = await this.#corpora.index();
    const files = (await this.of(draft)).flatMap(({ uri, text, format }) =>
      text !== undefined && format ? [{ file: uri.toString(), ...readBibliography(text, format) }] : [],
    );
    return createLibrary(dossier, files);
  }

  dispose(): void {
    this.#corporaListener.dispose();
    this.#changed.dispose();
  }
}

function bibliographyUri(draft: vscode.TextDocument, path: string): vscode.Uri {
  // LaTeX names a bibliography without its extension.
  const named = /\.[a-z]+$/i.test(path) ? path : `${path}.bib`;
  return named.startsWith('/')
    ? draft.uri.with({ path: named })
    : vscode.Uri.joinPath(draft.uri, '..', named);
}

/** @returns undefined when there is no such file. An open document is read as it stands, saved or not. */
async function readText(file: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open) return open.getText();
  return vscode.workspace.fs.readFile(file).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}
