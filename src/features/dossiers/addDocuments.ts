/** Add Documents: copies files into a dossier's folder, where they become sources. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import { documentExtensions } from '../../core/reading/fileKind.ts';
import { type CopiedDocuments, copyDocuments, type DocumentToAdd } from '../../host/copyDocuments.ts';
import { commandIds } from '../../host/ids.ts';
import { listFiles, statOf } from '../../host/listFiles.ts';
import { type OwnDossier, ownDossiers } from '../../host/ownDossiers.ts';
import { fileName, openDocument } from '../../host/textFiles.ts';
import { makeDossier } from './newDossier.ts';
import { type DossierServices, givenUris, openPlace, refuseWithoutTrust, showSource } from './opening.ts';

/**
 * Copies documents; never moves one.
 *
 * @param argument a file's or folder's URI; without one the writer is asked.
 * @returns the copies.
 */
export async function addDocuments(
  services: DossierServices,
  argument: unknown,
  selected: unknown,
): Promise<readonly vscode.Uri[]> {
  refuseWithoutTrust();
  const given = givenUris(argument, selected);
  const chosen = given.length ? given : await askForFiles();
  if (!chosen?.length) return [];
  refuseUnsaved(chosen);
  const own = await chooseOrMake(services);
  if (!own) return [];
  const { hasHead } = own;
  const root = hasHead ? 'documents' : '';
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Adding documents to {0}', own.title),
    cancellable: true,
  };
  const copied = await vscode.window.withProgress(options, async (progress, token) => {
    const files = (await Promise.all(chosen.map(filesOf))).flat();
    const step = (name: string) => progress.report({ message: name, increment: 100 / files.length });
    return copyDocuments(own.folder, files, { root, step, token });
  });
  for (const { file, reason } of copied.refused) services.log.info(`not added: ${file.path}: ${reason}`);
  for (const { file, as } of copied.present) services.log.info(`there already: ${file.path}, as ${as}`);
  // Not every file system tells of new files; asking for a key has them read.
  const [first] = [...copied.added, ...copied.present.map(({ as }) => as)];
  const key = first === undefined ? undefined : services.documents.keyOf(own.folder, root, first);
  tell(services, own, copied, key);
  return copied.added.map((path) => vscode.Uri.joinPath(own.folder, ...path.split('/')));
}

/** The file in the editor, or files from the disk. */
async function askForFiles(): Promise<readonly vscode.Uri[] | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const open = typeof input === 'object' && input !== null && 'uri' in input ? input.uri : undefined;
  if (open instanceof vscode.Uri && isDocument(open)) {
    const here = { label: `$(file) ${fileName(open)}`, description: vscode.l10n.t('the file in the editor') };
    const others = { label: `$(folder-opened) ${vscode.l10n.t('Choose Files…')}` };
    const choice = await vscode.window.showQuickPick([here, others], {
      title: vscode.l10n.t('Add Documents'),
    });
    if (choice !== others) return choice && [open];
  }
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    title: vscode.l10n.t('Add Documents'),
    openLabel: vscode.l10n.t('Add'),
    filters: {
      [vscode.l10n.t('Documents')]: [...documentExtensions],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
}

function isDocument({ path, scheme }: vscode.Uri): boolean {
  const name = path.toLowerCase();
  return scheme !== 'untitled' && documentExtensions.some((extension) => name.endsWith(`.${extension}`));
}

/** What is copied is what lies on the disk, which should be what the writer sees. */
function refuseUnsaved(files: readonly vscode.Uri[]): void {
  for (const file of files) {
    if (!openDocument(file)?.isDirty && file.scheme !== 'untitled') continue;
    throw new UserError(
      vscode.l10n.t('{0} has changes that are not saved', fileName(file)),
      vscode.l10n.t('save it first'),
    );
  }
}

type Target = Pick<OwnDossier, 'folder' | 'title'> & { readonly hasHead: boolean };

