import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

const draft =
  '---\nbibliography: references.bib\n---\n\nMicrosoft invested.\n\nA right of first refusal remains.\n';

const ownBibliography =
  '@article{smith2021,\n  title = {The price of samovars}, author = {Smith, John}, journal = {Tula Letters}, year = 2021\n}\n';

describe('Insert Citation', () => {
  const workbench = useWorkbench({
    files: {
      'draft.md': draft,
      'notes.txt': 'Nothing yet',
      'own.md': '---\nbibliography: own.bib\n---\n\nIt rose.\n',
      'own.bib': ownBibliography,
      'paper.typ': 'It paid.\n',
      'styled.txt': '---\ncsl: none.csl\n---\n\nIt paid.',
    },
  });

  async function insertCitation(): Promise<void> {
    await workbench().commandPalette('Dossier: Insert Citation');
    await workbench().quickInput.waitForTitle('Insert Citation');
  }

  it('finds the paragraph in spite of a typing error and inserts it with Enter', async () => {
    await workbench().openFile('draft.md');
    await workbench().placeCursor('Microsoft invested');
    await insertCitation();
    await workbench().quickInput.type('one bilion investmant july 2019');
    await workbench().quickInput.waitForTop(({ label, description }) =>
      /\$1 billion.*Overweel 2020, para\. 3/.test(label + description),
    );
    await workbench().quickInput.accept();
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/invested \[@overweel2020, para\. 3\]\./);
  });

  it('is undone in one step', async () => {
    await workbench().focusEditor();
    await workbench().press('ControlOrMeta+z');
    assert.equal(await workbench().editorText(), draft);
  });

  it('takes the selection as the first query', async () => {
    await workbench().selectText('right of first refusal');
    await insertCitation();
    await workbench().quickInput.waitForRow(({ label, description }) =>
      /GadgetBond 2025, para\. 2/.test(label + description),
    );
    await workbench().quickInput.cancel();
  });

  it('opens by its keybinding', async () => {
    await workbench().focusEditor();
    await workbench().press('ControlOrMeta+k');
    await workbench().press('ControlOrMeta+e');
    await workbench().quickInput.waitForTitle('Insert Citation');
    await workbench().quickInput.cancel();
  });

  it('gathers several sources into one citation', async () => {
    await workbench().placeCursor('Microsoft invested');
    await insertCitation();
    await workbench().quickInput.type('overweel2020');
    await workbench().quickInput.waitForTop(({ label, description }) => /Overweel/.test(label + description));
    await workbench().press('ControlOrMeta+Enter');
    await workbench().quickInput.waitForTop(({ label }) => /Insert 1 gathered/.test(label));
    await workbench().quickInput.type('newstack2023');
    await workbench().quickInput.waitForTop(({ label, description }) =>
      /New Stack/.test(label + description),
    );
    await workbench().quickInput.accept();
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/invested \[@overweel2020; @newstack2023\]\./);
  });

  it('inserts the statement with its citation', async () => {
    await workbench().openFile('paper.typ');
    await workbench().placeCursor('It paid.');
    await insertCitation();
    await workbench().quickInput.type('@claim $13 billion');
    await workbench().quickInput.waitForTop(({ label }) => /13 billion/.test(label));
    await workbench().press('Shift+Enter');
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/13 billion.* @thebatch2024\[para\. 3\]/s);
  });

  it('finds entries of the draft’s own bibliography, and leaves that as it is', async () => {
    await workbench().openFile('own.md');
    await workbench().placeCursor('It rose');
    await insertCitation();
    await workbench().quickInput.type('samovars smith');
    await workbench().quickInput.waitForTop(({ label, description }) =>
      /price of samovars.*Smith 2021 · own\.bib/.test(label + description),
    );
    await workbench().quickInput.accept();
    await workbench().quickInput.waitUntilClosed();
    await workbench().waitForText(/It rose \[@smith2021\]\./);
    await workbench().openFile('own.bib');
    assert.equal(await workbench().editorText(), ownBibliography);
  });

  it('tells of a style that is not there, and cites in APA', async () => {
    await workbench().openFile('styled.txt');
    await workbench().placeCursor('It paid');
    await insertCitation();
    await workbench().quickInput.type('overweel2020');
    await workbench().quickInput.waitForTop(({ label, description }) => /Overweel/.test(label + description));
    await workbench().quickInput.accept();
    await workbench().waitForNotification(
      /none\.csl: there is no such citation style\. APA is used instead\./,
    );
    await workbench().waitForText(/It paid \(Overweel, 2020\)/);
  });

  it('copies where nothing can be typed into', async () => {
    await workbench().commandPalette('View: Close All Editors');
    await insertCitation();
    await workbench().quickInput.type('thebatch2024');
    await workbench().quickInput.waitForTop(({ label, description }) => /Batch/.test(label + description));
    await workbench().quickInput.accept();
    await workbench().waitForNotification(/on the clipboard/);
    assert.match(await workbench().clipboard(), /Report on the Strained/);
  });
});
