/** The files of a project that declare bibliographies for the drafts in it: Quarto, bookdown, MyST, Jupyter Book, Sphinx. */
import * as vscode from 'vscode';
import {
  type DeclaredBibliography,
  declaredBibliographies,
  type ProjectFileName,
  projectBibliographies,
  projectFileNames,
} from '../core/bibliography/declared.ts';
import type { TextFiles } from './textFiles.ts';

/** A file that declares for a whole project. */
export interface ProjectFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly declared: readonly DeclaredBibliography[];
  /** How Markdown in such a project cites. */
  readonly cites: 'pandoc' | 'myst';
  /** What to read it as for a citation style and a language; undefined where it names none for Pandoc. */
  readonly languageId: 'yaml' | 'rmd' | undefined;
}

export interface Project {
  /** Nearest first. */
  readonly files: readonly ProjectFile[];
  /** Where a path begins that begins with a slash. */
  readonly root: vscode.Uri | undefined;
  /** Bibliographies that a tool takes unasked. */
  readonly found: readonly vscode.Uri[];
}

const none: Project = { files: [], root: undefined, found: [] };
const projectLanguages = new Set([
  'markdown',
  'quarto',
  'rmd',
  'rmarkdown',
  'myst',
  'myst-markdown',
  'restructuredtext',
  'rst',
  'mdx',
  'pandoc',
]);

/** Matches every file that a project may consist of, for a watcher. */
export const projectPattern = `**/{${projectFileNames.join(',')},index.Rmd}`;

/** Whether a file may declare for a project. */
export function isProjectFile(uri: vscode.Uri): boolean {
  const name = nameOf(uri);
  return name === 'index.Rmd' || projectFileNames.some((known) => known === name);
}

/** Looks for project files in a draft's folder and above, up to the workspace's; keeps what it found until `forget`. */
export class Projects {
  readonly #files: TextFiles;
  readonly #kept = new Map<string, Promise<readonly ProjectFile[]>>();

  constructor(files: TextFiles) {
    this.#files = files;
  }

  forget(): void {
    this.#kept.clear();
  }

  /** @param languageId LaTeX, Typst, AsciiDoc and Org have no such projects. */
  async of(draft: vscode.Uri, languageId: string): Promise<Project> {
    const workspace = vscode.workspace.getWorkspaceFolder(draft)?.uri;
    if (!workspace || !projectLanguages.has(languageId)) return none;
    const files: ProjectFile[] = [];
    const seen = new Set<string>();
    let folder = vscode.Uri.joinPath(draft, '..');
    while (folder.path.startsWith(workspace.path)) {
      for (const file of await this.#in(folder)) {
        // A project within a project is on its own; the metadata of folders adds up.
        const kind = nameOf(file.uri).replace('.yaml', '.yml');
        if (seen.has(kind) && kind !== '_metadata.yml') continue;
        seen.add(kind);
        files.push(file);
      }
      if (folder.path.length <= workspace.path.length) break;
      folder = vscode.Uri.joinPath(folder, '..');
    }
    const top = files.find(({ uri }) => !nameOf(uri).startsWith('_metadata'));
    const root = top && vscode.Uri.joinPath(top.uri, '..');
    const myst = files.find(({ uri }) => nameOf(uri) === 'myst.yml');
    const found =
      myst && !myst.declared.length
        ? await vscode.workspace.findFiles(
            new vscode.RelativePattern(vscode.Uri.joinPath(myst.uri, '..'), '**/*.bib'),
            '**/{node_modules,_build}/**',
            20,
          )
        : [];
    return { files, root, found };
  }

  #in(folder: vscode.Uri): Promise<readonly ProjectFile[]> {
    const id = folder.toString();
    const kept = this.#kept.get(id) ?? this.#look(folder);
    this.#kept.set(id, kept);
    return kept;
  }

  async #look(folder: vscode.Uri): Promise<readonly ProjectFile[]> {
    const entries = await vscode.workspace.fs.readDirectory(folder).then(
      (list) => list,
      () => [],
    );
    const names = new Set(entries.map(([name]) => name));
    const files = projectFileNames.filter((name) => names.has(name)).map((name) => this.#read(folder, name));
    // A book's chapters use what its first one declares.
    if (names.has('_bookdown.yml') && names.has('index.Rmd')) files.push(this.#read(folder, 'index.Rmd'));
    return (await Promise.all(files)).flat();
  }

  async #read(folder: vscode.Uri, name: ProjectFileName | 'index.Rmd'): Promise<ProjectFile[]> {
    const uri = vscode.Uri.joinPath(folder, name);
    const { text } = await this.#files.read(uri);
    if (text === undefined || text.length > longestProjectFile) return [];
    const declared =
      name === 'index.Rmd' ? declaredBibliographies(text, 'rmd') : projectBibliographies(text, name);
    const languageId =
      name === 'index.Rmd' ? 'rmd' : /^_(?:quarto|metadata)\./.test(name) ? 'yaml' : undefined;
    if (!declared.length && name !== 'myst.yml' && !languageId) return [];
    const cites = name === 'myst.yml' || name === 'conf.py' || name === '_config.yml' ? 'myst' : 'pandoc';
    return [{ uri, text, declared, cites, languageId }];
  }
}

/** In UTF-16 units; a longer one is no project file that people write. */
const longestProjectFile = 1_000_000;

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
