/** Remembers how entries were written, to tell those that the writer has changed since. */
import type * as vscode from 'vscode';
import type { BibliographyFormat } from '../../core/bibliography/bibliography.ts';
import { writtenFingerprint } from '../../core/bibliography/sync.ts';
import type { CslItem } from '../../core/corpus/schema.ts';

const key = 'dossier.writtenEntries';

export class WrittenEntries {
  readonly #memory: vscode.Memento;

  /** @param memory of the workspace. */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Whether an entry stands as it was written last. */
  isUntouched(file: vscode.Uri, id: string, fingerprint: string): boolean {
    return this.#all()[`${file} ${id}`] === fingerprint;
  }

  async remember(file: vscode.Uri, items: readonly CslItem[], format: BibliographyFormat): Promise<void> {
    const written = items.flatMap((item) => {
      const fingerprint = writtenFingerprint(item, format);
      return fingerprint === undefined ? [] : [[`${file} ${item.id}`, fingerprint] as const];
    });
    if (written.length) await this.#memory.update(key, { ...this.#all(), ...Object.fromEntries(written) });
  }

  #all(): Readonly<Record<string, string>> {
    return this.#memory.get(key, {});
  }
}
