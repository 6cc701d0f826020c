/** Keeps the bibliography that a draft declares complete: what is cited is in it, once. */
import * as vscode from 'vscode';
import { appendItem, type BibliographyFormat } from '../../core/bibliography/bibliography.ts';
import { needsBibliography } from '../../core/bibliography/declare.ts';
import type { CslItem } from '../../core/corpus/schema.ts';
import { UserError } from '../../core/errors.ts';
import { applyEdits } from '../../core/textEdit.ts';
import type { Bibliographies, DraftBibliography } from '../../host/bibliographies.ts';
import { citedKeys, syntaxOf } from '../../host/draftSyntax.ts';
import { addsToBibliography } from '../../host/settings.ts';
import { fileName } from '../../host/textFiles.ts';
import { writeRefusal } from './writable.ts';
import type { WrittenEntries } from './writtenEntries.ts';

/** An entry that was added for a citation. */
interface Added {
  readonly file: vscode.Uri;
  readonly key: string;
  /** What was put into the file, to the letter. */
  readonly text: string;
  /** Whether the file was made for it. */
  readonly made: boolean;
  /** Whether undoing the citation has taken it out again. */
  withdrawn: boolean;
}

/**
 * Adds what drafts cite to their bibliographies. Undoing the citation takes an entry out again as long as nobody has
 * changed it; redoing puts it back. One workspace edit of both files would ask at every undo whether to undo in both.
 */
export class Completion implements vscode.Disposable {
  readonly #bibliographies: Bibliographies;
  readonly #written: WrittenEntries;
  readonly #report: (error: unknown) => void;
  /** What was added for each draft that is open; keys are URIs. */
  readonly #added = new Map<string, Added[]>();
  readonly #listeners: vscode.Disposable;
  /** One write at a time: the next one reads what the last one wrote. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(bibliographies: Bibliographies, written: WrittenEntries, report: (error: unknown) => void) {
    this.#bibliographies = bibliographies;
    this.#written = written;
    this.#report = report;
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, reason, contentChanges }) => {
        if (reason === undefined || !contentChanges.length || !this.#added.has(document.uri.toString()))
          return;
        this.#enqueue(() => this.#follow(document)).catch(this.#report);
      }),
      // Its steps to undo are gone with it.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#added.delete(uri.toString())),
    );
  }

  /**
   * Adds the dossier's sources to the first bibliography of a saved draft that can be written, unless one of its
   * bibliographies has them; makes the file where it is missing. Nothing else in a file changes.
   *
   * @param asked whether the writer asked for just this, whatever the setting says.
   * @returns `undeclared` when the draft declares none.
   * @throws UserError when no bibliography can be read or written; the draft keeps its citation.
   */
  complete(
    draft: vscode.TextDocument,
    keys: readonly string[],
    asked = false,
  ): Promise<'complete' | 'undeclared'> {
    return this.#enqueue(() => this.#complete(draft, keys, asked));
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #enqueue<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(job);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #complete(
    draft: vscode.TextDocument,
    keys: readonly string[],
    asked = false,
  ): Promise<'complete' | 'undeclared'> {
    const adds = asked || addsToBibliography(draft);
    if (draft.isUntitled || !adds || !needsBibliography(syntaxOf(draft).id)) {
      return 'complete';
    }
    const library = await this.#bibliographies.library(draft);
    const declared = await this.#bibliographies.of(draft);
    if (!declared.length) return 'undeclared';
    const items = [...new Set(keys)].flatMap((key) => {
      const work = library.work(key);
      // Another draft counts on it now.
      if (work?.entries.length) this.#keep(draft, key);
      return work?.source && !work.entries.length ? [work.source.item] : [];
    });
    if (items.length) await this.#append(draft, await writable(declared, draft, items), items);
    return 'complete';
  }

