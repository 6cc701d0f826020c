/**
 * Drives the real VS Code workbench in a browser with real keys and mouse.
 *
 * ```ts
 * describe('Insert Citation', () => {
 *   const workbench = useWorkbench({ files: { 'draft.md': 'Money came in 2019.' } });
 *
 *   it('inserts what Enter is pressed on', async () => {
 *     await workbench().openFile('draft.md');
 *     await workbench().placeCursor('in 2019');
 *     await workbench().commandPalette('Dossier: Insert Citation');
 *     await workbench().quickInput.type('first bilion');
 *     await workbench().quickInput.accept();
 *     await workbench().waitForText(/@overweel2020/);
 *   });
 * });
 * ```
 */

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { launchBrowser, newContext } from '../workbench/browser.ts';
import { artifactsFolder, projectFolder } from '../workbench/paths.ts';
import { type Server, type Settings, startServer } from '../workbench/server.ts';

/** Themes by what they are for: VS Code's id, the label people see, and the class that its workbench then has. */
const themes = {
  light: { id: 'Light Modern', label: 'Light Modern', className: 'vs' },
  dark: { id: 'Dark Modern', label: 'Dark Modern', className: 'vs-dark' },
  highContrast: { id: 'Default High Contrast', label: 'Dark High Contrast', className: 'hc-black' },
  highContrastLight: {
    id: 'Default High Contrast Light',
    label: 'Light High Contrast',
    className: 'hc-light',
  },
} as const;

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** Files of the workspace: path → text. Without it the workspace is a copy of the sample draft. */
  readonly files?: Readonly<Record<string, string>>;
  /** User settings. */
  readonly settings?: Settings;
  readonly theme?: Theme;
  /** Whether extensions run in the browser's extension host (a web worker) instead of Node's; see `inWebHost`. */
  readonly web?: boolean;
  /** A packed extension to install and use, instead of the one under development. */
  readonly vsix?: string;
  /** VS Code's display language; its own texts stay English, since no language pack is installed. */
  readonly language?: string;
  /** A packed extension to install beside it. */
  readonly beside?: string;
  /** Size and scale of the window, and what else Playwright offers. */
  readonly window?: BrowserContextOptions;
}

/** `DOSSIER_UI_HOST=web` has the tests that leave it open run in the browser's extension host. */
const inWebHost = process.env.DOSSIER_UI_HOST === 'web';

/** Where the machine is slow, a tooltip comes when the mouse has left, stays, and covers what is clicked next. */
const noTooltips: Settings = { 'workbench.hover.delay': 600_000 };

/** How long a step may take: far more than it needs, for slow machines. */
const patience = 20_000;

/**
 * Opens a workbench before the suite's tests and closes it after them; a screenshot of every failed test goes into
 * `artifacts/failures/`.
 *
 * @returns a function for the tests to get the workbench with.
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    // The first run fetches VS Code and a browser.
    this.timeout(600_000);
    workbench = await openWorkbench(options);
  });
  const keepPicture = async (title: string) => {
    const file = path.join(artifactsFolder, 'failures', `${title.replaceAll(/\W+/g, '-')}.png`);
    await workbench?.page.screenshot({ path: file });
  };
  const tried = new Set<string>();
  beforeEach(async function () {
    const title = this.currentTest?.fullTitle() ?? '';
    this.currentTest?.timeout(3 * patience);
    // A window that the machine held up may lose a race that no person would: once more, and the run says so.
    this.currentTest?.retries(1);
    if (tried.has(title)) {
      console.log(`tried again: ${title}`);
      await keepPicture(`${title} first`);
    }
    tried.add(title);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state === 'failed') await keepPicture(test.fullTitle());
  });
  after(async () => {
    await workbench?.close();
  });
  return () => {
    if (!workbench) throw new Error('the workbench is only there inside a test');
    return workbench;
  };
}

/** Opens a workbench with a server, a browser and a workspace of its own. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'dossier-ui-'));
  let server: Server | undefined;
  let browser: Browser | undefined;
  const dispose = async () => {
    await browser?.close();
    await server?.stop();
    await rm(workspace, { recursive: true, force: true });
  };
  try {
    await fillWorkspace(workspace, options.files);
    const settings = { ...noTooltips, ...options.settings, ...themeSetting(options.theme ?? 'light') };
    const vsix = [options.vsix, options.beside].filter((file) => file !== undefined);
    server = await startServer({ settings, vsix, web: options.web ?? inWebHost });
    browser = await launchBrowser();
    const page = await (await newContext(browser, options.window)).newPage();
    page.setDefaultTimeout(patience);
    if (options.language) await page.addInitScript(speak, options.language);
    const developmentFolder = options.vsix ? null : projectFolder;
    await page.goto(server.address({ workspace, developmentFolder }));
    await whenReady(page);
    return new Workbench({ page, workspace, server, settings, dispose });
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Runs in the page before VS Code, which takes the language from where its language packs put it. */
function speak(language: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
}

