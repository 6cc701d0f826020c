/** A row of In This Document as VS Code shows it. */
import * as vscode from 'vscode';
import { escapeMarkdown } from '../../core/markdown.ts';
import { shownDate } from '../../core/shownDate.ts';
import { workLabel } from '../../core/workCard.ts';
import { kindIcons } from '../../host/entityIcons.ts';
import { commandIds } from '../../host/ids.ts';
import {
  type EvidenceRow,
  type GroupRow,
  type ItemRow,
  type NameRow,
  type Row,
  rowId,
  type WorkRow,
} from './rows.ts';
import { uncitedBadge } from './uncited.ts';

const { None, Expanded } = vscode.TreeItemCollapsibleState;

/** How much of a passage a row holds; a row is one line. In UTF-16 units. */
const longestLabel = 140;

/** What a group holds: how many rows it shows, and all of them. */
export interface GroupContent {
  readonly shown: number;
  readonly all: readonly ItemRow[];
}

/** @param content of a group. */
export function rowItem(row: Row, content: GroupContent = { shown: 0, all: [] }): vscode.TreeItem {
  const item = itemOf(row, content);
  item.id = rowId(row);
  return item;
}

function itemOf(row: Row, content: GroupContent): vscode.TreeItem {
  switch (row.kind) {
    case 'group':
      return groupItem(row, content);
    case 'evidence':
      return evidenceItem(row);
    case 'work':
      return workItem(row);
    case 'name':
      return nameItem(row);
  }
}

function groupItem({ group }: GroupRow, { shown, all }: GroupContent): vscode.TreeItem {
  // One that were a leaf while it is empty would come back folded.
  const item = new vscode.TreeItem(groupLabel(group), Expanded);
  item.contextValue = `group ${group}`;
  item.description =
    shown === all.length
      ? all.length
        ? String(all.length)
        : vscode.l10n.t('none')
      : vscode.l10n.t('{0} of {1}', shown, all.length);
  item.tooltip = groupTooltip(group);
  item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
  return item;
}

function groupLabel(group: GroupRow['group']): string {
  switch (group) {
    case 'evidence':
      return vscode.l10n.t('Evidence for This Paragraph');
    case 'citations':
      return vscode.l10n.t('Citations');
    case 'names':
      return vscode.l10n.t('Names');
  }
}

function groupTooltip(group: GroupRow['group']): string {
  switch (group) {
    case 'evidence':
      return vscode.l10n.t('What the dossier says that fits the paragraph at the cursor.');
    case 'citations':
      return vscode.l10n.t('The works that this document cites, unknown keys first.');
    case 'names':
      return vscode.l10n.t(
        'The names that this document and the dossier share. ○ marks those that no citation is near.',
      );
  }
}

const evidenceIcons = { claim: 'verified', event: 'milestone', passage: 'quote' } as const;

function evidenceItem({ fitting, where, quote }: EvidenceRow): vscode.TreeItem {
  const { kind, statement, date, isCited, evidence } = fitting;
  const item = new vscode.TreeItem(shortened(statement), None);
  const dated = kind === 'event' && date ? `${shownDate(date)} · ${where}` : where;
  item.description = isCited ? vscode.l10n.t('cited · {0}', dated) : dated;
  item.iconPath = isCited
    ? new vscode.ThemeIcon('check', new vscode.ThemeColor('testing.iconPassed'))
    : new vscode.ThemeIcon(evidenceIcons[kind]);
  const said = kind === 'passage' ? [] : [`**${escapeMarkdown(statement)}**`];
  item.tooltip = new vscode.MarkdownString(
    [...said, escapeMarkdown(dated), `> ${escapeMarkdown(quote)}`].join('\n\n'),
  );
  item.accessibilityInformation = { label: `${shortened(statement)}, ${item.description}` };
  item.contextValue = 'evidence citable';
  item.command = {
    command: commandIds.openSourceNote,
    title: vscode.l10n.t('Open Source Note'),
    arguments: [evidence[0]],
  };
  return item;
}

function workItem(row: WorkRow): vscode.TreeItem {
  const { key, work } = row.cited;
  const item = new vscode.TreeItem(work ? workLabel(work) : key, None);
  const count = timesText(row.places.length);
  item.description = work
    ? `${row.places.length} · ${work.item.title}`
    : vscode.l10n.t('unknown key · {0}', count);
  item.iconPath = work
    ? new vscode.ThemeIcon('book')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (!work) {
    item.tooltip = vscode.l10n.t(
      'Neither the dossier nor the bibliography of this draft has the key {0}.',
      key,
    );
  }
  const label = work ? `${workLabel(work)}, ${work.item.title}` : vscode.l10n.t('unknown key {0}', key);
  item.accessibilityInformation = { label: `${label}, ${count}` };
  item.contextValue = row.cites.length ? 'work citable' : 'work';
  item.command = {
    command: commandIds.nextOccurrence,
    title: vscode.l10n.t('Go to Next Occurrence'),
    arguments: [row],
  };
  return item;
}

function nameItem(row: NameRow): vscode.TreeItem {
  const { entities, cited, isUncited } = row.named;
  const label = entities.map(({ prefLabel }) => prefLabel).join(' / ');
  const item = new vscode.TreeItem(label, None);
  const count = timesText(row.places.length);
  const near = isUncited
    ? vscode.l10n.t('no citation near')
    : vscode.l10n.t('{0} of {1} in paragraphs that cite', cited, row.places.length);
  item.description = String(row.places.length);
  item.iconPath = new vscode.ThemeIcon(
    entities.length > 1 ? 'question' : kindIcons[entities[0]?.kind ?? 'concept'],
  );
  item.tooltip = new vscode.MarkdownString(
    [
      ...entities.map(
        ({ prefLabel, description }) => `**${escapeMarkdown(prefLabel)}**\n\n${escapeMarkdown(description)}`,
      ),
      `${count} · ${near}`,
    ].join('\n\n'),
  );
  item.accessibilityInformation = { label: `${label}, ${count}, ${near}` };
  if (isUncited) item.resourceUri = uncitedBadge.uri(row.named.id);
  item.contextValue = entities.length > 1 ? 'name' : 'name entity';
  item.command = {
    command: commandIds.showFirstOccurrence,
    title: vscode.l10n.t('Go to First Occurrence'),
    arguments: [row],
  };
  return item;
}

function timesText(count: number): string {
  return count === 1 ? vscode.l10n.t('once') : vscode.l10n.t('{0} times', count);
}

function shortened(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel).replace(/\s+\S*$/, '')} …`;
}
