/** Finds and reads citation styles: the bundled ones, and the writer's own. */
import * as vscode from 'vscode';
import { UserError } from '../core/errors.ts';
import {
  type BundledStyle,
  bundledLocale,
  bundledStyle,
  defaultStyle,
  localePath,
  stylePath,
} from '../core/style/bundledStyles.ts';
import { CitationStyle } from '../core/style/citationStyle.ts';
import { draftLocale } from '../core/style/draftLocale.ts';
import { draftStyle } from '../core/style/draftStyle.ts';
import { readStyleFile } from '../core/style/styleFile.ts';
import { isWebAddress } from '../core/webAddress.ts';
import { draftLanguage } from './draftLanguage.ts';
import { surroundingsOf } from './draftSyntax.ts';
import { fileOf } from './draftText.ts';
import { extensionId } from './ids.ts';
import { citationStyle } from './settings.ts';

/** Styles that are set up, by where they come from and their locale; a file that has changed is set up anew. */
const ready = new Map<string, { readonly xml: string; readonly style: CitationStyle }>();
/** The faults that the writer has been told of, by file: each is told once. */
const told = new Map<string, string>();

/**
 * The style of a draft in the draft's language. Of a style that cannot be used the writer is told, and APA serves.
 *
 * @param document undefined where there is no draft: then the settings say it all.
 */
export async function styleOf(document: vscode.TextDocument | undefined): Promise<CitationStyle> {
  const language = saidFor(document, draftLocale)?.value ?? vscode.env.language;
  const declared = saidFor(document, draftStyle);
  const name = declared?.value ?? citationStyle(document);
  const files = styleFiles(name, declared?.file, document);
  const place = files[0]?.toString() ?? name;
  try {
    const own = files.length ? await ownStyle(files, name, language) : undefined;
    if (own) {
      told.delete(place);
      return own;
    }
    if (!bundledStyle(name)) throw noSuchStyle(name);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(place, error);
  }
  return bundled(bundledStyle(name) ?? defaultStyle, language);
}

/** What a draft says itself, else the files that it belongs with, else its project; and where. */
function saidFor(
  document: vscode.TextDocument | undefined,
  read: (text: string, languageId: string) => string | undefined,
): { readonly value: string; readonly file: vscode.Uri } | undefined {
  if (!document) return undefined;
  const own = { uri: document.uri, text: document.getText(), languageId: draftLanguage(document) };
  for (const { uri, text, languageId } of [own, ...(surroundingsOf(document)?.speakers ?? [])]) {
    const value = read(text, languageId);
    if (value !== undefined) return { value, file: fileOf(uri) };
  }
  return undefined;
}

/**
 * Where a style's file may be, the likeliest first: beside the file that names it, or in the workspace folder, as for
 * bibliographies.
 *
 * @returns none for the name of a bundled style, and where there is no folder to look in.
 */
function styleFiles(
  name: string,
  namedIn: vscode.Uri | undefined,
  document: vscode.TextDocument | undefined,
): vscode.Uri[] {
  if (isWebAddress(name) || (bundledStyle(name) && !/[./\\]/.test(name))) return [];
  if (/^[a-z]:[\\/]/i.test(name)) return [vscode.Uri.file(name)];
  const path = /\.csl$/i.test(name) ? name : `${name}.csl`;
  const folder = document && vscode.workspace.getWorkspaceFolder(fileOf(document.uri));
  const workspace = (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri;
  const beside = namedIn && namedIn.scheme !== 'untitled' ? vscode.Uri.joinPath(namedIn, '..') : undefined;
  const bases = [beside, workspace].flatMap((base) => base ?? []);
  if (!path.startsWith('/')) return bases.map((base) => vscode.Uri.joinPath(base, path));
  const root = namedIn && document && surroundingsOf(document)?.projectRoot;
  const absolute = bases[0]?.with({ path }) ?? vscode.Uri.file(path);
  return root ? [vscode.Uri.joinPath(root, path), absolute] : [absolute];
}

/**
 * The style of the first file that is there.
 *
 * @returns undefined when none is there and the name is that of a bundled style.
 * @throws UserError when the style cannot be used.
 */
async function ownStyle(
  files: readonly vscode.Uri[],
  name: string,
  language: string,
): Promise<CitationStyle | undefined> {
  const known = bundledStyle(name);
  if (!vscode.workspace.isTrusted) {
    if (known) return undefined;
    throw new UserError(
      vscode.l10n.t('{0}: citation styles of a workspace that is not trusted are not read', name),
      vscode.l10n.t('trust the workspace to use it'),
    );
  }
  for (const file of files) {
    const xml = await readText(file, name);
    if (xml !== undefined) return setUp(file.toString(), xml, language, () => create(xml, name, language));
  }
  if (known) return undefined;
  throw noSuchStyle(name);
}

async function create(xml: string, name: string, language: string): Promise<CitationStyle> {
  const parent = readStyleFile(xml, name);
  const style = new CitationStyle(
    parent ? await bundledText(stylePath(parent)) : xml,
    language,
    await localesOf(language),
  );
  style.check(name);
  return style;
}

function noSuchStyle(name: string): UserError {
  if (isWebAddress(name)) {
    return new UserError(
      vscode.l10n.t('{0}: citation styles are not fetched from the web', name),
      vscode.l10n.t('save the style beside the draft and name its file'),
    );
  }
  return new UserError(
    vscode.l10n.t('{0}: there is no such citation style', name),
    vscode.l10n.t('check the path, or name a bundled style such as apa'),
  );
}

async function bundled(id: BundledStyle, language: string): Promise<CitationStyle> {
  return setUp(id, '', language, async () => {
    const [xml, locales] = await Promise.all([bundledText(stylePath(id)), localesOf(language)]);
    return new CitationStyle(xml, language, locales);
  });
}

async function setUp(
  from: string,
  xml: string,
  language: string,
  create: () => Promise<CitationStyle>,
): Promise<CitationStyle> {
  const id = `${from} ${bundledLocale(language)}`;
  const kept = ready.get(id);
  if (kept?.xml === xml) return kept.style;
  const style = await create();
  ready.set(id, { xml, style });
  return style;
}

async function localesOf(language: string): Promise<Record<string, string>> {
  const tags = ['en-US', bundledLocale(language)] as const;
  const texts = tags.map(async (tag) => [tag, await bundledText(localePath(tag))] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** In a web host an extension's folder cannot be listed; these files have known names. */
async function bundledText(path: string): Promise<string> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (!extension) throw new Error(`there is no extension ${extensionId}`);
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, path));
  return new TextDecoder().decode(bytes);
}

/** In bytes; the largest styles there are have a twentieth of it. */
const largestStyle = 4_000_000;

/**
 * @returns undefined when there is no such file.
 * @throws UserError when it is larger than any style.
 */
async function readText(file: vscode.Uri, name: string): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    if (size <= largestStyle) return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
  throw new UserError(
    vscode.l10n.t('{0} is too large for a CSL style', name),
    vscode.l10n.t('choose another style'),
  );
}

function tell(file: string, error: UserError): void {
  if (told.get(file) === error.message) return;
  told.set(file, error.message);
  const remedy = error.remedy.charAt(0).toUpperCase() + error.remedy.slice(1);
  void vscode.window.showWarningMessage(
    vscode.l10n.t('{0}. APA is used instead. {1}.', error.message, remedy),
  );
}
