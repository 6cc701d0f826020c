/** The trees of the sidebar: topics, events, entities and sources, each down to the cited paragraph. */
import { type Dossier, evidenceText, type Reference } from '../dossier.ts';
import type { Mentions } from '../dossierIndex.ts';
import { Branches, type Draft } from './branches.ts';
import type { TreeContent, TreeNode } from './node.ts';

export type TreeName = 'topics' | 'events' | 'entities' | 'sources';

/**
 * Builds the roots of a tree; children are made when first asked for.
 *
 * @param mentions only the tree of entities needs them.
 */
export function buildTree(dossier: Dossier, name: TreeName, mentions: Mentions): TreeNode[] {
  const branches = new Branches(dossier, mentions);
  const roots = {
    topics: () => dossier.topTopics.map((topic) => branches.topic(topic)),
    events: () => branches.years(),
    entities: () => branches.entityKinds(),
    sources: () => dossier.sources.map((source) => branches.source(source)),
  };
  return roots[name]().map((draft) => new Node(draft, undefined));
}

/**
 * Finds the first node, from the top, that shows an item.
 *
 * @returns undefined when the tree does not hold it.
 */
export function findNode(nodes: readonly TreeNode[], id: string): TreeNode | undefined {
  for (const node of nodes) {
    if (contentId(node.content) === id) return node;
  }
  for (const node of nodes) {
    const found = findNode(node.children, id);
    if (found) return found;
  }
  return undefined;
}

/** The id of the item that a node shows: a citation key for a source, `key#n` for a passage; undefined for a group. */
export function contentId(content: TreeContent): string | undefined {
  switch (content.kind) {
    case 'topic':
      return content.topic.id;
    case 'entity':
      return content.entity.id;
    case 'event':
      return content.event.id;
    case 'claim':
      return content.claim.id;
    case 'disagreement':
      return content.disagreement.id;
    case 'source':
      return content.source.id;
    case 'passage':
      return evidenceText(content.evidence);
    case 'group':
      return undefined;
  }
}

class Node implements TreeNode {
  readonly path: string;
  readonly label: string;
  readonly description: string;
  readonly content: TreeContent;
  readonly cites: readonly Reference[];
  readonly disputed: boolean;
  readonly parent: TreeNode | undefined;
  readonly #draft: Draft;
  #children: readonly TreeNode[] | undefined;

  constructor(draft: Draft, parent: TreeNode | undefined) {
    this.#draft = draft;
    this.parent = parent;
    this.path = parent ? `${parent.path}/${draft.step}` : draft.step;
    this.label = draft.label;
    this.description = draft.description ?? '';
    this.content = draft.content;
    this.cites = draft.cites;
    this.disputed = draft.disputed ?? false;
  }

  get children(): readonly TreeNode[] {
    this.#children ??= (this.#draft.children?.() ?? []).map((draft) => new Node(draft, this));
    return this.#children;
  }
}
