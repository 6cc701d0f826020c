/** Where the writer's own dossiers are: folders and bibliographies named in the settings, and what the workspace has. */
import * as vscode from 'vscode';
import { bibliographyExtensions } from '../core/bibliography/bibliography.ts';
import { extensionOf } from '../core/reading/fileKind.ts';
import { dossierFolders } from './settings.ts';

/** A folder or a bibliography file that is, or is said to be, a dossier. */
export interface DossierPlace {
  readonly uri: vscode.Uri;
  readonly kind: 'folder' | 'bibliography';
  /** Found by itself, or named in the settings: then it is missed when it is not there. */
  readonly origin: 'workspace' | 'settings';
}

/** More dossiers than this in one workspace are taken for a mistake, such as a folder of copies. */
const most = 50;
const notSearched = ['**/node_modules/**', '**/.git/**'];
/** So many files are asked for at once. */
const portion = 500;

/** What tells a dossier in the workspace: its head file, or anything in a folder of this name. */
export const dossierPattern = '**/{dossier.yaml,.dossier/**}';

/** The places, those of the settings first, each once; none in a workspace that is not trusted. */
export async function findDossierPlaces(): Promise<DossierPlace[]> {
  if (!vscode.workspace.isTrusted) return [];
  const named = dossierFolders().flatMap((path) => {
    const uri = resolve(path);
    if (!uri) return [];
    const kind = isBibliographyPath(uri.path) ? ('bibliography' as const) : ('folder' as const);
    return [{ uri, kind, origin: 'settings' as const }];
  });
  const [heads, inFolders] = await Promise.all([
    vscode.workspace.findFiles('**/dossier.yaml', braces(notSearched), most),
    Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => foldersByName(uri))),
  ]);
  const found = [...heads.map((uri) => vscode.Uri.joinPath(uri, '..')), ...inFolders.flat()].map((uri) => ({
    uri,
    kind: 'folder' as const,
    origin: 'workspace' as const,
  }));
  const places = new Map<string, DossierPlace>();
  for (const place of [...named, ...found.sort((a, b) => a.uri.path.localeCompare(b.uri.path))]) {
    if (!places.has(place.uri.toString())) places.set(place.uri.toString(), place);
  }
  return [...places.values()].slice(0, most);
}

/** The folders `.dossier` with anything in them. */
async function foldersByName(workspace: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(workspace, '**/.dossier/**');
  const found = new Map<string, vscode.Uri>();
  for (;;) {
    // Only files can be searched for: one folder with thousands of them must not hide the others.
    const known = [...found.values()].map(({ path }) => `${asPattern(path.slice(workspace.path.length))}/**`);
    const files = await vscode.workspace.findFiles(pattern, braces([...notSearched, ...known]), portion);
    const before = found.size;
    for (const uri of files) {
      const folder = uri.with({ path: uri.path.replace(/(\/\.dossier)\/.*$/s, '$1') });
      found.set(folder.toString(), folder);
    }
    if (files.length < portion || found.size === before || found.size >= most) return [...found.values()];
  }
}

/** A path in the workspace as a pattern; what has a meaning in patterns stands for any character. */
function asPattern(path: string): string {
  return path.replace(/^\//, '').replace(/[[\]{}()*?!,\\]/g, '?');
}

function braces(patterns: readonly string[]): string {
  return `{${patterns.join(',')}}`;
}

/** Whether a path is named like a bibliography file. */
export function isBibliographyPath(path: string): boolean {
  return bibliographyExtensions.includes(extensionOf(path));
}

/**
 * A path as people write it in the settings: absolute, from the home folder with `~`, from the workspace's first folder,
 * or a URI.
 */
function resolve(path: string): vscode.Uri | undefined {
  const trimmed = path.trim().replace(/(?<=.)[/\\]+$/, '');
  if (trimmed === '') return undefined;
  if (/^[a-z][a-z\d+.-]+:\//i.test(trimmed)) return uriFrom(trimmed);
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  const local = (absolute: string) =>
    root && root.scheme !== 'file' ? root.with({ path: absolute }) : vscode.Uri.file(absolute);
  if (/^(?:\/|\\\\|[a-z]:[/\\])/i.test(trimmed)) return local(trimmed);
  if (/^~[/\\]/.test(trimmed)) {
    const home = homeFolder();
    return home === undefined ? undefined : local(`${home}/${trimmed.slice(2)}`);
  }
  return root && vscode.Uri.joinPath(root, trimmed);
}

/** @returns undefined for what only looks like a URI, such as `file:////server`. */
function uriFrom(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined where there is none, as in a browser. */
function homeFolder(): string | undefined {
  const { process } = globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } };
  return process?.env?.HOME ?? process?.env?.USERPROFILE;
}
