/** The filter of the sidebar. */
import type { TreeContent, TreeNode } from './node.ts';

/**
 * Keeps the nodes whose own words, or those of something above or below them, hold every word of the filter;
 * case and accents do not count.
 */
export function filterTree(nodes: readonly TreeNode[], filter: string): TreeNode[] {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  if (!words.length) return [...nodes];
  return nodes.flatMap((node) => keep(node, undefined, words));
}

function keep(node: TreeNode, parent: TreeNode | undefined, words: readonly string[]): TreeNode[] {
  const own = fold(`${node.label} ${node.description} ${searchText(node.content)}`);
  const left = words.filter((word) => !own.includes(word));
  if (!left.length) return [{ ...plain(node), parent }];
  const copy: { -readonly [K in keyof TreeNode]: TreeNode[K] } = { ...plain(node), parent, children: [] };
  copy.children = node.children.flatMap((child) => keep(child, copy, left));
  return copy.children.length ? [copy] : [];
}

function plain({
  path,
  label,
  description,
  content,
  cites,
  disputed,
  children,
}: TreeNode): Omit<TreeNode, 'parent'> {
  return { path, label, description, content, cites, disputed, children };
}

function searchText(content: TreeContent): string {
  switch (content.kind) {
    case 'topic':
      return [...(content.topic.altLabel ?? []), content.topic.definition].join(' ');
    case 'entity':
      return [...content.entity.labels, ...content.entity.weakLabels].map(({ label }) => label).join(' ');
    case 'event':
      return content.event.summary;
    case 'passage':
      return content.text;
    case 'source':
      return content.source.item.title;
    default:
      return '';
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
