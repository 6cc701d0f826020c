/** A node of the sidebar's trees, as data. */
import type { Claim, DatedEvent, Disagreement, Entity, Evidence, Source, Topic } from '../corpus/model.ts';
import type { EntityKind } from '../corpus/schema.ts';
import type { Reference } from '../dossier.ts';

/** What a node shows; a group (a year, a kind, a heading) has no item of its own. */
export type TreeContent =
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'event'; readonly event: DatedEvent }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'disagreement'; readonly disagreement: Disagreement }
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'passage'; readonly source: Source; readonly evidence: Evidence; readonly text: string }
  | { readonly kind: 'group'; readonly group: 'year' | 'mentions' | 'position' | EntityKind };

export interface TreeNode {
  /** Unique within its tree, and the same in the next snapshot: the ids on the way down from the root. */
  readonly path: string;
  readonly label: string;
  /** Shown dimmed behind the label. */
  readonly description: string;
  readonly content: TreeContent;
  readonly parent: TreeNode | undefined;
  /** What to cite for this node, best first; empty for groups. */
  readonly cites: readonly Reference[];
  /** Whether sources disagree about it or something under it is disputed directly. */
  readonly disputed: boolean;
  readonly children: readonly TreeNode[];
}
