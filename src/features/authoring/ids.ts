/** Definition, references and rename of ids across the files of a dossier. */
import * as vscode from 'vscode';
import { type IdOccurrence, idAt, idOccurrences } from '../../core/authoring/occurrences.ts';
import { citationKey, id as plainId } from '../../core/corpus/schema.ts';
import { renderSourceNote } from '../../core/sourceNote.ts';
import type { Corpora, KnownDossier } from '../../host/corpora.ts';
import { readDossierFolder, within } from '../../host/dossierFolder.ts';
import { statOf } from '../../host/listFiles.ts';
import { noteUri } from '../../host/noteUri.ts';

interface Occurrences {
  readonly id: string;
  readonly paragraph: number | undefined;
  readonly known: KnownDossier;
  readonly folder: vscode.Uri;
  readonly all: readonly {
    readonly uri: vscode.Uri;
    readonly range: vscode.Range;
    readonly at: IdOccurrence;
  }[];
}

export function idProvider(
  corpora: Corpora,
): vscode.DefinitionProvider & vscode.ReferenceProvider & vscode.RenameProvider {
  const find = (document: vscode.TextDocument, position: vscode.Position) =>
    occurrences(corpora, document, position);
  return {
    async provideDefinition(document, position) {
      const found = await find(document, position);
      if (!found) return [];
      const definitions = found.all
        .filter(({ at }) => at.role === 'definition')
        .map(({ uri, range }) => new vscode.Location(uri, range));
      const passage = await passageOf(found);
      return passage ? [passage] : definitions;
    },

    async provideReferences(document, position, { includeDeclaration }) {
      const found = await find(document, position);
      return found?.all
        .filter(({ at }) => includeDeclaration || at.role === 'reference')
        .map(({ uri, range }) => new vscode.Location(uri, range));
    },

    async prepareRename(document, position) {
      const found = await find(document, position);
      const own = found?.all.find(
        ({ uri, range }) => uri.toString() === document.uri.toString() && range.contains(position),
      );
      if (!own) throw new Error(vscode.l10n.t('There is no id here.'));
      return own.range;
    },

    async provideRenameEdits(document, position, newName) {
      const found = await find(document, position);
      if (!found) return undefined;
      const kind = found.all.find(({ at }) => at.role === 'definition')?.at.kind;
      if (!kind && found.known.corpus?.sources.some(({ id }) => id === found.id)) {
        throw new Error(vscode.l10n.t('The key of a document follows from its author and date.'));
      }
      const checked = (kind === 'source' ? citationKey : plainId).safeParse(newName);
      if (!checked.success) throw new Error(checked.error.issues[0]?.message);
      const edit = new vscode.WorkspaceEdit();
      for (const { uri, range } of found.all) edit.replace(uri, range, newName);
      // A note is named after its source.
      if (kind === 'source') {
        const note = (key: string) => within(found.folder, `notes/${key}.md`);
        if (await statOf(note(found.id))) {
          edit.renameFile(note(found.id), note(newName), { ignoreIfExists: true });
        }
      }
      return edit;
    },
  };
}

async function occurrences(
  corpora: Corpora,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Occurrences | undefined> {
  const file = await corpora.dossierFile(document.uri);
  const here = file && idAt(file.path, document.getText(), document.offsetAt(position));
  if (!file || !here) return undefined;
  const { known, folder } = file;
  const read = await readDossierFolder(folder, vscode.workspace.textDocuments);
  const all = await Promise.all(
    [...(read?.files ?? [])].map(async ([path, text]) => {
      const found = idOccurrences(path, text, here.id);
      if (!found.length) return [];
      const uri = within(folder, path);
      const opened = await vscode.workspace.openTextDocument(uri);
      const range = ({ start, end }: IdOccurrence) =>
        new vscode.Range(opened.positionAt(start), opened.positionAt(end));
      return found.map((at) => ({ uri, range: range(at), at }));
    }),
  );
  return { id: here.id, paragraph: here.paragraph, known, folder, all: all.flat() };
}

/** The numbered paragraph that evidence names, in its note. */
async function passageOf({
  id,
  paragraph,
  known,
  folder,
}: Occurrences): Promise<vscode.Location | undefined> {
  const source = known.corpus?.sources.find((one) => one.id === id);
  if (!source || paragraph === undefined || paragraph > source.paragraphs.length) return undefined;
  const uri = within(folder, `notes/${id}.md`);
  if (!(await statOf(uri))) {
    // Of a document the extension alone shows a note.
    const line = renderSourceNote(source).paragraphLines.get(paragraph) ?? 0;
    return new vscode.Location(noteUri(id), new vscode.Position(line, 0));
  }
  const note = await vscode.workspace.openTextDocument(uri);
  const written = new RegExp(String.raw`^ {0,3}${paragraph}[.)]\s`, 'm').exec(note.getText());
  const line = written ? note.positionAt(written.index).line : 0;
  return new vscode.Location(uri, new vscode.Position(line, 0));
}
