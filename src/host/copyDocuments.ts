/** Copies documents into the folder of a dossier: none twice, none over another, and none that is not read there. */
import * as vscode from 'vscode';
import { freeName, notAddable, sameBytes } from '../core/reading/addable.ts';
import { tooLarge } from '../core/reading/fileKind.ts';
import { within } from './dossierFolder.ts';
import { isSearched, listFiles, statOf } from './listFiles.ts';
import { fileName, replaceFile } from './textFiles.ts';

export interface DocumentToAdd {
  readonly uri: vscode.Uri;
  /** The folder it goes to within that of the documents, with `/` at its end; or empty. */
  readonly folder: string;
}

/** What became of the files. Paths are inside the dossier. */
export interface CopiedDocuments {
  readonly added: readonly string[];
  /** The same bytes are there already, under a path. */
  readonly present: readonly { readonly file: vscode.Uri; readonly as: string }[];
  readonly refused: readonly { readonly file: vscode.Uri; readonly reason: string }[];
  readonly cancelled: boolean;
}

export interface CopyOptions {
  /** The folder of the dossier that holds documents; empty for the dossier itself. New ones go to `documents`. */
  readonly root: string;
  /** Called before each file. */
  readonly step: (name: string) => void;
  readonly token: vscode.CancellationToken;
}

/** One after the other, so that only one is in memory. What was copied before a cancellation stays. */
export async function copyDocuments(
  dossier: vscode.Uri,
  files: readonly DocumentToAdd[],
  { root, step, token }: CopyOptions,
): Promise<CopiedDocuments> {
  const known = await Known.of(dossier, root);
  const added: string[] = [];
  const present: { file: vscode.Uri; as: string }[] = [];
  const refused: { file: vscode.Uri; reason: string }[] = [];
  for (const { uri: file, folder } of files) {
    if (token.isCancellationRequested) return { added, present, refused, cancelled: true };
    step(fileName(file));
    const bytes = await contentOf(file);
    if (typeof bytes === 'string') {
      refused.push({ file, reason: bytes });
      continue;
    }
    const as = await known.find(file, bytes);
    if (as !== undefined) {
      present.push({ file, as });
      continue;
    }
    const notRead = await whyNotRead(dossier, `documents/${folder}`);
    if (notRead !== undefined) {
      refused.push({ file, reason: notRead });
      continue;
    }
    const path = await known.free(`documents/${folder}`, file);
    try {
      await replaceFile(within(dossier, path), bytes);
    } catch {
      refused.push({ file, reason: vscode.l10n.t('the folder of the dossier cannot be written to') });
      continue;
    }
    known.add(path, bytes.length);
    added.push(path);
  }
  return { added, present, refused, cancelled: false };
}

/** @returns the bytes, or why the file is not added. */
async function contentOf(file: vscode.Uri): Promise<Uint8Array | string> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if (type & vscode.FileType.Directory) return vscode.l10n.t('it is a folder');
    const large = tooLarge(size);
    if (large) return `${large.message}; ${large.remedy}`;
    const bytes = await vscode.workspace.fs.readFile(file);
    const no = notAddable(file.path, bytes);
    return no ? `${no.refused}; ${no.remedy}` : bytes;
  } catch {
    return vscode.l10n.t('it cannot be read');
  }
}

/** @returns why nothing in a folder of the dossier is read; undefined where all is. */
async function whyNotRead(dossier: vscode.Uri, folder: string): Promise<string | undefined> {
  const names = folder.split('/').filter((name) => name);
  if (!names.every(isSearched)) return vscode.l10n.t('dossiers do not read a folder of this name');
  for (const depth of names.keys()) {
    const stat = await statOf(within(dossier, names.slice(0, depth + 1).join('/')));
    if (!stat) return undefined;
    if (stat.type & vscode.FileType.SymbolicLink) {
      return vscode.l10n.t('its folder in the dossier is a symbolic link, which is not followed');
    }
  }
  return undefined;
}

/** The files that a dossier has, by what they may be the same by. */
class Known {
  readonly #dossier: vscode.Uri;
  readonly #bySize = new Map<number, string[]>();
  readonly #paths = new Set<string>();

  private constructor(dossier: vscode.Uri) {
    this.#dossier = dossier;
  }

  static async of(dossier: vscode.Uri, root: string): Promise<Known> {
    const known = new Known(dossier);
    const folder = root ? within(dossier, root) : dossier;
    const files = await listFiles(folder, root ? `${root}/` : '', { accepts: () => true });
    for (const [path, { size }] of files) known.add(path, size);
    return known;
  }

  add(path: string, size: number): void {
    this.#paths.add(path.toLowerCase());
    this.#bySize.set(size, [...(this.#bySize.get(size) ?? []), path]);
  }

  /** The path of a file with these bytes; undefined where there is none. */
  async find(file: vscode.Uri, bytes: Uint8Array): Promise<string | undefined> {
    for (const path of this.#bySize.get(bytes.length) ?? []) {
      const uri = within(this.#dossier, path);
      if (uri.toString() === file.toString()) return path;
      const other = await vscode.workspace.fs.readFile(uri).then(undefined, () => undefined);
      if (other && sameBytes(other, bytes)) return path;
    }
    return undefined;
  }

  /** A path where nothing stands, not even a link, which is no file of the dossier. */
  async free(folder: string, file: vscode.Uri): Promise<string> {
    const start = folder.toLowerCase();
    const names = new Set(
      [...this.#paths].flatMap((path) => (path.startsWith(start) ? [path.slice(start.length)] : [])),
    );
    for (;;) {
      const name = freeName(file.path, names);
      if (!(await statOf(within(this.#dossier, folder + name)))) return folder + name;
      names.add(name.toLowerCase());
    }
  }
}
