/** The only reader of configuration. */
import * as vscode from 'vscode';
import { type SettingId, settingIds } from './ids.ts';

function read<T>(id: SettingId, scope: vscode.ConfigurationScope | undefined, fallback: T): T {
  return vscode.workspace.getConfiguration('dossier', scope).get<T>(id, fallback);
}

/** The citation syntax to use in a document: `auto`, or the id of one. */
export function citationSyntax(document: vscode.TextDocument): string {
  return read(settingIds.citationSyntax, document, 'auto');
}

/** The CSL style that renders references in plain text. */
export function citationStyle(document: vscode.TextDocument | undefined): string {
  return read(settingIds.citationStyle, document, 'apa');
}

/** Whether a citation names the paragraph. */
export function citesParagraph(document: vscode.TextDocument | undefined): boolean {
  return read(settingIds.citationLocator, document, true);
}

/** Whether a cited source is added to the bibliography that the draft declares. */
export function addsToBibliography(document: vscode.TextDocument): boolean {
  return read(settingIds.citationBibliography, document, true);
}

/** The bibliographies of drafts that declare none, as paths in the workspace folder. */
export function defaultBibliographies(document: vscode.TextDocument): string[] {
  const value = read<unknown>(settingIds.defaultBibliography, document, []);
  return [value].flat().filter((path): path is string => typeof path === 'string' && path.trim() !== '');
}

/** Whether completion, hover and the like answer for citation keys: `auto`, `on` or `off`. */
export function keyFeatures(document: vscode.TextDocument): string {
  return read(settingIds.keyFeatures, document, 'auto');
}

/** How unknown citation keys are reported: `off`, `hint`, `warning` or `error`. */
export function keyDiagnostics(document: vscode.TextDocument): string {
  return read(settingIds.keyDiagnostics, document, 'warning');
}

/** The folders and files that the writer's searches leave out, as a glob pattern; undefined where there are none. */
export function searchExcludes(): string | undefined {
  const excludes = vscode.workspace.getConfiguration('search').get<Record<string, unknown>>('exclude', {});
  const patterns = Object.keys(excludes).filter(
    (pattern) => excludes[pattern] === true && !/[{}]/.test(pattern),
  );
  return patterns.length ? `{${patterns.join(',')}}` : undefined;
}

/** Keeps VS Code's Markdown validation from taking citations for links, in the workspace or, without one, for the user. */
export async function ignoreReferenceLinks(): Promise<void> {
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace
    .getConfiguration('markdown.validate')
    .update('referenceLinks.enabled', 'ignore', target);
}

/** Whether names show a card in this document. */
export function showsHover(document: vscode.TextDocument): boolean {
  return read(settingIds.hover, document, true);
}

/** Whether names are underlined in this document. */
export function underlinesNames(document: vscode.TextDocument): boolean {
  return read(settingIds.underlineNames, document, false);
}

/** Whether the bundled dossier is open. */
export function usesBundledDossier(): boolean {
  return read(settingIds.bundledDossier, undefined, true);
}

/** The folders of the writer's own dossiers as the settings have them: the user's, then the workspace's. */
export function dossierFolders(): string[] {
  const found = vscode.workspace.getConfiguration('dossier').inspect<unknown>(settingIds.folders);
  const lists = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  return lists.flatMap((list) =>
    Array.isArray(list) ? list.filter((path): path is string => typeof path === 'string') : [],
  );
}

/** Adds a folder to those of the workspace, or to the user's where no workspace is open. */
export async function addDossierFolder(path: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('dossier');
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const found = configuration.inspect<readonly string[]>(settingIds.folders);
  const present = (inWorkspace ? found?.workspaceValue : found?.globalValue) ?? [];
  if (present.includes(path)) return;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(settingIds.folders, [...present, path], target);
}

/** Opens or closes the bundled dossier, for the workspace where one is open. */
export async function useBundledDossier(use: boolean): Promise<void> {
  if (use === usesBundledDossier()) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('dossier').update(settingIds.bundledDossier, use, target);
}

/** Calls back when one of these settings changes. */
export function onDidChangeSettings(ids: readonly SettingId[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(
    (event) => ids.some((id) => event.affectsConfiguration(`dossier.${id}`)) && listener(),
  );
}
