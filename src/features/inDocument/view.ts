/** The tree In This Document: it shows the rows it is given, and tells VS Code only of groups that have changed. */
import * as vscode from 'vscode';
import { referencesMimeType, viewIds } from '../../host/ids.ts';
import { rowItem } from './items.ts';
import {
  appearance,
  type GroupName,
  type GroupRow,
  groups,
  type ItemRow,
  noRows,
  type Row,
  type Rows,
  rowId,
} from './rows.ts';

export class InDocumentView
  implements vscode.TreeDataProvider<Row>, vscode.TreeDragAndDropController<Row>, vscode.Disposable
{
  readonly dropMimeTypes: readonly string[] = [];
  readonly dragMimeTypes: readonly string[] = [referencesMimeType];
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #groups: readonly GroupRow[] = groups.map((group) => ({ kind: 'group', group }));
  readonly #view: vscode.TreeView<Row>;
  readonly #referenceOf: (key: string) => Promise<string>;
  #rows: Rows = noRows;
  #seen: Readonly<Record<GroupName, string>> = { evidence: '', citations: '', names: '' };
  #uncitedOnly = false;
  /** The rows that VS Code has been given. */
  readonly #ids = new WeakMap<object, string>();
  #settle: () => void = () => undefined;
  /** Before the draft has been read once, nothing is said of it. */
  readonly #settled = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  /** @param referenceOf the entry of the reference list for a key, as Markdown that is safe to show. */
  constructor(referenceOf: (key: string) => Promise<string>) {
    this.#referenceOf = referenceOf;
    this.#view = vscode.window.createTreeView(viewIds.inDocument, {
      treeDataProvider: this,
      dragAndDropController: this,
      showCollapseAll: true,
    });
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  /** Names the draft in the title. */
  set draftName(name: string) {
    if (this.#view.description !== name) this.#view.description = name;
  }

  /** What cannot be shown, and why; empty where all is well. */
  set message(message: string) {
    if ((this.#view.message ?? '') !== message) this.#view.message = message;
  }

  set uncitedOnly(only: boolean) {
    this.#uncitedOnly = only;
    this.show(this.#rows);
  }

  /** What there is to show has been shown for the first time. */
  settle(): void {
    this.#settle();
  }

  show(rows: Rows): void {
    const before = this.#seen;
    const wasEmpty = isEmpty(this.#rows);
    this.#rows = rows;
    const seen = (group: GroupName) =>
      JSON.stringify([this.#uncitedOnly, ...this.#shown(group).map(appearance)]);
    this.#seen = { evidence: seen('evidence'), citations: seen('citations'), names: seen('names') };
    if (isEmpty(rows) !== wasEmpty) {
      this.#changed.fire(undefined);
      return;
    }
    for (const row of this.#groups) if (this.#seen[row.group] !== before[row.group]) this.#changed.fire(row);
  }

  /** The row as it is now: VS Code may hold one of before. Undefined for what was never a row, or has gone. */
  current(row: unknown): ItemRow | undefined {
    const id = typeof row === 'object' && row !== null ? this.#ids.get(row) : undefined;
    if (id === undefined) return undefined;
    return Object.values(this.#rows)
      .flat()
      .find((one) => rowId(one) === id);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    this.#ids.set(row, rowId(row));
    if (row.kind !== 'group') return rowItem(row);
    const all = this.#rows[row.group];
    return rowItem(row, { shown: this.#shown(row.group).length, all });
  }

  async getChildren(row?: Row): Promise<Row[]> {
    await this.#settled;
    if (!row) return isEmpty(this.#rows) ? [] : [...this.#groups];
    return row.kind === 'group' ? [...this.#shown(row.group)] : [];
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'group') return undefined;
    const group = row.kind === 'evidence' ? 'evidence' : row.kind === 'work' ? 'citations' : 'names';
    return this.#groups.find((one) => one.group === group);
  }

  /** A reference is put into words when somebody asks for it: styles take their time. */
  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    if (row.kind !== 'work' || !row.cited.work) return item;
    item.tooltip = new vscode.MarkdownString(await this.#referenceOf(row.cited.key));
    return item;
  }

  handleDrag(rows: readonly Row[], data: vscode.DataTransfer): void {
    const references = rows.flatMap((row) => ('cites' in row ? row.cites.slice(0, 1) : []));
    if (references.length) {
      data.set(referencesMimeType, new vscode.DataTransferItem(JSON.stringify(references)));
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }

  #shown(group: GroupName): readonly ItemRow[] {
    const rows = this.#rows[group];
    return this.#uncitedOnly ? rows.filter((row) => row.kind !== 'name' || row.named.isUncited) : rows;
  }
}

function isEmpty(rows: Rows): boolean {
  return groups.every((group) => rows[group].length === 0);
}
