import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

for (const web of [false, true]) {
  describe(`in a German VS Code, ${web ? 'in the browser' : 'in Node'}`, () => {
    const workbench = useWorkbench({
      language: 'de',
      web,
      files: {
        'draft.md': 'In 2023 Satya Nadella answered.\n',
        'tee/dossier.yaml': 'format: 1\nid: tee\ntitle: Tee\nlanguage: de\n',
        'tee/topics.yaml':
          'topics:\n  - id: handel\n    prefLabel: Handel\n    definition: Wer kauft.\n    broader: markt\n',
      },
    });

    it('the sidebar is German', async () => {
      await workbench().openContainer('Dossier');
      for (const view of ['Themen', 'Ereignisse', 'Quellen']) await workbench().view(view);
      // The entities come last: they wait for the index.
      await workbench().treeRows('Themen');
      await workbench().treeItem('Entitäten', 'Personen');
      await workbench().screenshot(`german-${web ? 'web-' : ''}sidebar`);
    });

    it('the hover card is German', async () => {
      await workbench().openFile('draft.md');
      const text = await workbench().hoverText('Satya');
      assert.match(text, /^Satya Nadella · Person/);
      assert.match(text, /Quellenangabe einfügen/);
      assert.match(text, /\d+ Nennungen im Dossier/);
      assert.match(text, /Abs\. \d/);
      await workbench().screenshot(`german-${web ? 'web-' : ''}hover`);
    });

    it('the search is German', async () => {
      await workbench().placeCursor('In 2023');
      await workbench().commandPalette('Dossier: Quellenangabe einfügen');
      await workbench().quickInput.type('nov 2023');
      await workbench().quickInput.waitForRow(({ description }) => /Nov\. 2023/.test(description));
      await workbench().screenshot(`german-${web ? 'web-' : ''}search`);
      await workbench().press('Escape');
      await workbench().quickInput.waitUntilClosed();
    });

    it('the timeline is German', async () => {
      await workbench().commandPalette('Dossier: Zeitleiste öffnen');
      const page = await workbench().webview('.mark');
      await page.getByRole('searchbox', { name: 'Ereignisse filtern' }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'de');
      await workbench().screenshot(`german-${web ? 'web-' : ''}timeline`);
    });

    it('a problem is German', async () => {
      await workbench().openFile('tee/topics.yaml');
      await workbench().commandPalette('Problems: Focus on Problems View');
      const problem = workbench().page.locator('.markers-panel .monaco-list-row', { hasText: 'markt' });
      await problem.first().waitFor();
      assert.match(
        await problem.first().innerText(),
        /Handel: Nichts hat die id „markt“: ein Thema dieses Dossiers nennen\./,
      );
      await workbench().screenshot(`german-${web ? 'web-' : ''}problem`);
    });
  });
}
