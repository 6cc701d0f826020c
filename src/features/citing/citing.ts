/** Insert, edit and copy citations, from the palette, the editor, the trees and the cards. */
import * as vscode from 'vscode';
import type { CitationPart } from '../../core/citation/syntax.ts';
import type { Dossier, Reference } from '../../core/dossier.ts';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import { UserError } from '../../core/errors.ts';
import type { Bibliographies } from '../../host/bibliographies.ts';
import { registerCommand, reportError } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { citedKeys } from '../../host/draftSyntax.ts';
import { type CommandId, commandIds } from '../../host/ids.ts';
import { referencesIn } from '../../host/references.ts';
import { copyCitationAs } from './copyAs.ts';
import {
  type Cited,
  citationText,
  currentTarget,
  type Draft,
  draftOf,
  insertCitation,
  partsOf,
  type Target,
} from './draft.ts';
import { registerDrop } from './drop.ts';
import { citationAtCursor, editCitation, editNewCitation, goToPart } from './editing.ts';
import { registerFindInDraft } from './findInDraft.ts';
import { registerInsertBibliography } from './insertBibliography.ts';
import { type Choice, pickEvidence, type Searched } from './picker.ts';

/** A longer selection is a text, not a question. In UTF-16 units. */
const longestQuery = 300;

/** What keys do in a picker; each picker knows those that are meant for it. */
const pickerKeys: readonly (readonly [CommandId, string])[] = [
  [commandIds.addAndContinue, 'add'],
  [commandIds.insertStatement, 'insertStatement'],
  [commandIds.insertWithDetails, 'details'],
  [commandIds.openHighlightedNote, 'note'],
  [commandIds.applyCitation, 'apply'],
  [commandIds.movePartUp, 'up'],
  [commandIds.movePartDown, 'down'],
  [commandIds.removePart, 'remove'],
];

