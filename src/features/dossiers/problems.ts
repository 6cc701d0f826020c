/** What is at fault in the files of the writer's dossiers, in the Problems view. */
import * as vscode from 'vscode';
import type { Problem } from '../../core/corpus/problem.ts';
import { dossierFiles } from '../../core/corpus/schema.ts';
import { capitalized, reportError } from '../../host/commands.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { within } from '../../host/dossierFolder.ts';
import { commandIds } from '../../host/ids.ts';
import { statOf } from '../../host/listFiles.ts';

/** Typing is checked when it pauses. In ms. */
const quiet = 300;

/** Shows faults as soon as a dossier has been read; opening one of its files is reason enough to read it. */
export function registerProblems(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('dossier');
  const missed = new Set<string>();
  let round = 0;
  let bibliographies: readonly KnownDossier[] = [];
  const show = async (): Promise<void> => {
    const own = ++round;
    const known = await corpora.known();
    // A later round knows better.
    if (own !== round) return;
    collection.clear();
    collection.set(known.flatMap(diagnosticsOf));
    bibliographies = known.filter(({ place }) => place?.kind === 'bibliography');
    showOnce(bibliographies);
    for (const one of known) if (isMissing(one) && !missed.has(one.key)) void tellMissing(one, missed);
    await checkTyped();
  };
  /** A bibliography that a draft declares is looked at beside the draft: what is told there is not told twice. */
  const showOnce = (some: readonly KnownDossier[]): void => {
    for (const one of some) {
      const uri = one.place?.uri;
      if (!uri) continue;
      const told = linesTold(uri);
      const own = diagnosticsOf(one).flatMap(([, diagnostics]) => diagnostics);
      const left = own.filter(({ range }) => !told.has(range.start.line));
      if (left.length !== (collection.get(uri)?.length ?? 0)) collection.set(uri, left);
    }
  };
  const showOrReport = () => void show().catch((error: unknown) => reportError(error, log));
  const isDossierDocument = ({ uri }: vscode.TextDocument) =>
    dossierFiles.includes(uri.path.split('/').at(-1) ?? '');
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The files that were typed in since the last check. */
  const typed = new Set<vscode.TextDocument>();
  /** What is typed is checked before it is saved; the dossier itself changes when it is. */
  const checkTyped = async (): Promise<void> => {
    const unsaved = vscode.workspace.textDocuments.filter(
      (document) => document.isDirty && isDossierDocument(document),
    );
    const files = await Promise.all([...typed, ...unsaved].map(({ uri }) => corpora.dossierFile(uri)));
    typed.clear();
    const folders = new Map(files.flatMap((file) => (file ? [[file.folder.toString(), file] as const] : [])));
    for (const { folder, known } of folders.values()) {
      const checked = await corpora.check(folder);
      if (!checked) continue;
      for (const path of checked.paths) collection.delete(within(folder, path));
      collection.set(diagnosticsOf({ ...known, problems: checked.problems }));
    }
  };
  if (vscode.workspace.textDocuments.some(isDossierDocument)) showOrReport();
  return vscode.Disposable.from(
    collection,
    corpora.onDidRead(showOrReport),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const changed = new Set(uris.map(String));
      showOnce(bibliographies.filter(({ key }) => changed.has(key)));
    }),
    vscode.workspace.onDidOpenTextDocument((document) => isDossierDocument(document) && showOrReport()),
    // What was typed and not saved is gone with its editor.
    vscode.workspace.onDidCloseTextDocument((document) => isDossierDocument(document) && showOrReport()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!isDossierDocument(document)) return;
      typed.add(document);
      clearTimeout(timer);
      timer = setTimeout(() => void checkTyped().catch((error: unknown) => log.error(String(error))), quiet);
    }),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

/** The lines of which Dossier's look at citation keys tells something; its diagnostics have a code. */
function linesTold(uri: vscode.Uri): Set<number> {
  const told = vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, code }) => source === 'Dossier' && code);
  return new Set(told.map(({ range }) => range.start.line));
}

function diagnosticsOf({ place, problems }: KnownDossier): [vscode.Uri, vscode.Diagnostic[]][] {
  if (!place) return [];
  const byFile = new Map<string, vscode.Diagnostic[]>();
  for (const problem of problems) {
    byFile.set(problem.file, byFile.get(problem.file) ?? []);
    byFile.get(problem.file)?.push(diagnostic(problem));
  }
  return [...byFile].map(([file, diagnostics]) => [
    // What is wrong with a bibliography stands in the place itself.
    file === '' ? place.uri : within(place.uri, file),
    diagnostics,
  ]);
}

function diagnostic({ severity, line, column, message, remedy }: Problem): vscode.Diagnostic {
  const position = new vscode.Position(line - 1, column - 1);
  const shown = new vscode.Diagnostic(
    new vscode.Range(position, position),
    vscode.l10n.t('{0}: {1}.', capitalized(message), remedy),
    severity === 'warning' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error,
  );
  shown.source = 'Dossier';
  return shown;
}

function isMissing({ place, open, corpus, problems }: KnownDossier): boolean {
  return open && place?.origin === 'settings' && !corpus && !problems.length;
}

async function tellMissing({ place, key }: KnownDossier, missed: Set<string>): Promise<void> {
  missed.add(key);
  const path = place?.uri.path ?? key;
  const isThere = place && (await statOf(place.uri)) !== undefined;
  const settings = vscode.l10n.t('Open Settings');
  const choose = vscode.l10n.t('Choose Dossiers');
  void vscode.window
    .showWarningMessage(
      isThere
        ? vscode.l10n.t(
            'The dossier {0} holds no document that can be read. Pictures have no text: run text recognition on them first.',
            path,
          )
        : vscode.l10n.t('The dossier {0} is not there. Mend its path in the settings.', path),
      settings,
      choose,
    )
    .then((choice) => {
      if (choice === settings) {
        return vscode.commands.executeCommand('workbench.action.openSettings', 'dossier.folders');
      }
      return choice === choose ? vscode.commands.executeCommand(commandIds.chooseDossiers) : undefined;
    });
}
