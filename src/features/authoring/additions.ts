/** From a text into a dossier: a selected name becomes an entity or another name of one, a paragraph becomes evidence. */
import * as vscode from 'vscode';
import { addEntries, addToField } from '../../core/authoring/additions.ts';
import { slug } from '../../core/corpus/newDossier.ts';
import { entityKinds, type lists } from '../../core/corpus/schema.ts';
import { evidenceText } from '../../core/dossier.ts';
import { UserError } from '../../core/errors.ts';
import { kindName } from '../../core/terms.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { within } from '../../host/dossierFolder.ts';
import { type CommandId, commandIds } from '../../host/ids.ts';
import { statOf } from '../../host/listFiles.ts';
import { chooseDossier, chooseFrom, type OwnDossier, ownDossiers } from '../../host/ownDossiers.ts';
import { referencesIn } from '../../host/references.ts';
import { replaceFile } from '../../host/textFiles.ts';

/** A longer selection is no name. In UTF-16 units. */
const longestName = 100;

export function registerAdditions(corpora: Corpora, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(commandIds.createEntity, log, async (argument) => {
      const name = nameFrom(argument);
      const target = await chooseDossier(corpora);
      if (!target) return;
      const kind = await vscode.window.showQuickPick([...entityKinds], {
        title: vscode.l10n.t('New entity “{0}”', name),
        placeHolder: vscode.l10n.t('What sort of thing is it?'),
      });
      if (!kind) return;
      const description = await vscode.window.showInputBox({
        title: vscode.l10n.t('New entity “{0}”', name),
        prompt: vscode.l10n.t('Who or what is it? The first line of its card.'),
        validateInput: (value) => (value.trim() ? undefined : vscode.l10n.t('A description is needed.')),
      });
      if (!description) return;
      const taken = new Set(target.corpus?.entities.map(({ id }) => id));
      let id = slug(name);
      for (let number = 2; taken.has(id); number++) id = `${slug(name)}-${number}`;
      await change(target, 'entities.yaml', (text) =>
        addEntries('entities.yaml', text, [{ id, prefLabel: name, kind, description: description.trim() }]),
      );
    }),
    registerCommand(commandIds.addAlias, log, async (argument) => {
      const name = nameFrom(argument);
      const target = await chooseDossier(corpora);
      const entities = target?.corpus?.entities.map(({ id, prefLabel, description }) => ({
        id,
        label: prefLabel,
        detail: description,
      }));
      if (!target || !entities) return;
      const entity = await vscode.window.showQuickPick(entities, {
        title: vscode.l10n.t('“{0}” is another name of …', name),
        matchOnDetail: true,
      });
      if (!entity) return;
      await change(target, 'entities.yaml', (text) =>
        addToField('entities.yaml', text, entity.id, 'altLabel', name),
      );
    }),
    registerCommand(commandIds.addEvidence, log, async (argument) => {
      const { dossier } = await corpora.index();
      const [reference] = referencesIn(dossier, argument);
      const source = reference && dossier.source(reference.source);
      if (!source || reference.paragraph === undefined) {
        throw new UserError(
          vscode.l10n.t('No paragraph is chosen'),
          vscode.l10n.t('choose a numbered paragraph in the Sources view'),
        );
      }
      const owners = (await ownDossiers(corpora)).filter(({ corpus }) =>
        corpus?.sources.some(({ id }) => id === source.id),
      );
      if (!owners.length) {
        throw new UserError(
          vscode.l10n.t('“{0}” is no source of a dossier of yours', source.id),
          vscode.l10n.t('add the document to yours with Add Documents'),
        );
      }
      const target = await chooseFrom(owners);
      if (!target?.corpus) return;
      const { events, claims } = target.corpus;
      const picked = await vscode.window.showQuickPick(
        [
          ...events.map(({ id, title, summary }) => ({
            id,
            file: 'events.yaml' as const,
            label: title,
            iconPath: new vscode.ThemeIcon('milestone'),
            description: kindName('event'),
            detail: summary,
          })),
          ...claims.map(({ id, statement }) => ({
            id,
            file: 'claims.yaml' as const,
            label: statement,
            iconPath: new vscode.ThemeIcon('verified'),
            description: kindName('claim'),
            detail: '',
          })),
        ],
        { title: vscode.l10n.t('What does this paragraph support?'), matchOnDetail: true },
      );
      if (!picked) return;
      const evidence = evidenceText({ source: source.id, paragraph: reference.paragraph });
      await change(target, picked.file, (text) =>
        addToField(picked.file, text, picked.id, 'evidence', evidence),
      );
    }),
    vscode.languages.registerCodeActionsProvider('*', nameActions(corpora), {
      providedCodeActionKinds: [vscode.CodeActionKind.RefactorExtract],
    }),
  );
}

/** Offers to take the selected name up, where there is a dossier to take it. */
function nameActions(corpora: Corpora): vscode.CodeActionProvider {
  return {
    async provideCodeActions(document, range, context) {
      const name = cleanName(document.getText(range));
      if (range.isEmpty || !name || context.triggerKind !== vscode.CodeActionTriggerKind.Invoke) return [];
      if (!(await ownDossiers(corpora)).length) return [];
      const action = (title: string, command: CommandId) => {
        const offered = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorExtract);
        offered.command = { command, title, arguments: [{ name }] };
        return offered;
      };
      return [
        action(vscode.l10n.t('Create Entity “{0}”…', name), commandIds.createEntity),
        action(vscode.l10n.t('Add “{0}” as Another Name of…', name), commandIds.addAlias),
      ];
    },
  };
}

function cleanName(text: string): string | undefined {
  const name = text.replace(/\s+/g, ' ').trim();
  return name && name.length <= longestName ? name : undefined;
}

/** The name of the code action that asked, else what is selected. */
function nameFrom(argument: unknown): string {
  const given =
    typeof argument === 'object' && argument !== null && 'name' in argument ? argument.name : undefined;
  const editor = vscode.window.activeTextEditor;
  const text = typeof given === 'string' ? given : (editor?.document.getText(editor.selection) ?? '');
  const name = cleanName(text);
  if (name !== undefined) return name;
  throw new UserError(vscode.l10n.t('No name is selected'), vscode.l10n.t('select one in a text first'));
}

/** Changes one file of a dossier and shows the change; a file with unsaved changes is left for the writer to save. */
async function change(
  { folder }: OwnDossier,
  file: keyof typeof lists,
  edit: (text: string) => ReturnType<typeof addToField>,
): Promise<void> {
  const uri = within(folder, file);
  const exists = (await statOf(uri)) !== undefined;
  if (!exists) await replaceFile(uri, new Uint8Array());
  const document = await vscode.workspace.openTextDocument(uri);
  const save = !document.isDirty;
  const added = edit(document.getText());
  if (!added) {
    throw new UserError(
      vscode.l10n.t('{0} cannot be added to', file),
      vscode.l10n.t('mend what the Problems view says of it'),
    );
  }
  if (added === 'present') {
    vscode.window.setStatusBarMessage(vscode.l10n.t('It is there already'), 3000);
    return;
  }
  const { start, end, newText } = added;
  const workspaceEdit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  workspaceEdit.replace(uri, range, newText);
  await vscode.workspace.applyEdit(workspaceEdit);
  if (save) await document.save();
  const shown = new vscode.Range(range.start, document.positionAt(start + newText.length));
  await vscode.window.showTextDocument(document, { selection: shown, preview: true });
}
