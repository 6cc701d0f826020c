/** A file system in memory, on which everything can go wrong that goes wrong on disks. */
import * as vscode from 'vscode';

interface MemoryFile {
  bytes: Uint8Array;
  mtime: number;
}

let count = 0;

export class MemoryFiles implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  readonly root: vscode.Uri;
  readonly #files = new Map<string, MemoryFile>();
  readonly #registration: vscode.Disposable;
  #time = 1_000;

  /** Called with each path before its file is read; may throw. */
  beforeRead: (path: string) => void = () => {};
  /** How many bytes fit; a file that does not is cut off, as on a full disk. */
  room = Number.POSITIVE_INFINITY;

  constructor(options: { readonly isReadonly?: boolean } = {}) {
    const scheme = `memory${++count}`;
    this.root = vscode.Uri.from({ scheme, path: '/work' });
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, options);
  }

  at(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.root, path);
  }

  /** Puts a file there, whatever room there is. */
  put(path: string, text: string): void {
    this.#files.set(this.at(path).path, { bytes: new TextEncoder().encode(text), mtime: ++this.#time });
  }

  text(path: string): string | undefined {
    const file = this.#files.get(this.at(path).path);
    return file && new TextDecoder().decode(file.bytes);
  }

  /** Takes everything away. @returns puts it back as it was, with its times. */
  takeAway(): () => void {
    const files = [...this.#files];
    this.#files.clear();
    return () => {
      for (const [path, file] of files) this.#files.set(path, file);
    };
  }

  dispose(): void {
    this.#registration.dispose();
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat | Promise<vscode.FileStat> {
    const file = this.#files.get(uri.path);
    if (file) {
      return { type: vscode.FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length };
    }
    if (uri.path === '/' || [...this.#files.keys()].some((path) => path.startsWith(`${uri.path}/`))) {
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    }
    throw vscode.FileSystemError.FileNotFound(uri);
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    this.stat(uri);
    const found = new Map<string, vscode.FileType>();
    for (const path of this.#files.keys()) {
      if (!path.startsWith(`${uri.path}/`)) continue;
      const [name = '', ...rest] = path.slice(uri.path.length + 1).split('/');
      found.set(name, rest.length ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return [...found];
  }

  createDirectory(): void {}

  readFile(uri: vscode.Uri): Uint8Array {
    this.beforeRead(uri.path);
    const file = this.#files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  // VS Code waits forever for a later write when this one throws at once.
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const fits = content.length <= this.room;
    this.#files.set(uri.path, {
      bytes: content.slice(0, fits ? content.length : this.room),
      mtime: ++this.#time,
    });
    if (!fits) throw new Error('ENOSPC: no space left on device, write');
  }

  delete(uri: vscode.Uri): void {
    for (const path of this.#files.keys()) {
      if (path === uri.path || path.startsWith(`${uri.path}/`)) this.#files.delete(path);
    }
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    const file = this.#files.get(from.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(from);
    this.#files.delete(from.path);
    this.#files.set(to.path, file);
  }
}