interface Services {
  readonly corpora: Corpora;
  readonly bibliographies: Bibliographies;
  readonly onKey: vscode.Event<string>;
  readonly copyAs: (
    dossier: Dossier,
    draft: Draft | undefined,
    references: readonly Reference[],
  ) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface CitingServices {
  readonly corpora: Corpora;
  readonly bibliographies: Bibliographies;
  /** Keeps what was chosen last. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Registers the commands, dropping tree nodes into a text, and finding a node in the draft. */
export function registerCiting({ corpora, bibliographies, memory, log }: CitingServices): vscode.Disposable {
  const keys = new vscode.EventEmitter<string>();
  const copyAs = (dossier: Dossier, draft: Draft | undefined, references: readonly Reference[]) =>
    copyCitationAs({ dossier, draft, parts: partsOf(dossier, references, draft?.document) }, memory);
  const onError = (error: unknown) => reportError(error, log);
  const services = { corpora, bibliographies, onKey: keys.event, onError, copyAs };
  return vscode.Disposable.from(
    keys,
    ...pickerKeys.map(([id, key]) => registerCommand(id, log, () => keys.fire(key))),
    registerCommand(commandIds.insertCitation, log, async (argument, selected) => {
      // The target is taken at once: a picker or a slow disk must not move it.
      const target = currentTarget();
      const opening = open(services, target);
      let query = selectedText(target);
      if (argument !== undefined) {
        const { index, draft } = await opening;
        const { dossier } = index;
        const given = givenReferences(dossier, selected ?? argument);
        if (given.length) {
          await insert(dossier, target, draft, { parts: partsOf(dossier, given, draft?.document) });
          return;
        }
        query = entityName(dossier, argument) ?? query;
      }
      const choice = await choose(services, opening, { target, query });
      if (choice) await follow(services, await opening, target, choice);
    }),
    registerCommand(commandIds.editCitation, log, async (argument) => {
      const target = currentTarget();
      if (!target)
        throw new UserError(
          vscode.l10n.t('no draft is open'),
          vscode.l10n.t('open a text file with citations first'),
        );
      const part = goToPart(target, argument);
      const { index, draft } = await open(services, target);
      if (draft) await edit(services, index, target, draft, part);
    }),
    ...(
      [
        [commandIds.copyCitation, copy],
        [commandIds.copyCitationAs, copyAs],
      ] as const
    ).map(([id, run]) =>
      registerCommand(id, log, async (argument, selected) => {
        const target = currentTarget();
        const opening = open(services, target);
        let references: readonly Reference[] = [];
        if (argument !== undefined)
          references = givenReferences((await opening).index.dossier, selected ?? argument);
        if (!references.length) {
          const question = { title: vscode.l10n.t('Copy Citation'), query: selectedText(target) };
          references = (await choose(services, opening, question))?.references ?? [];
        }
        if (!references.length) return;
        const { index, draft } = await opening;
        await run(index.dossier, draft, references);
      }),
    ),
    registerInsertBibliography(bibliographies, log),
    registerFindInDraft(corpora, log),
    registerDrop(corpora, bibliographies),
  );
}

/** Does what was chosen in the search. */
async function follow(
  services: Services,
  { index, draft }: Opened,
  target: Target | undefined,
  { references, action, statement }: Choice,
): Promise<void> {
  const { dossier } = index;
  const parts = partsOf(dossier, references, draft?.document);
  if (action === 'edit') {
    if (target && draft) await edit(services, index, target, draft);
  } else if (action === 'copyAs') await services.copyAs(dossier, draft, references);
  else if (action === 'details' && draft) {
    const edited = await editNewCitation(
      draft,
      { parts, form: 'parenthetical' },
      editing(services, index, draft),
    );
    if (edited?.parts.length) await insert(dossier, target, draft, edited);
  } else await insert(dossier, target, draft, { parts, statement });
}

async function edit(
  services: Services,
  index: DossierSnapshot,
  target: Target,
  draft: Draft,
  part?: number,
): Promise<void> {
  const keys = await editCitation(draft, target, editing(services, index, draft), part);
  if (keys) await complete(draft, keys);
}

function editing(services: Services, index: DossierSnapshot, draft: Draft) {
  return {
    onKey: services.onKey,
    addSources: async (): Promise<readonly CitationPart[]> => {
      const opened = Promise.resolve({ index, draft });
      const choice = await choose(services, opened, { title: vscode.l10n.t('Add Source') });
      return partsOf(index.dossier, choice?.references ?? [], draft.document);
    },
  };
}

/** A tree hands over its node and, with several selected, all of them; each stands for its best reference. */
function givenReferences(dossier: Dossier, argument: unknown): Reference[] {
  const parts: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  return parts.flatMap((part) => referencesIn(dossier, part).slice(0, 1));
}

interface Question {
  /** *Insert Citation* unless told. */
  readonly title?: string;
  readonly query?: string;
  /** Where a citation may be edited instead. */
  readonly target?: Target | undefined;
}

/** Where no text is open, there is no draft. */
interface Opened {
  readonly index: DossierSnapshot;
  readonly draft: Draft | undefined;
}

async function open({ corpora, bibliographies }: Services, target: Target | undefined): Promise<Opened> {
  const index = await corpora.index();
  return { index, draft: target && (await draftOf(bibliographies, target.editor.document)) };
}

function choose(
  { onKey, onError }: Services,
  opening: Promise<Opened>,
  { title = vscode.l10n.t('Insert Citation'), query = '', target }: Question,
): Promise<Choice | undefined> {
  return pickEvidence(
    opening.then((opened) => searched(opened, target)),
    {
      title,
      query,
      onKey,
      onError,
      // The picker stays open beside the note.
      openNote: (reference) =>
        void vscode.commands.executeCommand(commandIds.openSourceNote, reference, { preserveFocus: true }),
      openEntry: async (key) => {
        const { draft } = await opening;
        await vscode.commands.executeCommand(
          commandIds.openBibliographyEntry,
          draft?.document.uri.toString(),
          key,
          { preserveFocus: true },
        );
      },
    },
  );
}

function searched({ index, draft }: Opened, target: Target | undefined): Searched {
  const found = target && draft && citationAtCursor(draft, target);
  const offset = target?.editor.document.offsetAt(target.editor.selection.active) ?? 0;
  // Behind a citation another one is more likely meant.
  const around = found && found.start < offset && offset < found.end ? found : undefined;
  return {
    index,
    editable:
      draft && around && draft.document.getText().slice(around.start, around.end).replace(/\s+/g, ' '),
    cited: draft ? citedKeys(draft.document, draft.keyOf) : new Set(),
    entries: draft?.entries,
  };
}

/** The name of the entity whose card asked. */
function entityName(dossier: Dossier, argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('entity' in argument)) return undefined;
  return typeof argument.entity === 'string' ? dossier.entity(argument.entity)?.prefLabel : undefined;
}

function selectedText(target: Target | undefined): string {
  const text = target?.editor.document.getText(target.editor.selection) ?? '';
  return text.length <= longestQuery ? text.replace(/\s+/g, ' ').trim() : '';
}

async function insert(
  dossier: Dossier,
  target: Target | undefined,
  draft: Draft | undefined,
  cited: Cited,
): Promise<void> {
  if (target && draft && (await insertCitation(draft, target, cited))) {
    await complete(
      draft,
      cited.parts.map(({ source }) => source),
    );
    return;
  }
  const citation = await citationText(draft?.sources ?? dossier, draft?.document, cited.parts);
  await vscode.env.clipboard.writeText(cited.statement ? `${cited.statement} ${citation}` : citation);
  const reason = !target
    ? vscode.l10n.t('No text editor is open')
    : target.editor.document.isClosed
      ? vscode.l10n.t('The draft was closed')
      : vscode.l10n.t('The draft cannot be edited');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0}: the citation is on the clipboard.', reason));
}

/** Keeps the bibliography of the draft complete. */
async function complete({ document }: Draft, keys: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand(commandIds.completeBibliography, document.uri, keys);
}

async function copy(
  dossier: Dossier,
  draft: Draft | undefined,
  references: readonly Reference[],
): Promise<void> {
  const document = draft?.document;
  await vscode.env.clipboard.writeText(
    await citationText(draft?.sources ?? dossier, document, partsOf(dossier, references, document)),
  );
  vscode.window.setStatusBarMessage(vscode.l10n.t('Citation copied'), 3000);
}
