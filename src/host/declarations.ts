/** Where a draft's bibliographies are declared, and which files the declarations mean. */
import * as vscode from 'vscode';
import { needsBibliography } from '../core/bibliography/declare.ts';
import { type DeclaredBibliography, declaredBibliographies } from '../core/bibliography/declared.ts';
import { partLanguage, preamble } from '../core/draftParts.ts';
import { draftLanguage } from './draftLanguage.ts';
import type { DraftPart, DraftParts } from './draftParts.ts';
import { rememberSurroundings, type Surroundings, syntaxOf } from './draftSyntax.ts';
import { fileOf } from './draftText.ts';
import type { Project, Projects } from './projects.ts';
import { defaultBibliographies } from './settings.ts';

/** A declaration and the files that it may mean, the likeliest first. */
export interface Declaration {
  readonly candidates: readonly vscode.Uri[];
  /** Undefined for the setting, and for what a tool takes unasked. */
  readonly declaredAt: vscode.Location | undefined;
}

/**
 * The declarations that hold for a draft: its own and those of the files it belongs with, then those of its project,
 * and the setting where there are none. Its syntax is known better afterwards, too.
 */
export async function declarationsFor(
  draft: vscode.TextDocument,
  parts: DraftParts,
  projects: Projects,
): Promise<{ readonly declarations: readonly Declaration[]; readonly whole: readonly DraftPart[] }> {
  const languageId = draftLanguage(draft);
  const [whole, project] = await Promise.all([
    parts.whole(draft),
    projects.of(fileOf(draft.uri), languageId),
  ]);
  rememberSurroundings(draft, surroundings(draft, whole, project));
  const place = { root: fileOf(whole[0]?.uri ?? draft.uri), language: partLanguage(languageId), project };
  const own = whole.flatMap((part) =>
    declaredBibliographies(part.text, languageId).map((one) => ({
      candidates: candidates(one.path, { ...place, file: fileOf(part.uri) }),
      declaredAt: locate(part, one),
    })),
  );
  const ofProject = project.files.flatMap((file) =>
    file.declared.map((one) => ({
      candidates: candidates(one.path, { ...place, file: file.uri }),
      declaredAt: locate(file, one),
    })),
  );
  const found = project.found.map((uri) => ({ candidates: [uri], declaredAt: undefined }));
  const declared = [...own, ...ofProject, ...found];
  return { declarations: declared.length ? declared : fromSetting(draft), whole };
}

function fromSetting(draft: vscode.TextDocument): Declaration[] {
  const folder = vscode.workspace.getWorkspaceFolder(draft.uri)?.uri;
  if (!folder || !needsBibliography(syntaxOf(draft).id)) return [];
  return defaultBibliographies(draft).map((path) => ({
    candidates: [absolute(folder, path) ?? vscode.Uri.joinPath(folder, path)],
    declaredAt: undefined,
  }));
}

function surroundings(
  draft: vscode.TextDocument,
  whole: readonly DraftPart[],
  project: Project,
): Surroundings {
  const id = draft.uri.toString();
  const others = whole.filter(({ uri }) => uri.toString() !== id);
  const languageId = draftLanguage(draft);
  const language = partLanguage(languageId);
  const texts = others.map(({ text }) => text);
  return {
    preamble:
      language === 'latex'
        ? texts.map(preamble).filter(loadsPackages).join('\n')
        : language === 'asciidoc'
          ? texts.map(bibliographyAttributes).join('\n')
          : '',
    markdown:
      project.files.find(({ declared }) => declared.length)?.cites ??
      (project.found.length ? 'myst' : undefined),
    speakers: [
      ...others.map((part) => ({ ...part, languageId })),
      ...project.files.flatMap(({ uri, text, languageId }) =>
        languageId ? [{ uri, text, languageId }] : [],
      ),
    ],
    projectRoot: project.root,
  };
}

/** The lines that tell an AsciiDoc chapter that its root cites by macro. */
function bibliographyAttributes(text: string): string {
  return (text.match(/^:bib(?:tex|liography)-[\w-]+:.*$/gm) ?? []).join('\n');
}

/** A chapter has no preamble; all of it would be looked through for packages. */
function loadsPackages(text: string): boolean {
  return /\\(?:usepackage|RequirePackage|addbibresource)\b/.test(text);
}

interface Place {
  /** The file with the declaration. */
  readonly file: vscode.Uri;
  readonly root: vscode.Uri;
  readonly language: ReturnType<typeof partLanguage>;
  readonly project: Project;
}

/** What a path may mean, as the tools resolve it. */
function candidates(path: string, { file, root, language, project }: Place): vscode.Uri[] {
  const workspace = vscode.workspace.getWorkspaceFolder(file)?.uri;
  // LaTeX names a bibliography without its extension.
  const named = /\.[a-z]+$/i.test(path) ? path : `${path}.bib`;
  const inFile = vscode.Uri.joinPath(file, '..', named);
  const inRoot = vscode.Uri.joinPath(root, '..', named);
  const fixed = absolute(file, named);
  if (fixed) {
    // A slash stands for the project's root in Quarto, MyST and Sphinx, for the workspace's in Typst.
    if (language === 'typst') return [...inFolder(workspace, named), inRoot];
    return project.root ? [vscode.Uri.joinPath(project.root, named), fixed] : [fixed];
  }
  if (language === 'latex') return distinct([inRoot, inFile]);
  // Pandoc also looks where it is started, which is often the folder that is open.
  return language ? [inFile] : distinct([inFile, ...inFolder(workspace, named)]);
}

/** @returns undefined for a path that is relative. */
function absolute(near: vscode.Uri, path: string): vscode.Uri | undefined {
  if (/^[a-z]:[\\/]/i.test(path)) return near.with({ path: `/${path.replaceAll('\\', '/')}` });
  return path.startsWith('/') ? near.with({ path }) : undefined;
}

function inFolder(folder: vscode.Uri | undefined, path: string): vscode.Uri[] {
  return folder ? [vscode.Uri.joinPath(folder, path)] : [];
}

function distinct(uris: readonly vscode.Uri[]): vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function locate(
  { uri, text }: { readonly uri: vscode.Uri; readonly text: string },
  { start, end }: DeclaredBibliography,
): vscode.Location {
  return new vscode.Location(uri, new vscode.Range(position(text, start), position(text, end)));
}

/** The position of an offset in a text that may not be open. */
function position(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
}