/** The one dossier there is; one of several, or a new one. */
async function chooseOrMake({ corpora }: DossierServices): Promise<Target | undefined> {
  const own = await ownDossiers(corpora);
  const [only] = own;
  if (only && own.length === 1) return withHead(only);
  const make = { label: `$(add) ${vscode.l10n.t('New Dossier…')}`, own: undefined };
  const items = own.map((one) => ({
    label: one.title,
    description: vscode.workspace.asRelativePath(one.folder),
    own: one,
  }));
  const picked = await vscode.window.showQuickPick([...items, make], {
    title: vscode.l10n.t('Add Documents'),
    placeHolder: own.length
      ? vscode.l10n.t('To which dossier?')
      : vscode.l10n.t('There is no dossier of yours yet'),
  });
  if (picked?.own) return withHead(picked.own);
  const folder = picked && (await makeDossier(undefined));
  return folder && { folder, title: (await openPlace(corpora, folder)).title, hasHead: true };
}

/** In a folder that is a dossier by its documents alone, they may lie anywhere. */
async function withHead({ folder, title }: OwnDossier): Promise<Target> {
  const head = vscode.Uri.joinPath(folder, 'dossier.yaml');
  const hasHead = (await statOf(head)) !== undefined;
  return { folder, title, hasHead };
}

/** A file itself, or the files of a folder, which keep their places within it. */
async function filesOf(uri: vscode.Uri): Promise<DocumentToAdd[]> {
  const stat = await statOf(uri);
  if (!stat || !(stat.type & vscode.FileType.Directory)) return [{ uri, folder: '' }];
  const paths = await listFiles(uri, '', { accepts: () => true });
  const name = fileName(uri);
  return [...paths.keys()].map((path) => ({
    uri: vscode.Uri.joinPath(uri, ...path.split('/')),
    folder: `${name}/${path}`.replace(/[^/]*$/, ''),
  }));
}

function tell(
  { corpora }: DossierServices,
  { folder, title }: Target,
  { added, present, refused, cancelled }: CopiedDocuments,
  key: Promise<string | undefined> | undefined,
): void {
  const sentences = [
    added.length === 1 ? vscode.l10n.t('{0} was added to {1}.', baseName(added[0]), title) : undefined,
    added.length > 1 ? vscode.l10n.t('{0} documents were added to {1}.', added.length, title) : undefined,
    present.length === 1
      ? vscode.l10n.t('{0} is in {1} already, as {2}.', fileNameOf(present), title, present[0]?.as ?? '')
      : undefined,
    present.length > 1 ? vscode.l10n.t('{0} are in {1} already.', present.length, title) : undefined,
    refused.length === 1
      ? vscode.l10n.t('{0} was not added: {1}.', fileNameOf(refused), refused[0]?.reason ?? '')
      : undefined,
    refused.length > 1
      ? vscode.l10n.t(
          '{0} files were not added, such as {1}: {2}.',
          refused.length,
          fileNameOf(refused),
          refused[0]?.reason ?? '',
        )
      : undefined,
    cancelled ? vscode.l10n.t('The rest was cancelled.') : undefined,
    !added.length && !present.length && !refused.length && !cancelled
      ? vscode.l10n.t('There is no file to add.')
      : undefined,
  ];
  const show = vscode.l10n.t('Show');
  const showLog = vscode.l10n.t('Show Log');
  const buttons = [...(key ? [show] : []), ...(refused.length + present.length > 1 ? [showLog] : [])];
  const say = added.length ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  void say(sentences.filter(Boolean).join(' '), ...buttons).then(async (choice) => {
    if (choice === showLog) await vscode.commands.executeCommand(commandIds.showLog);
    const source = choice === show ? await key : undefined;
    if (source !== undefined) await showSource(corpora, folder.toString(), source);
  });
}

function baseName(path: string | undefined): string {
  return path?.split('/').at(-1) ?? '';
}

function fileNameOf([first]: readonly { readonly file: vscode.Uri }[]): string {
  return first ? fileName(first.file) : '';
}
