/** The list in which proposals are accepted and refused, many at a time. */
import * as vscode from 'vscode';
import { formatDate } from '../../core/date.ts';
import type { ClaimProposal, Proposal } from '../../core/proposals/proposal.ts';
import type { OwnDossier } from '../../host/ownDossiers.ts';

interface ProposalItem extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

/** @returns what was ticked; undefined when the list was left. Refusing one takes effect at once. */
export function chooseProposals(
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
    ...group(vscode.l10n.t('Claims'), 'claim', proposals, button),
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
  const { length } = proposal.evidence;
  const paragraphs = length === 1 ? vscode.l10n.t('1 paragraph') : vscode.l10n.t('{0} paragraphs', length);
  const shared = { proposal, buttons: [button] };
  const from = 'from' in proposal ? proposal.from : undefined;
  // What a model proposes is marked as such, with the words that it rests on.
  const mark = from ? '$(sparkle) ' : '';
  const join = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  switch (proposal.kind) {
    case 'entity': {
      const also = [...proposal.altLabel, ...proposal.weakLabel].join(', ');
      return {
        ...shared,
        label: `${mark}$(symbol-misc) ${proposal.name}`,
        description: join(also, proposal.from?.description, from?.model, paragraphs),
        detail: from ? quoted(from.quotation) : proposal.example,
      };
    }
    case 'topic':
      return { ...shared, label: `$(tag) ${proposal.phrase}`, description: paragraphs };
    case 'event':
      return {
        ...shared,
        label: `${mark}$(milestone) ${formatDate(proposal.date)}`,
        description: join(proposal.from?.title, from?.model),
        detail: from ? quoted(from.quotation) : proposal.sentence,
      };
    case 'claim':
      return {
        ...shared,
        label: `${mark}$(verified) ${proposal.statement}`,
        description: join(
          proposal.subject,
          proposal.property,
          valueText(proposal.value),
          proposal.from.model,
        ),
        detail: quoted(proposal.from.quotation),
      };
  }
}

function quoted(quotation: string): string {
  return vscode.l10n.t('“{0}”', quotation);
}

function valueText(value: ClaimProposal['value']): string {
  if ('amount' in value) return `${value.amount} ${value.unit}`;
  return 'date' in value ? formatDate(value.date) : value.text;
}
