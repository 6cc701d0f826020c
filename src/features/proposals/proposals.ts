/** Propose Entries: what the text of a dossier suggests, to accept or refuse many at a time. */
import * as vscode from 'vscode';
import { addEntries } from '../../core/authoring/additions.ts';
import { UserError } from '../../core/errors.ts';
import { acceptedEntries } from '../../core/proposals/accept.ts';
import { collectProposals } from '../../core/proposals/collect.ts';
import { type Proposal, proposalKey } from '../../core/proposals/proposal.ts';
import { shownDate } from '../../core/shownDate.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { within } from '../../host/dossierFolder.ts';
import { commandIds } from '../../host/ids.ts';
import { chooseDossier, type OwnDossier } from '../../host/ownDossiers.ts';

/** Where refused proposals are kept, for this workspace. */
const refusedState = 'refusedProposals';

interface ProposalItem extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

export function registerProposals(
  corpora: Corpora,
  workspaceState: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return registerCommand(commandIds.proposeEntries, log, async () => {
    const own = await chooseDossier(corpora);
    if (!own) return;
    const refused = new Set(workspaceState.get<readonly string[]>(refusedState, []));
    const proposals = await collect(corpora, own, refused);
    if (!proposals) return;
    if (!proposals.length) {
      throw new UserError(
        vscode.l10n.t('The text of {0} suggests nothing new', own.title),
        vscode.l10n.t('add sources with their text first'),
      );
    }
    const refuse = async (proposal: Proposal) => {
      refused.add(proposalKey(proposal));
      await workspaceState.update(refusedState, [...refused]);
    };
    const accepted = await choose(proposals, own, refuse);
    if (accepted?.length) await write(own, accepted);
  });
}

/** @returns undefined when it was cancelled. */
function collect(
  corpora: Corpora,
  { corpus, title }: OwnDossier,
  refused: ReadonlySet<string>,
): Thenable<Proposal[] | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Reading {0}', title),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const { matcher } = await corpora.index();
    let before = 0;
    const pause = async (done: number) => {
      progress.report({ increment: (done - before) * 100 });
      before = done;
      await new Promise((resolve) => setTimeout(resolve, 0));
      return !token.isCancellationRequested;
    };
    const proposals = await collectProposals(corpus, { matcher, refused, pause });
    return token.isCancellationRequested ? undefined : proposals;
  });
}

function choose(
  proposals: readonly Proposal[],
  { title }: OwnDossier,
  refuse: (proposal: Proposal) => Promise<void>,
): Promise<readonly Proposal[] | undefined> {
  const picker = vscode.window.createQuickPick<ProposalItem>();
  const button = {
    iconPath: new vscode.ThemeIcon('close'),
    tooltip: vscode.l10n.t('Refuse: do not propose it again'),
  };
  picker.title = vscode.l10n.t('Proposals for {0}', title);
  picker.placeholder = vscode.l10n.t('Tick what is to be written to the dossier; nothing is written before');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = [
    ...group(vscode.l10n.t('Names'), 'entity', proposals, button),
    ...group(vscode.l10n.t('Topics'), 'topic', proposals, button),
    ...group(vscode.l10n.t('Dates'), 'event', proposals, button),
  ];
  return new Promise((resolve) => {
    picker.onDidTriggerItemButton(({ item }) => {
      if (!item.proposal) return;
      void refuse(item.proposal);
      const kept = picker.selectedItems.filter((one) => one !== item);
      picker.items = picker.items.filter((one) => one !== item);
      picker.selectedItems = kept;
    });
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.flatMap(({ proposal }) => proposal ?? []));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function group(
  label: string,
  kind: Proposal['kind'],
  proposals: readonly Proposal[],
  button: vscode.QuickInputButton,
): ProposalItem[] {
  const items = proposals
    .filter((proposal) => proposal.kind === kind)
    .map((proposal) => row(proposal, button));
  return items.length ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];
}

function row(proposal: Proposal, button: vscode.QuickInputButton): ProposalItem {
  const count = proposal.evidence.length;
  const paragraphs = count === 1 ? vscode.l10n.t('1 paragraph') : vscode.l10n.t('{0} paragraphs', count);
  const shared = { proposal, buttons: [button] };
  switch (proposal.kind) {
    case 'entity': {
      const also = [...proposal.altLabel, ...proposal.weakLabel].join(', ');
      return {
        ...shared,
        label: `$(symbol-misc) ${proposal.name}`,
        description: also ? `${also} · ${paragraphs}` : paragraphs,
        detail: proposal.example,
      };
    }
    case 'topic':
      return { ...shared, label: `$(tag) ${proposal.phrase}`, description: paragraphs };
    case 'event':
      return { ...shared, label: `$(milestone) ${shownDate(proposal.date)}`, detail: proposal.sentence };
  }
}

/** Writes all of it in one edit and shows the first file that changed; saving and finishing is the writer's. */
async function write({ folder, corpus }: OwnDossier, accepted: readonly Proposal[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const changed: vscode.Uri[] = [];
  const entries = acceptedEntries(corpus, accepted);
  for (const file of ['topics.yaml', 'entities.yaml', 'events.yaml'] as const) {
    if (!entries[file].length) continue;
    const uri = within(folder, file);
    const text = await vscode.workspace.fs.stat(uri).then(
      async () => (await vscode.workspace.openTextDocument(uri)).getText(),
      () => undefined,
    );
    const added = addEntries(file, text ?? '', entries[file]);
    if (!added) {
      throw new UserError(
        vscode.l10n.t('{0} cannot be added to', file),
        vscode.l10n.t('mend what the Problems view says of it'),
      );
    }
    if (text === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(added.newText) });
    else {
      const document = await vscode.workspace.openTextDocument(uri);
      edit.replace(
        uri,
        new vscode.Range(document.positionAt(added.start), document.positionAt(added.end)),
        added.newText,
      );
    }
    changed.push(uri);
  }
  await vscode.workspace.applyEdit(edit);
  const [first] = changed;
  if (first) await vscode.window.showTextDocument(first, { preview: false });
}