async function whenReady(page: Page): Promise<void> {
  await page.waitForFunction(() => 'driver' in window);
  await page.evaluate(() => (window as unknown as WindowWithDriver).driver.whenWorkbenchRestored());
}

/** What VS Code puts on the page for its own smoke tests. */
interface WindowWithDriver {
  readonly driver: { whenWorkbenchRestored(): Promise<void> };
}

async function fillWorkspace(folder: string, files: WorkbenchOptions['files']): Promise<void> {
  if (!files) {
    await cp(path.join(projectFolder, 'test/fixtures/sample-draft'), folder, { recursive: true });
    return;
  }
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

function themeSetting(theme: Theme): Settings {
  return { 'workbench.colorTheme': themes[theme].id, 'window.autoDetectColorScheme': false };
}

/** One open window of VS Code. */
export class Workbench {
  /** Playwright's page, for what has no function here. */
  readonly page: Page;
  /** The workspace's folder on disk. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly #server: Server;
  readonly #dispose: () => Promise<void>;
  #settings: Settings;

  constructor(parts: {
    page: Page;
    workspace: string;
    server: Server;
    settings: Settings;
    dispose: () => Promise<void>;
  }) {
    this.page = parts.page;
    this.workspace = parts.workspace;
    this.quickInput = new QuickInput(parts.page);
    this.#server = parts.server;
    this.#settings = parts.settings;
    this.#dispose = parts.dispose;
  }

  /** Where VS Code keeps the extensions that are installed, as opposed to the one under development. */
  get extensionsFolder(): string {
    return path.join(this.#server.dataFolder, 'extensions');
  }

  /** Ends the window, its server and its workspace. */
  async close(): Promise<void> {
    await this.#dispose();
  }

  /**
   * Changes user settings in addition to those already set, and loads the window again: the server's file watcher is
   * not to be relied on. Editors come back; notifications, hovers and unfolded trees do not.
   */
  async changeSettings(settings: Settings): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await this.#server.writeSettings(this.#settings);
    await this.page.reload();
    await whenReady(this.page);
  }

  /** Loads the window again as VS Code does it: what is open is kept, with the state of its pages. */
  async reloadWindow(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 2 * patience });
    await this.commandPalette('Developer: Reload Window');
    await loaded;
    await whenReady(this.page);
  }

  /** Changes the colour theme, as people do, and waits for it. What is open stays open, save hovers and pickers. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    await this.commandPalette('Preferences: Color Theme');
    await this.quickInput.fill(label);
    await this.quickInput.waitForTop((row) => row.label === label);
    await this.quickInput.accept();
    await this.quickInput.waitUntilClosed();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
    this.#settings = { ...this.#settings, ...themeSetting(theme) };
  }

  /** Saves a picture of the window as `artifacts/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    const file = path.join(artifactsFolder, 'screenshots', `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  // ---- Commands and keys

  /** Runs a command by its title as the palette shows it, category included: `Dossier: Insert Citation`. */
  async commandPalette(title: string): Promise<void> {
    await retry(`the command “${title}” in the palette`, async () => {
      await this.#openQuickInput('F1');
      await this.quickInput.fill(`>${title}`);
      // A command of an extension that is not registered yet comes with the next opening of the palette.
      await this.quickInput.select((row) => row.label === title, 3_000);
    });
    // Keys typed before the palette has gone would end in it, not in the box that the command opens.
    await this.page.waitForFunction(() => {
      const input = document.querySelector<HTMLInputElement>('.quick-input-widget .quick-input-box input');
      return !input || input.getClientRects().length === 0 || !input.value.startsWith('>');
    });
  }

  /** Opens the palette or Quick Open afresh: in one that is open, the same keys go from row to row. */
  async #openQuickInput(keys: string): Promise<void> {
    if (await this.quickInput.widget.isVisible()) await this.quickInput.cancel();
    await this.page.keyboard.press(keys);
    await this.quickInput.widget.waitFor({ timeout: 5_000 });
  }

  /** Presses a key or chord in Playwright's notation; `ControlOrMeta` is what the platform uses. */
  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Types a text key by key where the focus is. */
  async typeText(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Waits for a notification with a text and returns it whole. */
  async waitForNotification(pattern: RegExp): Promise<string> {
    // A VS Code that is driven shows no toasts; the centre of the notifications has them all.
    await this.commandPalette('Notifications: Show Notifications');
    const message = this.page.locator('.notifications-center .notification-list-item-message', {
      hasText: pattern,
    });
    await message.first().waitFor();
    const text = await innerText(message.first());
    await this.commandPalette('Notifications: Hide Notifications');
    return text;
  }

  /** Presses a button of the notification with a text. */
  async answerNotification(pattern: RegExp, button: string): Promise<void> {
    await this.commandPalette('Notifications: Show Notifications');
    const row = this.page.locator('.notifications-center .monaco-list-row', { hasText: pattern });
    await row.first().locator('.monaco-button', { hasText: button }).first().click();
  }

  /** What is on the clipboard. */
  async clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  // ---- The editor

  /** Opens a file of the workspace, or brings it to the front, with the cursor in it. */
  async openFile(name: string): Promise<void> {
    const file = path.posix.basename(name);
    await retry(`${name} in Quick Open`, async () => {
      await this.#openQuickInput('ControlOrMeta+P');
      await this.quickInput.fill(name);
      await this.quickInput.select((row) => row.label === file, 5_000);
    });
    await this.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
    await this.focusEditor();
  }

  /** Puts the keyboard focus into the editor in front. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+1');
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor .overflow-guard'));
  }

  /** The name of the editor in front, as its tab shows it. */
  async activeTab(): Promise<string | undefined> {
    const tab = this.page.locator('.editor-group-container.active .tab.active');
    return (await tab.getAttribute('data-resource-name')) ?? undefined;
  }

  /**
   * Saves the file in front where it has changed, and returns its whole text.
   *
   * @param name its path in the workspace, where it is not at the top.
   */
  async editorText(name?: string): Promise<string> {
    const file = name ?? (await this.activeTab());
    if (!file) throw new Error('no editor is open');
    // A tab shows its state with the next frame; the second one tells that the first is over.
    await nextFrame(this.page);
    await nextFrame(this.page);
    const tab = this.page.locator('.editor-group-container.active .tab.active');
    const saved = tab.and(this.page.locator(':not(.dirty)'));
    // VS Code writes a file that nothing has changed, too, and nothing would tell when that is over.
    for (let tries = 0; tries < 3 && (await tab.and(this.page.locator('.dirty')).count()); tries++) {
      await this.page.keyboard.press('ControlOrMeta+S');
      // A key is lost while the focus goes from a box that closes to the editor.
      await saved.waitFor({ timeout: patience / 4 }).catch(() => {});
    }
    await saved.waitFor();
    return readFile(path.join(this.workspace, file), 'utf8');
  }

  /** Waits until the file in front, saved, matches: a box closes before the edit that it was asked for is made. */
  async waitForText(pattern: RegExp): Promise<void> {
    const end = performance.now() + patience;
    for (;;) {
      const text = await this.editorText();
      if (pattern.test(text)) return;
      if (performance.now() > end) throw new Error(`${pattern} does not match:\n${text}`);
    }
  }

  /** The lines that the editor in front shows, also of a virtual document. Wrapped lines count as several. */
  async visibleText(): Promise<string> {
    return this.page.evaluate(() => {
      const lines = [...document.querySelectorAll('.editor-group-container.active .view-lines .view-line')];
      return lines
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' '))
        .join('\n');
    });
  }

  /** Puts the cursor on a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.quickInput.fill(`:${line}:${column}`);
    await this.quickInput.accept();
    await this.quickInput.waitUntilClosed();
    await this.focusEditor();
  }

  /**
   * Puts the cursor behind the first occurrence of a text within one line of the file in front, or before it. Saves
   * the file where it has changed.
   */
  async placeCursor(text: string, side: 'before' | 'after' = 'after'): Promise<void> {
    const document = await this.editorText();
    const offset = document.indexOf(text);
    if (offset < 0) throw new Error(`“${text}” is not in the document`);
    const before = document.slice(0, side === 'after' ? offset + text.length : offset).split('\n');
    await this.goTo(before.length, (before.at(-1) ?? '').length + 1);
  }

  /** Selects the first occurrence of a text within one line of the file in front. */
  async selectText(text: string): Promise<void> {
    await this.placeCursor(text, 'before');
    for (const _ of text) await this.page.keyboard.press('Shift+ArrowRight');
  }

  /** Points at a text until its hover says something: what takes long to find out is not on the first one. */
  async hoverUntil(text: string, pattern: RegExp): Promise<string> {
    return retry(`the hover over “${text}”`, async () => {
      const shown = await this.hoverText(text);
      if (!pattern.test(shown)) throw new Error(shown);
      return shown;
    });
  }

  /**
   * Moves the mouse over a text that the editor shows and waits for the hover.
   *
   * @param timeout how long to wait; a test that expects no hover gives a second or two.
   * @returns the hover's text.
   * @throws where none appears.
   */
  async hoverText(text: string, timeout = patience): Promise<string> {
    const hover = this.hover;
    // The text may move while the mouse is on its way, when a view beside it opens; then it is pointed at once more.
    const end = performance.now() + timeout;
    do await this.pointAt(text);
    while (!(await appears(hover, 5_000)) && performance.now() < end);
    await this.page.waitForFunction(
      () => {
        const content =
          document.querySelector('.monaco-editor .monaco-hover:not(.hidden)')?.textContent ?? '';
        return content !== '' && content !== 'Loading...';
      },
      undefined,
      { timeout },
    );
    return innerText(hover);
  }

  /** The hover over the editor's text, to look at its parts and click its links. */
  get hover(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-hover:not(.hidden)').first();
  }

  /** Moves the mouse over the middle of a text that the editor shows. Any hover of before is gone by then. */
  async pointAt(text: string): Promise<void> {
    await this.page.mouse.move(1, 1);
    await this.page.locator('.editor-group-container.active .monaco-hover:not(.hidden)').first().waitFor({
      state: 'hidden',
    });
    const { x, y, width, height } = await this.boxOf(text);
    // Two moves: the editor takes the first one as the mouse coming in.
    await this.page.mouse.move(x + 1, y + height / 2);
    await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
  }

  /** Where the editor in front shows the first occurrence of a text, within one line. */
  async boxOf(text: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const find = (wanted: string) => {
      const lines = document.querySelectorAll('.editor-group-container.active .view-lines .view-line');
      const boxes = [...lines].flatMap((line) => {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const parts: { node: Node; start: number }[] = [];
        let content = '';
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          parts.push({ node, start: content.length });
          content += node.textContent ?? '';
        }
        const start = content.replaceAll('\u00a0', ' ').indexOf(wanted);
        if (start < 0) return [];
        const end = start + wanted.length;
        const first = parts.findLast((part) => part.start <= start);
        const last = parts.findLast((part) => part.start < end);
        if (!first || !last) return [];
        const range = document.createRange();
        range.setStart(first.node, start - first.start);
        range.setEnd(last.node, end - last.start);
        const { x, y, width, height } = range.getBoundingClientRect();
        return [{ x, y, width, height }];
      });
      return boxes.sort((a, b) => a.y - b.y)[0];
    };
    const handle = await this.page.waitForFunction(find, text);
    const box = await handle.jsonValue();
    if (!box) throw new Error(`the editor does not show “${text}”`);
    return box;
  }

  // ---- Webviews

  /** The page of a webview, told by something that only it holds; waits until it is there. */
  async webview(selector: string): Promise<Frame> {
    const end = performance.now() + 2 * patience;
    for (;;) {
      for (const frame of this.page.frames()) {
        // A frame may go while it is asked.
        const held = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (held > 0) return frame;
      }
      if (performance.now() > end) throw new Error(`no webview holds ${selector}`);
      await this.page.waitForTimeout(50);
    }
  }

  // ---- Views

  /** Opens a container of the activity bar by its title. */
  async openContainer(title: string): Promise<void> {
    const item = this.page.locator(`.activitybar .action-item:has(> a[aria-label^="${title}"])`);
    await item.waitFor();
    if (!(await item.evaluate((element) => element.classList.contains('checked')))) await item.click();
    await this.page.locator('.part.sidebar .composite.title', { hasText: new RegExp(title, 'i') }).waitFor();
  }

  /** The pane of a view by its title, unfolded. */
  async view(title: string): Promise<Locator> {
    const header = this.page.locator(`.pane-header[aria-label^="${title}"]`);
    await header.waitFor({ state: 'attached' });
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    return this.page.locator('.pane', { has: this.page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** The labels, descriptions included, of the rows that a view's tree shows. */
  async treeRows(view: string): Promise<string[]> {
    const pane = await this.view(view);
    await pane.locator('.monaco-list-row').first().waitFor();
    const rows = await pane.locator('.monaco-list-row').all();
    const placed = await Promise.all(
      rows.map(async (row) => ({ text: await innerText(row), y: (await row.boundingBox())?.y ?? 0 })),
    );
    return placed.sort((a, b) => a.y - b.y).map(({ text }) => text.replaceAll(/\s*\n\s*/g, ' ').trim());
  }

  /**
   * The first row of a view's tree whose label has a text, scrolled into sight.
   *
   * @throws where no unfolded row has it.
   */
  async treeItem(view: string, label: string | RegExp): Promise<Locator> {
    const pane = await this.view(view);
    const row = pane.locator('.monaco-list-row', { hasText: label }).first();
    return retry(`“${label}” in the view ${view}`, async () => {
      await pane.locator('.monaco-list-row').first().waitFor();
      if (await appears(row, 500)) return row;
      // Only rows in sight exist: go through the tree a page at a time.
      await pane.locator('.monaco-list').focus();
      await this.page.keyboard.press('Home');
      for (let last = ''; ; ) {
        if (await row.isVisible()) return row;
        const shown = (await this.treeRows(view)).join('\n');
        if (shown === last) throw new Error(`there is only:\n${shown}`);
        last = shown;
        await this.page.keyboard.press('PageDown');
        await this.page.keyboard.press('PageDown');
      }
    });
  }

  /** Unfolds a row of a view's tree, waits for what is in it, and returns the row. */
  async expand(view: string, label: string | RegExp): Promise<Locator> {
    // What a dossier brings while it is read moves rows and folds them again.
    return retry(`what is in “${label}”`, async () => {
      const row = await this.treeItem(view, label);
      const folded = await row.getAttribute('aria-expanded');
      if (folded === null) return row;
      const index = Number(await row.getAttribute('data-index'));
      const level = Number(await row.getAttribute('aria-level'));
      if (folded === 'false') await row.locator('.monaco-tl-twistie').click({ timeout: 5_000 });
      const pane = await this.view(view);
      const same = pane.locator(`.monaco-list-row[data-index="${index}"][aria-expanded="true"]`);
      await same.waitFor({ timeout: 5_000 });
      await same.locator('.codicon-tree-item-loading').waitFor({ state: 'hidden', timeout: 5_000 });
      // Where the row is the last in sight, the next one does not exist yet.
      const next = pane.locator(`.monaco-list-row[data-index="${index + 1}"]`);
      const child = pane.locator(`.monaco-list-row[data-index="${index + 1}"][aria-level="${level + 1}"]`);
      if ((await next.count()) > 0) await child.waitFor({ timeout: 5_000 });
      return row;
    });
  }

  /** Clicks an action that a row shows when the mouse is over it. */
  async inlineAction(row: Locator, title: string): Promise<void> {
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${title}"]`).click();
  }

  /** Chooses an entry of the context menu of a row, or of anything else. */
  async contextAction(target: Locator, title: string): Promise<void> {
    await target.click({ button: 'right' });
    const menu = this.page.locator('.monaco-menu');
    await retry(`“${title}” in the menu`, async () => {
      // A menu passes over a click that comes with its opening.
      await menu.locator('.action-item', { hasText: title }).first().click();
      await menu.waitFor({ state: 'hidden', timeout: 2_000 });
    });
  }

  /**
   * Drags a row of a tree into the text, with Shift held, as VS Code asks for, and drops it behind a text that the
   * editor shows.
   */
  async dragToEditor(row: Locator, behind: string): Promise<void> {
    const { mouse, keyboard } = this.page;
    const target = await this.boxOf(behind);
    await row.hover();
    await mouse.down();
    await mouse.move(target.x + target.width, target.y + target.height / 2, { steps: 10 });
    await keyboard.down('Shift');
    await mouse.move(target.x + target.width + 1, target.y + target.height / 2);
    await mouse.move(target.x + target.width, target.y + target.height / 2);
    await mouse.up();
    await keyboard.up('Shift');
  }
}

export interface QuickInputRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Whether Enter takes it. */
  readonly active: boolean;
}

/** The box in which VS Code asks: palette, Quick Open, QuickPicks and input boxes. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The box, while it is open. */
  get widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  /** Waits until the box with a title is open: what is typed before ends elsewhere. */
  async waitForTitle(title: string): Promise<void> {
    await this.widget.locator('.quick-input-title', { hasText: title }).waitFor();
  }

  /** Replaces the text in the box, key by key. */
  async type(text: string): Promise<void> {
    const input = this.widget.locator('.quick-input-box input');
    await input.press('ControlOrMeta+A');
    await this.#page.keyboard.type(text);
  }

  /** Replaces the text in the box at once, where the way there is not what a test is about. */
  async fill(text: string): Promise<void> {
    await this.widget.locator('.quick-input-box input').fill(text);
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.#page.keyboard.press('Enter');
  }

  /** Presses Escape and waits until the box is gone. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.waitUntilClosed();
  }

  /** The rows in sight, from the top. */
  async rows(): Promise<QuickInputRow[]> {
    return this.#page.evaluate(readRows);
  }

  /** Waits for a row and returns it. */
  async waitForRow(wanted: (row: QuickInputRow) => boolean, timeout = patience): Promise<QuickInputRow> {
    const end = performance.now() + timeout;
    for (;;) {
      const rows = await this.rows();
      const row = rows.find(wanted);
      if (row) return row;
      if (performance.now() > end) {
        throw new Error(`no such row among: ${rows.map(({ label }) => label).join(' | ') || 'none'}`);
      }
      await nextFrame(this.#page);
    }
  }

  /** Waits until the top row fulfils a condition and returns it. */
  async waitForTop(wanted: (row: QuickInputRow) => boolean = () => true): Promise<QuickInputRow> {
    const end = performance.now() + patience;
    for (;;) {
      const top = (await this.rows())[0];
      if (top && wanted(top)) return top;
      if (performance.now() > end) throw new Error(`the top row is ${top ? `“${top.label}”` : 'missing'}`);
      await nextFrame(this.#page);
    }
  }

  /** Goes to a row by keys and chooses it: a list that changes moves its rows away from under a mouse. */
  async select(wanted: (row: QuickInputRow) => boolean, timeout = patience): Promise<void> {
    await this.waitForRow(wanted, timeout);
    const end = performance.now() + timeout;
    while (!(await this.rows()).some((row) => row.active && wanted(row))) {
      if (performance.now() > end) throw new Error('the row is never the active one');
      await this.#page.keyboard.press('ArrowDown');
      await nextFrame(this.#page);
    }
    await this.#page.keyboard.press('Enter');
  }

  /** Clicks a button of a row by its tooltip. */
  async rowButton(wanted: (row: QuickInputRow) => boolean, title: string): Promise<void> {
    const { label } = await this.waitForRow(wanted);
    const row = this.widget.locator('.monaco-list-row', { hasText: label }).first();
    await row.hover();
    await row.locator(`.action-label[aria-label^="${title}"]`).click();
  }

  /** Waits until the box is gone. */
  async waitUntilClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }
}

/** Runs in the page: no reference to anything outside. */
function readRows(): QuickInputRow[] {
  const text = (row: Element, selector: string) =>
    (row.querySelector(selector)?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
  return [...document.querySelectorAll('.quick-input-list .monaco-list-row')]
    .filter((row) => row.getClientRects().length > 0)
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((row) => ({
      label: text(row, '.monaco-icon-label .label-name'),
      description: text(row, '.monaco-icon-label .label-description'),
      detail: text(row, '.quick-input-list-rows .quick-input-list-row:nth-child(2)'),
      active: row.classList.contains('focused'),
    }));
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
}

/** What a person sees, with line breaks; empty where the element has gone. */
async function innerText(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts())[0] ?? '';
}

/** Whether something comes into sight within some milliseconds. */
async function appears(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Repeats an attempt that fails until the workbench is that far, and in the end throws the last reason. */
async function retry<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  const end = performance.now() + 2 * patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw new Error(`${what}: ${error}`);
    }
  }
}
