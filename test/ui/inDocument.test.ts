import assert from 'node:assert/strict';
import { useWorkbench } from './driver.ts';

const draft = [
  '---\nbibliography: references.bib\n---',
  'In July 2019 Microsoft put its first billion dollars into OpenAI.',
  'Sam Altman needed machines [@overweel2020, para. 3]. OpenAI had none, says @nobody2020.',
  'A paragraph about roses.',
  'The Stargate announcement brought Oracle to the table.\n',
].join('\n\n');

describe('In This Document', () => {
  const workbench = useWorkbench({ files: { 'draft.md': draft, 'empty.md': '\n' } });
  const view = 'In This Document';
  const rows = () => workbench().treeRows(view);
  /** Waits until a row has a text: rows come a moment after the cursor. */
  const row = (text: string | RegExp) => workbench().treeItem(view, text);

  /** Waits until the first word of a text of the draft is selected. */
  const selected = async (text: string) => {
    const [word = ''] = /\w+/.exec(text) ?? [];
    const before = draft.slice(0, draft.indexOf(text) + word.length).split('\n');
    const place = `Ln ${before.length}, Col ${(before.at(-1)?.length ?? 0) + 1} (${word.length} selected)`;
    await workbench().page.getByText(place).waitFor();
  };

  it('says what it is for while no text is open', async () => {
    await workbench().openContainer('Dossier');
    const pane = await workbench().view(view);
    await pane.getByText('Open a text to see').waitFor();
    await pane.getByRole('button', { name: 'Try It on a Sample Draft' }).waitFor();
  });

  it('lists evidence, citations and names of the draft', async () => {
    await workbench().openFile('draft.md');
    await row('Citations');
    await workbench().goTo(5, 20);
    await row(/\$1 billion/);
    const shown = await rows();
    assert.ok(
      shown.some((one) => /^Evidence for This Paragraph\s*\d/.test(one)),
      shown.join('\n'),
    );
    await row(/^Citations\s*2/);
    await row(/^nobody2020\s*unknown key · once/);
    await row(/^Overweel 2020\s*1 · /);
    await row(/^Names\s*3/);
    await row(/^Microsoft\s*1/);
  });

  it('goes to a name, and on to the next place by the row’s action', async () => {
    const openai = await row(/^OpenAI\s*2/);
    await openai.click();
    await selected('OpenAI.');
    await workbench().inlineAction(openai, 'Go to Next Occurrence');
    await selected('OpenAI had');
  });

  it('goes from name to name by keys', async () => {
    await workbench().goTo(5, 1);
    await workbench().press('ControlOrMeta+K');
    await workbench().press('n');
    await selected('Microsoft');
    await workbench().press('ControlOrMeta+K');
    await workbench().press('Shift+N');
    await selected('OpenAI had');
  });

  it('shows only names that no citation is near', async () => {
    await workbench().commandPalette('Dossier: Show Only Names Without a Citation Near');
    await row(/^Names\s*1 of 3/);
    assert.ok(!(await rows()).some((one) => one.startsWith('Sam Altman1')));
    await workbench().commandPalette('Dossier: Show All Names');
    await row(/^Sam Altman\s*1/);
  });

  it('follows the cursor, and says so where nothing fits', async () => {
    await workbench().goTo(9, 3);
    await row(/^Evidence for This Paragraph\s*none/);
    await workbench().goTo(11, 3);
    await row(/Oracle/);
  });

  it('cites what fits, and marks it', async () => {
    await workbench().placeCursor('into OpenAI');
    // The group's row sticks to the top, over what is scrolled under it.
    await (await workbench().view(view)).locator('.monaco-list').focus();
    await workbench().press('Home');
    await workbench().inlineAction(await row(/\$1 billion/), 'Insert Citation');
    await row(/\$1 billion.*cited/);
    await row(/Overweel 2020\s*2/);
    assert.match(await workbench().editorText('draft.md'), /into OpenAI \[@overweel2020, para\. 3\]\./);
  });

  it('has what was just typed, and a welcome where there is nothing', async () => {
    await workbench().openFile('empty.md');
    const pane = await workbench().view(view);
    await pane.getByText('This document names nothing').waitFor();
    await workbench().typeText('Satya Nadella spoke.');
    await row(/^Satya Nadella\s*1/);
  });

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      if (theme !== 'light') await workbench().setTheme(theme);
      await workbench().openFile('draft.md');
      await workbench().goTo(11, 3);
      await row(/Oracle/);
      await workbench().screenshot(`inDocument-${theme}`);
    });
  }

  it('keeps labels in sight in a narrow sidebar', async () => {
    const { page } = workbench();
    const edge = await page.locator('.part.sidebar').boundingBox();
    assert.ok(edge);
    await page.mouse.move(edge.x + edge.width, edge.y + 300);
    await page.mouse.down();
    await page.mouse.move(edge.x + 200, edge.y + 300, { steps: 8 });
    await page.mouse.up();
    await workbench().screenshot('inDocument-narrow');
    const pane = await workbench().view(view);
    const label = await pane.locator('.monaco-list-row', { hasText: 'Microsoft' }).last().boundingBox();
    assert.ok(label && label.width <= 200);
  });
});

