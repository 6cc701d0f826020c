/** A tree node as VS Code shows it: icon, tooltip, badge, context value and what a click does. */
import * as vscode from 'vscode';
import { escapeMarkdown } from '../../core/markdown.ts';
import { shownDate } from '../../core/shownDate.ts';
import { disagreementTitle, hedgeName, kindName, statusName } from '../../core/terms.ts';
import type { TreeContent, TreeNode } from '../../core/tree/node.ts';
import { kindIcons } from '../../host/entityIcons.ts';
import { commandIds } from '../../host/ids.ts';
import { accessibleLabel } from './accessibleLabel.ts';
import { disputedBadge } from './disputed.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

const groupIcons = { ...kindIcons, year: 'calendar', mentions: 'references', position: 'comment' };

/**
 * @param expanded open the node at once, as a filter does to show what it found.
 * @param own the ids of the sources in dossiers that can be written to.
 */
export function treeItem(node: TreeNode, expanded: boolean, own: ReadonlySet<string>): vscode.TreeItem {
  const { content, cites } = node;
  const leaf = content.kind === 'passage' || node.children.length === 0;
  const item = new vscode.TreeItem(node.label, leaf ? None : expanded ? Expanded : Collapsed);
  item.id = expanded ? `filtered/${node.path}` : node.path;
  item.description = node.description;
  item.iconPath = new vscode.ThemeIcon(icon(content));
  item.tooltip = new vscode.MarkdownString(tooltip(content) ?? escapeMarkdown(node.label));
  item.accessibilityInformation = { label: accessibleLabel(node) };
  item.contextValue = [
    content.kind,
    ...(cites.length ? ['citable'] : []),
    ...(content.kind === 'group' ? [] : ['findable']),
    ...(content.kind === 'passage' && own.has(content.evidence.source) ? ['own'] : []),
  ].join(' ');
  if (node.disputed) item.resourceUri = disputedBadge.uri(node.path);
  if (content.kind === 'passage') {
    item.command = {
      command: commandIds.openSourceNote,
      title: vscode.l10n.t('Open Source Note'),
      arguments: [content.evidence],
    };
  }
  return item;
}

function icon(content: TreeContent): string {
  switch (content.kind) {
    case 'topic':
      return 'tag';
    case 'entity':
      return kindIcons[content.entity.kind];
    case 'event':
      return content.event.status === 'occurred' ? 'milestone' : 'question';
    case 'claim':
      return 'verified';
    case 'disagreement':
      return 'warning';
    case 'source':
      return 'book';
    case 'passage':
      return 'quote';
    case 'group':
      return groupIcons[content.group];
  }
}

function tooltip(content: TreeContent): string | undefined {
  const text = escapeMarkdown;
  switch (content.kind) {
    case 'topic':
      return `**${text(content.topic.prefLabel)}**\n\n${text(content.topic.definition)}`;
    case 'entity':
      return `**${text(content.entity.prefLabel)}** · ${kindName(content.entity.kind)}\n\n${text(content.entity.description)}`;
    case 'event': {
      const { title, date, status, summary } = content.event;
      return `**${text(title)}**\n\n${text(shownDate(date))} · ${statusName(status)}\n\n${text(summary)}`;
    }
    case 'claim': {
      const { statement, hedge, asOf } = content.claim;
      const facts = [asOf && vscode.l10n.t('as of {0}', shownDate(asOf)), hedge && hedgeName(hedge)].filter(
        (fact) => fact !== undefined,
      );
      return `${text(statement)}\n\n${text(facts.join(' · '))}`;
    }
    case 'disagreement': {
      const { kind, question, judgement, reason, generalKnowledge } = content.disagreement;
      const parts = [`**${disagreementTitle(kind)}:** ${text(question)}`, text(judgement), text(reason)];
      return [...parts, ...(generalKnowledge ? [`*${text(generalKnowledge)}*`] : [])].join('\n\n');
    }
    case 'source': {
      const { item } = content.source;
      return `**${text(item.title)}**\n\n${text(item.custom?.trust ?? '')}`;
    }
    case 'passage':
      return text(content.text);
    case 'group':
      return undefined;
  }
}