  async #append(
    draft: vscode.TextDocument,
    { uri, text: before, format }: DraftBibliography & { readonly format: BibliographyFormat },
    items: readonly CslItem[],
  ): Promise<void> {
    let text = before ?? '';
    const added: Added[] = [];
    for (const item of items) {
      const result = appendItem(text, format, item);
      if (result.kind === 'unreadable') {
        throw notAdded(vscode.l10n.t('{0} cannot be read as a bibliography', fileName(uri)), items);
      }
      if (result.kind === 'present') continue;
      text = applyEdits(text, [result.edit]);
      const made = before === undefined;
      added.push({ file: uri, key: item.id, text: result.edit.newText, made, withdrawn: false });
    }
    if (!added.length) return;
    await this.#write(uri, before, text, items);
    const id = draft.uri.toString();
    const others = (this.#added.get(id) ?? []).filter((one) => !added.some(({ key }) => key === one.key));
    this.#added.set(id, [...others, ...added]);
    await this.#written.remember(uri, items, format);
    if (before === undefined) {
      vscode.window.setStatusBarMessage(vscode.l10n.t('Created {0}', fileName(uri)), 5000);
    }
  }

  /** After an undo or redo: entries go and come with the citations they were added for. */
  async #follow(draft: vscode.TextDocument): Promise<void> {
    const added = this.#added.get(draft.uri.toString()) ?? [];
    const cited = await this.#bibliographies.citedKeys(draft, true);
    const gone = added.filter(({ key, withdrawn }) => !withdrawn && !cited.has(key));
    // The last one first: a list that held nothing before is whole again only then.
    for (const one of gone.toReversed()) await this.#withdraw(draft, one);
    const back = added.filter(({ key, withdrawn }) => withdrawn && cited.has(key)).map(({ key }) => key);
    if (back.length) await this.#complete(draft, back);
  }

  async #withdraw(draft: vscode.TextDocument, added: Added): Promise<void> {
    added.withdrawn = true;
    const { file, key } = added;
    if (citedElsewhere(draft, key)) return;
    const { text } = await this.#bibliographies.files.read(file);
    const at = text?.indexOf(added.text) ?? -1;
    // What the writer has changed since is his.
    if (text === undefined || at < 0 || text.indexOf(added.text, at + 1) >= 0) return;
    const rest = text.slice(0, at) + text.slice(at + added.text.length);
    if (rest === '' && added.made && !isOpen(file)) {
      await vscode.workspace.fs.delete(file);
      this.#bibliographies.wrote(file);
    } else await this.#write(file, text, rest, []);
  }

  async #write(
    file: vscode.Uri,
    before: string | undefined,
    after: string,
    items: readonly CslItem[],
  ): Promise<void> {
    try {
      await this.#bibliographies.files.write(file, before, after);
    } catch (error) {
      throw error instanceof UserError && items.length ? notAdded(error.message, items) : error;
    }
    this.#bibliographies.wrote(file);
  }

  /** An entry that a second draft relies on stays when the first one's citation is undone. */
  #keep(draft: vscode.TextDocument, key: string): void {
    for (const [id, added] of this.#added) {
      if (id === draft.uri.toString()) continue;
      const rest = added.filter((one) => one.key !== key);
      if (rest.length < added.length) this.#added.set(id, rest);
    }
  }
}

/** The first bibliography that can be written. */
async function writable(
  declared: readonly DraftBibliography[],
  draft: vscode.TextDocument,
  items: readonly CslItem[],
): Promise<DraftBibliography & { readonly format: BibliographyFormat }> {
  let refusal: string | undefined;
  for (const one of declared) {
    const { uri, format, readAs } = one;
    const why =
      one.refusal ??
      (format
        ? await writeRefusal(uri, draft.uri)
        : readAs
          ? vscode.l10n.t('{0} is of a kind that Dossier only reads', fileName(uri))
          : vscode.l10n.t('{0} is of no known kind of bibliography', fileName(uri)));
    if (!why && format) return { ...one, format };
    refusal ??= why;
  }
  throw notAdded(refusal ?? '', items);
}

function notAdded(message: string, items: readonly CslItem[]): UserError {
  const keys = items.map(({ id }) => `“${id}”`).join(', ');
  return new UserError(
    message,
    vscode.l10n.t('the citation stands; add {0} to a bibliography yourself', keys),
  );
}

function citedElsewhere(draft: vscode.TextDocument, key: string): boolean {
  return vscode.workspace.textDocuments.some(
    (other) => other !== draft && other.getText().includes(key) && citedKeys(other).has(key),
  );
}

function isOpen(file: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === file.toString());
}
