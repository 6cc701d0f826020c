/** Propose Entries: what the text of a dossier suggests, to accept or refuse many at a time. */
import * as vscode from 'vscode';
import { UserError } from '../../core/errors.ts';
import { collectProposals } from '../../core/proposals/collect.ts';
import { type Proposal, proposalKey } from '../../core/proposals/proposal.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { commandIds } from '../../host/ids.ts';
import { chooseDossier, type OwnDossier } from '../../host/ownDossiers.ts';
import { chooseProposals } from './list.ts';
import { registerModelProposals } from './modelProposals.ts';
import { writeProposals } from './write.ts';

/** Where refused proposals are kept, for this workspace. */
const refusedState = 'refusedProposals';

export function registerProposals(
  corpora: Corpora,
  workspaceState: vscode.Memento,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const refusedBefore = () => new Set(workspaceState.get<readonly string[]>(refusedState, []));
  /** Lets the writer accept and refuse, and writes what was accepted. */
  const offer = async (own: OwnDossier, proposals: readonly Proposal[]): Promise<void> => {
    const refused = refusedBefore();
    const accepted = await chooseProposals(proposals, own, async (proposal) => {
      refused.add(proposalKey(proposal));
      await workspaceState.update(refusedState, [...refused]);
    });
    if (accepted?.length) await writeProposals(own, accepted);
  };
  return vscode.Disposable.from(
    registerCommand(commandIds.proposeEntries, log, async () => {
      const own = await chooseDossier(corpora);
      const proposals = own && (await collect(corpora, own, refusedBefore()));
      if (!proposals) return;
      if (!proposals.length) {
        throw new UserError(
          vscode.l10n.t('The text of {0} suggests nothing new', own.title),
          vscode.l10n.t('add sources with their text first'),
        );
      }
      await offer(own, proposals);
    }),
    registerModelProposals({ corpora, refused: refusedBefore, offer, log }),
  );
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
