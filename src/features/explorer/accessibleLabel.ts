/** What a screen reader says of a tree node: its kind, which sighted people see as an icon, and what a bare number counts. */
import * as vscode from 'vscode';
import type { TreeNode } from '../../core/tree/node.ts';
import { kindName } from '../../host/kindNames.ts';

export function accessibleLabel(node: TreeNode): string {
  const { content, label, disputed } = node;
  const name = content.kind === 'group' ? label : vscode.l10n.t('{0}: {1}', kindName(content.kind), label);
  return [name, detail(node), disputed ? vscode.l10n.t('sources disagree') : ''].filter(Boolean).join(', ');
}

function detail({ content, description }: TreeNode): string {
  if (content.kind !== 'group' || !description) {
    if (content.kind === 'topic') return vscode.l10n.t('events and claims: {0}', description);
    if (content.kind === 'entity') return named(content.entity.kind, description);
    return description;
  }
  switch (content.group) {
    case 'year':
      return vscode.l10n.t('events: {0}', description);
    case 'mentions':
      return vscode.l10n.t('paragraphs: {0}', description);
    case 'position':
      return description;
    default:
      return vscode.l10n.t('entities: {0}', description);
  }
}

function named(kind: Parameters<typeof kindName>[0], count: string): string {
  const mentions = count ? vscode.l10n.t('named in paragraphs: {0}', count) : '';
  return [kindName(kind), mentions].filter(Boolean).join(', ');
}
