import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../ui/driver.ts';
import { packExtension } from '../workbench/package.ts';

/** What may be in a package: a file that is not meant to be there is found here, not by readers. */
const expected = [
  /^(package(\.nls(\.[\w-]+)?)?\.json|\.vsixmanifest|readme\.md|changelog\.md|license(\.txt)?)$/i,
  /^dist\/(extension\.js|LICENCES\.txt|[\w-]+\.json|csl\/[\w-]+\.(csl|xml)|(webview|worker)\/[\w-]+\.js)$/,
  /^media\/([\w-]+\.(svg|css)|icon-256\.png|l10n\/bundle\.l10n\.[\w-]+\.json|walkthrough\/[\w-]+\.(md|svg|png))$/,
];

describe('the packed extension, installed in a VS Code of its own', () => {
  let workbench: Workbench;

  before(async function () {
    this.timeout(600_000);
    const { file } = await packExtension();
    workbench = await openWorkbench({ vsix: file });
  });

  after(async () => {
    await workbench?.close();
  });

  it('holds nothing but what it needs', async () => {
    const folders = await readdir(workbench.extensionsFolder);
    const folder = folders.find((name) => name.startsWith('dossier.dossier-'));
    assert.ok(folder, `not among: ${folders}`);
    const files = await filesIn(path.join(workbench.extensionsFolder, folder));
    assert.ok(files.includes('dist/extension.js'));
    for (const file of ['package.nls.de.json', 'media/l10n/bundle.l10n.de.json']) {
      assert.ok(files.includes(file), file);
    }
    assert.deepEqual(
      files.filter((file) => !expected.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('inserts a citation from its bundled dossier', async function () {
    this.timeout(60_000);
    await workbench.openFile('draft.md');
    await workbench.placeCursor('could name');
    await workbench.commandPalette('Dossier: Insert Citation');
    await workbench.quickInput.type('first billion');
    await workbench.quickInput.waitForTop(({ label, detail }) => /billion/i.test(label + detail));
    await workbench.quickInput.accept();
    await workbench.quickInput.waitUntilClosed();
    assert.match(await workbench.editorText(), /\[@\w+/);
  });
});

/** The paths of the files in a folder, with `/`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
