import * as vscode from 'vscode';
import type { Corpus } from '../../src/core/corpus/model.ts';
import { Dossier } from '../../src/core/dossier.ts';
import { DossierIndex } from '../../src/core/dossierIndex.ts';
import type { TreeNode } from '../../src/core/tree/node.ts';
import { buildTree, type TreeName } from '../../src/core/tree/tree.ts';
import { treeItem } from '../../src/features/explorer/treeItem.ts';
import * as assert from './assert.ts';

describe('the trees, to a screen reader', () => {
  let index: DossierIndex;
  before(async () => {
    const extension = vscode.extensions.getExtension('dossier.dossier');
    assert.ok(extension, 'the extension is not there');
    const file = vscode.Uri.joinPath(extension.extensionUri, 'dist/microsoft-openai.json');
    const bytes = await vscode.workspace.fs.readFile(file);
    index = new DossierIndex(new Dossier([JSON.parse(new TextDecoder().decode(bytes)) as Corpus]));
  });

  for (const name of ['topics', 'events', 'entities', 'sources'] as const satisfies readonly TreeName[]) {
    it(`say of each node of the ${name} what it is, and no number without what it counts`, () => {
      const faults: string[] = [];
      let count = 0;
      const look = (node: TreeNode) => {
        count++;
        const label = treeItem(node, false, new Set()).accessibilityInformation?.label ?? '';
        const behind = label.slice(label.indexOf(node.label) + node.label.length);
        const kind = node.content.kind === 'passage' ? 'paragraph' : node.content.kind;
        if (!label.includes(node.label)) faults.push(`no name: ${label}`);
        if (kind !== 'group' && !label.startsWith(`${kind}: `)) faults.push(`no kind: ${label}`);
        if (/(^|, )\d{1,3}(,|$)/.test(behind) && kind !== 'paragraph') faults.push(`a bare number: ${label}`);
        if (node.disputed && !label.includes('sources disagree')) faults.push(`not disputed: ${label}`);
        node.children.forEach(look);
      };
      buildTree(index.dossier, name, index.mentions).forEach(look);
      assert.ok(count > 50, `${count} nodes`);
      assert.deepEqual(faults.slice(0, 10), []);
    });
  }
});