describe('The first minutes', () => {
  /** What only the picture of each step says. */
  const pictures = ['TOPICS', 'person', 'Insert Citation', '2021', 'interview.docx'];
  const workbench = useWorkbench({
    settings: { 'dossier.underlineNames': true },
    // A narrower editor leaves the pictures of a walkthrough out.
    window: { viewport: { width: 1600, height: 900 } },
  });

  it('begin with a walkthrough whose steps end when they are done', async () => {
    const { page } = workbench();
    await workbench().openFile('draft.md');
    await workbench().commandPalette('Dossier: Open Walkthrough');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    assert.equal(await steps.count(), 5);
    const done = page.locator('.getting-started-step .complete');
    const before = await done.count();
    await workbench().commandPalette('Dossier: Open Timeline');
    await workbench().webview('.mark');
    await workbench().commandPalette('Dossier: Open Walkthrough');
    await page.waitForFunction(
      (count) => document.querySelectorAll('.getting-started-step .complete').length > count,
      before,
    );
  });

  for (const theme of ['light', 'highContrast'] as const) {
    it(`shows its pictures in the theme ${theme}`, async function () {
      this.timeout(120_000);
      const { page } = workbench();
      if (theme !== 'light') await workbench().setTheme(theme);
      await workbench().commandPalette('View: Close All Editors');
      await workbench().commandPalette('Dossier: Open Walkthrough');
      const steps = page.locator('.getting-started-step');
      for (let step = 0; step < (await steps.count()); step++) {
        await steps.nth(step).click();
        await workbench().webview(`svg :text-is("${pictures[step]}")`);
        await workbench().screenshot(`walkthrough-${theme}-${step + 1}`);
      }
    });
  }

  it('go on with a sample draft, its names underlined', async () => {
    const { page } = workbench();
    await workbench().commandPalette('View: Close All Editors');
    await workbench().commandPalette('Dossier: Try It on a Sample Draft');
    await page.locator('.view-line', { hasText: 'A partnership in five sentences' }).waitFor();
    await page.locator('[class*="ced-"]').first().waitFor({ state: 'attached' });
    assert.match(await workbench().hoverText('Satya Nadella'), /Satya Nadella/);
    await workbench().screenshot('sampleDraft');
  });

  it('tell in the status bar what is open, and what can be done', async () => {
    const { page } = workbench();
    const item = page
      .locator('.statusbar-item[id="dossier.dossier.status"], .statusbar-item:has-text("Microsoft")')
      .first();
    await item.waitFor();
    await item.click();
    await workbench().quickInput.waitForRow(({ label }) => label.includes('Insert Citation'));
    await workbench().screenshot('statusMenu');
    const [first] = await workbench().quickInput.rows();
    assert.match(`${first?.label} ${first?.description}`, /Microsoft.*5 sources · 73 events/);
    await workbench().quickInput.cancel();
  });
});
