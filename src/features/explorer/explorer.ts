/** The sidebar: four trees over the same snapshot, with a shared filter, reveal and drag. */
import * as vscode from 'vscode';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import { filterTree } from '../../core/tree/filter.ts';
import type { TreeNode } from '../../core/tree/node.ts';
import { buildTree, contentId, findNode, type TreeName } from '../../core/tree/tree.ts';
import { registerCommand } from '../../host/commands.ts';
import type { Corpora } from '../../host/corpora.ts';
import { commandIds, contextKeys, referencesMimeType, viewIds } from '../../host/ids.ts';
import { ownDossiers } from '../../host/ownDossiers.ts';
import type { Selection } from '../../host/selection.ts';
import { disputedBadge } from './disputed.ts';
import { treeItem } from './treeItem.ts';

const treeNames: readonly TreeName[] = ['topics', 'events', 'entities', 'sources'];

/** Registers the four views and the commands that act on all of them. */
export function registerExplorer(
  corpora: Corpora,
  selection: Selection,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const trees = treeNames.map((name) => new Tree(name, corpora, log));
  const setFilter = async (filter: string): Promise<void> => {
    await vscode.commands.executeCommand('setContext', contextKeys.filtered, filter !== '');
    await Promise.all(trees.map((tree) => tree.setFilter(filter)));
  };
  return vscode.Disposable.from(
    ...trees,
    ...trees.map((tree) => tree.onDidSelect((id) => selection.set({ id, by: viewIds[tree.name] }))),
    // What is selected elsewhere is shown where its tree is in sight, and takes no focus.
    selection.onDidChange(({ id, by }) => {
      const byTree = trees.some(({ name }) => viewIds[name] === by);
      const events = trees.find(({ name }) => name === 'events');
      if (byTree || !events?.visible) return;
      void events.reveal(id, false).catch((error: unknown) => log.error(String(error)));
    }),
    disputedBadge.register(),
    registerCommand(commandIds.filterTrees, log, async () => {
      const input = vscode.window.createInputBox();
      input.title = vscode.l10n.t('Filter the dossier');
      input.placeholder = vscode.l10n.t('Words of a title, a name or a date');
      input.value = trees[0]?.filter ?? '';
      input.onDidChangeValue((value) => setFilter(value.trim()));
      input.onDidAccept(() => input.hide());
      input.onDidHide(() => input.dispose());
      input.show();
    }),
    registerCommand(commandIds.clearFilter, log, () => setFilter('')),
    registerCommand(commandIds.showInTree, log, async (id) => {
      if (typeof id !== 'string') return;
      await setFilter('');
      const { dossier } = await corpora.index();
      const kind = dossier.item(id)?.kind;
      const name =
        kind === 'entity'
          ? 'entities'
          : kind === 'event'
            ? 'events'
            : kind === 'source'
              ? 'sources'
              : 'topics';
      await trees[treeNames.indexOf(name)]?.reveal(id);
    }),
  );
}

class Tree
  implements vscode.TreeDataProvider<TreeNode>, vscode.TreeDragAndDropController<TreeNode>, vscode.Disposable
{
  readonly dropMimeTypes: readonly string[] = [];
  readonly dragMimeTypes: readonly string[] = [referencesMimeType];
  filter = '';

  readonly name: TreeName;
  readonly #corpora: Corpora;
  readonly #log: vscode.LogOutputChannel;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #roots:
    | {
        readonly index: DossierSnapshot;
        readonly filter: string;
        readonly nodes: readonly TreeNode[];
        /** The ids of the sources in dossiers that can be written to. */
        readonly own: ReadonlySet<string>;
      }
    | undefined;
  /** Whether the view says that the dossier could not be read. */
  #failed = false;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(name: TreeName, corpora: Corpora, log: vscode.LogOutputChannel) {
    this.name = name;
    this.#corpora = corpora;
    this.#log = log;
    this.#view = vscode.window.createTreeView(viewIds[name], {
      treeDataProvider: this,
      dragAndDropController: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#subscription = corpora.onDidChange(() => this.#changed.fire());
  }

  async setFilter(filter: string): Promise<void> {
    if (filter === this.filter) return;
    this.filter = filter;
    const found = (await this.#nodes()).length > 0;
    const template = found
      ? vscode.l10n.t('Filtered by “{0}”', filter)
      : vscode.l10n.t('Nothing matches “{0}”', filter);
    this.#view.message = filter ? template : '';
    this.#changed.fire();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Calls back with the id of the one item that is selected. */
  onDidSelect(listener: (id: string) => void): vscode.Disposable {
    return this.#view.onDidChangeSelection(({ selection: [only, ...others] }) => {
      const id = only && !others.length ? contentId(only.content) : undefined;
      if (id !== undefined) listener(id);
    });
  }

  async reveal(id: string, focus = true): Promise<void> {
    const node = findNode(await this.#nodes(), id);
    if (node) await this.#view.reveal(node, { select: true, focus, expand: focus });
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, this.filter !== '', this.#roots?.own ?? new Set());
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return [...node.children];
    try {
      const nodes = [...(await this.#nodes())];
      if (this.#failed) this.#view.message = '';
      this.#failed = false;
      return nodes;
    } catch (error) {
      // The writer stopped the indexing.
      if (error instanceof vscode.CancellationError) return [];
      this.#failed = true;
      this.#view.message = vscode.l10n.t('The dossier could not be read. The log says why.');
      this.#log.error(error instanceof Error ? error : String(error));
      return [];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const references = nodes.flatMap((node) => node.cites.slice(0, 1));
    if (references.length)
      data.set(referencesMimeType, new vscode.DataTransferItem(JSON.stringify(references)));
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
    this.#subscription.dispose();
  }

  async #nodes(): Promise<readonly TreeNode[]> {
    const index = await this.#corpora.index();
    if (this.#roots?.index !== index || this.#roots.filter !== this.filter) {
      const mentions = this.name === 'entities' ? await index.mentions() : { get: () => undefined };
      const roots = buildTree(index.dossier, this.name, mentions);
      const own = (await ownDossiers(this.#corpora)).flatMap(({ corpus }) =>
        corpus.sources.map(({ id }) => id),
      );
      this.#roots = { index, filter: this.filter, nodes: filterTree(roots, this.filter), own: new Set(own) };
    }
    return this.#roots.nodes;
  }
}
