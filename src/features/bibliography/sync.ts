/** Sync Bibliography: shows what a bibliography lacks of the dossier, and writes what the writer has chosen and seen. */
import * as vscode from 'vscode';
import { bibliographyKeys } from '../../core/bibliography/bibliography.ts';
import { applySync, planSync, type SyncChange } from '../../core/bibliography/sync.ts';
import type { Dossier } from '../../core/dossier.ts';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies, DraftBibliography } from '../../host/bibliographies.ts';
import { previewScheme } from '../../host/ids.ts';
import { fileName } from '../../host/textFiles.ts';
import { writeRefusal } from './writable.ts';
import type { WrittenEntries } from './writtenEntries.ts';

export interface SyncParts {
  readonly bibliographies: Bibliographies;
  readonly dossier: Dossier;
  readonly written: WrittenEntries;
  readonly previews: Previews;
}

/** The texts that files are compared with, while their comparison is shown. */
export class Previews implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #count = 0;

  /** @returns the address of a text under a file's name. */
  show(file: vscode.Uri, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: previewScheme, path: file.path, query: String(++this.#count) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  forget(uri: vscode.Uri): void {
    this.#texts.delete(uri.toString());
  }
}

/**
 * Compares each bibliography of a draft with the dossier.
 *
 * @throws UserError when there is none, or a file cannot be written.
 */
export async function syncBibliography(parts: SyncParts, draft: vscode.TextDocument): Promise<void> {
  const declared = await parts.bibliographies.of(draft);
  const readable = declared.filter(({ text, format }) => text !== undefined && format);
  if (!readable.length) {
    throw new UserError(
      vscode.l10n.t('{0} has no bibliography yet', fileName(draft.uri)),
      vscode.l10n.t('create one with “Dossier: Create Bibliography”'),
    );
  }
  const cited = await parts.bibliographies.citedKeys(draft, true);
  for (const [index, one] of readable.entries()) {
    // What no bibliography has is added to the first one alone.
    const others = index === 0 ? readable.slice(1) : readable.filter((other) => other !== one);
    const elsewhere = new Set(index === 0 ? keysOf(others) : [...keysOf(others), ...cited]);
    await syncOne(parts, draft, one, { cited, elsewhere });
  }
}

async function syncOne(
  { bibliographies, dossier, written, previews }: SyncParts,
  draft: vscode.TextDocument,
  { uri, text, format }: DraftBibliography,
  { cited, elsewhere }: { readonly cited: ReadonlySet<string>; readonly elsewhere: ReadonlySet<string> },
): Promise<void> {
  if (text === undefined || !format) return;
  const plan = planSync({
    text,
    format,
    cited,
    elsewhere,
    item: (key) => dossier.source(key)?.item,
    isFromBibliography: (key) => dossier.source(key)?.entry !== undefined,
    isUntouched: (key, fingerprint) => written.isUntouched(uri, key, fingerprint),
  });
  if (!plan.changes.length) {
    void vscode.window.showInformationMessage(
      [vscode.l10n.t('{0} agrees with the dossier.', fileName(uri)), uncitedText(plan.uncited)]
        .join(' ')
        .trim(),
    );
    return;
  }
  const refusal = await writeRefusal(uri, draft.uri);
  if (refusal) throw new UserError(refusal, vscode.l10n.t('change it yourself'));
  const chosen = await choose(uri, plan.changes, plan.uncited);
  if (!chosen?.length) return;
  const { text: after, failed } = applySync(text, format, chosen);
  if (failed.length) {
    throw new UserError(
      vscode.l10n.t('{0} in {1} cannot be replaced safely', failed.join(', '), fileName(uri)),
      vscode.l10n.t('change it yourself, or leave it out'),
    );
  }
  if (!(await confirm(previews, uri, after, chosen.length))) return;
  await bibliographies.files.write(uri, text, after);
  bibliographies.wrote(uri);
  await written.remember(
    uri,
    chosen.map(({ item }) => item),
    format,
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Changed {0}', fileName(uri)), 5000);
}

interface ChangeRow extends vscode.QuickPickItem {
  readonly change?: SyncChange;
}

async function choose(
  file: vscode.Uri,
  changes: readonly SyncChange[],
  uncited: readonly string[],
): Promise<SyncChange[] | undefined> {
  const groups = [
    ['missing', vscode.l10n.t('Cited, but missing')],
    ['outdated', vscode.l10n.t('Out of date')],
    ['edited', vscode.l10n.t('Differs, and may be your own work')],
  ] as const;
  const rows = groups.flatMap(([kind, label]): ChangeRow[] => {
    const own = changes.filter((change) => change.kind === kind);
    if (!own.length) return [];
    return [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...own.map((change) => ({
        label: change.key,
        description: change.fields.join(', '),
        detail: change.item.title,
        picked: kind !== 'edited',
        change,
      })),
    ];
  });
  const picked = await vscode.window.showQuickPick(rows, {
    canPickMany: true,
    title: vscode.l10n.t('Sync {0} with the Dossier', fileName(file)),
    placeHolder: [vscode.l10n.t('Choose what to change. The changes are shown first.'), uncitedText(uncited)]
      .join(' ')
      .trim(),
  });
  return picked?.flatMap(({ change }) => change ?? []);
}

/** Shows the changes side by side and asks; the comparison is closed with the answer. */
async function confirm(previews: Previews, file: vscode.Uri, after: string, count: number): Promise<boolean> {
  const preview = previews.show(file, after);
  try {
    await vscode.commands.executeCommand(
      'vscode.diff',
      file,
      preview,
      vscode.l10n.t('{0}: as it is ↔ with the changes', fileName(file)),
      { preview: true },
    );
    const apply = vscode.l10n.t('Apply');
    const question =
      count === 1
        ? vscode.l10n.t('Make this change in {0}?', fileName(file))
        : vscode.l10n.t('Make these {0} changes in {1}?', count, fileName(file));
    return (await vscode.window.showInformationMessage(question, apply, vscode.l10n.t('Cancel'))) === apply;
  } finally {
    await closeComparison(preview);
    previews.forget(preview);
  }
}

async function closeComparison(preview: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === preview.toString(),
    );
  if (tabs.length) await vscode.window.tabGroups.close(tabs);
}

function keysOf(bibliographies: readonly DraftBibliography[]): string[] {
  return bibliographies.flatMap(({ text, format }) =>
    text !== undefined && format ? (bibliographyKeys(text, format) ?? []) : [],
  );
}

function uncitedText(keys: readonly string[]): string {
  if (!keys.length) return '';
  return vscode.l10n.t('No longer cited: {0}.', keys.join(', '));
}
