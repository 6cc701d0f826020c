/** The files that a draft is put together from: its root, found by what includes what, and the root's parts. */
import * as vscode from 'vscode';
import { declaredBibliographies } from '../core/bibliography/declared.ts';
import {
  type Inclusion,
  inclusions,
  namedRoot,
  type PartLanguage,
  partExtensions,
  partLanguage,
  preamble,
} from '../core/draftParts.ts';
import { draftLocale } from '../core/style/draftLocale.ts';
import { draftStyle } from '../core/style/draftStyle.ts';
import { draftLanguage } from './draftLanguage.ts';
import { draftDocuments } from './draftText.ts';
import { openDocument, type TextFiles } from './textFiles.ts';

export interface DraftPart {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** How many files of a workspace are looked at for what they include, and how many parts of one draft are read. */
const mostSearched = 1000;
const mostParts = 200;
/** How deep inclusions go, which also ends those that go round in circles. */
const deepest = 12;

interface Includer {
  readonly uri: vscode.Uri;
  readonly found: readonly Inclusion[];
}

interface Search {
  readonly found: Promise<readonly Includer[]>;
  /** Files that were asked for though a search had not seen them. */
  readonly late: ReadonlySet<string>;
}

/** Knows which file includes which; what it has found is kept until `forget`. */
export class DraftParts {
  readonly #files: TextFiles;
  readonly #searches = new Map<PartLanguage, Search>();
  readonly #parts = new Map<string, Promise<readonly DraftPart[]>>();

  constructor(files: TextFiles) {
    this.#files = files;
  }

  /** Something that a draft may consist of has changed. */
  forget(): void {
    this.#searches.clear();
    this.#parts.clear();
  }

  /**
   * The parts of the whole that a draft belongs to, the root first.
   *
   * @returns only the draft for a language whose drafts stand in one file.
   */
  async whole(draft: vscode.TextDocument): Promise<readonly DraftPart[]> {
    const own = { uri: draft.uri, text: draft.getText() };
    const language = partLanguage(draftLanguage(draft));
    if (!language || draft.isUntitled) return cells(draft);
    const root = await this.#root(own, language);
    const parts = await this.#kept(root.uri, () => this.#below(root, language));
    const others = parts.flatMap((part) =>
      part.uri.toString() === draft.uri.toString()
        ? []
        : [{ uri: part.uri, text: openDocument(part.uri)?.getText() ?? part.text }],
    );
    // The draft itself is taken as it stands now.
    return root.uri.toString() === draft.uri.toString() ? [own, ...others] : [...others, own];
  }

  /** A draft and all that it includes. */
  async partsOf(draft: vscode.TextDocument): Promise<readonly DraftPart[]> {
    const own = { uri: draft.uri, text: draft.getText() };
    const language = partLanguage(draftLanguage(draft));
    return language && !draft.isUntitled ? this.#below(own, language) : cells(draft);
  }

  #kept(root: vscode.Uri, find: () => Promise<readonly DraftPart[]>): Promise<readonly DraftPart[]> {
    const id = root.toString();
    const kept = this.#parts.get(id) ?? find();
    this.#parts.set(id, kept);
    return kept;
  }

