/** A draft's bibliography: kept complete, created, compared with the dossier, and what is cited exported. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { registerCommand, reportError } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { commandIds, noteScheme, previewScheme } from '../../host/ids.ts';
import { openDocument } from '../../host/textFiles.ts';
import { isWriting } from '../../host/writing.ts';
import { Completion } from './completion.ts';
import { CreationOffer, createBibliography } from './create.ts';
import { exportCitedWorks } from './exportCited.ts';
import { Previews, syncBibliography } from './sync.ts';
import { WrittenEntries } from './writtenEntries.ts';

export interface BibliographyParts {
  readonly corpora: Corpora;
  readonly bibliographies: Bibliographies;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Registers the commands; whoever inserts a citation calls `dossier.completeBibliography` with the draft's URI and the keys. */
export function registerBibliography(parts: BibliographyParts): vscode.Disposable {
  const { corpora, bibliographies, memory, log } = parts;
  const written = new WrittenEntries(memory);
  const previews = new Previews();
  const completion = new Completion(bibliographies, written, (error) => reportError(error, log));
  const create = (draft: vscode.TextDocument) => createBibliography(bibliographies, completion, draft);
  const offer = new CreationOffer(memory, create);
  return vscode.Disposable.from(
    completion,
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, previews),
    registerCommand(commandIds.completeBibliography, log, async (uri, keys, options) => {
      // A link has its arguments as text.
      const address = typeof uri === 'string' ? vscode.Uri.parse(uri) : uri;
      const draft = address instanceof vscode.Uri ? openDocument(address) : undefined;
      if (!draft || !Array.isArray(keys)) return;
      const known = keys.filter((key): key is string => typeof key === 'string').slice(0, mostKeys);
      const asked = typeof options === 'object' && options !== null && 'asked' in options;
      if ((await completion.complete(draft, known, asked)) === 'undeclared') {
        offer.make(draft).catch((error: unknown) => reportError(error, log));
      }
    }),
    registerCommand(commandIds.createBibliography, log, () => create(currentDraft())),
    registerCommand(commandIds.exportCitedWorks, log, () => exportCitedWorks(bibliographies, currentDraft())),
    registerCommand(commandIds.syncBibliography, log, async () => {
      const draft = currentDraft();
      const { dossier } = await corpora.index();
      await syncBibliography({ bibliographies, dossier, written, previews }, draft);
    }),
  );
}

/** More than one insertion has. */
const mostKeys = 1000;

function currentDraft(): vscode.TextDocument {
  const editors = [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors];
  const documents = [
    ...editors.flatMap((editor) => editor?.document ?? []),
    ...vscode.workspace.textDocuments.filter(isWriting),
  ];
  // From a project's file, which may declare a bibliography, the draft beside it is meant.
  const foreign = (scheme: string) => scheme === noteScheme || scheme === previewScheme;
  const draft = documents.find(({ uri, languageId }) => !foreign(uri.scheme) && !/^ya?ml$/.test(languageId));
  if (!draft) {
    throw new UserError(vscode.l10n.t('No draft is open'), vscode.l10n.t('open the text that cites'));
  }
  return draft;
}
