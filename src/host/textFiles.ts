/** Reads text files, kept until they change, and writes them without touching a byte that stays. */
import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';

/** A file as it stands in an editor or, where it is not open, on disk. */
export interface TextFile {
  /** Undefined when there is no such file, or `refusal` says why it is not read. */
  readonly text: string | undefined;
  /** Why a file that is there is not read, as a sentence. */
  readonly refusal?: string;
}

/** In bytes. Far more than any bibliography has; a file of this size would stop the editor. */
const largestFile = 50_000_000;

interface Kept {
  readonly stamp: string;
  readonly file: TextFile;
}

/** Keeps what was read; a file is read again only when its version or its time of change is another. */
export class TextFiles {
  readonly #kept = new Map<string, Kept>();
  /** What is being read from disk, for all that ask meanwhile. */
  readonly #reading = new Map<string, Promise<TextFile>>();

  /** Reads a file. The same object comes back as long as the file has not changed. */
  read(uri: vscode.Uri): Promise<TextFile> {
    const id = uri.toString();
    const open = openDocument(uri);
    if (open) {
      return this.#keep(id, `open ${open.version}`, () => Promise.resolve({ text: open.getText() }));
    }
    const reading =
      this.#reading.get(id) ??
      this.#readFromDisk(uri, id).finally(() => {
        if (this.#reading.get(id) === reading) this.#reading.delete(id);
      });
    this.#reading.set(id, reading);
    return reading;
  }

  async #readFromDisk(uri: vscode.Uri, id: string): Promise<TextFile> {
    let stat: vscode.FileStat;
    try {
      stat = await vscode.workspace.fs.stat(uri);
    } catch {
      this.#kept.delete(id);
      return missing;
    }
    if (stat.type & vscode.FileType.Directory) return missing;
    if (!vscode.workspace.isTrusted && !vscode.workspace.getWorkspaceFolder(uri)) {
      return {
        text: undefined,
        refusal: vscode.l10n.t('{0} lies outside the workspace, which is not trusted', fileName(uri)),
      };
    }
    return this.#keep(id, `${stat.mtime} ${stat.size}`, () => readFile(uri, stat.size));
  }

  /** Reads a file again when it is asked for the next time, whatever its time of change. */
  forget(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
    this.#reading.delete(uri.toString());
  }

  /**
   * Writes a text in the place of another. A document that is open is edited, and saved unless it had unsaved changes;
   * a file that is not open is written byte for byte.
   *
   * @param before what was read; undefined makes the file.
   * @throws UserError when the file has changed meanwhile, or cannot be written.
   */
  async write(uri: vscode.Uri, before: string | undefined, after: string): Promise<void> {
    const open = openDocument(uri);
    this.forget(uri);
    if (open) return editOpen(open, before, after);
    const bytes = await readBytes(uri);
    const found = bytes && utf8(bytes);
    if (bytes && found === undefined) {
      throw new UserError(
        vscode.l10n.t('{0} is not in UTF-8', fileName(uri)),
        vscode.l10n.t('save it in UTF-8, or change it yourself'),
      );
    }
    if (found !== before) throw changedMeanwhile(uri);
    const mark = bytes?.[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
    await replaceFile(uri, new TextEncoder().encode(mark + after), bytes);
  }

  async #keep(id: string, stamp: string, read: () => Promise<TextFile>): Promise<TextFile> {
    const kept = this.#kept.get(id);
    if (kept?.stamp === stamp) return kept.file;
    const file = await read();
    this.#kept.set(id, { stamp, file });
    return file;
  }
}

/**
 * Writes a file as a whole. Where that fails half-way, as on a full disk, what stood there before is put back.
 *
 * @param before what stands there; read unless it is given.
 * @throws UserError when it cannot be written.
 */
export async function replaceFile(uri: vscode.Uri, bytes: Uint8Array, before?: Uint8Array): Promise<void> {
  const old = before ?? (await readBytes(uri));
  try {
    await vscode.workspace.fs.writeFile(uri, bytes);
  } catch {
    const now = await readBytes(uri);
    const isWhole = now ? old !== undefined && sameBytes(now, old) : old === undefined;
    if (isWhole) throw notWritten(uri);
    // Cutting the old text off has made room for it again.
    const back = old
      ? vscode.workspace.fs.writeFile(uri, old)
      : vscode.workspace.fs.delete(uri, { useTrash: false });
    const isBack = await back.then(
      () => true,
      () => false,
    );
    if (isBack || !old) throw notWritten(uri);
    const content = utf8(old);
    if (content === undefined) throw notWritten(uri);
    await showAsNew(uri, content);
    throw new UserError(
      vscode.l10n.t('{0} was damaged as it was written', fileName(uri)),
      vscode.l10n.t('its text stands in a new editor: make room on the disk and save it from there'),
    );
  }
}

/** Shows the text of a file that was lost in an editor, to be saved by the writer. */
async function showAsNew(lost: vscode.Uri, text: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: 'untitled', path: fileName(lost) });
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

/** @returns undefined for a file that is not there or cannot be read. */
async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  return vscode.workspace.fs.readFile(uri).then(undefined, () => undefined);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

const missing: TextFile = { text: undefined };

/** The open document of a file. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const id = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === id);
}

/** The last part of a file's path. */
export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

async function readFile(uri: vscode.Uri, size: number): Promise<TextFile> {
  if (size > largestFile) {
    const megabytes = Math.round(size / 1_000_000);
    return { text: undefined, refusal: vscode.l10n.t('{0} is too large ({1} MB)', fileName(uri), megabytes) };
  }
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch {
    return { text: undefined, refusal: vscode.l10n.t('{0} cannot be read', fileName(uri)) };
  }
  // VS Code throws at what it takes for binary.
  const text =
    utf8(bytes) ?? (await vscode.workspace.decode(bytes, { uri }).then(undefined, () => undefined));
  if (text === undefined || text.includes('\0')) {
    return { text: undefined, refusal: vscode.l10n.t('{0} is not a text file', fileName(uri)) };
  }
  return { text };
}

/** @returns undefined for what is not UTF-8. A byte order mark is no part of the text, as in VS Code's documents. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function editOpen(
  document: vscode.TextDocument,
  before: string | undefined,
  after: string,
): Promise<void> {
  if (document.getText() !== (before ?? '')) throw changedMeanwhile(document.uri);
  // What has unsaved changes is the writer's to save.
  const save = !document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const { start, end, newText } = difference(before ?? '', after);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, newText);
  if (!(await vscode.workspace.applyEdit(edit)) || (save && !(await document.save()))) {
    throw notWritten(document.uri);
  }
}

/** The one stretch in which two texts differ. */
function difference(before: string, after: string): { start: number; end: number; newText: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { start, end: before.length - same, newText: after.slice(start, after.length - same) };
}

function changedMeanwhile(uri: vscode.Uri): UserError {
  return new UserError(vscode.l10n.t('{0} has changed meanwhile', fileName(uri)), vscode.l10n.t('try again'));
}

function notWritten(uri: vscode.Uri): UserError {
  return new UserError(
    vscode.l10n.t('{0} could not be written', fileName(uri)),
    vscode.l10n.t('see whether it is read-only, or the disk is full'),
  );
}