  async #root(draft: DraftPart, language: PartLanguage): Promise<DraftPart> {
    let root = draft;
    const seen = new Set([draft.uri.toString()]);
    for (let depth = 0; depth < deepest; depth++) {
      const next = await this.#above(root, language);
      if (!next || seen.has(next.toString())) return root;
      const { text } = await this.#files.read(next);
      if (text === undefined) return root;
      seen.add(next.toString());
      root = { uri: next, text };
    }
    return root;
  }

  async #above({ uri, text }: DraftPart, language: PartLanguage): Promise<vscode.Uri | undefined> {
    const named = namedRoot(text, language);
    if (named !== undefined) return inFolderOf(uri, named);
    // Whoever begins a document of his own is a root, even where another file includes him.
    if (language === 'latex' && /^[^%\n]*\\documentclass\b/m.test(text)) return undefined;
    const id = uri.toString();
    // What is open is known better than what was found on disk.
    return [...openIncluders(language), ...(await this.#includersOf(uri, language))].find(
      (one) => one.uri.toString() !== id && one.found.some((part) => places(one.uri, part).has(id)),
    )?.uri;
  }

  /** A file that the last search has not seen is newer, and may have come with the file that includes it. */
  async #includersOf(part: vscode.Uri, language: PartLanguage): Promise<readonly Includer[]> {
    const last = this.#searches.get(language);
    const id = part.toString();
    if (last && ((await last.found).some(({ uri }) => uri.toString() === id) || last.late.has(id))) {
      return last.found;
    }
    const next = { found: this.#search(language), late: new Set([...(last?.late ?? []), id]) };
    this.#searches.set(language, next);
    return next.found;
  }

  async #search(language: PartLanguage): Promise<readonly Includer[]> {
    const pattern = `**/*.{${partExtensions[language].join(',')}}`;
    const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', mostSearched);
    return Promise.all(
      uris.map(async (uri): Promise<Includer> => {
        const { text = '' } = await this.#files.read(uri);
        // What a thousand files hold need not stay in memory.
        this.#files.forget(uri);
        return { uri, found: inclusions(text, language) };
      }),
    );
  }

  async #below(root: DraftPart, language: PartLanguage): Promise<readonly DraftPart[]> {
    const parts = new Map([[root.uri.toString(), root]]);
    const visit = async (from: DraftPart, depth: number): Promise<void> => {
      for (const part of inclusions(from.text, language)) {
        if (depth > deepest || parts.size >= mostParts) return;
        for (const uri of candidates(root.uri, from.uri, part)) {
          if (parts.has(uri.toString())) break;
          const { text } = await this.#files.read(uri);
          if (text === undefined) continue;
          const next = { uri, text };
          parts.set(uri.toString(), next);
          await visit(next, depth + 1);
          break;
        }
      }
    };
    await visit(root, 0);
    return [...parts.values()];
  }
}

/** The cells of a notebook that are prose; of another draft, the draft alone. */
function cells(draft: vscode.TextDocument): DraftPart[] {
  return draftDocuments(draft).map((one) => ({ uri: one.uri, text: one.getText() }));
}

function openIncluders(language: PartLanguage): Includer[] {
  return vscode.workspace.textDocuments
    .filter((document) => partLanguage(draftLanguage(document)) === language)
    .map((document) => ({ uri: document.uri, found: inclusions(document.getText(), language) }));
}

/** Where an inclusion may lead, the likeliest first. */
function candidates(root: vscode.Uri, from: vscode.Uri, { path, from: base }: Inclusion): vscode.Uri[] {
  if (path.startsWith('/')) {
    const folder = vscode.workspace.getWorkspaceFolder(from)?.uri;
    return [...(folder ? [vscode.Uri.joinPath(folder, path)] : []), from.with({ path })];
  }
  const inRoot = inFolderOf(root, path);
  const inFile = inFolderOf(from, path);
  return base === 'root' ? [inRoot, inFile] : [inFile, inRoot];
}

/** Every place that an inclusion of a file may lead to, when it is not known what the file's own root is. */
function places(includer: vscode.Uri, part: Inclusion): Set<string> {
  const found = candidates(includer, includer, part);
  // A chapter that names its sections from the root's folder does not stand in that folder itself.
  for (let folder = includer; part.from === 'root' && folder.path.split('/').length > 2; ) {
    folder = vscode.Uri.joinPath(folder, '..');
    if (!vscode.workspace.getWorkspaceFolder(folder)) break;
    found.push(vscode.Uri.joinPath(folder, part.path));
  }
  return new Set(found.map(String));
}

function inFolderOf(file: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.joinPath(file, '..', path);
}

/** Matches every file that a draft may consist of, for a watcher. */
export const partPattern = `**/*.{${Object.values(partExtensions).flat().join(',')}}`;

/** Whether a draft may consist of this file, so that its changes count. */
export function isPart(uri: vscode.Uri): boolean {
  return languageOfPart(uri) !== undefined;
}

/** All that a part says about the whole it belongs to, as a text to compare with what it said before. */
export function whatItSays(uri: vscode.Uri, text: string): string {
  const language = languageOfPart(uri);
  if (!language) return '';
  const packages =
    language === 'latex' && /\\(?:usepackage|RequirePackage)\b/.test(text) ? preamble(text) : '';
  const declared = declaredBibliographies(text, language).map(({ path }) => path);
  const [style, locale] = [draftStyle(text, language), draftLocale(text, language)];
  return JSON.stringify([
    namedRoot(text, language),
    inclusions(text, language),
    declared,
    packages,
    style,
    locale,
  ]);
}

function languageOfPart(uri: vscode.Uri): PartLanguage | undefined {
  const open = openDocument(uri);
  if (open) return partLanguage(draftLanguage(open));
  const extension = uri.path.slice(uri.path.lastIndexOf('.') + 1);
  return (Object.keys(partExtensions) as PartLanguage[]).find((language) =>
    (partExtensions[language] as readonly string[]).includes(extension),
  );
}
