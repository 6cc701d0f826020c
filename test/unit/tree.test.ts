import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { filterTree } from '../../src/core/tree/filter.ts';
import type { TreeNode } from '../../src/core/tree/node.ts';
import { buildTree, findNode } from '../../src/core/tree/tree.ts';
import { teaDossier } from './tea.ts';

const mentions = new Map([['ada', [{ source: 'leaf2020', paragraph: 2 }]]]);

/** A tree as indented text: label, description in brackets, `≠` where sources disagree. */
function drawn(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap((node) => [
    `${'  '.repeat(depth)}${node.label} [${node.description}]${node.disputed ? ' ≠' : ''}`,
    ...drawn(node.children, depth + 1),
  ]);
}

const paragraph = 'Green 2020, para. 2 [Ada Green sold ten chests in 1999.]';

describe('the trees', () => {
  it('lead from a topic over events and claims to the paragraph', () => {
    assert.deepEqual(drawn(buildTree(teaDossier(), 'topics', mentions)), [
      'Trade [2]',
      '  Sale [1999]',
      `    ${paragraph}`,
      '  Ten chests were sold. [] ≠',
      '    How many? [conflict]',
      '      Ten. []',
      `        ${paragraph}`,
      `    ${paragraph}`,
    ]);
  });

  it('lead from a year to its events', () => {
    const years = buildTree(teaDossier(), 'events', mentions);
    assert.deepEqual(drawn(years).slice(0, 2), ['1999 [1]', '  Sale [1999]']);
  });

  it('lead from a kind over an entity to what names it', () => {
    const people = buildTree(teaDossier(), 'entities', mentions)[0];
    assert.equal(people?.label, 'People');
    assert.deepEqual(
      people?.children[0]?.children.map(({ label }) => label),
      ['Sale', 'Ten chests were sold.', 'Named in'],
    );
  });

  it('lead from a source to its numbered paragraphs', () => {
    assert.deepEqual(drawn(buildTree(teaDossier(), 'sources', mentions)), [
      'Green 2020 [The leaf]',
      '  1 [Tea is a leaf.]',
      '  2 [Ada Green sold ten chests in 1999.]',
    ]);
  });

  it('know what each node cites', () => {
    const [topic] = buildTree(teaDossier(), 'topics', mentions);
    assert.deepEqual(topic?.children[0]?.cites, [{ source: 'leaf2020', paragraph: 2 }]);
    assert.deepEqual(buildTree(teaDossier(), 'sources', mentions)[0]?.cites, [{ source: 'leaf2020' }]);
    assert.deepEqual(buildTree(teaDossier(), 'events', mentions)[0]?.cites, []);
  });

  it('find a node by the id of what it shows, with the way up to the root', () => {
    const node = findNode(buildTree(teaDossier(), 'topics', mentions), 'how-many');
    assert.equal(node?.path, 'trade/ten/how-many');
    assert.equal(node?.parent?.parent?.label, 'Trade');
    assert.equal(findNode(buildTree(teaDossier(), 'topics', mentions), 'nothing'), undefined);
  });

  it('filter by words in any order, any case, keeping the way down to what matches', () => {
    const filtered = filterTree(buildTree(teaDossier(), 'topics', mentions), 'SOLD  chésts');
    assert.deepEqual(drawn(filtered).slice(0, 3), ['Trade [2]', '  Sale [1999]', `    ${paragraph}`]);
    const entities = filterTree(buildTree(teaDossier(), 'entities', mentions), 'board');
    assert.deepEqual(
      entities.map(({ label }) => label),
      ['Organizations'],
    );
    assert.deepEqual(filterTree(buildTree(teaDossier(), 'topics', mentions), 'coffee'), []);
  });
});
